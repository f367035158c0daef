// Certificates and keys from files, with messages that name file and fault.

import { equalBytes } from '../bytes/hex.ts';
import { type PrivateKey, publicPart } from '../crypto/ellipticKey.ts';
import { readPkcs12, WRONG_PASSWORD } from '../crypto/pkcs12Read.ts';
import { anyPublicKeyFromSpki, publicKeyToSpki } from '../crypto/spki.ts';
import { takeIn } from '../pki/intake/intake.ts';
import { fromPem } from '../pki/intake/pem.ts';
import type { Certificate } from '../pki/x509/certificate.ts';
import { decodeCertificate } from '../pki/x509/certificate.ts';
import type { Credential } from '../tls/auth/credential.ts';
import { readBytes, readText } from './files.ts';
import { readPkcs8, readPrivateKey } from './privateKeyFile.ts';
import { UsageError } from './usage.ts';

export function readCertificates(command: string, path: string): Certificate[] {
  return certificateBlocks(command, path).map((der, index) => {
    const certificate = decodeCertificate(der);
    if (!certificate.ok)
      throw new UsageError(`${command}: ${path}: certificate ${index + 1}: ${certificate.error.message}`);
    return certificate.value;
  });
}

/** The chain is taken as it stands: a broken certificate is shown to the peer like a good one. */
export function readCredential(
  command: string,
  chainPath: string,
  keyPath: string,
  passphrase?: string | undefined,
): Credential {
  const chain = certificateBlocks(command, chainPath);
  const key = readPrivateKey(`${command}: ${keyPath}`, readText(command, keyPath), passphrase, '--passphrase');
  return { chain, key };
}

/** DER of each certificate of a PEM file; where there is none, the complaint says what is there instead. */
function certificateBlocks(command: string, path: string): Uint8Array[] {
  const bytes = readBytes(command, path);
  const blocks = fromPem(new TextDecoder().decode(bytes), 'CERTIFICATE');
  if (blocks.ok) return blocks.value.map(({ der }) => der);
  throw new UsageError(`${command}: ${path}: ${insteadText(bytes) ?? blocks.error.message}`);
}

function insteadText(bytes: Uint8Array): string | null {
  const kinds = new Set(takeIn(bytes).items.map((item) => (item.kind === 'other' ? item.what : item.kind)));
  if (/-----BEGIN [A-Z0-9 ]*CERTIFICATE-----/.test(new TextDecoder().decode(bytes.subarray(0, MAX_LOOK)))) return null;
  if (kinds.has('certificate')) {
    return bytes[0] === 0x30
      ? 'its certificate is in DER, and PEM is wanted: “openssl x509 -inform DER -in FILE -out FILE.pem” writes it'
      : 'a certificate is in it, but in another form, and PEM is wanted: “handshake-lab check FILE” says which';
  }
  if (kinds.has('privateKey')) return 'it holds a private key, and a certificate is wanted';
  if (kinds.has('csr')) return 'it is a certificate request, and the certificate that a CA issued for it is wanted';
  return kinds.has('pkcs12')
    ? 'it is PKCS #12, and PEM is wanted: “openssl pkcs12 -in FILE -nokeys -out FILE.pem”'
    : null;
}

/** Bytes in which the mark of PEM is looked for. */
const MAX_LOOK = 1_000_000;

/** Of PKCS #12: its one key, the certificate of that key, and those above it as far as they are in the file. */
export async function readPkcs12Credential(
  command: string,
  path: string,
  given: string | undefined,
): Promise<Credential> {
  const where = `${command}: ${path}`;
  const password = given ?? '';
  const read = await readPkcs12(readBytes(command, path), password);
  if (!read.ok) {
    const wrong = given === undefined ? 'it wants a password: --password' : 'the password does not open it: --password';
    const isPassword = read.error.field === WRONG_PASSWORD;
    throw new UsageError(`${where}: ${isPassword ? wrong : read.error.message}`);
  }
  const { certificates, keys } = read.value;
  const [sealed, more] = keys;
  if (sealed === undefined) throw new UsageError(`${where}: no private key in it`);
  if (more !== undefined) throw new UsageError(`${where}: ${keys.length} private keys in it, and only one can be used`);
  const key = readPkcs8(where, sealed, password);
  const own = certificates.find((der) => isKeyOf(key, der));
  if (own === undefined)
    throw new UsageError(`${where}: none of its ${certificates.length} certificates is of its key`);
  return { chain: upwards(own, certificates), key };
}

/** From the own certificate up by names, without the root. */
function upwards(own: Uint8Array, all: readonly Uint8Array[]): Uint8Array[] {
  const known = all.flatMap((der) => {
    const certificate = decodeCertificate(der);
    return certificate.ok ? [certificate.value] : [];
  });
  const chain = [own];
  let last = known.find(({ der }) => equalBytes(der, own));
  while (last !== undefined && chain.length <= known.length) {
    const { issuer } = last;
    last = known.find(({ subject, der }) => equalBytes(subject.der, issuer.der) && !chain.includes(der));
    if (last === undefined || equalBytes(last.subject.der, last.issuer.der)) break;
    chain.push(last.der);
  }
  return chain;
}

/** What is to be said at once of a key that is not the own certificate's; null where it is, or where that can't be told. */
export function strangeKey({ chain, key }: Credential): string | null {
  const [own, ...rest] = chain;
  const certificate = own && decodeCertificate(own);
  if (own === undefined || !certificate?.ok || !anyPublicKeyFromSpki(certificate.value.spki).ok) return null;
  if (isKeyOf(key, own)) return null;
  const at = rest.findIndex((der) => isKeyOf(key, der));
  const whose = at < 0 ? '' : ` It is the key of certificate ${at + 2}: the own certificate comes first.`;
  return `the private key is not that of the first certificate (${certificate.value.subject.text}).${whose}`;
}

function isKeyOf(key: PrivateKey, der: Uint8Array): boolean {
  const certificate = decodeCertificate(der);
  const read = certificate.ok ? anyPublicKeyFromSpki(certificate.value.spki) : null;
  return read?.ok === true && equalBytes(publicKeyToSpki(read.value), publicKeyToSpki(publicPart(key)));
}
