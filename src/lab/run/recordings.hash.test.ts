// The same scenario gives the same recording, byte for byte, as when src/testing/recordingHashes.json was written: changes
// that must not change what the lab does are held to that. Where a recording is meant to change, the table is written
// anew, and the difference shows which scenarios that touches: `npx tsx scripts/makeRecordingHashes.ts`.
import { beforeAll, describe, expect, it } from 'vitest';
import HASHES from '../../testing/recordingHashes.json' with { type: 'json' };
import { MODES, PROTOCOLS } from '../scenario/scenario.ts';
import { prepareAll } from './prepare.ts';
import { hashesOf, RECORDED_SCENARIOS } from './recordings.testing.ts';
import { runScenario } from './run.ts';

beforeAll(prepareAll);

const known = new Map(Object.entries<string>(HASHES));
const isFault = (name: string): boolean => name.includes('/');

describe('the recordings', () => {
  it('are those of the table: none more, none less', () => {
    expect([...RECORDED_SCENARIOS.keys()]).toEqual([...known.keys()]);
  });

  describe.each(PROTOCOLS)('of %s', (protocol) => {
    describe.each(MODES)('%s', (mode) => {
      it.each(['faults', 'settings'])('with all %s are the same bytes as before', (kind) => {
        const here = [...RECORDED_SCENARIOS].filter(
          ([name, setting]) =>
            setting.protocol === protocol && setting.mode === mode && isFault(name) === (kind === 'faults'),
        );
        expect(here.length).toBeGreaterThan(10);
        expect(here.flatMap(([name, scenario]) => difference(name, hashesOf(runScenario(scenario))))).toEqual([]);
      });
    });
  });
});

function difference(name: string, hashes: string): string[] {
  const before = known.get(name) ?? '';
  if (hashes === before) return [];
  const sameWire = hashes.split(' ')[0] === before.split(' ')[0];
  return [`${name}: ${sameWire ? 'the same bytes on the wire, another account of them' : 'other bytes on the wire'}`];
}
