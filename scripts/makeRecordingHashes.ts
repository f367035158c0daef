// `npx tsx scripts/makeRecordingHashes.ts`: writes the hash of every kind of recording to src/testing/recordingHashes.json,
// for changes that are meant to change recordings. The difference in the repository says which ones they were.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareAll } from '../src/lab/run/prepare.ts';
import { hashesOf, RECORDED_SCENARIOS } from '../src/lab/run/recordings.testing.ts';
import { runScenario } from '../src/lab/run/run.ts';

await prepareAll();
const lines = [...RECORDED_SCENARIOS].map(
  ([name, scenario]) => `  ${JSON.stringify(name)}: ${JSON.stringify(hashesOf(runScenario(scenario)))}`,
);
writeFileSync(join(import.meta.dirname, '../src/testing/recordingHashes.json'), `{\n${lines.join(',\n')}\n}\n`);
