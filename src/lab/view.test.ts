// What an observer sees follows from bytes and keys: checked over whole runs, against what TLS 1.2 leaves readable.
import { describe, expect, it } from 'vitest';
import type { EventOf, Message, Recording } from './recording.ts';
import { runScenario } from './run.ts';
import { DEFAULT_SCENARIO, MODES, SUITES } from './scenario.ts';
import { type Observer, seenBy } from './view.ts';

const honest = runScenario({ ...DEFAULT_SCENARIO, mode: 'mutual' });
const END = (recording: Recording) => recording.events.length;
const messages = (recording: Recording): Message[] =>
  recording.events.flatMap((event) => (event.kind === 'sent' ? [event.message] : []));
const seen = (recording: Recording, observer: Observer) => messages(seenBy(recording, observer, END(recording)));
const secrets = (recording: Recording) =>
  recording.events.filter((event): event is EventOf<'secret'> => event.kind === 'secret');

describe('everyone', () => {
  it('sees the recording itself', () => {
    expect(seenBy(honest, 'everyone', 0)).toBe(honest);
  });
});

describe.each(MODES.flatMap((mode) => SUITES.map((suite) => [mode, suite] as const)))('%s, %s', (mode, suite) => {
  const recording = runScenario({ ...DEFAULT_SCENARIO, mode, suite });

  it('shows an eavesdropper everything but what is encrypted, and of that the bytes', () => {
    for (const [i, message] of seen(recording, 'eavesdropper').entries()) {
      const original = messages(recording)[i];
      expect(message.wire).toBe(original?.wire);
      expect(message.plaintext).toBeNull();
      expect(message.facts.veil ?? null).toBe(original?.encrypted ? 'sealed' : null);
      expect(message.certificates).toEqual(original?.encrypted ? [] : original?.certificates);
      expect(message.sealed).toBeNull();
    }
  });

  it('leaves an eavesdropper the two randoms of all secrets', () => {
    const known = secrets(seenBy(recording, 'eavesdropper', END(recording))).map(({ secret }) => secret);
    expect(new Set(known)).toEqual(new Set(['clientRandom', 'serverRandom']));
  });

  it.each(['client', 'server'] as const)('opens to the %s what it sends and receives, and hides the rest', (side) => {
    for (const [i, message] of seen(recording, side).entries()) {
      const original = messages(recording)[i];
      const isOwn = original?.from === side || original?.to === side;
      expect(message.facts.veil ?? null).toBe(isOwn ? null : 'hidden');
      expect(message.plaintext).toBe(isOwn ? original?.plaintext : null);
      expect(message.wire).toBe(isOwn ? original?.wire : '');
    }
    const view = seenBy(recording, side, END(recording));
    expect(secrets(view).every(({ actor }) => actor === side)).toBe(true);
    for (const event of view.events) {
      if (event.kind === 'check' || event.kind === 'belief') expect(event.actor).toBe(side);
      if (event.kind === 'work' && event.actor !== side) expect(event.facts).toEqual({ veil: 'hidden' });
    }
  });
});

describe('a view', () => {
  it('keeps steps, ids and places', () => {
    for (const observer of ['client', 'server', 'eavesdropper'] as const) {
      const view = seenBy(honest, observer, 40);
      expect(view.steps).toEqual(honest.steps);
      expect(view.events.map(({ id }) => id)).toEqual(honest.events.map(({ id }) => id));
    }
  });

  it('shows an eavesdropper the client’s certificate, which TLS 1.2 sends in the clear', () => {
    const certificate = seen(honest, 'eavesdropper').find(
      ({ type, from }) => type === 'Certificate' && from === 'client',
    );
    expect(certificate?.certificates).toHaveLength(2);
  });

  it('does not open Finished to a server that has yet to derive its keys', () => {
    const step = honest.steps.find(({ key }) => key === 'client:Finished');
    const at = (until: number) => {
      const event = seenBy(honest, 'server', until).events[step?.event ?? 0];
      return event?.kind === 'sent' ? (event.message.facts.veil ?? null) : null;
    };
    expect(at(step?.until ?? 0)).toBe('sealed');
    expect(at(END(honest))).toBeNull();
  });

  it('does not open a record to a server that holds other keys', () => {
    const stolen = runScenario({ ...DEFAULT_SCENARIO, faults: ['server/stolen-certificate'] });
    expect(seen(stolen, 'server').find(({ type }) => type === 'Finished')?.plaintext).toBeNull();
  });

  it('does not open to the client what goes between attacker and server', () => {
    const recording = runScenario({ ...DEFAULT_SCENARIO, faults: ['wire/mitm-trusted'] });
    for (const { from, to, wire } of seen(recording, 'client'))
      if (from !== 'client' && to !== 'client') expect(wire).toBe('');
  });

  it('opens recorded RSA sessions once the server’s key has leaked, and not before', () => {
    const recording = runScenario({ ...DEFAULT_SCENARIO, mode: 'mutual', faults: ['wire/server-key-leaks'] });
    const theft = recording.steps.find(({ key }) => key === 'attacker:key.steal');
    const openAt = (until: number) =>
      messages(seenBy(recording, 'eavesdropper', until)).filter(({ plaintext }) => plaintext !== null);
    expect(openAt((theft?.event ?? 1) - 1)).toEqual([]);
    expect(openAt(END(recording)).map(({ plaintext }) => plaintext)).toEqual(
      messages(recording).flatMap(({ plaintext }) => plaintext ?? []),
    );
  });
});
