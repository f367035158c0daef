// What would break the page is found before the page shows it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAULTS } from '../../lab/faults/catalogue.ts';
import { parseRecording, writeRecording } from '../../lab/files/recordingFile.ts';
import { runScenario } from '../../lab/run/run.ts';
import { DEFAULT_SCENARIO } from '../../lab/scenario/scenario.ts';
import { rehearse } from './rehearse.ts';

const recording = runScenario({ ...DEFAULT_SCENARIO, mode: 'mutual', faults: ['client/expired'] });
const written = writeRecording(recording);

describe('A rehearsal', () => {
  it('finds nothing wrong with what the lab has recorded, whatever is broken', () => {
    for (const { id, modes, revocations } of FAULTS) {
      const scenario = {
        ...DEFAULT_SCENARIO,
        mode: modes[0] ?? 'mutual',
        revocation: revocations[0] ?? 'ocsp',
      } as const;
      expect(rehearse(runScenario({ ...scenario, faults: [id] })), id).toBeNull();
    }
  });

  it('never throws over a recording whose values were edited', () => {
    type Json = { [key: string]: Json } | Json[] | string | number | boolean | null;
    const objects: { [key: string]: Json }[] = [];
    const collect = (value: Json): void => {
      if (typeof value !== 'object' || value === null) return;
      if (!Array.isArray(value)) objects.push(value);
      for (const each of Object.values(value)) collect(each);
    };
    const tree = JSON.parse(written) as { [key: string]: Json };
    const events = tree['events'];
    // The details are what words are made of.
    if (Array.isArray(events)) for (const event of events) collect(event);
    const values = fc.oneof(fc.string({ maxLength: 30 }), fc.integer(), fc.boolean(), fc.constantFrom('', '-1', 'ok'));
    let opened = 0;
    fc.assert(
      fc.property(fc.nat(objects.length - 1), fc.nat(20), values, (which, property, to) => {
        const object = objects[which] ?? {};
        const key = Object.keys(object)[property % Math.max(1, Object.keys(object).length)] ?? 'x';
        const before = object[key];
        object[key] = to;
        const read = parseRecording(JSON.stringify(tree));
        if (before === undefined) delete object[key];
        else object[key] = before;
        if (!read.ok) return;
        opened++;
        const found = rehearse(read.recording);
        expect(found === null || /^(Step \d+|The (whole|diagram))/.test(found)).toBe(true);
      }),
      { numRuns: 150 },
    );
    expect(opened).toBeGreaterThan(5);
  });
});
