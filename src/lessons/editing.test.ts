// The words of the editor: what followed is read from the run, and an edited run is never told as an honest one.

import { describe, expect, it } from 'vitest';
import { activeFaults } from '../lab/faults/catalogue.ts';
import { runScenario } from '../lab/run/run.ts';
import type { Edits } from '../lab/scenario/edits.ts';
import { DEFAULT_SCENARIO, LAB_NOW, type Scenario, withEdits } from '../lab/scenario/scenario.ts';
import { editedParts } from './editing.ts';
import { consequence } from './editor.ts';
import { storyFor } from './story.ts';

const MUTUAL: Scenario = { ...DEFAULT_SCENARIO, mode: 'mutual' };
const run = (edits: Edits, scenario = MUTUAL) => runScenario(withEdits(scenario, edits));

describe('what followed', () => {
  it('says who refused, by which check, with which alert', () => {
    expect(consequence(run({ certificates: { client: { notAfter: LAB_NOW - 1000 } } }))).toEqual({
      result: 'fail',
      text: 'The server refuses: expired',
      check: 'validity.notAfter',
      alert: 'certificate_expired',
    });
  });

  it('says of a handshake that went through that it was accepted', () => {
    expect(consequence(run({}))).toMatchObject({ result: 'pass', check: null, alert: null });
  });

  it('tells a customer whose request is refused from one whose handshake is', () => {
    const { result, text, check } = consequence(
      run({ certificates: { client: { subject: [{ type: 'CN', value: 'bob' }] } } }),
    );
    expect([result, check]).toEqual(['fail', null]);
    expect(text).toContain('goes through, but the server refuses what this customer asks for');
  });
});

describe('the story of an edited scenario', () => {
  it('is no honest one, whether it goes through or not', () => {
    const honest = storyFor(MUTUAL, runScenario(MUTUAL), activeFaults(MUTUAL));
    for (const edits of [
      { certificates: { server: { hash: 'sha512' } } },
      { trust: { client: [] } },
    ] satisfies Edits[]) {
      const recording = run(edits);
      const story = storyFor(recording.scenario, recording, activeFaults(recording.scenario));
      expect(story.title).not.toBe(honest.title);
      expect(story.line).not.toBe(honest.line);
      const passes = recording.outcome.client.error === null;
      expect(story.line.includes('goes through')).toBe(passes);
    }
  });
});

describe('edited parts', () => {
  const edits: Edits = {
    clocks: { client: 0, server: 0 },
    trust: { server: [] },
    certificates: { server: { hash: 'sha1', notAfter: 0 }, root: { hash: 'sha1' } },
  };

  it('are named one by one, and each can be taken back alone', () => {
    const parts = editedParts(edits);
    expect(parts.map(({ title }) => title)).toEqual([
      'Server’s certificate · 2 edits',
      'Bank’s root · 1 edit',
      'Client’s clock set',
      'Server’s and CA’s clock set',
      'Server’s trust store edited',
    ]);
    expect(parts[0]?.without).toEqual({ ...edits, certificates: { root: { hash: 'sha1' } } });
    expect(parts[4]?.without).not.toHaveProperty('trust');
  });

  it('taken back one after the other leave nothing', () => {
    let left: Edits = edits;
    for (let [part] = editedParts(left); part !== undefined; [part] = editedParts(left)) left = part.without;
    expect(left).toEqual({});
  });
});
