// The settings of a scenario in words: what each is called, and its values, in the order in which the page shows them.
// What the line that names a scenario says of them: scenarioLine.ts.

import type { ChoiceField, PickedField, PlainField, ValueOfField } from '../lab/scenario/fields.ts';
import { grouped } from './phrases.ts';
import { PROGRAMS } from './programs.ts';

interface SettingWords<F extends PlainField> {
  readonly label: string;
  /** Where the panel of settings has it; null where it has no picker of its own there. */
  readonly section: F extends PickedField ? SettingSection | null : null;
  readonly values: F extends ChoiceField ? Readonly<Record<ValueOfField<F>, string>> : null;
}

export type SettingSection = 'handshake' | 'keys' | 'programs';
export const SETTING_SECTIONS: Readonly<Record<SettingSection, string>> = {
  handshake: 'Handshake',
  keys: 'Keys in the certificates',
  programs: 'Behave as another program',
};

const KEY_WORDS = { rsa: 'RSA-2048', p256: 'ECDSA, P-256' } as const;

const ML_DSA_WORDS = { mldsa44: 'ML-DSA-44', mldsa65: 'ML-DSA-65', mldsa87: 'ML-DSA-87' } as const;
const LEAF_KEY_WORDS = { ...KEY_WORDS, ed25519: 'Ed25519', ...ML_DSA_WORDS } as const;

const OWN_WORD = 'itself';
const BOTH_WORDS = {
  'openssl-3.0': PROGRAMS['openssl-3.0'].name,
  'gnutls-3.7': PROGRAMS['gnutls-3.7'].name,
  'node-20': PROGRAMS['node-20'].name,
  'java-17': PROGRAMS['java-17'].name,
  'go-1.24': PROGRAMS['go-1.24'].name,
  'rustls-0.23': PROGRAMS['rustls-0.23'].name,
} as const;

export const SETTING_WORDS: { readonly [F in PlainField]: SettingWords<F> } = {
  mode: {
    label: 'Authentication',
    section: null,
    values: { 'one-way': 'One-way', mutual: 'Mutual' },
  },
  protocol: {
    label: 'Protocol',
    section: 'handshake',
    values: { 'tls1.2-rsa': 'TLS 1.2 · RSA', 'tls1.2-ecdhe': 'TLS 1.2 · ECDHE', 'tls1.3': 'TLS 1.3' },
  },
  suite: {
    label: 'Cipher suite',
    section: 'handshake',
    values: {
      TLS_RSA_WITH_AES_128_GCM_SHA256: 'AES-128-GCM',
      TLS_RSA_WITH_AES_256_GCM_SHA384: 'AES-256-GCM',
      TLS_RSA_WITH_AES_128_CBC_SHA256: 'AES-128-CBC',
      TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256: 'AES-128-GCM, RSA signs',
      TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384: 'AES-256-GCM, RSA signs',
      TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256: 'ChaCha20, RSA signs',
      TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256: 'AES-128-GCM, ECDSA signs',
      TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384: 'AES-256-GCM, ECDSA signs',
      TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256: 'ChaCha20, ECDSA signs',
      TLS_AES_128_GCM_SHA256: 'AES-128-GCM',
      TLS_AES_256_GCM_SHA384: 'AES-256-GCM',
      TLS_CHACHA20_POLY1305_SHA256: 'ChaCha20-Poly1305',
    },
  },
  group: {
    label: 'Key-exchange group',
    section: 'handshake',
    values: { x25519: 'X25519', secp256r1: 'P-256', X25519MLKEM768: 'X25519 + ML-KEM-768' },
  },
  revocation: {
    label: 'Revocation',
    section: 'handshake',
    values: { ocsp: 'OCSP', stapled: 'stapled', crl: 'CRL', off: 'off' },
  },
  // One picker with `revocation`. Where it does not say soft, no answer counts as a refusal.
  revocationPolicy: {
    label: 'Without an answer',
    section: null,
    values: { hard: 'hard-fail', soft: 'soft-fail' },
  },
  clientCertificate: {
    label: 'Client certificate',
    section: 'handshake',
    values: { required: 'required', optional: 'optional', 'optional-no-ca': 'optional, CA not checked' },
  },
  requests: { label: 'Requests on the connection', section: 'handshake', values: null },
  keyUpdate: {
    label: 'KeyUpdate',
    section: 'handshake',
    values: { no: 'no', client: 'yes, both ways' },
  },
  again: {
    label: 'Session resumption (PSK)',
    section: 'handshake',
    values: { no: 'no', resumed: 'yes' },
  },
  namedBy: {
    label: 'Client is known by',
    section: 'handshake',
    values: {
      cn: 'CN',
      email: 'e-mail (SAN)',
      dns: 'DNS name (SAN)',
      uri: 'URI (SAN), SPIFFE',
      'issuer-subject': 'issuer and subject',
      'issuer-serial': 'issuer and serial',
      fingerprint: 'SHA-256 fingerprint',
    },
  },
  tlsEnds: {
    label: 'TLS ends at',
    section: 'handshake',
    values: { server: 'the bank’s server', proxy: 'a proxy in front', 'proxy-secret': 'a proxy with a secret' },
  },
  serverKey: {
    label: 'Server’s key',
    section: 'keys',
    values: LEAF_KEY_WORDS,
  },
  clientKey: { label: 'Client’s key', section: 'keys', values: LEAF_KEY_WORDS },
  caKey: { label: 'CA’s keys', section: 'keys', values: { ...KEY_WORDS, ...ML_DSA_WORDS } },
  clientLike: {
    label: 'Client behaves like',
    section: 'programs',
    values: {
      own: OWN_WORD,
      ...BOTH_WORDS,
      'firefox-153': PROGRAMS['firefox-153'].name,
      'chromium-156': PROGRAMS['chromium-156'].name,
    },
  },
  serverLike: {
    label: 'Server behaves like',
    section: 'programs',
    values: {
      own: OWN_WORD,
      ...BOTH_WORDS,
      'nginx-1.22': PROGRAMS['nginx-1.22'].name,
      'haproxy-2.6': PROGRAMS['haproxy-2.6'].name,
    },
  },
  seed: { label: 'Seed of random values', section: null, values: null },
  // Fields of their own in the panel.
  bank: { label: 'Bank', section: null, values: null },
  host: { label: 'Server’s DNS name', section: null, values: null },
  customer: { label: 'Customer', section: null, values: null },
};

/** The section of names of one's own. */
export const NAMES_WORDS = {
  title: 'Names',
  note: 'They stand in the certificates, in the messages and in the link.',
} as const;

/** The settings of one section, in their order. */
export const settingsOf = (section: SettingSection): PickedField[] =>
  (Object.keys(SETTING_WORDS) as PickedField[]).filter((field) => SETTING_WORDS[field].section === section);

/** What a value is called: numbers by their digits. */
export function valueWord(field: PickedField, value: string | number): string {
  const words: Readonly<Record<string, string>> | null = SETTING_WORDS[field].values;
  return typeof value === 'number' ? grouped(value) : (words?.[value] ?? value);
}
