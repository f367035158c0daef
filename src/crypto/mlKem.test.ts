import { shake128 } from '@noble/hashes/sha3.js';
import { describe, expect, it } from 'vitest';
import { equalBytes, toHex } from '../bytes/hex.ts';
import { mlKem768 } from './mlKem.ts';

describe('ML-KEM-768 (FIPS 203)', () => {
  it('agrees with the accumulated test vectors of CCTV over a hundred keys, and on ciphertexts that nobody made', () => {
    // https://c2sp.org/CCTV/ML-KEM: inputs are SHAKE-128 of nothing, outputs are hashed by another SHAKE-128.
    const source = shake128.create({});
    const results = shake128.create({});
    for (let i = 0; i < 100; i++) {
      const { encapsulationKey, decapsulationKey } = mlKem768.keyPair(source.xof(64));
      const encapsulated = mlKem768.encapsulate(encapsulationKey, source.xof(32));
      if (encapsulated === null) throw new Error('not encapsulated');
      const { ciphertext, secret } = encapsulated;
      const opened = mlKem768.decapsulate(decapsulationKey, ciphertext);
      if (opened === null || !equalBytes(opened, secret)) throw new Error('another secret');
      // 6.3: what was not made with the key gives a secret too, an implicit rejection.
      const rejected = mlKem768.decapsulate(decapsulationKey, source.xof(ciphertext.length));
      if (rejected === null) throw new Error('refused');
      for (const each of [encapsulationKey, ciphertext, secret, rejected]) results.update(each);
    }
    expect(toHex(results.xof(32))).toBe('1114b1b6699ed191734fa339376afa7e285c9e6acf6ff0177d346696ce564415');
  });

  it('checks lengths of keys and ciphertexts (7.2, 7.3)', () => {
    const { encapsulationKey, decapsulationKey } = mlKem768.keyPair(new Uint8Array(64));
    expect([encapsulationKey.length, decapsulationKey.length]).toEqual([1184, 2400]);
    expect(mlKem768.encapsulate(encapsulationKey.subarray(1), new Uint8Array(32))).toBeNull();
    expect(mlKem768.decapsulate(decapsulationKey, new Uint8Array(1087))).toBeNull();
  });
});
