// What a server makes of client certificates, in the words of servers: the settings that stand for each policy.
import type { ClientCertificate } from '../lab/scenario/choices.ts';

/** `none`: the one-way mode. */
export type ClientCertificatePolicy = 'none' | ClientCertificate;

/** Of the picker, where it stands for the one-way mode. */
export const NOT_ASKED_WORD = 'not asked for (one-way)';

export const POLICY_TERMS_TITLE = 'In the settings of servers';

interface PolicyTerm {
  readonly program: string;
  readonly setting: string;
}

/** Of each program the lines that come nearest; nothing where it has none. */
export const POLICY_TERMS: Readonly<Record<ClientCertificatePolicy, readonly PolicyTerm[]>> = {
  none: [
    { program: 'nginx', setting: 'ssl_verify_client off' },
    { program: 'Apache', setting: 'SSLVerifyClient none' },
    { program: 'HAProxy', setting: 'verify none' },
    { program: 'Envoy', setting: 'no validation_context' },
    { program: 'Go', setting: 'ClientAuth: NoClientCert' },
    { program: 'Java', setting: 'setNeedClientAuth(false)' },
    { program: 'Node', setting: 'requestCert: false' },
  ],
  optional: [
    { program: 'nginx', setting: 'ssl_verify_client optional' },
    { program: 'Apache', setting: 'SSLVerifyClient optional' },
    { program: 'HAProxy', setting: 'verify optional' },
    { program: 'Envoy', setting: 'require_client_certificate: false, with trusted_ca' },
    { program: 'Go', setting: 'ClientAuth: VerifyClientCertIfGiven' },
    { program: 'Java', setting: 'setWantClientAuth(true)' },
  ],
  'optional-no-ca': [
    { program: 'nginx', setting: 'ssl_verify_client optional_no_ca' },
    { program: 'Apache', setting: 'SSLVerifyClient optional_no_ca' },
    { program: 'HAProxy', setting: 'verify optional ca-ignore-err all crt-ignore-err all' },
    { program: 'Envoy', setting: 'trust_chain_verification: ACCEPT_UNTRUSTED' },
    { program: 'Go', setting: 'ClientAuth: RequestClientCert' },
    { program: 'Node', setting: 'requestCert: true, rejectUnauthorized: false' },
  ],
  required: [
    { program: 'nginx', setting: 'ssl_verify_client on' },
    { program: 'Apache', setting: 'SSLVerifyClient require' },
    { program: 'HAProxy', setting: 'verify required' },
    { program: 'Envoy', setting: 'require_client_certificate: true' },
    { program: 'Go', setting: 'ClientAuth: RequireAndVerifyClientCert' },
    { program: 'Java', setting: 'setNeedClientAuth(true)' },
    { program: 'Node', setting: 'requestCert: true, rejectUnauthorized: true' },
  ],
};

/** What follows from it, below the picker. */
export const POLICY_NOTES: Readonly<Record<ClientCertificatePolicy, string>> = {
  none: 'The server sends no CertificateRequest, and the client shows nothing.',
  optional:
    'An empty Certificate will do, and the client stays anonymous. What the client does show must be valid, or TLS ends. nginx lets TLS end well, and answers 400.',
  'optional-no-ca':
    'The server takes any certificate whose key is proven. The application must ask what the checks found: anybody can write any name into a certificate of their own. nginx says it in $ssl_client_verify, Apache in SSL_CLIENT_VERIFY, Node in socket.authorized. nginx 1.22.1 and Apache 2.4.71 forgive only a CA that they do not trust: they still refuse an expired certificate (measured).',
  required: 'Without a valid certificate there is no connection.',
};
