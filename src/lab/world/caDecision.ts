// What the CA makes of a certification request (RFC 2986): why it refuses, or what it is going to certify. A request
// says what somebody would like; the CA decides (RFC 5280 4.2 holds the extensions that it sets itself).

import { OIDS } from '../../asn1/oids.ts';
import type { DecodeError } from '../../bytes/error.ts';
import type { PublicKey } from '../../crypto/ellipticKey.ts';
import { anyPublicKeyFromSpki } from '../../crypto/spki.ts';
import { type CertificationRequest, decodeRequest } from '../../pki/csr/csr.ts';
import { type PublicKeyInfo, showKey } from '../../pki/x509/algorithm.ts';
import { findExtension } from '../../pki/x509/extension.ts';
import type { GeneralNameSpec } from '../../pki/x509/generalName.ts';
import { verifySigned } from '../../pki/x509/signature.ts';

export interface Granted {
  readonly key: PublicKey;
  /** DER of the subject's name, as requested. */
  readonly subject: Uint8Array;
  readonly hasSubject: boolean;
  readonly names: readonly GeneralNameSpec[];
  readonly purposes: readonly ('serverAuth' | 'clientAuth')[];
  /** For labels: the common name, else the first other name. */
  readonly title: string;
}

export type CsrRefusal =
  /** No DER of a request. */
  | { readonly problem: 'unreadable'; readonly field: string; readonly offset: number; readonly detail: string }
  /** A key that this CA does not certify. */
  | { readonly problem: 'key'; readonly detail: string }
  /** No key of its kind: a point that is not on its curve, a modulus that is even. */
  | { readonly problem: 'noKey'; readonly detail: string }
  | { readonly problem: 'algorithm'; readonly detail: string }
  /** Not made by the key in the request. */
  | { readonly problem: 'signature' }
  /** No name, or one that no certificate may carry (RFC 5280 4.2.1.6). */
  | { readonly problem: 'name'; readonly detail: string };

export type Decision =
  | { readonly ok: true; readonly request: CertificationRequest; readonly granted: Granted }
  | { readonly ok: false; readonly request: CertificationRequest | null; readonly refusal: CsrRefusal };

const MIN_BITS = 2048;

export function decideRequest(der: Uint8Array): Decision {
  const decoded = decodeRequest(der);
  if (!decoded.ok) return { ok: false, request: null, refusal: unreadable(decoded.error) };
  const request = decoded.value;
  const refuse = (refusal: CsrRefusal): Decision => ({ ok: false, request, refusal });
  const { publicKey } = request;
  if (!isCertified(publicKey)) return refuse({ problem: 'key', detail: showKey(publicKey) });
  const key = anyPublicKeyFromSpki(request.spki);
  if (!key.ok) return refuse({ problem: 'noKey', detail: showKey(publicKey) });
  switch (verifySigned(request.spki, request.signatureAlgorithm, request.infoBytes, request.signature)) {
    case 'valid':
      break;
    case 'mismatch':
      return refuse({ problem: 'signature' });
    case 'unsupported-key':
      return refuse({ problem: 'noKey', detail: showKey(publicKey) });
    case 'unsupported-algorithm':
    case 'key-of-another-kind':
    case 'bad-parameters':
      return refuse({ problem: 'algorithm', detail: request.signatureAlgorithm.oid });
  }
  const names = namesOf(request);
  if (typeof names === 'string') return refuse({ problem: 'name', detail: names });
  const common = commonNameOf(request);
  const purposes = purposesOf(request, names);
  const title = common ?? String(names[0]?.value ?? request.subject.text);
  const { der: subject, rdns } = request.subject;
  return {
    ok: true,
    request,
    granted: { key: key.value, subject, hasSubject: rdns.length > 0, names, purposes, title },
  };
}

/** RSA from 2048 bits and the curves that CA/Browser Forum BR 6.1.5 names; Ed25519 and ML-DSA, which public web CAs don't take. */
const isCertified = (key: PublicKeyInfo): boolean =>
  key.algorithm === 'rsa' ? key.bits >= MIN_BITS : ['ec', 'ed25519', 'ml-dsa'].includes(key.algorithm);

const unreadable = ({ field, offset, problem }: DecodeError): CsrRefusal => ({
  problem: 'unreadable',
  field,
  offset,
  detail: problem,
});

/** The names that it asks for; a common name that is a DNS name counts where there is no other. Text: what is wrong. */
function namesOf(request: CertificationRequest): GeneralNameSpec[] | string {
  const asked = findExtension(request.extensions, 'subjectAltName')?.names ?? [];
  const names: GeneralNameSpec[] = [];
  for (const { type, value, bytes } of asked) {
    if (type === 'dns' && !isDnsName(value)) return value;
    if (type === 'email' && !isMailbox(value)) return value;
    if (type === 'uri' && !isUri(value)) return value;
    if (type === 'dns' || type === 'email' || type === 'uri') names.push({ type, value });
    else if (type === 'ip') names.push({ type, value: bytes });
    else return value;
  }
  if (names.length > 0) return names;
  const common = commonNameOf(request);
  if (common?.includes('.') && isDnsName(common)) return [{ type: 'dns', value: common }];
  return request.subject.rdns.length > 0 ? [] : '';
}

const commonNameOf = ({ subject }: CertificationRequest): string | null =>
  subject.rdns.flat().find(({ type }) => type === 'CN')?.value ?? null;

/** What it asks for of the two that there are; else what its names suggest. */
function purposesOf({ extensions }: CertificationRequest, names: readonly GeneralNameSpec[]): Granted['purposes'] {
  const asked = findExtension(extensions, 'extKeyUsage')?.purposes ?? [];
  const known = (['serverAuth', 'clientAuth'] as const).filter((purpose) => asked.includes(OIDS[purpose]));
  if (known.length > 0) return known;
  return names.some(({ type }) => type === 'dns' || type === 'ip') ? ['serverAuth'] : ['clientAuth'];
}

/** Letters, digits and hyphens, the first label perhaps a wildcard (RFC 1034 3.5, RFC 9525 6.3). */
export const isDnsName = (name: string): boolean =>
  name.length <= 253 &&
  /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(name);

const isMailbox = (value: string): boolean => /^[\x21-\x3f\x41-\x7e]+@[a-z0-9.-]+$/i.test(value);

/** Absolute: a scheme and something behind it (RFC 5280 4.2.1.6), such as the `spiffe://` of a workload. */
const isUri = (value: string): boolean => /^[a-z][a-z0-9+.-]*:[\x21-\x7e]+$/i.test(value);
