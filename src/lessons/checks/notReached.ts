// Why a check was never made. It loads with what lists checks.
import type { CheckResult } from '../../pki/path/result.ts';
import { failureWord } from '../checks.ts';
import { commonNameIn, text } from '../phrases.ts';

export function notReachedText(check: CheckResult): string {
  if (check.enforced === false)
    return `Failed, and not enforced: ${failureWord(check.check)}. The server goes on and leaves it to the application.`;
  switch (check.check) {
    case 'possession':
      if (check.evidence.reason === 'no certificate') return 'Not reached: without a certificate no key can be proven.';
      return (
        NO_PROOF[check.reference] ??
        'Not reached: the server would prove its key later, and the handshake ended before.'
      );
    case 'revocation.available':
    case 'revocation.signature':
    case 'revocation.cRLSign':
    case 'revocation.fresh':
    case 'revocation.status':
      if (check.evidence.policy === 'soft-fail') return 'Not known, and with soft-fail the verifier goes on.';
      return REVOCATION_REASONS[check.evidence.reason ?? ''] ?? 'Not reached: there is no usable answer to look at.';
    case 'signature.verify':
      if (text(check.evidence.signature) !== null)
        return `Not decided: this program cannot verify the algorithm ${check.evidence.algorithm}.`;
      return 'Not reached: the issuer’s certificate was not found.';
    case 'chain.build':
      return `Not decided: its issuer, ${commonNameIn(check.evidence.issuer)}, was not handed over.`;
    case 'chain.nameChaining':
    case 'aki.match':
      return 'Not reached: the issuer’s certificate was not found.';
    case 'chain.trustAnchor':
      if (text(check.evidence.selfSigned) !== null) return 'Not decided: no trust anchor was handed over.';
      return 'Not reached: the path could not be built up to its end.';
    case 'identity.dns':
      return 'Not reached: the certificate carries no DNS name to compare.';
    case 'identity.ip':
      return 'Not reached: the certificate carries no address to compare.';
    case 'identity.email':
      return 'Not reached: the certificate carries no mailbox to compare.';
    case 'identity.uri':
      return 'Not reached: the certificate carries no URI to compare.';
    case 'finished.verify':
    case 'record.mac':
      return 'Not reached: the handshake ended before.';
    default:
      return 'Not reached: an earlier check failed, and without it this one has nothing to look at.';
  }
}

/** By the section that says what the proof is. */
const NO_PROOF: Readonly<Record<string, string>> = {
  'tls12.7.4.8': 'Not reached: CertificateVerify is not checked once the certificate is refused.',
  'tls13.4.5.2': 'Not reached: CertificateVerify is not checked once the certificate is refused.',
  'ecc.5.4': 'Not reached: the signature in ServerKeyExchange is not checked once the certificate is refused.',
};

const REVOCATION_REASONS: Record<string, string> = {
  'no verified issuer': 'Not reached: this certificate has no trusted issuer that could be asked.',
  'not covered': 'Not checked: no CRL and no OCSP response about this certificate was handed over.',
  'no address': 'Not reached: the certificate does not say where to ask.',
};
