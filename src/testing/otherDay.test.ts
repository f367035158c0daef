// What is left out on other days asks nothing outside: the door refuses.
import { describe, expect, it } from 'vitest';
import { stayInside } from './doorway.ts';
import { insideOnly } from './otherDay.ts';
import * as outside from './outside.ts';

/** They ask nothing: arguments for a program, and whether there is one. */
const ASK_NOTHING = ['ocspAsOf', 'outsideJudge', 'isInstalled'];
const doors = Object.entries(outside).filter(([name]) => !ASK_NOTHING.includes(name));

insideOnly('Tests that are said to ask nothing outside', () => {
  it.each(doors)('can’t go through %s', (_name, door: (...given: never[]) => unknown) => {
    expect(door).toThrow('“Tests that are said to ask nothing outside” is said to ask nothing outside');
  });

  let whileListed: unknown = null;
  try {
    outside.realNow();
  } catch (error) {
    whileListed = error;
  }
  it('can’t while they are listed either', () => {
    expect(whileListed).toBeInstanceOf(Error);
  });

  insideOnly('in a block within', () => {
    it('can’t', () => {
      expect(outside.realNow).toThrow('“in a block within”');
    });
  });

  it('can’t behind it', () => {
    expect(outside.realNow).toThrow('“Tests that');
  });
});

describe('All other tests', () => {
  it('can', () => {
    expect(outside.realNow()).toBeGreaterThan(1.7e12);
    expect(stayInside(null)).toBeNull();
    expect(doors.length).toBeGreaterThan(6);
  });
});
