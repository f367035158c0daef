// Known answers of OpenSSL for key derivation, and whole connections in TLS 1.3 that two OpenSSL programs had with each
// other (src/testing/knownAnswers/, made by scripts/makeKnownAnswers.ts). For TLS 1.2: conversation.test.ts.

import { beforeAll, describe, expect, it } from 'vitest';
import { concat, fromHex, fromUtf8, toHex } from '../bytes/hex.ts';
import { digest, type HashName } from '../crypto/hash.ts';
import { registerEcc } from '../crypto/registerEcc.ts';
import { parseCertificate } from '../pki/x509/certificate.ts';
import recorded from '../testing/knownAnswers/handshakes.json' with { type: 'json' };
import answers from '../testing/knownAnswers/primitives.json' with { type: 'json' };
import { schemeOf } from './codePoints/signatureSchemes.ts';
import { reassembleHandshake } from './record/flight.ts';
import { type RawRecord, readRecords } from './record/record.ts';
import { prf } from './tls12/prf.ts';
import { provePossession13 } from './tls13/identity.ts';
import {
  applicationTraffic,
  earlyStage,
  finishedKey,
  finishedMac,
  handshakeStage,
  handshakeTraffic,
  mainStage,
  resumptionSecret,
  trafficKeys,
  updatedTraffic,
} from './tls13/keySchedule.ts';
import { decodeHandshake13, encodeHandshake13 } from './tls13/messages/handshake.ts';
import { open13, type Traffic, trafficOf } from './tls13/protection13.ts';
import { signedContent } from './tls13/signature13.ts';
import { type Suite13Name, suite13ByName } from './tls13/suites13.ts';

beforeAll(registerEcc);

describe('the PRF of TLS 1.2 (RFC 5246 5)', () => {
  it.each(answers.tls12Prf)(
    '$label with $hash is what OpenSSL derives',
    ({ hash, label, secret, seed, length, output }) => {
      expect(toHex(prf(hash as HashName, fromHex(secret), label, fromHex(seed), length))).toBe(output);
    },
  );
});

describe.each(answers.tls13)('the key schedule of TLS 1.3 (RFC 9846 7.1) with $hash', (answer) => {
  const hash = answer.hash as HashName;
  const early = earlyStage(hash, null);
  const handshake = handshakeStage(early, fromHex(answer.sharedSecret));
  const main = mainStage(handshake);
  const transcript = fromHex(answer.transcript);
  const expected = (label: string): string => answer.secrets.find((it) => it.label === label)?.output ?? 'absent';

  it('has the three secrets that OpenSSL extracts', () => {
    expect([early, handshake, main].map(({ secret }) => toHex(secret))).toEqual(
      [answer.early, answer.handshake, answer.main].map(({ output }) => output),
    );
  });

  it('has the secrets that OpenSSL derives from them', () => {
    const [during, after] = [handshakeTraffic(handshake, transcript), applicationTraffic(main, transcript)];
    expect(toHex(during.client)).toBe(expected('c hs traffic'));
    expect(toHex(during.server)).toBe(expected('s hs traffic'));
    expect(toHex(after.client)).toBe(expected('c ap traffic'));
    expect(toHex(after.server)).toBe(expected('s ap traffic'));
    expect(toHex(after.exporter)).toBe(expected('exp master'));
    expect(toHex(resumptionSecret(main, transcript))).toBe(expected('res master'));
  });

  it('has the keys that OpenSSL expands from a traffic secret', () => {
    const secret = fromHex(expected('c hs traffic'));
    const { key, iv } = trafficKeys(hash, secret, 16);
    expect([toHex(key), toHex(iv)]).toEqual([answer.key.output, answer.iv.output]);
    expect(toHex(finishedKey(hash, secret))).toBe(answer.finished.output);
    expect(toHex(updatedTraffic(hash, secret))).toBe(answer.update.output);
  });
});

const talks13 = recorded.conversations.filter(({ cipher }) => cipher.startsWith('TLS_'));

describe.each(talks13)('a connection of two OpenSSL programs with $cipher, mutual: $mutual', (talk) => {
  const suite = suite13ByName(talk.cipher as Suite13Name);
  const hash = (...parts: readonly Uint8Array[]): Uint8Array => digest(suite.hash, ...parts);
  const secretOf = (label: string): Uint8Array =>
    fromHex(new RegExp(`^${label} \\w+ (\\w+)`, 'm').exec(talk.keyLog)?.[1] ?? '');
  const read = (text: string): readonly RawRecord[] => {
    const { records, rest, error } = readRecords(fromHex(text));
    expect([error, rest.length]).toEqual([null, 0]);
    return records;
  };
  const [fromClient, fromServer] = [read(talk.fromClient), read(talk.fromServer)];
  const hello = ([first]: readonly RawRecord[]): Uint8Array => first?.fragment ?? new Uint8Array();
  const hellos = [hello(fromClient), hello(fromServer)];

  /** Messages under handshake keys, then what came under keys for data. */
  function open(side: 'CLIENT' | 'SERVER', records: readonly RawRecord[]) {
    let traffic: Traffic = trafficOf(suite, secretOf(`${side}_HANDSHAKE_TRAFFIC_SECRET`));
    const opened = { handshake: [] as Uint8Array[], data: [] as Uint8Array[], alerts: [] as Uint8Array[] };
    for (const record of records.filter(({ type }) => type === 'application_data')) {
      const result = open13(traffic, record);
      if (!result.ok) throw new Error(`${side}: ${result.alert}`);
      traffic = result.next;
      if (result.type === 'application_data') opened.data.push(result.plaintext);
      if (result.type === 'alert') opened.alerts.push(result.plaintext);
      if (result.type !== 'handshake') continue;
      const taken = reassembleHandshake(result.plaintext);
      if (!taken.ok) throw taken.error;
      opened.handshake.push(...taken.value.messages);
      if (opened.handshake.at(-1)?.[0] === FINISHED) traffic = trafficOf(suite, secretOf(`${side}_TRAFFIC_SECRET_0`));
    }
    return opened;
  }

  const FINISHED = 20;
  const decoded = (raw: Uint8Array) => {
    const message = decodeHandshake13(raw);
    if (!message.ok) throw message.error;
    return message.value.message;
  };

  it('opens with the secrets of its key log, record by record', () => {
    const [client, server] = [open('CLIENT', fromClient), open('SERVER', fromServer)];
    expect(fromUtf8(concat(...client.data))).toContain(recorded.say);
    expect(fromUtf8(concat(...server.data))).toContain([...recorded.say].reverse().join(''));
    expect(server.alerts.map(toHex)).toEqual(['0100']);
    const types = [...server.handshake, ...client.handshake].map((raw) => decoded(raw).type);
    expect(types).toEqual(
      talk.mutual
        ? [
            ...['EncryptedExtensions', 'CertificateRequest', 'Certificate', 'CertificateVerify', 'Finished'],
            ...['Certificate', 'CertificateVerify', 'Finished'],
          ]
        : ['EncryptedExtensions', 'Certificate', 'CertificateVerify', 'Finished', 'Finished'],
    );
    for (const raw of [...hellos, ...server.handshake, ...client.handshake]) {
      expect(toHex(encodeHandshake13(decoded(raw)).bytes)).toBe(toHex(raw));
    }
  });

  it('has the Finished that we compute, and signatures that prove possession of exactly this transcript', () => {
    const [client, server] = [open('CLIENT', fromClient), open('SERVER', fromServer)];
    let transcript = hellos;
    for (const [side, flight] of [
      ['server', server.handshake],
      ['client', client.handshake],
    ] as const) {
      let spki: Uint8Array | null = null;
      for (const raw of flight) {
        const message = decoded(raw);
        if (message.type === 'Certificate') spki = parseCertificate(message.entries[0]?.certificate ?? raw).spki;
        if (message.type === 'CertificateVerify') {
          const scheme = schemeOf(message.scheme);
          if (spki === null || scheme === null) throw new Error('nothing to verify with');
          expect(
            provePossession13(spki, scheme, signedContent(side, hash(...transcript)), message.signature),
          ).not.toBeNull();
          const shorter = hash(...transcript.slice(0, -1));
          expect(provePossession13(spki, scheme, signedContent(side, shorter), message.signature)).toBeNull();
        }
        if (message.type === 'Finished') {
          const secret = secretOf(`${side.toUpperCase()}_HANDSHAKE_TRAFFIC_SECRET`);
          expect(toHex(finishedMac(suite.hash, secret, hash(...transcript)))).toBe(toHex(message.verifyData));
        }
        transcript = [...transcript, raw];
      }
    }
  });
});
