// Certificates and keys from PEM files, with messages that name file and fault.

import { privateKeyFromPem } from '../crypto/keyFormat.ts';
import type { Certificate } from '../pki/certificate.ts';
import { decodeCertificate } from '../pki/certificate.ts';
import { fromPem } from '../pki/pem.ts';
import type { Credential } from '../tls/credential.ts';
import { readText } from './files.ts';
import { UsageError } from './usage.ts';

export function readCertificates(command: string, path: string): Certificate[] {
  const blocks = fromPem(readText(command, path), 'CERTIFICATE');
  if (!blocks.ok) throw new UsageError(`${command}: ${path}: ${blocks.error.message}`);
  if (blocks.value.length === 0) throw new UsageError(`${command}: ${path}: no certificate in it`);
  return blocks.value.map(({ der }, index) => {
    const certificate = decodeCertificate(der);
    if (!certificate.ok)
      throw new UsageError(`${command}: ${path}: certificate ${index + 1}: ${certificate.error.message}`);
    return certificate.value;
  });
}

/** The chain is taken as it stands: a broken certificate is shown to the peer like a good one. */
export function readCredential(command: string, chainPath: string, keyPath: string): Credential {
  const blocks = fromPem(readText(command, chainPath), 'CERTIFICATE');
  if (!blocks.ok) throw new UsageError(`${command}: ${chainPath}: ${blocks.error.message}`);
  if (blocks.value.length === 0) throw new UsageError(`${command}: ${chainPath}: no certificate in it`);
  const key = privateKeyFromPem(readText(command, keyPath));
  if (!key.ok) throw new UsageError(`${command}: ${keyPath}: ${key.error.message}`);
  return { chain: blocks.value.map(({ der }) => der), key: key.value };
}
