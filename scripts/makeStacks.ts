// `npx tsx scripts/makeStacks.ts FILE.jsonl… [--date 2026-11-30]`: makes src/stacks/corpus.json of measured runs, one JSON
// object a line, as stacks/ writes them. A run of a later file takes the place of an earlier one of the same cell.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAULTS } from '../src/lab/faults/catalogue.ts';
import { writeCorpus } from '../src/stacks/corpus.ts';
import { measuredRows, withLater } from '../src/stacks/measured.ts';

const args = process.argv.slice(2);
const dateAt = args.indexOf('--date');
const date = dateAt < 0 ? undefined : args[dateAt + 1];
const files = args.filter((_, index) => dateAt < 0 || (index !== dateAt && index !== dateAt + 1));
if (files.length === 0) throw new Error('makeStacks: FILE.jsonl is wanted');

const rows = files
  .map((file) => measuredRows(readFileSync(file, 'utf8'), { file, date, faults: FAULTS.map(({ id }) => id) }))
  .reduce(withLater);
const path = join(import.meta.dirname, '../src/stacks/corpus.json');
writeFileSync(path, `${JSON.stringify(writeCorpus(rows))}\n`);
process.stdout.write(`${rows.length} rows\n`);
