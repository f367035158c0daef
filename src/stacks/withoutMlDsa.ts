// What programs say that know no ML-DSA, measured: each as a client of our `listen` over TLS 1.3 on one machine, with the
// root in its trust store. Not part of the corpus, whose cells are faults: here nothing is wrong.
import type { AlertName } from '../tls/alertCodes.ts';

export interface WithoutMlDsaRow {
  readonly program: string;
  /** As the program calls itself, with the library that it stands on. */
  readonly version: string;
  /** Where the server has a key of ML-DSA alone: no signature algorithm is common, and the server refuses. */
  readonly serverKey: WithoutMlDsaCell;
  /** Where the server has a key on P-256, and CAs of ML-DSA signed its certificates: the client refuses. */
  readonly caKey: WithoutMlDsaCell;
}

export interface WithoutMlDsaCell {
  /** What ends the handshake; null where the program closes without a word. */
  readonly alert: AlertName | null;
  /** What the program itself says. */
  readonly says: string;
}

export const WITHOUT_ML_DSA_DATE = '2026-11-30';

const handshakeFailure = (says: string): WithoutMlDsaCell => ({ alert: 'handshake_failure', says });

export const WITHOUT_ML_DSA: readonly WithoutMlDsaRow[] = [
  {
    program: 'openssl s_client',
    version: 'OpenSSL 3.0.22',
    serverKey: handshakeFailure('sslv3 alert handshake failure'),
    caKey: { alert: 'unknown_ca', says: 'verify error:num=20:unable to get local issuer certificate' },
  },
  {
    program: 'curl',
    version: 'curl 7.88.1, OpenSSL 3.0.22',
    serverKey: handshakeFailure(
      'curl: (35) OpenSSL/3.0.22: error:0A000410:SSL routines::sslv3 alert handshake failure',
    ),
    caKey: {
      alert: 'unknown_ca',
      says: 'curl: (35) OpenSSL/3.0.22: error:03000072:digital envelope routines::decode error',
    },
  },
  {
    program: 'Python',
    version: 'Python 3.11.7, OpenSSL 3.0.22',
    serverKey: handshakeFailure('[SSL: SSLV3_ALERT_HANDSHAKE_FAILURE] sslv3 alert handshake failure'),
    caKey: {
      alert: 'unknown_ca',
      says: '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate',
    },
  },
  {
    program: 'Node',
    version: 'Node 20.20.2, OpenSSL 3.0.19',
    serverKey: handshakeFailure('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE'),
    caKey: { alert: null, says: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE: unable to verify the first certificate' },
  },
  {
    program: 'gnutls-cli',
    version: 'GnuTLS 3.7.9',
    serverKey: handshakeFailure('*** Received alert [40]: Handshake failed'),
    caKey: { alert: 'bad_certificate', says: 'Status: The certificate is NOT trusted.' },
  },
  {
    program: 'Java',
    version: 'OpenJDK 17.0.15',
    serverKey: handshakeFailure('SSLHandshakeException: Received fatal alert: handshake_failure'),
    caKey: {
      alert: 'certificate_unknown',
      says: 'PKIX path validation failed: signature check failed (NoSuchAlgorithmException: 2.16.840.1.101.3.4.3.18 Signature not available)',
    },
  },
];
