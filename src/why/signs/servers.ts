// Servers and proxies: nginx, Apache, HAProxy, stunnel, Envoy, Postfix, PostgreSQL, OpenVPN; and curl, the client of all.
import { phrase, type SignRule } from './rule.ts';

const server = (program: string) => ({ program, role: 'server' }) as const;

export const SERVER_SIGNS: readonly SignRule[] = [
  phrase(
    ['client sent no required SSL certificate', 'No required SSL certificate was sent'],
    'nginx:no certificate',
    'noCertificate',
    server('nginx'),
  ),
  phrase(['The SSL certificate error'], 'nginx:certificate', 'badCertificate', {
    program: 'nginx',
    side: 'peer',
    role: 'client',
  }),
  phrase('upstream SSL certificate verify error', 'nginx:upstream', null, {
    program: 'nginx',
    role: 'client',
    slot: 'program',
  }),
  phrase('upstream SSL certificate does not match', 'nginx:upstream name', 'hostname', {
    program: 'nginx',
    role: 'client',
  }),
  phrase(['No CAs known to server for verification'], 'apache:no CAs', null, { ...server('apache'), slot: 'program' }),
  phrase(['AH02008', 'SSL library error 1 in handshake'], 'apache:handshake', null, {
    ...server('apache'),
    slot: 'program',
  }),
  phrase('AH02276', 'apache:verification', null, { ...server('apache'), slot: 'program' }),
  phrase('AH02039', 'apache:verification', null, { ...server('apache'), slot: 'program' }),
  phrase(
    ['AH02040: Certificate Verification: Certificate Chain too long'],
    'apache:too long',
    'pathLength',
    server('apache'),
  ),
  phrase('AH01961', 'apache:proxy', null, { program: 'apache', role: 'client', slot: 'program' }),
  phrase('SSL client certificate not trusted', 'haproxy:not trusted', 'badCertificate', {
    ...server('haproxy'),
    slot: 'outcome',
  }),
  phrase('SSL client CA chain cannot be verified', 'haproxy:chain', 'unknownIssuer', {
    ...server('haproxy'),
    slot: 'outcome',
  }),
  phrase('SSL handshake failure', 'haproxy:handshake', null, { program: 'haproxy', slot: 'program' }),
  phrase(['Pre-verification error'], 'stunnel:pre-verification', null, { program: 'stunnel', slot: 'program' }),
  phrase(['SSL_accept'], 'openssl:accept', null, { role: 'server', slot: 'program' }),
  phrase(['SSL_connect'], 'openssl:connect', null, { role: 'client', slot: 'program' }),
  phrase('tlsClientError', 'node:server', null, { role: 'server', slot: 'program' }),
  phrase(['CERTIFICATE_VERIFY_FAILED: TLS_error', 'TLS_error:|268435581'], 'envoy:verify', 'badCertificate', {
    program: 'envoy',
  }),
  phrase(['peer certificate not found', 'no peer certificate available'], 'openssl:no peer certificate', null, {
    slot: 'program',
  }),
  phrase(['connection requires a valid client certificate'], 'postgres:certificate', 'noCertificate', {
    program: 'postgres',
    side: 'peer',
    role: 'client',
  }),
  // curl
  phrase('SSL certificate problem', 'curl:problem', null, { program: 'curl', role: 'client', slot: 'program' }),
  phrase('SSL certificate verification failed', 'alert:45', 'dates', {
    program: 'curl',
    role: 'client',
    side: 'peer',
    slot: 'alert',
    alert: 'certificate_expired',
  }),
  phrase(
    ['no alternative certificate subject name matches target', 'does not match target host name', 'no matching name'],
    'curl:name',
    'hostname',
    { program: 'curl', role: 'client' },
  ),
  phrase(['server certificate verification failed. CAfile'], 'curl:gnutls', 'badCertificate', {
    program: 'curl',
    role: 'client',
  }),
  phrase('peer certificate cannot be authenticated with given CA certificates', 'curl:60', 'badCertificate', {
    program: 'curl',
    role: 'client',
    slot: 'outcome',
  }),
  phrase(['problem with the local SSL certificate', 'unable to set private key file'], 'curl:58', 'noCertificate', {
    program: 'curl',
    role: 'client',
  }),
];
