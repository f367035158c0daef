// Makes and checks certification requests, PKCS #10, RFC 2986 3 and 4.2.

import { bitString, integer, oid, sequence, setOf, tagged } from '../../asn1/derWriter.ts';
import { OIDS } from '../../asn1/oids.ts';
import { type PrivateKey, publicPart } from '../../crypto/ellipticKey.ts';
import type { HashName } from '../../crypto/hash.ts';
import { publicKeyToSpki } from '../../crypto/spki.ts';
import { type ExtensionSpec, encodeExtensions } from '../x509/extensionSpec.ts';
import type { GeneralNameSpec } from '../x509/generalName.ts';
import { encodeName, type NameSpec } from '../x509/name.ts';
import { signingWith } from '../x509/sign.ts';
import { verifySigned } from '../x509/signature.ts';
import type { CertificationRequest } from './csr.ts';

export interface RequestSpec {
  readonly subject: readonly NameSpec[];
  readonly dnsNames?: readonly string[];
  readonly emails?: readonly string[];
  readonly uris?: readonly string[];
  /** The requester's own: its public half is what the certificate will be for, and it signs the request. */
  readonly key: PrivateKey;
  /** Another key in its place: a request that proves nothing. */
  readonly signWith?: PrivateKey;
  /** SHA-256 unless given. */
  readonly hash?: HashName;
}

/** DER of a CertificationRequest. Alternative names travel in extensionRequest (RFC 2985 5.4.2). */
export function createRequest(spec: RequestSpec): Uint8Array {
  const { subject, dnsNames = [], emails = [], uris = [], key, signWith = key, hash = 'sha256' } = spec;
  const names: GeneralNameSpec[] = [
    ...dnsNames.map((value): GeneralNameSpec => ({ type: 'dns', value })),
    ...emails.map((value): GeneralNameSpec => ({ type: 'email', value })),
    ...uris.map((value): GeneralNameSpec => ({ type: 'uri', value })),
  ];
  const extensions: ExtensionSpec[] = names.length === 0 ? [] : [{ type: 'subjectAltName', critical: false, names }];
  const attributes = extensions.length === 0 ? [] : [extensionRequest(extensions)];
  const info = sequence(integer(0), encodeName(subject), publicKeyToSpki(publicPart(key)), tagged(0, ...attributes));
  const { algorithm, sign } = signingWith(signWith, hash);
  return sequence(info, algorithm, bitString(sign(info)));
}

/** Whether the request was signed with the private key that belongs to its public key: proof of possession. */
export function verifyRequest(request: CertificationRequest): boolean {
  const { spki, signatureAlgorithm, infoBytes, signature } = request;
  return verifySigned(spki, signatureAlgorithm, infoBytes, signature) === 'valid';
}

const extensionRequest = (extensions: readonly ExtensionSpec[]): Uint8Array =>
  sequence(oid(OIDS.extensionRequest), setOf(encodeExtensions(extensions)));
