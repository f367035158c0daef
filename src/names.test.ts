// One name, one meaning: what a file exports is called like nothing that another file exports.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/**
 * Where names stand in several files on purpose. The two libraries that compute fulfil one interface, and the files in
 * `crypto` pass its functions on. Each endpoint of each version names its steps after the messages that they take. A
 * lesson is named after what it explains.
 */
const ON_PURPOSE = [
  /^crypto\/(forge|noble)\//,
  /^tls\/tls1[23]\/(client|server)\//,
  /^lessons\/(operations|messages|tls13)\//,
] as const;

it('A name that product code exports has one home', () => {
  const found = [...homes()].filter(([, files]) => files.length > 1);
  expect(found.map(([name, files]) => `${name}: ${files.join(', ')}`)).toEqual([]);
});

it('All names of exports are found: of values and of types', () => {
  const all = homes();
  expect(all.get('parseLink')).toEqual(['app/link.ts']);
  expect(all.get('Scenario')).toEqual(['lab/scenario/fields.ts']);
  expect(all.get('SCENARIO_FIELDS')).toEqual(['lab/scenario/fields.ts']);
  expect(all.size).toBeGreaterThan(1000);
});

/** Of each exported name the files that declare it; files that pass it on do not count. */
function homes(): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const file of productFiles()) {
    const text = readFileSync(join(import.meta.dirname, file), 'utf8');
    for (const [, name = ''] of text.matchAll(DECLARATION)) {
      const files = names.get(name) ?? [];
      if (!files.includes(file)) names.set(name, [...files, file]);
    }
  }
  return names;
}

const DECLARATION =
  /^export (?:default )?(?:abstract )?(?:async )?(?:const|let|function\*?|class|interface|type|enum) (\w+)/gm;

const productFiles = (): string[] =>
  readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.tsx?$/.test(file) && !/(^testing\/|\.(test|testing|d)\.tsx?$)/.test(file))
    .filter((file) => !ON_PURPOSE.some((pattern) => pattern.test(file)))
    .sort();
