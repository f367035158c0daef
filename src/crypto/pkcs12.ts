// PKCS #12 files (RFC 7292), made by node-forge: certificates in the clear, the key under PBES2 with AES-256-CBC and
// HMAC-SHA-256, the whole under an HMAC-SHA-1, as OpenSSL 3 reads it without its legacy provider. For the command
// line and downloads only: it loads parts of node-forge that a handshake does not need.
import forgeRoot from 'node-forge/lib/forge.js';
import 'node-forge/lib/pkcs12.js';
import { equalBytes } from '../bytes/hex.ts';
import { fromBinary, toBinary } from './binary.ts';
import type { Random } from './random.ts';
import type { RsaPrivateKey } from './rsaKey.ts';

export interface Pkcs12Contents {
  /** DER, the key's own first. */
  readonly certificates: readonly Uint8Array[];
  readonly key: RsaPrivateKey;
  /** Printable ASCII. */
  readonly password: string;
  readonly friendlyName: string;
}

/** Salts and initialisation vector come from the labels `pkcs12.0`, `pkcs12.1`, and so on. */
export function toPkcs12({ certificates, key, password, friendlyName }: Pkcs12Contents, random: Random): Uint8Array {
  // node-forge does not encode other characters as RFC 8018 and RFC 7292 B.1 want it.
  if (!/^[\x20-\x7e]*$/.test(password)) throw new RangeError('PKCS #12: the password is not printable ASCII');
  const options = {
    algorithm: 'aes256' as const,
    prfAlgorithm: 'sha256',
    friendlyName,
    saltSize: 16,
    count: ITERATIONS,
  };
  return withRandom(random, () => {
    const pfx = forge.pkcs12.toPkcs12Asn1(forgeKey(key), certificates.map(forgeCertificate), password, options);
    return fromBinary(forge.asn1.toDer(pfx).getBytes());
  });
}

function forgeKey({ n, e, d, p, q, dP, dQ, qInv }: RsaPrivateKey): ForgePrivateKey {
  const big = (value: bigint) => new forge.jsbn.BigInteger(value.toString(16), 16);
  return forge.pki.rsa.setPrivateKey(big(n), big(e), big(d), big(p), big(q), big(dP), big(dQ), big(qInv));
}

function forgeCertificate(der: Uint8Array): ForgeCertificate {
  const certificate = forge.pki.certificateFromAsn1(forge.asn1.fromDer(toBinary(der)));
  const written = fromBinary(forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes());
  if (!equalBytes(written, der)) throw new RangeError('PKCS #12: node-forge would write other bytes than were given');
  return certificate;
}

/** node-forge takes salts from its global generator: this one stands in for it, while `run` runs. */
function withRandom<T>(random: Random, run: () => T): T {
  const { getBytes, getBytesSync } = forge.random;
  let count = 0;
  const next = (length: number) => toBinary(random(`pkcs12.${count++}`, length));
  Object.assign(forge.random, { getBytes: next, getBytesSync: next });
  try {
    return run();
  } finally {
    Object.assign(forge.random, { getBytes, getBytesSync });
  }
}

const forge: Pick<typeof forgeRoot, 'asn1' | 'jsbn' | 'pkcs12' | 'pki' | 'random'> = forgeRoot;
type ForgePrivateKey = Parameters<typeof forge.pkcs12.toPkcs12Asn1>[0];
type ForgeCertificate = ReturnType<typeof forge.pki.certificateFromAsn1>;
const ITERATIONS = 2048;
