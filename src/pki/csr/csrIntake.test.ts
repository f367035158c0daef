// Requests as people paste them (RFC 2986, RFC 7468 7): found, or said what is wrong and where; private keys never stay.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { poolKey } from '../../crypto/pool.ts';
import { toPem } from '../intake/pem.ts';
import { takeCsr, withoutPrivateKeys } from './csrIntake.ts';
import { createRequest } from './request.ts';

const der = createRequest({ subject: [{ type: 'CN', value: 'shop.test' }], key: poolKey('customer') });
const pem = toPem('CERTIFICATE REQUEST', der);
const take = (text: string) => takeCsr(text, 8192);
const problemOf = (text: string) => {
  const taken = take(text);
  return taken.ok ? null : taken.problem;
};
const KEY = '-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----\n';

describe('a request', () => {
  it('is found between other text, under both labels, and as bare base64', () => {
    const body = pem.split('\n').slice(1, -2).join('\n');
    for (const text of [
      pem,
      pem.replaceAll('CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST'),
      `Subject: CN=shop.test\r\n${pem.replaceAll('\n', '\r\n')}bye`,
      body,
    ]) {
      expect(take(text)).toEqual({ ok: true, der });
    }
  });

  it('that can’t be read says at which byte, in which field, of which block', () => {
    expect(problemOf(`\n\n${toPem('CERTIFICATE REQUEST', der.slice(0, 100))}`)).toMatchObject({
      kind: 'unreadable',
      line: 3,
      byte: 1,
      field: 'csr',
    });
  });

  it('that is none says what it is', () => {
    expect(problemOf(' \n')).toEqual({ kind: 'empty' });
    expect(problemOf('hello')).toEqual({ kind: 'nothing' });
    expect(problemOf(KEY)).toEqual({ kind: 'nothing' });
    expect(problemOf(`\n${toPem('CERTIFICATE', der)}`)).toEqual({ kind: 'other', label: 'CERTIFICATE', line: 2 });
    expect(problemOf(pem.replace('-----END', ''))).toMatchObject({
      kind: 'pem',
      problem: { kind: 'pem.noEnd', line: 1 },
    });
    expect(takeCsr(pem, 100)).toMatchObject({ ok: false, problem: { kind: 'tooLarge', limit: 100 } });
  });

  it('never makes it throw, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.uint8Array().map((bytes) => toPem('CERTIFICATE REQUEST', bytes)),
        ),
        (text) => {
          expect(take(text)).toHaveProperty('ok');
        },
      ),
    );
  });
});

describe('private keys', () => {
  it('are taken out, whole or cut off, and the rest stays', () => {
    expect(withoutPrivateKeys(`a\n${KEY}${pem}`)).toEqual({ text: `a\n${pem}`, keys: 1 });
    const pkcs8 = KEY.replaceAll('RSA PRIVATE', 'PRIVATE');
    const encrypted = KEY.replaceAll('RSA PRIVATE', 'ENCRYPTED PRIVATE');
    expect(withoutPrivateKeys(`${pem}${pkcs8}${encrypted}`)).toEqual({ text: pem, keys: 2 });
    expect(withoutPrivateKeys(`${pem}${KEY.slice(0, 50)}`)).toEqual({ text: pem, keys: 1 });
    expect(withoutPrivateKeys(pem)).toEqual({ text: pem, keys: 0 });
  });
});
