// Go: crypto/x509 and crypto/tls, also in what is written in Go (Docker, kubectl, Caddy, Traefik, Prometheus, Terraform).
import { phrase, reading, type SignReader, type SignRule } from './rule.ts';

const GO = { program: 'go' } as const;
const own = (
  text: string | readonly string[],
  code: string,
  means: SignRule['means'],
  role?: 'client' | 'server',
): SignRule => phrase(text, `go:${code}`, means, role === undefined ? GO : { ...GO, role });

/** `current time … is after …` says which of both. */
const dates: SignReader = ({ after }) => {
  const said = after.slice(0, 160).replaceAll(/\s+/g, ' ');
  if (/\bis ?after\b/.test(said)) return { code: 'go:expired', means: 'expired', side: 'self', slot: 'check' };
  if (/\bis ?before\b/.test(said)) return { code: 'go:not yet valid', means: 'notYet', side: 'self', slot: 'check' };
  return { code: 'go:dates', means: 'dates', side: 'self', slot: 'check' };
};

/** `is valid for *.bank.test, not a.api.bank.test`: a star covers one label (RFC 9525 6.3). */
const names: SignReader = ({ after }) => {
  const found = /^([^\n]{1,120}?), ?not ([\w.-]{1,100})/.exec(after.replaceAll('\n', ''));
  const isWildcard =
    found !== null &&
    isTooDeep(
      (found[1] ?? '').split(/, ?/).map((name) => name.trim()),
      found[2] ?? '',
    );
  return isWildcard
    ? { code: 'go:wildcard', means: 'wildcard', side: 'self', slot: 'check', role: 'client' }
    : { code: 'go:name', means: 'hostname', side: 'self', slot: 'check', role: 'client' };
};

/** Whether a name would match one with a star, if the star stood for more than one label. */
export function isTooDeep(certified: readonly string[], asked: string): boolean {
  return certified.some((name) => {
    if (!name.startsWith('*.')) return false;
    const rest = name.slice(1);
    return asked.endsWith(rest) && asked.slice(0, -rest.length).includes('.');
  });
}

/** What stands in brackets behind an unknown authority says more. */
const authority: SignReader = ({ after }) => {
  const said = after.slice(0, 200).replaceAll(/\s/g, '').toLowerCase();
  const why = (code: string, means: SignRule['means']) =>
    ({ code: `go:${code}`, means, side: 'self', slot: 'check' }) as const;
  if (!/^["')\]:;,.]{0,3}\(?possiblybecauseof/.test(said)) return why('unknown authority', 'unknownIssuer');
  if (said.includes('insecurealgorithm')) return why('insecure algorithm', 'weakHash');
  if (said.includes('cannotsignthiskindofcertificate')) return why('parent cannot sign', 'notCa');
  if (said.includes('verificationerror') || said.includes('verificationfailure'))
    return why('candidate does not verify', 'signature');
  return why('unknown authority', 'unknownIssuer');
};

export const GO_SIGNS: readonly SignRule[] = [
  reading('x509: certificate has expired or is not yet valid', dates, GO),
  reading('x509: certificate is valid for', names, GO),
  reading('x509: certificate signed by unknown authority', authority, GO),
  reading('certificate signed by unknown authority', authority, GO),
  own('x509: certificate is not valid for any names', 'no names', 'noSan', 'client'),
  own('x509: certificate relies on legacy Common Name field', 'common name', 'noSan', 'client'),
  own('x509: cannot validate certificate for', 'address', 'hostname', 'client'),
  own('x509: certificate specifies an incompatible key usage', 'usage', 'purpose'),
  own('x509: unhandled critical extension', 'critical', 'critical'),
  own(['x509: too many intermediates for path length constraint'], 'path length', 'pathLength'),
  own(
    'x509: invalid signature: parent certificate cannot sign this kind of certificate',
    'parent cannot sign',
    'notCa',
  ),
  own('x509: certificate is not authorized to sign other certificates', 'not a CA', 'notCa'),
  own('is not permitted by any constraint', 'not permitted', 'notPermitted'),
  own('is excluded by constraint', 'excluded', 'excluded'),
  own('a root or intermediate certificate is not authorized to sign', 'constraint', 'nameConstraints'),
  own('x509: cannot verify signature: insecure algorithm', 'insecure algorithm', 'weakHash'),
  own(['x509: certificate uses an insecure', 'x509: RSA key too small'], 'weak key', 'weakKey'),
  own(
    ['x509: issuer name does not match subject from issuing certificate', 'x509: issuer has name constraints but leaf'],
    'issuer',
    'unknownIssuer',
  ),
  own(['x509: malformed', 'x509: invalid', 'x509: unsupported'], 'malformed', 'badCertificate'),
  own('x509: certificate has been revoked', 'revoked', 'revoked'),
  own('x509: negative serial number', 'serial', 'badCertificate'),
  own(
    ['tls: invalid signature by the server certificate', 'tls: invalid certificate signature server'],
    'server signature',
    'possession',
    'client',
  ),
  own(['tls: invalid signature by the client certificate'], 'client signature', 'possession', 'server'),
  own(["tls: client didn't provide a certificate"], 'no certificate', 'noCertificate', 'server'),
  own('tls: no cipher suite supported by both client and server', 'no cipher', 'cipher', 'server'),
  own(
    ['tls: client offered only unsupported versions', 'tls: client offered an unsupported, maximum protocol version'],
    'client versions',
    'version',
    'server',
  ),
  own(
    [
      'tls: server selected unsupported protocol version',
      'tls: no supported versions satisfy MinVersion and MaxVersion',
    ],
    'server version',
    'version',
    'client',
  ),
  own("tls: client's Finished message is incorrect", 'client finished', 'finished', 'server'),
  own("tls: server's Finished message was incorrect", 'server finished', 'finished', 'client'),
  own('tls: downgrade attempt detected', 'downgrade', 'downgrade', 'client'),
  own('tls: missing ServerKeyExchange message', 'no key exchange', 'unexpected', 'client'),
  own('tls: unexpected message', 'unexpected', 'unexpected'),
  own(
    [
      'tls: first record does not look like a TLS handshake',
      'server gave HTTP response to HTTPS client',
      'client sent an HTTP request to an HTTPS server',
    ],
    'no TLS',
    'notTls',
  ),
  own('tls: failed to verify client certificate', 'client verification', null, 'server'),
  own('tls: client certificate used with invalid signature algorithm', 'client signature', 'possession', 'server'),
  own("tls: peer doesn't support any of the certificate's signature algorithms", 'signature algorithms', 'cipher'),
  own('tls: private key does not match public key', 'key mismatch', 'possession'),
  own("tls: server's certificate contains an unsupported type of public key", 'key type', 'badCertificate', 'client'),
];
