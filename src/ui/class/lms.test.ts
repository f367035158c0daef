// A learning platform of SCORM 1.2 is told a score and a status: tried on scorm-again, a run-time environment of others.
import { Scorm12API } from 'scorm-again';
import { describe, expect, it } from 'vitest';
import { beginLms, findLms, type LmsWindow } from './lms.ts';

const platform = () => new Scorm12API({ autocommit: false, logLevel: 5 });

describe('the platform', () => {
  it('is found in a frame above, or above the window that opened this one', () => {
    const api = platform();
    const top: LmsWindow = { API: api };
    const frame: LmsWindow = { parent: { parent: { parent: top } } };
    expect(findLms(frame)).toBe(api);
    expect(findLms({ parent: {}, opener: { parent: top } })).toBe(api);
  });

  it('is not found where none is, where windows go in a circle, or where one may not look', () => {
    const alone: { parent?: LmsWindow } = {};
    alone.parent = alone;
    expect(findLms(alone)).toBeNull();
    const other: { parent?: LmsWindow } = { parent: alone };
    const round: LmsWindow = { parent: { parent: other } };
    other.parent = round;
    expect(findLms(round)).toBeNull();
    const closed: LmsWindow = {
      get API(): unknown {
        throw new Error('another origin');
      },
    };
    expect(findLms({ parent: closed, opener: closed })).toBeNull();
    expect(findLms({ API: { LMSInitialize: () => 'true' } })).toBeNull();
  });
});

describe('a session of SCORM 1.2', () => {
  it('tells score and status after each mission, and ends once', () => {
    const api = platform();
    const session = beginLms(api);
    expect(api.isInitialized()).toBe(true);
    session?.report(1, 3);
    expect(api.LMSGetValue('cmi.core.score.raw')).toBe('33');
    expect(api.LMSGetValue('cmi.core.score.max')).toBe('100');
    expect(api.LMSGetValue('cmi.core.lesson_status')).toBe('incomplete');
    expect(api.LMSGetLastError()).toBe('0');
    session?.report(3, 3);
    expect(api.LMSGetValue('cmi.core.score.raw')).toBe('100');
    expect(api.LMSGetValue('cmi.core.lesson_status')).toBe('passed');
    session?.finish();
    expect(api.isTerminated()).toBe(true);
    session?.report(0, 3);
    session?.finish();
    expect(api.LMSGetLastError()).toBe('0');
  });

  it('leaves at most 4096 characters, and finds them at the next launch', () => {
    const api = platform();
    const session = beginLms(api);
    expect(session?.left).toBe('');
    session?.leave('a'.repeat(4097));
    expect(api.LMSGetValue('cmi.suspend_data')).toBe('');
    const text = `1,2;${'ü'.repeat(4092)}`;
    session?.leave(text);
    expect(api.LMSGetLastError()).toBe('0');
    session?.finish();
    // What the platform has kept, it gives to the next attempt (SCORM 1.2, RTE 3.4: suspend_data).
    const again = platform();
    again.loadFromJSON({ suspend_data: text }, 'cmi');
    expect(beginLms(again)?.left).toBe(text);
  });

  it('does not begin where the platform refuses, and survives one that throws', () => {
    const api = platform();
    expect(beginLms(api)).not.toBeNull();
    expect(beginLms(api)).toBeNull();
    const broken = () => {
      throw new Error('broken');
    };
    const half = { LMSInitialize: () => true, LMSSetValue: broken, LMSCommit: broken, LMSFinish: broken };
    const session = beginLms(half);
    session?.report(1, 2);
    session?.finish();
    expect(session).not.toBeNull();
  });
});
