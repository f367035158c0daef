// For the tests of this layer: the Wycheproof vectors, which are not part of this repository.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fromHex } from '../bytes/hex.ts';
import { noteSkip } from '../testing/skipped.ts';

export interface Vector {
  readonly tcId: number;
  readonly comment: string;
  readonly result: 'valid' | 'invalid' | 'acceptable';
  /** Fields of the test's group and of the test, those that are text. */
  readonly field: (name: string) => string;
  readonly bytes: (name: string) => Uint8Array;
  readonly number: (name: string) => number;
}

/** All vectors of a file; null, and a line that says so, where the conformance data is absent. */
export function wycheproof(file: string): Vector[] | null {
  const path = fileURLToPath(new URL(`../../../shared/conformance/vectors/wycheproof/${file}`, import.meta.url));
  if (!existsSync(path)) {
    noteSkip('the Wycheproof vectors are not here (../shared/conformance)');
    return null;
  }
  const { testGroups, numberOfTests } = JSON.parse(readFileSync(path, 'utf8')) as VectorFile;
  const vectors = testGroups.flatMap(({ tests, ...group }) => tests.map((test) => vector({ ...group, ...test })));
  if (vectors.length !== numberOfTests) throw new Error(`${file}: ${vectors.length} of ${numberOfTests} tests`);
  return vectors;
}

/** The ids of the vectors on which `accepts` differs from the file's verdict; 'acceptable' fits either way. */
export function disagreements(vectors: readonly Vector[], accepts: (vector: Vector) => boolean): string[] {
  return vectors
    .filter((it) => (accepts(it) ? it.result === 'invalid' : it.result === 'valid'))
    .map(({ tcId, comment, result }) => `${tcId} is ${result}: ${comment}`);
}

interface VectorFile {
  readonly numberOfTests: number;
  readonly testGroups: readonly { readonly tests: readonly Record<string, unknown>[] }[];
}

function vector(fields: Record<string, unknown>): Vector {
  const field = (name: string): string => {
    const value = fields[name];
    if (typeof value !== 'string') throw new Error(`no text in field ${name}`);
    return value;
  };
  return {
    tcId: Number(fields['tcId']),
    comment: field('comment'),
    result: field('result') as Vector['result'],
    field,
    bytes: (name) => fromHex(field(name)),
    number: (name) => Number(fields[name]),
  };
}
