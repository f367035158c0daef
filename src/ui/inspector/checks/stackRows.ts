// The corpus, read once, when somebody asks what other programs do.
import type { StackRow } from '../../../stacks/row.ts';

let read: Promise<readonly StackRow[]> | null = null;

export function readStackRows(): Promise<readonly StackRow[]> {
  read ??= Promise.all([
    import('../../../stacks/corpus.json', { with: { type: 'json' } }),
    import('../../../stacks/corpus.ts'),
  ]).then(([{ default: table }, { readCorpus }]) => readCorpus(table));
  return read;
}
