import { describe, expect, it } from 'vitest';
import type { Recording } from '../../lab/recording/recording.ts';
import { runScenario } from '../../lab/run/run.ts';
import { DEFAULT_SCENARIO, type Scenario } from '../../lab/scenario/scenario.ts';
import { type Duty, duties } from './duties.ts';

const run = (change: Partial<Scenario>): Recording => runScenario({ ...DEFAULT_SCENARIO, ...change });
const names = (all: readonly Duty[], state?: Duty['state']): string[] =>
  all.flatMap(({ duty, who, about, ...rest }) =>
    state === undefined || rest.state === state ? [`${who} ${duty} ${about}`] : [],
  );

const MUTUAL = run({ mode: 'mutual' });

describe('Who checks what', () => {
  it('is known before anything has happened, and then all of it is open', () => {
    const all = duties(MUTUAL, 0);
    expect(names(all, 'open')).toEqual(names(all));
    expect(names(all)).toEqual([
      'ca request server',
      'ca request client',
      'client path server',
      'client status server',
      'client key server',
      'client finished server',
      'server path client',
      'server status client',
      'server key client',
      'server finished client',
      'server access client',
    ]);
  });

  it('is all done at the end of an honest run, each at a step that its actor takes', () => {
    const all = duties(MUTUAL, MUTUAL.events.length);
    expect(names(all, 'done')).toEqual(names(all));
    for (const { who, step } of all) {
      const event = MUTUAL.events[MUTUAL.steps[(step ?? 0) - 1]?.event ?? -1];
      expect(event?.actor).toBe(who);
    }
  });

  it('never says of a step what comes behind it, and takes nothing back', () => {
    let before = 0;
    for (const step of MUTUAL.steps) {
      const done = duties(MUTUAL, step.until).filter((duty) => duty.step !== null);
      for (const duty of done) expect(duty.step).toBeLessThanOrEqual(step.number);
      expect(done.length).toBeGreaterThanOrEqual(before);
      before = done.length;
    }
  });

  it('has fewer duties one-way and without revocation: nobody checks a client that shows nothing', () => {
    expect(names(duties(run({ revocation: 'off' }), 0))).toEqual([
      'ca request server',
      'client path server',
      'client key server',
      'client finished server',
      'server finished client',
      'server access client',
    ]);
  });

  it('says which one failed, and that those behind it were never made', () => {
    const expired = run({ mode: 'mutual', faults: ['client/expired'] });
    const all = duties(expired, expired.events.length);
    expect(names(all, 'failed')).toEqual(['server path client']);
    expect(names(all, 'never')).toEqual([
      'client key server',
      'client finished server',
      'server key client',
      'server finished client',
      'server access client',
    ]);
  });

  it('knows of a certificate that the CA never was asked for', () => {
    const own = run({ mode: 'mutual', faults: ['client/self-signed'] });
    expect(names(duties(own, own.events.length), 'never')).toContain('ca request client');
  });

  it('shows what soft-fail lets pass', () => {
    const soft = run({ faults: ['ca/ocsp-unreachable'], revocationPolicy: 'soft' });
    expect(names(duties(soft, soft.events.length), 'passedOver')).toEqual(['client status server']);
  });
});
