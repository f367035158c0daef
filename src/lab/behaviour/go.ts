// Go 1.24's crypto/tls. A client sends bad_certificate for whatever x509.Verify says; a server tells what has expired and
// whose issuer it doesn't know, and finds no issuer where a signature is weak or does not fit.
import type { Behaviour } from '../../tls/behaviour.ts';
import { schemes, types } from './codes.ts';

/** GODEBUG=rsa1024min: keys of 1,024 bits are the least. */
const LAX = { anyKeyUsage: true, minRsaBits: 1024 } as const;

export const GO_CLIENT: Behaviour = {
  alerts: { certificate: 'bad_certificate', decode: 'unexpected_message', possession: 'illegal_parameter' },
  // A record of another type where ServerHello has to come is "no TLS handshake", and gets no alert.
  alerts13: { possession: 'decrypt_error', order: 'none' },
  validation: LAX,
  withholds: ['issuer'],
};

const SCHEMES = schemes(
  'rsa_pss_rsae_sha256',
  'ecdsa_secp256r1_sha256',
  'ed25519',
  'rsa_pss_rsae_sha384',
  'rsa_pss_rsae_sha512',
  'rsa_pkcs1_sha256',
  'rsa_pkcs1_sha384',
  'rsa_pkcs1_sha512',
  'ecdsa_secp384r1_sha384',
  'ecdsa_secp521r1_sha512',
  'rsa_pkcs1_sha1',
  'ecdsa_sha1',
);

export const GO_SERVER: Behaviour = {
  alerts: {
    certificate: 'bad_certificate',
    'chain.build': 'unknown_ca',
    'chain.trustAnchor': 'unknown_ca',
    'signature.verify': 'unknown_ca',
    'crypto.signatureHash': 'unknown_ca',
    'validity.notBefore': 'certificate_expired',
    'validity.notAfter': 'certificate_expired',
    'client.required': 'bad_certificate',
    decode: 'unexpected_message',
  },
  alerts13: { 'client.required': 'certificate_required' },
  opensAlerts: true,
  validation: LAX,
  request: {
    types: types('rsa_sign', 'ecdsa_sign'),
    schemes12: SCHEMES,
    schemes13: SCHEMES,
    extensions: ['status_request', 'signed_certificate_timestamp', 'signature_algorithms', 'certificate_authorities'],
  },
  tickets: 1,
  anyName: true,
};
