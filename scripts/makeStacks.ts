// `npx tsx scripts/makeStacks.ts [FILE.jsonl…] [--date 2026-11-30]`: merges measured runs, one JSON object a line, as stacks/
// writes them, into src/stacks/corpus.json. Without files, those of stacks/measured. A run of a later file takes the place of
// one of the same cell; of the table, those rows go that were measured again.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAULTS } from '../src/lab/faults/catalogue.ts';
import { type CorpusTable, readCorpus, writeCorpus } from '../src/stacks/corpus.ts';
import { measuredRows, remeasured, withLater } from '../src/stacks/measured.ts';

const root = join(import.meta.dirname, '..');
const measured = join(root, 'stacks/measured');
const args = process.argv.slice(2);
const dateAt = args.indexOf('--date');
const date = dateAt < 0 ? undefined : args[dateAt + 1];
const given = args.filter((_, index) => dateAt < 0 || (index !== dateAt && index !== dateAt + 1));
const files =
  given.length > 0
    ? given
    : readdirSync(measured)
        .filter((name) => name.endsWith('.jsonl'))
        .sort()
        .map((name) => join(measured, name));

const path = join(root, 'src/stacks/corpus.json');
const table = readCorpus(JSON.parse(readFileSync(path, 'utf8')) as CorpusTable);
const anew = files
  .map((file) => measuredRows(readFileSync(file, 'utf8'), { file, date, faults: FAULTS.map(({ id }) => id) }))
  .reduce(withLater, []);
const rows = remeasured(table, anew);
writeFileSync(path, `${JSON.stringify(writeCorpus(rows))}\n`);
process.stdout.write(`${rows.length} rows, ${anew.length} of them measured anew; ${table.length} were there\n`);
