// What an observer sees follows from bytes and keys: checked over whole runs, against what TLS 1.2 leaves readable.

import { describe, expect, it } from 'vitest';
import { prepareAll } from '../run/prepare.ts';
import { runScenario } from '../run/run.ts';
import type { FaultId } from '../scenario/faultId.ts';
import {
  DEFAULT_SCENARIO,
  MODES,
  normalizeScenario,
  PROTOCOL_GROUPS,
  PROTOCOL_SUITES,
  PROTOCOLS,
  type Protocol,
} from '../scenario/scenario.ts';
import type { EventOf, Message, Recording, Step } from './recording.ts';
import { type Observer, viewOf } from './view.ts';

await prepareAll();

const honest = runScenario({ ...DEFAULT_SCENARIO, mode: 'mutual' });
const mutual = (protocol: Protocol, faults: readonly FaultId[] = []) =>
  runScenario(normalizeScenario({ ...DEFAULT_SCENARIO, mode: 'mutual', protocol, faults }));
const END = (recording: Recording) => recording.events.length;
const messages = (recording: Recording): Message[] =>
  recording.events.flatMap((event) => (event.kind === 'sent' ? [event.message] : []));
const seen = (recording: Recording, observer: Observer) => messages(viewOf(recording, observer, END(recording)));
const secrets = (recording: Recording) =>
  recording.events.filter((event): event is EventOf<'secret'> => event.kind === 'secret');

describe('everyone', () => {
  it('sees the recording itself', () => {
    expect(viewOf(honest, 'everyone', 0)).toBe(honest);
  });
});

const SETTINGS = PROTOCOLS.flatMap((protocol) => [
  ...PROTOCOL_SUITES[protocol].map((suite) => ({ protocol, suite })),
  ...PROTOCOL_GROUPS[protocol].slice(1).map((group) => ({ protocol, suite: PROTOCOL_SUITES[protocol][0], group })),
  // Coming back, and new keys.
  ...(protocol === 'tls1.3'
    ? [{ protocol, suite: PROTOCOL_SUITES[protocol][1], again: 'resumed', keyUpdate: 'client' } as const]
    : []),
]).flatMap((setting) => MODES.map((mode) => ({ group: DEFAULT_SCENARIO.group, ...setting, mode })));

describe.each(SETTINGS)('$protocol, $mode, $suite, $group', (setting) => {
  const recording = runScenario({ ...DEFAULT_SCENARIO, ...setting });

  it('shows an eavesdropper everything but what is encrypted, and of that the bytes', () => {
    for (const [i, message] of seen(recording, 'eavesdropper').entries()) {
      const original = messages(recording)[i];
      expect(message.wire).toBe(original?.wire);
      expect(message.plaintext).toBeNull();
      expect(message.details.veil ?? null).toBe(original?.encrypted ? 'sealed' : null);
      expect(message.certificates).toEqual(original?.encrypted ? [] : original?.certificates);
      expect(message.sealed).toBeNull();
    }
  });

  it('leaves an eavesdropper what is sent as it is: the two randoms, and both shares', () => {
    const known = secrets(viewOf(recording, 'eavesdropper', END(recording))).map(({ secret }) => secret);
    const shares = setting.protocol === 'tls1.2-rsa' ? [] : ['clientShare', 'serverShare'];
    expect(new Set(known)).toEqual(new Set(['clientRandom', 'serverRandom', ...shares]));
  });

  it.each(['client', 'server'] as const)('opens to the %s what it sends and receives, and hides the rest', (side) => {
    for (const [i, message] of seen(recording, side).entries()) {
      const original = messages(recording)[i];
      const isOwn = original?.from === side || original?.to === side;
      expect(message.details.veil ?? null).toBe(isOwn ? null : 'hidden');
      expect(message.plaintext).toBe(isOwn ? original?.plaintext : null);
      expect(message.wire).toBe(isOwn ? original?.wire : '');
    }
    const view = viewOf(recording, side, END(recording));
    expect(secrets(view).every(({ actor }) => actor === side)).toBe(true);
    for (const event of view.events) {
      if (event.kind === 'check' || event.kind === 'belief') expect(event.actor).toBe(side);
      if (event.kind === 'operation' && event.actor !== side) expect(event.details).toEqual({ veil: 'hidden' });
    }
  });
});

describe('a view', () => {
  it('keeps steps, ids and places', () => {
    for (const observer of ['client', 'server', 'eavesdropper'] as const) {
      const view = viewOf(honest, observer, 40);
      const placeOf = ({ number, key, kind, event, until }: Step) => ({ number, key, kind, event, until });
      expect(view.steps.map(placeOf)).toEqual(honest.steps.map(placeOf));
      expect(view.events.map(({ id }) => id)).toEqual(honest.events.map(({ id }) => id));
    }
  });

  it('does not tell an eavesdropper the phases that TLS 1.3 encrypts, nor which message is never sent there', () => {
    const refused = runScenario({
      ...DEFAULT_SCENARIO,
      protocol: 'tls1.3',
      suite: PROTOCOL_SUITES['tls1.3'][0],
      mode: 'mutual',
      faults: ['server/expired'],
    });
    const view = viewOf(refused, 'eavesdropper', END(refused));
    expect(new Set(view.steps.filter((step) => !('sealed' in step)).map(({ phase }) => phase))).toEqual(
      new Set(['issuance', 'hello']),
    );
    for (const step of view.steps) if ('sealed' in step) expect(step.textbook).toBeNull();
    const never = view.prevented.filter(({ encrypted }) => encrypted);
    expect(never.length).toBeGreaterThan(0);
    for (const { details } of never) expect(details).toEqual({ veil: 'sealed' });
    // Those who hold the keys know where they are.
    for (const side of ['client', 'server'] as const)
      expect(viewOf(refused, side, END(refused)).steps).toEqual(refused.steps);
  });

  it('tells an eavesdropper of TLS 1.2 the phases, whose messages are readable', () => {
    const recording = mutual('tls1.2-rsa');
    expect(viewOf(recording, 'eavesdropper', END(recording)).steps).toEqual(recording.steps);
  });

  it.each(PROTOCOLS)('shows an eavesdropper the certificates where they are sent in the clear: %s', (protocol) => {
    const recording = mutual(protocol);
    for (const from of ['client', 'server']) {
      const isCertificate = (message: Message) => message.type === 'Certificate' && message.from === from;
      const certificate = seen(recording, 'eavesdropper').find(isCertificate);
      const [leaf = ''] = messages(recording).find(isCertificate)?.certificates ?? [];
      const isHidden = protocol === 'tls1.3';
      expect(certificate?.details.veil ?? null).toBe(isHidden ? 'sealed' : null);
      expect(certificate?.certificates).toHaveLength(isHidden ? 0 : 2);
      // Not in the clear by another way, either.
      const der = recording.certificates[leaf]?.der ?? '';
      expect(der.length).toBeGreaterThan(0);
      expect(certificate?.wire.includes(der)).toBe(!isHidden);
    }
  });

  it('does not open Finished to a server that has yet to derive its keys', () => {
    const step = honest.steps.find(({ key }) => key === 'client:Finished');
    const at = (until: number) => {
      const event = viewOf(honest, 'server', until).events[step?.event ?? 0];
      return event?.kind === 'sent' ? (event.message.details.veil ?? null) : null;
    };
    expect(at(step?.until ?? 0)).toBe('sealed');
    expect(at(END(honest))).toBeNull();
  });

  it('does not open a record to a server that holds other keys', () => {
    const stolen = runScenario({ ...DEFAULT_SCENARIO, faults: ['server/stolen-certificate'] });
    expect(seen(stolen, 'server').find(({ type }) => type === 'Finished')?.plaintext).toBeNull();
  });

  it.each(PROTOCOLS)('opens to the client what a machine in the middle seals for it: %s', (protocol) => {
    const recording = runScenario(normalizeScenario({ ...DEFAULT_SCENARIO, protocol, faults: ['wire/mitm-trusted'] }));
    const [answer] = seen(recording, 'client').filter(({ type, to }) => type === 'ApplicationData' && to === 'client');
    const [sent] = messages(recording).filter(({ type, to }) => type === 'ApplicationData' && to === 'client');
    expect(sent?.plaintext).not.toBeNull();
    expect(answer?.plaintext).toBe(sent?.plaintext);
  });

  it('does not open to anybody what was sealed yesterday', () => {
    for (const protocol of PROTOCOLS) {
      const recording = mutual(protocol, ['wire/replay']);
      const played = messages(recording).filter(({ details, encrypted }) => encrypted && details.passed === 'replayed');
      expect(played.length).toBeGreaterThan(0);
      for (const { wire } of played) {
        const view = seen(recording, 'server').find((each) => each.wire === wire);
        expect(view?.details.veil ?? null).toBe('sealed');
      }
    }
  });

  it.each(['tls1.2-ecdhe', 'tls1.3'] as const)('opens nothing with the server’s key afterwards: %s', (protocol) => {
    const recording = mutual(protocol, ['wire/server-key-leaks']);
    const opened = seen(recording, 'eavesdropper').filter(({ plaintext }) => plaintext !== null);
    expect(opened).toEqual([]);
  });

  it('does not open to the client what goes between attacker and server', () => {
    const recording = runScenario({ ...DEFAULT_SCENARIO, faults: ['wire/mitm-trusted'] });
    const between = seen(recording, 'client').filter(({ from, to }) => from !== 'client' && to !== 'client');
    expect(between.length).toBeGreaterThan(0);
    for (const { wire } of between) expect(wire).toBe('');
  });

  it('opens recorded RSA sessions once the server’s key has leaked, and not before', () => {
    const recording = runScenario({ ...DEFAULT_SCENARIO, mode: 'mutual', faults: ['wire/server-key-leaks'] });
    const theft = recording.steps.find(({ key }) => key === 'attacker:key.steal');
    const openAt = (until: number) =>
      messages(viewOf(recording, 'eavesdropper', until)).filter(({ plaintext }) => plaintext !== null);
    expect(openAt((theft?.event ?? 1) - 1)).toEqual([]);
    expect(openAt(END(recording)).map(({ plaintext }) => plaintext)).toEqual(
      messages(recording).flatMap(({ plaintext }) => plaintext ?? []),
    );
  });
});
