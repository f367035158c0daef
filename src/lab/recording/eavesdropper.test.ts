// What crosses a wire in the open is known to a listener; the expectation is the byte search itself, done by hand.
import { describe, expect, it } from 'vitest';
import { byteOffset, eavesdropper } from './eavesdropper.ts';
import type { EventOf, LabEvent, Message, SecretId } from './recording.ts';

const sent = (id: number, wire: string, channel: Message['channel'] = 'tls'): EventOf<'sent'> => ({
  id,
  actor: 'client',
  kind: 'sent',
  message: {
    from: 'client',
    to: 'server',
    channel,
    type: 'ClientHello',
    wire,
    wireSpans: [],
    encrypted: false,
    plaintext: null,
    plaintextSpans: [],
    sealed: null,
    body: null,
    certificates: [],
    details: { suites: 1, serverName: 'api.bank.test' },
  },
});
const secret = (id: number, name: SecretId, value: string): EventOf<'secret'> => ({
  id,
  actor: 'client',
  kind: 'secret',
  secret: name,
  value,
  how: 'generated',
});
const known = (events: readonly LabEvent[], until = events.length) => [...eavesdropper({ events }, until)];

describe('an eavesdropper', () => {
  it('knows a value once a message with its bytes was sent, and not before', () => {
    const events = [secret(0, 'clientRandom', 'a1b2c3d4'), sent(1, '1603a1b2c3d4ff')];
    expect(known(events, 1)).toEqual([]);
    expect(known(events, 2)).toEqual(['clientRandom']);
  });

  it('knows nothing of a value whose bytes are on no wire', () => {
    expect(known([secret(0, 'premasterSecret', '0303aabb'), sent(1, '100001024f5e6d7c')])).toEqual([]);
  });

  it('reads whole bytes: the same digits half a byte off are another value', () => {
    expect(known([secret(0, 'masterSecret', 'abcd'), sent(1, '0abcd0')])).toEqual([]);
    expect(known([secret(0, 'masterSecret', 'abcd'), sent(1, '0abcd0abcd')])).toEqual(['masterSecret']);
  });

  it('listens on the way to the CA as well', () => {
    expect(known([secret(0, 'ca.issuingPrivateKey', '00112233'), sent(1, '3000112233', 'enrolment')])).toEqual([
      'ca.issuingPrivateKey',
    ]);
  });

  it('does not put a value together from two messages', () => {
    expect(known([secret(0, 'request', '47455420'), sent(1, 'ff4745'), sent(2, '5420ff')])).toEqual([]);
  });

  it('learns nothing from an empty value', () => {
    expect(known([secret(0, 'response', ''), sent(1, '1703')])).toEqual([]);
  });
});

describe('the offset of one byte string in another', () => {
  it('counts bytes, and passes over matches that start within a byte', () => {
    expect(byteOffset('0abc0abc', '0abc')).toBe(0);
    expect(byteOffset('00abc0bc0b', 'bc0b')).toBe(3);
    expect(byteOffset('a0bc', '0b')).toBeNull();
  });
});
