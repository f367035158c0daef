// Path validation as a question and an answer in plain values, so that both can cross threads: certificates as DER.
import { type Certificate, inspectCertificate } from './certificate.ts';
import { type Crl, decodeCrl } from './crl.ts';
import { fingerprint } from './fingerprint.ts';
import type { PathRequest, PeerName, RevocationInputs } from './path/request.ts';
import type { CheckResult } from './path/result.ts';
import { type RejectedPath, validatePath } from './path/validate.ts';

export interface Question {
  /** DER, the one to be judged first, the others in any order. At least one; all can be decoded. */
  readonly certificates: readonly Uint8Array[];
  readonly anchors: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  /** OCSP responses. */
  readonly ocsp: readonly Uint8Array[];
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly purpose: 'server' | 'client' | 'any';
  readonly name: PeerName | null;
  readonly profile: 'rfc5280' | 'web';
  /**
   * By the CRLs and OCSP responses of the question. `hard`: whose status they don't tell is refused; `soft`: only who is
   * revoked.
   */
  readonly revocation: 'off' | 'hard' | 'soft';
}

export interface Judgement {
  readonly accepted: boolean;
  /** Leaf first. */
  readonly path: readonly PathCertificate[];
  /** Whether the last one is a trust anchor. */
  readonly anchored: boolean;
  readonly checks: readonly CheckResult[];
  readonly rejected: readonly RejectedJudgement[];
}

export interface PathCertificate {
  readonly der: Uint8Array;
  /** SHA-256 in hexadecimal. */
  readonly fingerprint: string;
}

export interface RejectedJudgement {
  readonly path: readonly PathCertificate[];
  readonly end: RejectedPath['end'];
  readonly failures: readonly CheckResult[];
}

export function judge(question: Question): Judgement {
  const { accepted, path, anchored, checks, candidates } = validatePath(pathRequest(question));
  return {
    accepted,
    path: path.map(pathCertificate),
    anchored,
    checks,
    rejected: candidates.map(({ path: tried, end, failures }) => ({ path: tried.map(pathCertificate), end, failures })),
  };
}

/** As `validate` of the command line asks: without a name, RFC 5280 section 6 alone, and no floor for keys and hashes. */
function pathRequest(question: Question): PathRequest {
  const { certificates, anchors, now, purpose, name, profile } = question;
  const isWeb = profile === 'web';
  return {
    presented: certificates.map(inspectCertificate),
    anchors: anchors.map(inspectCertificate),
    now,
    purpose,
    peerName: name,
    leafKeyUsage: null,
    minRsaBits: isWeb ? 2048 : 0,
    weakHashes: isWeb ? 'refuse' : 'accept',
    profile: profile === 'rfc5280' && name === null ? 'path' : profile,
    maxIntermediates: null,
    ...(question.revocation === 'off' ? {} : { revocation: materialOf(question, question.revocation) }),
  };
}

const materialOf = ({ crls, ocsp }: Question, failure: RevocationInputs['failure']): RevocationInputs => ({
  crls: crls.flatMap(readable),
  // The questions that they answer are not known, nor are their nonces.
  ocsp: ocsp.map((der) => ({ der, nonce: null })),
  failure,
});

function readable(der: Uint8Array): Crl[] {
  const decoded = decodeCrl(der);
  return decoded.ok ? [decoded.value] : [];
}

const pathCertificate = ({ der }: Certificate): PathCertificate => ({ der, fingerprint: fingerprint(der) });
