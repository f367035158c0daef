// Whatever byte is changed on the way: a message that is refused is found again, at the byte of which the check speaks.
import { beforeAll, describe, expect, it } from 'vitest';
import type { EventOf, Recording } from '../lab/recording/recording.ts';
import { refusedByte } from '../lab/recording/refusedByte.ts';
import { prepareAll } from '../lab/run/prepare.ts';
import { runScenario } from '../lab/run/run.ts';
import { DEFAULT_SCENARIO, normalizeScenario, PROTOCOLS, type Scenario } from '../lab/scenario/scenario.ts';
import { loadApplicationWords } from './applicationWords.ts';
import { evidenceText } from './checks/evidence.ts';
import { failureText } from './checks/failures.ts';
import { loadTls13Words } from './tls13Words.ts';

beforeAll(async () => {
  await prepareAll();
  await loadTls13Words();
  await loadApplicationWords();
});

const scenario = (change: Partial<Scenario>): Scenario =>
  normalizeScenario({ ...DEFAULT_SCENARIO, mode: 'mutual', revocation: 'off', ...change });

function refusal({ events }: Recording): { operation: EventOf<'operation'>; check: EventOf<'check'>['check'] } | null {
  const operation = events.find((event) => event.kind === 'operation' && event.operation === 'message.refuse');
  const check = events.find((event) => event.kind === 'check' && event.operation === operation?.id);
  return operation?.kind === 'operation' && check?.kind === 'check' ? { operation, check: check.check } : null;
}

describe('The byte of a refusal', () => {
  it.each([
    ['an extension with another number', 'tls1.3', 'client:ClientHello', 175, 0x99, 'ClientHello', 88],
    [
      'a version, though the rest of the flight lies behind it',
      'tls1.3',
      'server:ServerHello',
      9,
      0x99,
      'ServerHello',
      9,
    ],
    ['an odd length of the cipher suites', 'tls1.2-rsa', 'client:ClientHello', 45, 0x07, 'ClientHello', 44],
    ['a content type that there is not', 'tls1.2-ecdhe', 'server:Certificate', 0, 0x63, 'Certificate', 0],
    ['the first byte of a certificate', 'tls1.2-ecdhe', 'server:Certificate', 15, 0x31, 'Certificate', 15],
  ] as const)('%s (%s) is found in the message that arrived', (_, protocol, message, offset, value, type, byte) => {
    const recording = runScenario(scenario({ protocol, tampering: [{ message, offset, value }] }));
    const { operation } = refusal(recording) ?? expect.fail('nothing is refused');
    expect(refusedByte(recording, operation)).toMatchObject({
      view: 'wire',
      offset: byte,
      message: { type, from: 'attacker' },
    });
  });

  it.each(PROTOCOLS)('is told with field, value and byte, and these bytes are in the message (%s)', (protocol) => {
    const honest = runScenario(scenario({ protocol }));
    let refused = 0;
    for (const step of honest.steps) {
      const event = honest.events[step.event];
      if (event?.kind !== 'sent' || event.message.channel !== 'tls' || event.message.encrypted) continue;
      for (const offset of [0, 1, 5, 9, 10, 11, 45, 77, 91, 96, 111, 161, 175]) {
        if (2 * offset >= event.message.wire.length) continue;
        const value = Number.parseInt(event.message.wire.slice(2 * offset, 2 * offset + 2), 16) ^ 1;
        const recording = runScenario(scenario({ protocol, tampering: [{ message: step.key, offset, value }] }));
        const found = refusal(recording);
        if (found === null) continue;
        refused++;
        const { operation, check } = found;
        const { evidence } = check;
        const said = `${step.key}@${offset}: ${failureText(check, recording.now)} | ${evidenceText(check)}`;
        expect(evidence.field, said).toBeTruthy();
        expect(said).not.toMatch(/undefined|\b1 bytes|expect[A-Z]|wait[A-Z]|extension extension/);
        const place = refusedByte(recording, operation);
        expect(place, said).not.toBeNull();
        if (place === null || place.view === 'decrypted') continue;
        expect(place.offset, said).toBe(evidence.byte);
        if (check.check !== 'decode' || evidence.value === undefined) continue;
        const bytes = String(evidence.value).replaceAll(' ', '');
        const start = 2 * (place.offset ?? -1);
        expect(place.message.wire.slice(start, start + bytes.length), said).toBe(bytes);
      }
    }
    expect(refused).toBeGreaterThan(15);
  });
});
