// What one can choose of keys and of signatures: the keys of a certificate's owner, and what the signer's key can sign with.
import { isRsaName, kindOfName, POOL_KEY_BITS, POOL_KEY_NAMES, type PoolKeyName } from '../../crypto/poolNames.ts';
import type { CertificateEdit } from '../../lab/scenario/edits.ts';
import { HASH_NAMES } from '../../lab/scenario/readEdits.ts';
import type { SignatureScheme } from '../../pki/x509/algorithm.ts';
import type { Editable, Values } from './model.ts';

interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
}

export function keyTitle(name: PoolKeyName): string {
  if (isRsaName(name)) return `RSA, ${POOL_KEY_BITS[name]} bits`;
  return KIND_TITLES[kindOfName(name)];
}

const KINDS: readonly string[] = ['rsa', 'p256', 'p384', 'ed25519', 'mldsa44', 'mldsa65', 'mldsa87'];
const KIND_TITLES = {
  rsa: 'RSA',
  p256: 'ECDSA on P-256',
  p384: 'ECDSA on P-384',
  ed25519: 'Ed25519',
  mldsa44: 'ML-DSA-44',
  mldsa65: 'ML-DSA-65',
  mldsa87: 'ML-DSA-87',
} as const;

/** The owner's keys of all kinds, the short one, and the one that it has now. */
export function keyOptions({ id, baseKey }: Pick<Editable, 'id' | 'baseKey'>, now: PoolKeyName): Option<PoolKeyName>[] {
  const short: PoolKeyName = id === 'client' ? 'weakClient' : 'weak';
  const rank = (name: PoolKeyName): number => KINDS.indexOf(kindOfName(name));
  const own = POOL_KEY_NAMES.filter((name) => name === id || name.startsWith(`${id}.`));
  own.sort((a, b) => rank(a) - rank(b));
  return [...new Set<PoolKeyName>([...own, baseKey, short, now])].map((value) => ({
    value,
    label: `${keyTitle(value)}${isShort(value) ? ', too short' : ''}`,
  }));
}

const isShort = (name: PoolKeyName): boolean => isRsaName(name) && POOL_KEY_BITS[name] < 2048;

/** What a leaf's key is for: an elliptic one enciphers no keys. */
export const leafUsage = (name: PoolKeyName): NonNullable<CertificateEdit['keyUsage']> =>
  isRsaName(name) ? ['digitalSignature', 'keyEncipherment'] : ['digitalSignature'];

/** `pkcs1.sha256`, `pss.sha256`, `ecdsa.sha256`; Ed25519 has no choice. */
export type SignatureName = string;

export function signatureName(
  scheme: SignatureScheme,
  { hash, padding }: Pick<Values, 'hash' | 'padding'>,
): SignatureName {
  if (scheme === 'ed25519') return scheme;
  return `${scheme === 'ecdsa' ? scheme : padding}.${hash}`;
}

export function signatureOptions(scheme: SignatureScheme): Option<SignatureName>[] {
  if (scheme === 'ed25519') return [{ value: scheme, label: 'Ed25519, with SHA-512 in it' }];
  const kinds = scheme === 'ecdsa' ? (['ecdsa'] as const) : (['pkcs1', 'pss'] as const);
  return kinds.flatMap((kind) =>
    HASH_NAMES.map((hash) => ({
      value: `${kind}.${hash}`,
      label: `${SIGNATURE_TITLES[kind]}, ${hash.replace('sha', 'SHA-')}`,
    })),
  );
}

/** The edit that a choice stands for. */
export function signatureEdit(name: SignatureName): CertificateEdit {
  const [kind, rest] = name.split('.');
  const hash = HASH_NAMES.find((each) => each === rest);
  if (hash === undefined) return {};
  return kind === 'pkcs1' || kind === 'pss' ? { hash, padding: kind } : { hash };
}

const SIGNATURE_TITLES = { pkcs1: 'RSA PKCS #1 v1.5', pss: 'RSA-PSS', ecdsa: 'ECDSA' } as const;
