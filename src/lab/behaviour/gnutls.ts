// GnuTLS 3.7's gnutls-cli and gnutls-serv, which verify with gnutls_certificate_verify_peers3 and send one alert for
// whatever it finds.
import type { Behaviour } from '../../tls/behaviour.ts';
import { SENDS_ALL, schemes, types } from './codes.ts';

export const GNUTLS_CLIENT: Behaviour = {
  alerts: { certificate: 'bad_certificate', 'leaf.keyUsage': 'internal_error', 'revocation.fresh': 'none' },
  validation: { commonName: true, minRsaBits: 1024 },
  withholds: SENDS_ALL,
};

const SCHEMES = schemes(
  'rsa_pkcs1_sha256',
  'rsa_pss_pss_sha256',
  'rsa_pss_rsae_sha256',
  'ecdsa_secp256r1_sha256',
  'ed25519',
  'rsa_pkcs1_sha384',
  'rsa_pss_pss_sha384',
  'rsa_pss_rsae_sha384',
  'ecdsa_secp384r1_sha384',
  'ed448',
  'rsa_pkcs1_sha512',
  'rsa_pss_pss_sha512',
  'rsa_pss_rsae_sha512',
  'ecdsa_secp521r1_sha512',
  'rsa_pkcs1_sha1',
  'ecdsa_sha1',
);

export const GNUTLS_SERVER: Behaviour = {
  alerts: {
    certificate: 'access_denied',
    'leaf.keyUsage': 'internal_error',
    'client.required': 'decode_error',
    'hello.version': 'handshake_failure',
  },
  alerts13: { 'client.required': 'certificate_required' },
  opensAlerts: true,
  validation: { anyPurpose: true, minRsaBits: 1024 },
  request: {
    types: types('rsa_sign', 'ecdsa_sign'),
    schemes12: SCHEMES,
    schemes13: SCHEMES,
    extensions: ['signature_algorithms', 'certificate_authorities', 'status_request'],
  },
  tickets: 2,
  anyName: true,
};
