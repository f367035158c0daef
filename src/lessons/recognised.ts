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
  dump: 'dump of bytes',
  sshCertificate: 'SSH certificate',
  ssh2Private: 'SSH private key',
  xmlKey: 'key in XML',
  jwt: 'JWT (signed JSON)',
  jwe: 'JWE (encrypted JSON)',
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

/** Where nothing can be judged: what was found, and what is missing. */
export function nothingText(recognised: readonly Recognised[]): string {
  const known = [...new Set(recognised.map(({ kind }) => kind))].filter((kind) => kind in WANTED);
  const [first] = known;
  if (first === undefined) return 'no certificate was found in what was handed over';
  const found = known.map((kind) => `${kind === 'ocsp' ? 'an' : 'a'} ${KINDS[kind]}`).join(' and ');
  return `no certificate was found, only ${found}: for a verdict, hand over ${WANTED[first]}`;
}

const WANTED: Readonly<Record<string, string>> = {
  csr: 'the certificate that a CA issued for this request',
  crl: 'a certificate that the CA of this list issued, and the certificate of this CA, as well',
  ocsp: 'the certificate that this response is about, and the certificate of its CA, as well',
  privateKey: 'the certificate for this key as well',
  publicKey: 'the certificate with this key as well',
};
