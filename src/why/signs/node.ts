// Node, and Bun and Deno where they follow it; Python's ssl.
import { isTooDeep } from './go.ts';
import { phrase, reading, type SignReader, type SignRule } from './rule.ts';

/** `Host: a.api.bank.test. is not in the cert's altnames: DNS:*.bank.test` */
const altNames: SignReader = ({ after }) => {
  const said = after.replaceAll('\n', '');
  const asked = /Host: ?([\w.-]{1,100}?)\.? is not/.exec(said)?.[1];
  const certified = [...said.matchAll(/DNS:([*\w.-]{1,100})/g)].map(([, name = '']) => name);
  const isWildcard = asked !== undefined && isTooDeep(certified, asked);
  return {
    code: isWildcard ? 'node:wildcard' : 'node:name',
    means: isWildcard ? 'wildcard' : 'hostname',
    side: 'self',
    slot: 'check',
    role: 'client',
  };
};

const NODE = { program: 'node' } as const;
export const NODE_SIGNS: readonly SignRule[] = [
  reading(["Hostname/IP does not match certificate's altnames"], altNames, NODE),
  phrase('ERR_TLS_CERT_ALTNAME_INVALID', 'node:altname', 'hostname', { ...NODE, role: 'client', slot: 'outcome' }),
  phrase(
    ['ERR_TLS_CERT_ALTNAME_FORMAT', 'ERR_TLS_CERT_SIGNATURE_ALGORITHM_UNSUPPORTED'],
    'node:certificate',
    'badCertificate',
    NODE,
  ),
  phrase(
    'Client network socket disconnected before secure TLS connection was established',
    'node:disconnected',
    'closed',
    { ...NODE, side: 'peer', role: 'client', slot: 'transport' },
  ),
  phrase('ERR_SSL_CERT_LENGTH_MISMATCH', 'openssl:length mismatch', 'decode', { slot: 'library' }),
  phrase(
    ['Hostname mismatch, certificate is not valid for', 'IP address mismatch, certificate is not valid for'],
    'verify:62',
    'hostname',
    { program: 'python', role: 'client', slot: 'verify' },
  ),
  phrase(["doesn't match either of", 'match_hostname', "hostname doesn't match"], 'python:name', 'hostname', {
    program: 'python',
    role: 'client',
  }),
  phrase(['SSLEOFError', 'EOF occurred in violation of protocol'], 'python:eof', 'closed', {
    program: 'python',
    side: 'peer',
    slot: 'transport',
  }),
];
