// Issues certificate revocation lists, version 2, RFC 5280 5.1, with the two extensions that 5.2.1 and 5.2.3 require.

import { bitString, integer, octetString, oid, sequence, tagged, time, unsignedInteger } from '../../asn1/derWriter.ts';
import { OIDS } from '../../asn1/oids.ts';
import { fromHex } from '../../bytes/hex.ts';
import { type PrivateKey, publicPart } from '../../crypto/ellipticKey.ts';
import type { HashName } from '../../crypto/hash.ts';
import { publicKeyToSpki } from '../../crypto/spki.ts';
import { type ExtensionSpec, encodeExtension, encodeExtensions } from '../x509/extensionSpec.ts';
import { keyIdentifier } from '../x509/fingerprint.ts';
import { signingWith } from '../x509/sign.ts';

export interface CrlSpec {
  /** DER of the issuer's name. */
  readonly issuer: Uint8Array;
  /** Milliseconds since 1970. */
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  readonly number: number;
  /** Serial numbers in hexadecimal. */
  readonly revoked: readonly RevocationSpec[];
  /** Beside the key identifier and the number. */
  readonly extensions?: readonly ExtensionSpec[];
  /** SHA-256 unless given. */
  readonly hash?: HashName;
}

export interface RevocationSpec {
  readonly serial: string;
  readonly at: number;
  /** Such as reasonCode. */
  readonly extensions?: readonly ExtensionSpec[];
}

/** DER of a CertificateList. */
export function issueCrl(spec: CrlSpec, key: PrivateKey): Uint8Array {
  const { issuer, thisUpdate, nextUpdate, number, revoked, extensions = [] } = spec;
  const { algorithm, sign } = signingWith(key, spec.hash ?? 'sha256');
  const entries = revoked.map(({ serial, at, extensions: about = [] }) =>
    sequence(unsignedInteger(fromHex(serial)), time(at), ...(about.length > 0 ? [encodeExtensions(about)] : [])),
  );
  const keyId = keyIdentifier(publicKeyToSpki(publicPart(key)));
  const tbs = sequence(
    integer(1),
    algorithm,
    issuer,
    time(thisUpdate),
    time(nextUpdate),
    // 5.1.2.6: the list is absent, not empty, where nothing is revoked.
    ...(entries.length > 0 ? [sequence(...entries)] : []),
    tagged(
      0,
      sequence(
        encodeExtension({ type: 'authorityKeyIdentifier', critical: false, keyId }),
        sequence(oid(OIDS.cRLNumber), octetString(integer(number))),
        ...extensions.map(encodeExtension),
      ),
    ),
  );
  return sequence(tbs, algorithm, bitString(sign(tbs)));
}
