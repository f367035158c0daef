// Which part a certificate plays: a root is a CA that signed itself, whatever its names say.
import { expect, it } from 'vitest';
import { bitString, sequence, time, unsignedInteger } from '../../asn1/derWriter.ts';
import { poolKey, type RsaPoolKeyName } from '../../crypto/pool.ts';
import { publicOf } from '../../crypto/rsa.ts';
import { publicKeyToSpki } from '../../crypto/spki.ts';
import { caExtensions, cn, issueTo, makeBank, NOW } from '../bank.testing.ts';
import { inspectCertificate } from '../x509/certificate.ts';
import { encodeName } from '../x509/name.ts';
import { signingWith } from '../x509/sign.ts';
import { roleOf } from './role.ts';

/** Version 1, which has no extensions: of one name, signed by any key. */
function versionOne(subject: RsaPoolKeyName, signer: RsaPoolKeyName) {
  const { algorithm, sign } = signingWith(poolKey(signer), 'sha256');
  const name = encodeName(cn('broker.lan'));
  const spki = publicKeyToSpki(publicOf(poolKey(subject)));
  const tbs = sequence(
    unsignedInteger(Uint8Array.of(7)),
    algorithm,
    name,
    sequence(time(NOW), time(NOW + 1e9)),
    name,
    spki,
  );
  return inspectCertificate(sequence(tbs, algorithm, bitString(sign(tbs))));
}

it('tells a root of version 1 from a leaf of the same name by who signed it (RFC 5280 3.2)', () => {
  expect(versionOne('root', 'root').version).toBe(1);
  expect(roleOf(versionOne('root', 'root'))).toBe('root');
  expect(roleOf(versionOne('server', 'root'))).toBe('leaf');
});

it('calls a CA that another key of the same name certified an intermediate', () => {
  const bare = caExtensions(null);
  const old = issueTo(cn('Root'), 'root', null, bare);
  const renewed = issueTo(cn('Root'), 'rogueRoot', old, bare);
  expect([old, renewed].map(({ certificate }) => roleOf(certificate))).toEqual(['root', 'intermediate']);
});

it('goes by what the certificate says of itself', () => {
  const { root, issuing, server } = makeBank();
  expect([root, issuing, server].map(({ certificate }) => roleOf(certificate))).toEqual([
    'root',
    'intermediate',
    'leaf',
  ]);
});
