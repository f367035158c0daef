// How a part of what was handed over is listed.

interface Recognised {
  readonly kind: string;
  readonly from: string;
  readonly subject?: string;
  readonly problem?: string;
}

const KINDS: Readonly<Record<string, string>> = {
  certificate: 'certificate',
  crl: 'revocation list (CRL)',
  ocsp: 'OCSP response',
  privateKey: 'private key',
  pkcs12: 'PKCS #12 file',
  csr: 'certificate request',
  publicKey: 'public key',
  secretKey: 'secret key',
  printed: 'printed certificate',
  keyStore: 'key store',
  pkcs7: 'PKCS #7 file',
  block: 'PEM block',
  leading: 'bytes in front of it',
  trailing: 'bytes behind it',
  unknown: 'unreadable part',
};

/** One line. */
export function recognisedText({ kind, from, subject, problem }: Recognised): string {
  const about = subject === undefined || subject === '' ? '' : ` ${subject}`;
  return `${KINDS[kind] ?? kind}${about}  (${from})${problem === undefined ? '' : `: ${problem}`}`;
}
