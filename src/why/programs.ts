// The programs that speak: their ids, which are libraries under others, and the words by which a text names them.
import { phrase, reading, type SignRule } from './signs/rule.ts';

/** Libraries, whose words many programs pass on. Everything else is a program of its own. */
const LIBRARIES: ReadonlySet<string> = new Set([
  'openssl',
  'gnutls',
  'nss',
  'rustls',
  'schannel',
  'wolfssl',
  'mbedtls',
  'bearssl',
  'boringssl',
]);
export const isLibrary = (program: string): boolean => LIBRARIES.has(program);

/** The program of a name in the corpus, of a stack or a peer: `Go 1.24.4` is `go`. */
export function programOf(name: string): string {
  const small = name.toLowerCase();
  return NAMES.find(([start]) => small.startsWith(start))?.[1] ?? small.split(/[ /]/)[0] ?? small;
}
const NAMES: readonly (readonly [string, string])[] = [
  ['our ', 'handshake-lab'],
  ['handshake lab', 'handshake-lab'],
  ['apache', 'apache'],
  ['mbed tls', 'mbedtls'],
  ['mosquitto', 'mosquitto'],
  ['firefox', 'firefox'],
  ['erlang', 'erlang'],
];

/** Ids that a person may give, by what else they are called. */
const SYNONYMS: Readonly<Record<string, string>> = {
  golang: 'go',
  openjdk: 'java',
  jsse: 'java',
  nodejs: 'node',
  s_client: 'openssl',
  s_server: 'openssl',
  httpd: 'apache',
  chrome: 'chromium',
  edge: 'chromium',
  rust: 'rustls',
  otp: 'erlang',
  rabbitmq: 'erlang',
  'mbed tls': 'mbedtls',
  '.net': 'dotnet',
  ours: 'handshake-lab',
};
export function programNamed(text: string): string {
  const small = text.trim().toLowerCase();
  return SYNONYMS[small] ?? SYNONYMS[small.split(/[ /]/)[0] ?? ''] ?? programOf(small).replace(/\d[\d.]*$/, '');
}

const named = (said: string | readonly string[], program: string, role?: 'client' | 'server'): SignRule =>
  phrase(said, `program:${program}`, null, {
    program,
    slot: 'program',
    side: 'unknown',
    ...(role !== undefined && { role }),
  });

export const PROGRAM_SIGNS: readonly SignRule[] = [
  named(['openssl s_client', 's_client -connect'], 'openssl', 'client'),
  named(['openssl s_server'], 'openssl', 'server'),
  named(
    ['gnutls-cli', 'PKI verification of server certificate failed', '- Status: The certificate is'],
    'gnutls',
    'client',
  ),
  named('gnutls-serv', 'gnutls', 'server'),
  named('Unable to connect (A TLS error occurred', 'mosquitto', 'client'),
  named('tstclnt', 'nss', 'client'),
  named('selfserv', 'nss', 'server'),
  reading('curl', ({ after }) => (/^:? ?\(\d{1,2}\)/.test(after) ? { code: 'program:curl', slot: 'program' } : null), {
    program: 'curl',
    role: 'client',
    slot: 'program',
    side: 'unknown',
  }),
  named(
    [
      'curl -',
      'libcurl',
      'curl error',
      'User-Agent: curl',
      'OpenSSL SSL_read: OpenSSL',
      'OpenSSL SSL_connect',
      'curl_easy_perform',
    ],
    'curl',
    'client',
  ),
  named(['wget:', 'GNU Wget', 'Failed writing HTTP request'], 'wget', 'client'),
  named(['javax.net.ssl', 'sun.security', 'java.security.cert', 'java.net.SocketException', 'at java.base'], 'java'),
  named(
    [
      '*tls.CertificateVerificationError',
      '*net.OpError',
      'tls: failed to verify certificate',
      'http: TLS handshake error from',
    ],
    'go',
  ),
  reading('x509', ({ from }) => (/^x509: [a-z]/.test(from) ? { code: 'program:go', slot: 'program' } : null), {
    program: 'go',
    slot: 'program',
    side: 'unknown',
  }),
  reading(
    'ssl routines',
    ({ after }) => (/^:{1,2}OPENSSL_internal/.test(after) ? null : { code: 'program:openssl', slot: 'program' }),
    { program: 'openssl', slot: 'program', side: 'unknown' },
  ),
  named('http: TLS handshake error from', 'go', 'server'),
  named(
    [
      '_ssl.c',
      'ssl.SSLError',
      'ssl.SSLCertVerificationError',
      'requests.exceptions.SSLError',
      'urllib3',
      'Traceback most recent call last',
    ],
    'python',
  ),
  named(
    [
      'node:internal',
      'at TLSSocket',
      'tlsClientError',
      'node:_tls_wrap',
      'ERR_SSL',
      'deps/openssl/openssl',
      'authorizationError',
    ],
    'node',
  ),
  named(['bun:', 'OPENSSL_internal'], 'boringssl'),
  named(['nginx:', 'while reading client request headers', 'while SSL handshaking'], 'nginx', 'server'),
  named(['while SSL handshaking to upstream'], 'nginx', 'client'),
  named('mod_ssl', 'apache', 'server'),
  // `[ssl:error]` is a level of its log; `SSL_ERROR_…` has the same letters, and is of NSS and others.
  reading(
    ['ssl:info', 'ssl:error'],
    ({ from }) => (/^ssl:/i.test(from) ? { code: 'program:apache', slot: 'program' } : null),
    { program: 'apache', slot: 'program', role: 'server', side: 'unknown' },
  ),
  named(['ssl_fc_err', 'ssl_c_err'], 'haproxy', 'server'),
  named(['LOG3', 'LOG4', 'LOG5', 'stunnel'], 'stunnel'),
  named(['socat'], 'socat'),
  named(['OpenSSL Error[0]', 'mosquitto'], 'mosquitto'),
  named(['wolfSSL'], 'wolfssl'),
  named(['mbedtls', 'mbed TLS'], 'mbedtls'),
  named(['envoy', 'upstream connect error or disconnect/reset before headers'], 'envoy'),
  named(['System.Security.Authentication.AuthenticationException', 'System.Net.Http.HttpRequestException'], 'dotnet'),
  named(['rustls', 'InvalidData', 'webpki'], 'rustls'),
  named(['TLS client: In state'], 'erlang', 'client'),
  named(['TLS server: In state'], 'erlang', 'server'),
  named(['tls_alert'], 'erlang'),
  named(['chrome', 'chromium', 'net::ERR'], 'chromium', 'client'),
  named(['OpenSSL::SSL::SSLError'], 'ruby'),
  named(['psql:', 'libpq'], 'postgres', 'client'),
  named(['mysql:', 'ERROR 2026 (HY000)'], 'mysql', 'client'),
  named(['fatal: unable to access'], 'git', 'client'),
];
