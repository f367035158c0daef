import { describe, expect, it } from 'vitest';
import { tellEmbedder } from './channel.ts';

const SCHOOL = 'https://school.example';

/** A frame, and what the page around it was sent: message and target. */
function framed(told: { readonly referrer?: string; readonly ancestors?: readonly string[] }) {
  const sent: unknown[] = [];
  const parent = { postMessage: (message: unknown, target: string) => sent.push([message, target]) };
  const location = told.ancestors === undefined ? {} : { ancestorOrigins: told.ancestors };
  return { sent, frame: { parent, document: { referrer: told.referrer ?? '' }, location } };
}

describe('what the page around a frame is told', () => {
  it('goes to the origin that the link names, where that is the page around', () => {
    for (const place of [{ ancestors: [SCHOOL, 'https://other.example'] }, { referrer: `${SCHOOL}/course/3?x=1` }]) {
      const { sent, frame } = framed(place);
      expect(tellEmbedder({ step: 2, steps: 30 }, SCHOOL, frame)).toBe(true);
      expect(sent).toEqual([[{ type: 'handshake-lab', step: 2, steps: 30 }, SCHOOL]]);
    }
  });

  it('goes nowhere where the page around is another, or is not known', () => {
    for (const place of [
      { ancestors: ['https://other.example', SCHOOL] },
      { ancestors: ['https://other.example'], referrer: `${SCHOOL}/` },
      { referrer: 'https://school.example.other.example/' },
      { referrer: 'http://school.example/' },
      { ancestors: ['null'] },
      {},
    ]) {
      const { sent, frame } = framed(place);
      expect(tellEmbedder({ step: 2, steps: 30 }, SCHOOL, frame)).toBe(false);
      expect(sent).toEqual([]);
    }
  });

  it('goes nowhere where the link names nobody, or the page is in no frame', () => {
    const { sent, frame } = framed({ ancestors: [SCHOOL] });
    expect(tellEmbedder({ mission: 7, state: 'done', score: 1 }, '', frame)).toBe(false);
    // The window of a page of its own is its own parent.
    const alone = { ...frame, parent: frame.parent };
    alone.parent = Object.assign(alone, frame.parent);
    expect(tellEmbedder({ mission: 7, state: 'done', score: 1 }, SCHOOL, alone)).toBe(false);
    expect(sent).toEqual([]);
  });
});
