// The fields by which a server could know its client, side by side, and what servers call them. What programs call a
// field was read in their own documentation in November 2026; nobody measured it.
import type { NamedBy } from '../../lab/scenario/choices.ts';

export const NAMING_WORDS = {
  reads: 'What the server reads',
  field: 'Field',
  says: 'It says',
  missing: 'This certificate has none',
  bytes: 'Its bytes',
  noted: (holder: string) => `Noted for ${holder}`,
  issuer: 'Issuer, not looked at',
  account: 'Account',
  nobody: 'nobody’s',
  place: (bytes: number, offset: number) => `${bytes} bytes, from byte ${offset} of the certificate on`,
  whole: (bytes: number) => `made from all ${bytes} bytes of the certificate`,
  all: 'Every field that could name this client',
  inThis: 'In this certificate',
  worth: 'What it is worth',
  choose: 'Know clients by this',
  chosen: 'chosen',
  programs: 'Where servers have it',
  program: 'Program',
  read: 'Read in the documentation of each program in November 2026, not measured.',
} as const;

export const NAMING_FIELDS: Readonly<Record<NamedBy, { readonly name: string; readonly worth: string }>> = {
  cn: {
    name: 'Common name (CN)',
    worth: 'Free text. Unique at one CA at best; there may be several.',
  },
  email: {
    name: 'E-mail address (SAN)',
    worth: 'Has a type, and a CA can check it. Goes to another person some day.',
  },
  dns: {
    name: 'DNS name (SAN)',
    worth: 'Has a type, and a CA can check it. Names a machine.',
  },
  uri: {
    name: 'URI (SAN), SPIFFE ID',
    worth: 'Names a program, exactly once. Counts from the CAs of its trust domain alone.',
  },
  'issuer-subject': {
    name: 'Issuer and subject',
    worth: 'Another CA’s name is another client. Outlives a renewal.',
  },
  'issuer-serial': {
    name: 'Issuer and serial number',
    worth: 'Exactly one certificate. Over with the next renewal.',
  },
  fingerprint: {
    name: 'Fingerprint, SHA-256',
    worth: 'Exactly one certificate, whoever issued it. Over with the next renewal.',
  },
};

/** As each program writes it. */
export const PROGRAM_FIELDS: readonly { readonly program: string; readonly has: string; readonly remark: string }[] = [
  {
    program: 'nginx',
    has: '$ssl_client_s_dn, $ssl_client_i_dn, $ssl_client_serial, $ssl_client_fingerprint, $ssl_client_escaped_cert',
    remark:
      'The fingerprint is SHA-1. Names come as one text, in which a value can look like another field; no variable has an alternative name.',
  },
  {
    program: 'Apache',
    has: 'SSL_CLIENT_S_DN_CN, SSL_CLIENT_SAN_Email_0, SSL_CLIENT_SAN_DNS_0, SSL_CLIENT_I_DN, SSL_CLIENT_M_SERIAL',
    remark: 'SSLUserName makes one of them the user of the request: the CN alone says nothing of the issuer.',
  },
  {
    program: 'HAProxy',
    has: 'ssl_c_s_dn(CN), ssl_c_i_dn, ssl_c_serial, ssl_c_sha1, ssl_c_der',
    remark: 'A SHA-256 is ssl_c_der,sha2(256).',
  },
  {
    program: 'Envoy',
    has: 'x-forwarded-client-cert: Hash, Subject, URI, DNS, Cert, Chain',
    remark: 'Hash is SHA-256. URI and DNS may come several times.',
  },
];
