// Where an error of the protocol is: the field, its byte, and of what was protected the record.
import { describe, expect, it } from 'vitest';
import { protocolCheck, type Reading } from './protocolCheck.ts';

const inside: Reading = { raw: new Uint8Array(20), kind: 'content', start: 0, at: 700, sealed: true };
const early = { kind: 'order', expected: 'waitFinished', got: 'applicationData' } as const;

describe('content that comes too early', () => {
  it('inside a protected record of TLS 1.3 is named by the byte behind it, its type (RFC 9846 5.2), and by its record', () => {
    expect(protocolCheck(early, inside, 'tls1.3', null)?.evidence).toMatchObject({
      field: 'record.type',
      byte: 20,
      record: 700,
    });
  });

  it('of TLS 1.2 has its type in the clear (RFC 5246 6.2.3), and is named by its record', () => {
    const evidence = protocolCheck(early, inside, 'tls1.2', null)?.evidence;
    expect(evidence).toMatchObject({ field: 'record.type', record: 700 });
    expect(evidence).not.toHaveProperty('byte');
  });

  it('in the clear is named by the first byte of its record alone', () => {
    const clear: Reading = { ...inside, kind: 'record', sealed: false };
    const evidence = protocolCheck(early, clear, 'tls1.3', null)?.evidence;
    expect(evidence).toMatchObject({ field: 'record.type', byte: 0 });
    expect(evidence).not.toHaveProperty('record');
  });
});

describe('the state that waits', () => {
  it('has the name in a recording that older recordings gave it', () => {
    const expected = (state: string, version: 'tls1.2' | 'tls1.3') =>
      protocolCheck({ ...early, expected: state }, inside, version, null)?.evidence.expected;
    expect(expected('waitFinished', 'tls1.2')).toBe('expectFinished');
    expect(expected('waitFinished', 'tls1.3')).toBe('waitFinished');
    expect(expected('waitClientHello', 'tls1.3')).toBe('expectClientHello');
    expect(expected('the end of the record', 'tls1.2')).toBe('the end of the record');
  });
});
