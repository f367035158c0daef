import { describe, expect, it } from 'vitest';
import { beliefAt, beliefTexts } from './beliefs.ts';
import { scrollTarget } from './follow.ts';
import { packetAt } from './motion.ts';
import { expiredClient } from './recordings.testing.ts';

describe('a packet', () => {
  it('travels from the sender’s end to the receiver’s, slow at both', () => {
    expect([packetAt('right', 0), packetAt('right', 0.5), packetAt('right', 1)]).toEqual([0, 50, 100]);
    expect([packetAt('left', 0), packetAt('left', 0.5), packetAt('left', 1)]).toEqual([100, 50, 0]);
    expect(packetAt('right', 0.1)).toBeLessThan(10);
    expect(packetAt('right', 0.9)).toBeGreaterThan(90);
  });

  it('never leaves its arrow, even when a frame comes late', () => {
    expect(packetAt('right', 1.7)).toBe(100);
    expect(packetAt('left', -0.2)).toBe(100);
  });
});

describe('following the cursor', () => {
  const tops = Array.from({ length: 45 }, (_, i) => 130 + 40 * i);
  const view = { scrollTop: 0, height: 700, headHeight: 130, contentHeight: 2000, tops };

  it('leaves a row alone that is in the comfortable middle', () => {
    expect(scrollTarget({ top: 300, height: 40 }, view)).toBeNull();
  });

  it('brings a row from below or above into view, clear of the heads', () => {
    for (const { top, scrollTop } of [
      { top: 1200, scrollTop: 0 },
      { top: 600, scrollTop: 900 },
    ]) {
      const target = scrollTarget({ top, height: 40 }, { ...view, scrollTop });
      expect(target).not.toBeNull();
      const shown = top - (target ?? 0);
      expect(shown).toBeGreaterThan(view.headHeight);
      expect(shown + 40).toBeLessThan(view.height);
    }
  });

  it('scrolls neither before the beginning nor behind the end, and not at all for less than a pixel', () => {
    expect(scrollTarget({ top: 130, height: 40 }, { ...view, scrollTop: 300 })).toBe(0);
    expect(scrollTarget({ top: 1890, height: 40 }, view)).toBe(1280);
    expect(scrollTarget({ top: 1890, height: 40 }, { ...view, scrollTop: 1280 })).toBeNull();
  });
});

describe('beliefs', () => {
  const recording = expiredClient();

  it('are those of the events that have happened at the step, and none before the first', () => {
    expect(beliefAt(recording, 'client', 1)).toBeNull();
    expect(beliefAt(recording, 'client', 5)).toEqual({ result: 'neutral', text: 'wants api.bank.test' });
    const refused = recording.steps.findIndex((step) => step.number === 19) + 1;
    expect(beliefAt(recording, 'server', refused - 1)?.result).toBe('neutral');
    expect(beliefAt(recording, 'server', refused)).toEqual({ result: 'fail', text: 'refuses client: expired' });
  });

  it('do not depend on how one got to a step', () => {
    const forwards = recording.steps.map((step) => beliefAt(recording, 'server', step.number));
    const backwards = [...recording.steps].reverse().map((step) => beliefAt(recording, 'server', step.number));
    expect(backwards.reverse()).toEqual(forwards);
  });

  it('are all known beforehand, so that room can be kept for the longest', () => {
    for (const step of recording.steps) {
      const belief = beliefAt(recording, 'client', step.number);
      if (belief !== null) expect(beliefTexts(recording, 'client')).toContain(belief.text);
    }
  });
});
