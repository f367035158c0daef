// rustls 0.23 with webpki: a key or a signature algorithm that it does not know is a signature that does not fit.
import type { AlertTable, Behaviour } from '../../tls/behaviour.ts';
import { SENDS_ALL, schemes, types } from './codes.ts';

const ALERTS: AlertTable = {
  'signature.verify': 'decrypt_error',
  'crypto.keySize': 'decrypt_error',
  'crypto.signatureHash': 'decrypt_error',
  'ca.basicConstraints': 'certificate_unknown',
  'ca.pathLen': 'certificate_unknown',
};

export const RUSTLS_CLIENT: Behaviour = {
  alerts: ALERTS,
  validation: { anyKeyUsage: true },
  withholds: SENDS_ALL,
};

const SCHEMES = schemes(
  'ecdsa_secp384r1_sha384',
  'ecdsa_secp256r1_sha256',
  'ed25519',
  'rsa_pss_rsae_sha512',
  'rsa_pss_rsae_sha384',
  'rsa_pss_rsae_sha256',
  'rsa_pkcs1_sha512',
  'rsa_pkcs1_sha384',
  'rsa_pkcs1_sha256',
);

export const RUSTLS_SERVER: Behaviour = {
  alerts: { ...ALERTS, 'client.required': 'certificate_required' },
  validation: { anyKeyUsage: true },
  request: {
    types: types('rsa_sign', 'ecdsa_sign'),
    schemes12: SCHEMES,
    schemes13: SCHEMES,
    extensions: ['signature_algorithms', 'certificate_authorities'],
  },
  tickets: 2,
  anyName: true,
};
