// Firefox ESR 153 and Chromium 156, as clients. Neither sends a certificate that it finds unfit, so that the server says
// that one is required, and nobody says that it has expired.
import type { Behaviour, Withholding } from '../../tls/behaviour.ts';

const WITHHELD: readonly Withholding[] = ['issuer', 'validity', 'purpose'];

/** mozilla::pkix, and the alert by NSS's error code. */
export const FIREFOX_CLIENT: Behaviour = {
  alerts: {
    certificate: 'bad_certificate',
    'validity.notAfter@leaf': 'certificate_expired',
    'validity.notAfter@ca': 'unknown_ca',
    'chain.build': 'unknown_ca',
    'chain.trustAnchor@ca': 'unknown_ca',
    'eku.serverAuth': 'certificate_unknown',
    'ca.basicConstraints': 'certificate_unknown',
    'ca.keyCertSign': 'certificate_unknown',
  },
  validation: { anyKeyUsage: true, minRsaBits: 1024 },
  withholds: WITHHELD,
};

/** BoringSSL asks Chromium, which says yes or no. The keyUsage is BoringSSL's own affair; in TLS 1.2 it closes without an alert. */
export const CHROMIUM_CLIENT: Behaviour = {
  alerts: { certificate: 'certificate_unknown', 'leaf.keyUsage': 'none' },
  alerts13: { 'leaf.keyUsage': 'illegal_parameter' },
  validation: { minRsaBits: 1024 },
  withholds: WITHHELD,
};
