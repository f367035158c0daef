import * as node from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { concat, fromHex, toHex } from '../bytes/hex.ts';
import { accept, agree, GROUP_NAMES, offer, SHARE_LENGTHS } from './keyAgreement.ts';
import { seededRandom } from './random.ts';
import { registerEcc } from './registerEcc.ts';
import { elliptic, mlKem } from './registered.ts';
import { registerPostQuantum } from './registerPostQuantum.ts';
import { wycheproof } from './wycheproof.testing.ts';

const client = seededRandom(1, 'client');
const server = seededRandom(1, 'server');

describe('without the parts that a group needs', () => {
  it('a clear error is raised, by the elliptic ones and by ML-KEM', () => {
    expect(() => offer('x25519', client)).toThrow('registerEcc()');
    registerEcc();
    expect(offer('x25519', client).share).toHaveLength(32);
    expect(() => offer('X25519MLKEM768', client)).toThrow('registerPostQuantum()');
  });
});

describe('the groups', () => {
  beforeAll(() => {
    registerEcc();
    registerPostQuantum();
  });

  it.each(GROUP_NAMES)('%s gives both sides the same secret, of shares as long as the registry says', (group) => {
    const offered = offer(group, client);
    const accepted = accept(group, offered.share, server);
    if (accepted === null) throw new Error('not accepted');
    expect(offered.share).toHaveLength(SHARE_LENGTHS[group].client);
    expect(accepted.share).toHaveLength(SHARE_LENGTHS[group].server);
    expect(accepted.secret).toHaveLength(group === 'X25519MLKEM768' ? 64 : 32);
    expect(agree(offered.private, accepted.share)).toEqual(accepted.secret);
    // The same scenario, the same bytes; another one, others.
    expect(offer(group, client)).toEqual(offered);
    expect(offer(group, seededRandom(2, 'client')).share).not.toEqual(offered.share);
  });

  it.each(GROUP_NAMES)('%s refuses shares of another length', (group) => {
    const offered = offer(group, client);
    const accepted = accept(group, offered.share, server);
    for (const share of [offered.share.subarray(1), concat(offered.share, Uint8Array.of(0)), new Uint8Array()]) {
      expect(accept(group, share, server)).toBeNull();
    }
    expect(agree(offered.private, accepted?.share.subarray(1) ?? new Uint8Array())).toBeNull();
  });
});

describe('x25519 (RFC 7748)', () => {
  beforeAll(registerEcc);

  const vectors = wycheproof('x25519_test.json');
  it.skipIf(vectors === null)('agrees with the Wycheproof vectors, and refuses a result that is all zero (6.1)', () => {
    const wrong = (vectors ?? []).filter((vector) => {
      const shared = elliptic().x25519(vector.bytes('private'), vector.bytes('public'));
      const expected = vector.bytes('shared');
      return expected.every((byte) => byte === 0) ? shared !== null : !same(shared, expected);
    });
    expect(vectors?.length).toBeGreaterThan(500);
    expect(wrong.map(({ tcId }) => tcId)).toEqual([]);
  });

  it('agrees with Node', () => {
    const peer = node.generateKeyPairSync('x25519');
    const raw = new Uint8Array(peer.publicKey.export({ format: 'der', type: 'spki' })).subarray(-32);
    const accepted = accept('x25519', raw, server);
    const prefix = fromHex('302a300506032b656e032100');
    const share = concat(prefix, accepted?.share ?? new Uint8Array());
    const publicKey = node.createPublicKey({ key: Buffer.from(share), format: 'der', type: 'spki' });
    const expected = node.diffieHellman({ privateKey: peer.privateKey, publicKey });
    expect(accepted?.secret).toEqual(new Uint8Array(expected));
  });

  it('refuses points of small order', () => {
    for (const u of [new Uint8Array(32), new Uint8Array(32).fill(1, 0, 1)]) {
      expect(accept('x25519', u, server)).toBeNull();
      expect(agree(offer('x25519', client).private, u)).toBeNull();
      const behindMlKem = concat(offer('X25519MLKEM768', client).share.subarray(0, 1184), u);
      expect(accept('X25519MLKEM768', behindMlKem, server)).toBeNull();
    }
  });
});

describe('secp256r1 (RFC 8422 5.4, 5.11)', () => {
  beforeAll(registerEcc);

  it('agrees with Node', () => {
    const peer = node.createECDH('prime256v1');
    const accepted = accept('secp256r1', new Uint8Array(peer.generateKeys()), server);
    expect(accepted?.secret).toEqual(new Uint8Array(peer.computeSecret(accepted?.share ?? new Uint8Array())));
  });

  it('refuses a point beside the curve, a compressed one, and one that only looks uncompressed', () => {
    const { share } = offer('secp256r1', client);
    const beside = share.slice();
    beside[64] = (beside[64] ?? 0) ^ 1;
    const hybrid = share.slice();
    hybrid[0] = 6 + ((share[64] ?? 0) & 1);
    const compressed = Uint8Array.from([2 + ((share[64] ?? 0) & 1), ...share.subarray(1, 33)]);
    for (const bad of [beside, hybrid, compressed, new Uint8Array(65), Uint8Array.of(0)]) {
      expect(accept('secp256r1', bad, server)).toBeNull();
    }
  });

  it('asks for another scalar where the random source gives one that is not below the order', () => {
    const { share } = offer('secp256r1', (_, length) => new Uint8Array(length).fill(0xff, 0, 32).fill(5, 32));
    expect(share).toEqual(elliptic().pointOf('P-256', new Uint8Array(32).fill(5)));
    expect(() => offer('secp256r1', (_, length) => new Uint8Array(length))).toThrow('no scalar');
  });
});

describe('X25519MLKEM768 (draft-ietf-tls-ecdhe-mlkem)', () => {
  beforeAll(() => {
    registerEcc();
    registerPostQuantum();
  });

  it('puts ML-KEM first and X25519 second, in both shares and in the secret', () => {
    const offered = offer('X25519MLKEM768', client);
    const accepted = accept('X25519MLKEM768', offered.share, server);
    if (accepted === null || offered.private.group !== 'X25519MLKEM768') throw new Error('not accepted');
    expect(offered.share.subarray(1184)).toEqual(elliptic().x25519Public(offered.private.scalar));
    expect(accepted.share.subarray(1088)).toEqual(elliptic().x25519Public(accepted.scalar));
    const first = mlKem().decapsulate(offered.private.decapsulationKey, accepted.share.subarray(0, 1088));
    expect(accepted.secret.subarray(0, 32)).toEqual(first);
    const second = elliptic().x25519(accepted.scalar, offered.share.subarray(1184));
    expect(accepted.secret.subarray(32)).toEqual(second);
  });

  it('refuses an encapsulation key with a coefficient that is not below q (FIPS 203 7.2)', () => {
    const share = offer('X25519MLKEM768', client).share.slice();
    // The first coefficient has twelve bits: 4095 is more than 3328.
    share.fill(0xff, 0, 2);
    expect(accept('X25519MLKEM768', share, server)).toBeNull();
  });

  it('gives another secret, not an error, where the ciphertext was tampered with (FIPS 203 6.3)', () => {
    const offered = offer('X25519MLKEM768', client);
    const accepted = accept('X25519MLKEM768', offered.share, server);
    const share = accepted?.share.slice() ?? new Uint8Array();
    share[0] = (share[0] ?? 0) ^ 1;
    const secret = agree(offered.private, share);
    expect(secret).toHaveLength(64);
    expect(secret?.subarray(0, 32)).not.toEqual(accepted?.secret.subarray(0, 32));
    expect(secret?.subarray(32)).toEqual(accepted?.secret.subarray(32));
  });
});

const same = (a: Uint8Array | null, b: Uint8Array): boolean => a !== null && toHex(a) === toHex(b);
