// The words of the table "What other programs do": made from the corpus (stacks/refusals.ts), so what was not measured says so.

import type { FaultId } from '../lab/scenario/faultId.ts';
import type { MeasuredRefusal, RefusalProtocol } from '../stacks/refusals.ts';
import type { StackRole } from '../stacks/row.ts';

export const OTHER_PROGRAMS = {
  title: 'What other programs do with it',
  program: 'Program',
  protocols: { 'tls1.2': 'TLS 1.2', 'tls1.3': 'TLS 1.3', tlsdef: 'TLS 1.3 and 1.2 offered' } satisfies Record<
    RefusalProtocol,
    string
  >,
  thisRun: 'this run',
  notMeasured: 'not measured',
  notMeasuredAtAll: 'Other programs were not measured with this.',
} as const;

/** What somebody may look for, and nobody has measured. */
export const NOT_MEASURED: Readonly<Record<StackRole, readonly string[]>> = {
  client: ['.NET', 'SChannel (Windows)', 'macOS, iOS'],
  server: ['Envoy', '.NET', 'SChannel (Windows)', 'macOS'],
};

export function refusalText({ refused, alert, by }: Pick<MeasuredRefusal, 'refused' | 'alert' | 'by'>): string {
  if (!refused) return 'accepts it';
  if (by === 'http') return 'HTTP 400 after the handshake';
  return alert ?? 'closes without an alert';
}

/** Why no measurement of a program shows this fault. */
export const NO_STACK_SHOWS: Readonly<Partial<Record<FaultId, string>>> = {
  'wire/mitm':
    'No program can be measured with a machine in the middle: to the client it is a server whose root is not trusted, and what programs do with that is measured there (server/untrusted-root).',
  'wire/mitm-trusted':
    'No program shows a machine in the middle whose root is trusted: nothing fails, and there is nothing to measure.',
  'wire/server-key-leaks':
    'No program shows a leaked key: the handshake is as it should be, and there is nothing to measure.',
  'clock/client-slow':
    'Wrong clocks were not measured: to a program with one, the certificate is not valid yet (server/not-yet-valid).',
  'clock/client-fast':
    'Wrong clocks were not measured: to a program with one, the certificate has expired (server/expired).',
  'ca/ocsp-unreachable':
    'Programs were measured with revocation lists (CRL), not with OCSP: most of them ask for no OCSP response by themselves.',
  'ca/ocsp-forged': 'No program was given a forged OCSP response: they were measured with revocation lists (CRL).',
  'ca/ocsp-stale': 'No program was given an old OCSP response; old revocation lists were measured (ca/crl-expired).',
  'client/none-optional': 'Nothing is refused here, so there is nothing to measure.',
  'server/name-of-its-ca':
    'Measured by hand: OpenSSL 3.0 refuses it as self-signed (error 18), GnuTLS 3.7 accepts it. With key identifiers, or a key of another kind than the CA’s, both accept it.',
  'ca/intermediate-anchor':
    'Measured by hand: OpenSSL 3.0 refuses it (error 2), and accepts it with -partial_chain; GnuTLS 3.7 accepts it.',
  'client/verdict-ignored':
    'TLS refuses nothing here, and what the application does with the result is its own code: there is nothing to measure.',
  'client/same-name-other-ca':
    'No program refuses anything here: both CAs are trusted. Which account a name opens, each application decides.',
  'client/renewed':
    'No program refuses anything here: the certificate is valid. What an application has noted, each decides for itself.',
  'proxy/header-passed-on':
    'No program refuses anything in the handshake, and none was measured behind a proxy: what it believes of a header, each application decides.',
  'proxy/backend-reachable':
    'No program refuses anything in the handshake, and none was measured behind a proxy: what it believes of a header, each application decides.',
  'client/unlisted-issuer':
    'What a client does with an issuer that is not listed is its own choice of certificate; what the server does with the result is measured as a missing certificate (client/none).',
};
