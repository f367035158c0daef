// The corpus of what programs say, read once, when it is asked for.
import type { CorpusIndex } from '../why/corpusIndex.ts';

export async function readStacks(): Promise<CorpusIndex> {
  const [{ default: table }, { readCorpus }, { indexOf }] = await Promise.all([
    import('../stacks/corpus.json', { with: { type: 'json' } }),
    import('../stacks/corpus.ts'),
    import('../why/corpusIndex.ts'),
  ]);
  return indexOf(readCorpus(table));
}
