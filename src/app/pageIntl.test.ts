// `Intl` reads its tables when it is first used: that took half of the time in which the page's script begins.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '..');
/** The command line is no page. */
const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/.test(path) && !/\.(test|testing)\.tsx?$|^testing\/|^cli\//.test(path));

it('No module of the page asks Intl for numbers, dates, orders or plurals, by its name or by a method', () => {
  expect(sources).toContain('lessons/phrases.ts');
  const asking = sources.filter((path) =>
    /\bnew Intl\b|\bIntl\.|\.(toLocale(Date|Time)?String|localeCompare)\(/.test(readFileSync(join(SRC, path), 'utf8')),
  );
  expect(asking).toEqual([]);
});
