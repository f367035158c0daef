// The tasks of the page "Why?": the corpus is read with the first of them, and stays in the worker.
import { readCorpus } from '../stacks/corpus.ts';
import type { StackRow } from '../stacks/row.ts';
import { markedText } from '../store/markedText.ts';
import { whyMaterialOf } from '../store/why.ts';
import { type CorpusIndex, indexOf } from '../why/corpusIndex.ts';
import { explain } from '../why/why.ts';
import type { Results, TaskOf } from './protocol.ts';

type Kind = 'why' | 'whyMaterial' | 'measured';

let rows: Promise<readonly StackRow[]> | null = null;
let index: CorpusIndex | null = null;

/** `began` is told when all code is there. */
export async function runWhyTask(task: TaskOf<Kind>, began: () => void): Promise<Results[Kind]> {
  rows ??= import('../stacks/corpus.json', { with: { type: 'json' } }).then(({ default: table }) => readCorpus(table));
  const all = await rows;
  began();
  switch (task.kind) {
    case 'why': {
      index ??= indexOf(all);
      const answer = explain(task.text, index, task.options);
      return { answer, marked: answer.ok ? markedText(task.text, answer) : [] };
    }
    case 'whyMaterial':
      return whyMaterialOf(all);
    case 'measured':
      return all.filter(({ fault }) => fault === task.fault);
  }
}
