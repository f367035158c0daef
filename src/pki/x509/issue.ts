// Issues certificates, RFC 5280 4.1. Keys and signatures come from `crypto`, whichever library computes there. The DER is
// written here, since node-forge's certificate builder can't say all that a fault needs (arbitrary critical extensions,
// NUL in names, GeneralizedTime from 2050).

import { bitString, integer, sequence, tagged, time, unsignedInteger } from '../../asn1/derWriter.ts';
import { fromHex } from '../../bytes/hex.ts';
import type { PrivateKey, PublicKey } from '../../crypto/ellipticKey.ts';
import type { HashName } from '../../crypto/hash.ts';
import { publicKeyToSpki } from '../../crypto/spki.ts';
import type { Padding } from './algorithm.ts';
import { type ExtensionSpec, encodeExtensions } from './extensionSpec.ts';
import { encodeName, type NameSpec } from './name.ts';
import { signingWith } from './sign.ts';

export interface CertificateSpec {
  /** Unsigned, big-endian, or the same in hexadecimal. */
  readonly serial: Uint8Array | string;
  /** Attributes, or the DER of a name. */
  readonly subject: readonly NameSpec[] | Uint8Array;
  /** DER of the issuer's name, as it stands in the issuer's certificate (RFC 5280 4.1.2.4). */
  readonly issuer: readonly NameSpec[] | Uint8Array;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly publicKey: PublicKey;
  /** Of the signature. */
  readonly hash: HashName;
  /** Where an RSA key signs; PKCS #1 v1.5 unless given. */
  readonly padding?: Padding;
  readonly extensions: readonly ExtensionSpec[];
}

/** DER of a version 3 certificate, signed by `signingKey`. */
export function issueCertificate(spec: CertificateSpec, signingKey: PrivateKey): Uint8Array {
  const { algorithm, sign } = signingWith(signingKey, spec.hash, spec.padding);
  const tbs = sequence(
    tagged(0, integer(2)),
    unsignedInteger(typeof spec.serial === 'string' ? fromHex(spec.serial) : spec.serial),
    algorithm,
    nameDer(spec.issuer),
    sequence(time(spec.notBefore), time(spec.notAfter)),
    nameDer(spec.subject),
    publicKeyToSpki(spec.publicKey),
    ...(spec.extensions.length === 0 ? [] : [tagged(3, encodeExtensions(spec.extensions))]),
  );
  return sequence(tbs, algorithm, bitString(sign(tbs)));
}

const nameDer = (name: readonly NameSpec[] | Uint8Array): Uint8Array =>
  name instanceof Uint8Array ? name : encodeName(name);
