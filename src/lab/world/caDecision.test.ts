// What the CA decides about the names that a request asks for.
import { describe, expect, it } from 'vitest';
import { poolKey } from '../../crypto/pool.ts';
import { createRequest } from '../../pki/csr/request.ts';
import { decideRequest } from './caDecision.ts';

const decide = (...uris: readonly string[]) =>
  decideRequest(createRequest({ subject: [], uris, key: poolKey('client') }));

describe('the names of a request', () => {
  it('may be a URI, such as that of a SPIFFE workload (RFC 5280 4.2.1.6)', () => {
    const uri = 'spiffe://prod.bank.test/ns/pay/sa/api';
    expect(decide(uri)).toMatchObject({
      ok: true,
      granted: { names: [{ type: 'uri', value: uri }], purposes: ['clientAuth'], title: uri },
    });
  });

  it('must be absolute where it is a URI', () => {
    for (const uri of ['/ns/pay', 'prod.bank.test', 'spiffe:', ''])
      expect(decide(uri)).toMatchObject({ ok: false, refusal: { problem: 'name' } });
  });
});
