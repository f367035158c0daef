// What the page gives away of a scenario, as OpenSSL's half of it needs it: files in a folder, and arguments. Node only.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentialFiles, recordedFiles } from '../lab/files/exportFiles.ts';
import { type Reproduction, reproduce } from '../lab/files/reproduce.ts';
import { runScenario } from '../lab/run/run.ts';
import { type Scenario, scenarioKey } from '../lab/scenario/scenario.ts';

export interface OpensslWorld extends Pick<Reproduction, 'commands' | 'deceived'> {
  /** Where the files are. */
  readonly place: string;
}

const worlds = new Map<string, OpensslWorld>();

/** Both halves have the same world. */
export function opensslWorld(scenario: Scenario): OpensslWorld {
  const key = scenarioKey(scenario);
  const known = worlds.get(key);
  if (known) return known;
  const recording = runScenario(scenario);
  const place = mkdtempSync(join(tmpdir(), 'openssl-world-'));
  for (const [name, content] of Object.entries({ ...recordedFiles(recording), ...credentialFiles(recording) }))
    if (/\.(pem|key|der)$/.test(name)) writeFileSync(join(place, name), content);
  const { commands, deceived } = reproduce(recording);
  const made = { commands, deceived, place };
  worlds.set(key, made);
  return made;
}

/** For `afterAll`: the folders that are no longer needed. */
export const opensslPlaces = (): string[] => [...worlds.values()].map(({ place }) => place);

/** A command without the program, and without the address, which is found out when it runs. */
export function opensslArguments([, , ...words]: readonly string[]): string[] {
  const isAddress = (word: string | undefined): boolean => word === '-accept' || word === '-connect';
  return words.filter((word, i) => !isAddress(word) && !isAddress(words[i - 1]));
}

/** A few at a time: most of it is waiting for the other program. */
export async function inTurn<T>(all: readonly T[], work: (each: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
}
