// What is asked about certificates that were handed over, and what is answered: plain values, so that both can cross threads.

import type { IntakeProblem } from '../intake/intake.ts';
import type { CertificateSummary, CrlSummary, OcspSummary } from '../intake/intakeSummary.ts';
import type { ToolOutput } from '../intake/toolOutput.ts';
import type { PeerName, Profile } from '../path/request.ts';
import type { CheckResult, RejectedPath } from '../path/result.ts';
import type { HandedKey } from './bundleChecks.ts';

/** A certificate, a CRL or an OCSP response; each once, however often it was handed over. */
export type Entry = (CertificateSummary | CrlSummary | OcspSummary) & {
  /** Its fingerprint. */
  readonly id: string;
  /** Where it came from first. */
  readonly source: number;
  readonly trusted: boolean;
};

export type HandedCertificate = Entry & CertificateSummary;

/** What there is to be judged. */
export type Subject =
  | { readonly kind: 'certificate'; readonly entry: HandedCertificate }
  /** The certificate that stands where the leaf should stand can't be read: no other one takes its place. */
  | { readonly kind: 'unreadable'; readonly source: string; readonly problem: IntakeProblem }
  /** CA certificates alone, such as a trust store: none of them is a server's or a client's. */
  | { readonly kind: 'onlyCas'; readonly count: number }
  | { readonly kind: 'nothing' };

export interface Question {
  /** DER, the one to be judged first, the others in any order. All can be decoded. */
  readonly certificates: readonly Uint8Array[];
  /** Why none of them is to be judged, or null. */
  readonly instead: Exclude<Subject, { kind: 'certificate' | 'nothing' }> | null;
  readonly anchors: readonly Uint8Array[];
  /** Whether whatever is self-signed among the certificates is an anchor, too. */
  readonly trustSelfSigned: boolean;
  readonly crls: readonly Uint8Array[];
  /** OCSP responses. */
  readonly ocsp: readonly Uint8Array[];
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly purpose: 'server' | 'client' | 'any';
  /** Whether the purpose was guessed from the certificate. */
  readonly isGuess: boolean;
  readonly name: PeerName | null;
  /** What it asks for, with and without a name: `profilePolicy`. */
  readonly profile: Profile;
  /**
   * By the CRLs and OCSP responses of the question. `hard`: refused is also of whom one speaks that is of no use, such as
   * an old list; `soft`: only who is revoked. Of whom none speaks, nothing is asked.
   */
  readonly revocation: 'off' | 'hard' | 'soft';
  /** DER of the certificates of the judged one's file, in their order; empty where they have none. */
  readonly file: readonly Uint8Array[];
  readonly keys: readonly HandedKey[];
  /** What programs printed around the certificates, with the name of the file or text. */
  readonly outputs: readonly { readonly source: string; readonly output: ToolOutput }[];
  /** What could not be read, with the name of the file or text. */
  readonly unreadable: readonly { readonly source: string; readonly problem: IntakeProblem }[];
}

export type KeyOwner =
  /** The certificate that is judged. */
  | { readonly kind: 'leaf' }
  | { readonly kind: 'other'; readonly subject: string }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'unknown'; readonly encrypted: boolean; readonly problem: string | null };
export type OutputNote =
  | { readonly kind: 'alert'; readonly source: string; readonly number: number }
  | { readonly kind: 'verified'; readonly source: string; readonly code: number; readonly text: string }
  /** The CAs from which a server takes client certificates, and whether the clients at hand are from one of them. */
  | {
      readonly kind: 'clientCas';
      readonly names: readonly string[];
      readonly clients: readonly { readonly subject: string; readonly issuer: string; readonly listed: boolean }[];
    };
export type JudgementNote =
  | OutputNote
  /** The purpose was not asked for: it is a guess. */
  | { readonly kind: 'guess'; readonly purpose: Question['purpose'] }
  | { readonly kind: 'unreadable'; readonly source: string; readonly problem: IntakeProblem }
  /** `place`: of the list among those of the question, the first is 1. */
  | { readonly kind: 'unreadableCrl'; readonly place: number; readonly offset: number; readonly problem: string }
  | { readonly kind: 'key'; readonly source: string; readonly of: KeyOwner }
  /** The trust anchor is not self-signed: programs that want the whole path refuse. */
  | { readonly kind: 'partialChain'; readonly anchor: string }
  /** The leaf has the name of its issuer, and no key identifiers that tell the two apart. */
  | { readonly kind: 'sameName'; readonly subject: string }
  /** The issuer's name is spelled in another string type than the subject it was found by. */
  | { readonly kind: 'otherEncoding'; readonly certificate: number }
  /** Only rules for those who issue certificates are broken: many programs do not ask for them. */
  | { readonly kind: 'issuanceOnly' }
  | { readonly kind: 'noName' }
  | { readonly kind: 'noRevocation' }
  /** Of a certificate of the path no list and no answer was handed over, and of another one there was. */
  | { readonly kind: 'notCovered'; readonly subject: string }
  /** Soft-fail: not all revocation was learnt. */
  | { readonly kind: 'softFail' };

/** Why there is no decision though no check failed. */
export type Open =
  /** `above`: how many certificates the path has below the missing one. */
  | { readonly kind: 'noIssuer'; readonly issuer: string; readonly above: number; readonly address: string | null }
  | { readonly kind: 'selfSigned'; readonly subject: string; readonly isLeaf: boolean }
  /** `what`: the signature's algorithm, or the key of the issuer. */
  | { readonly kind: 'unsupported'; readonly certificate: number; readonly algorithm: string }
  | { readonly kind: 'onlyCas'; readonly count: number };
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

export interface Judgement {
  /** `undecided`: no check failed, and what would decide was not handed over, or can't be verified here. */
  readonly verdict: 'accepted' | 'refused' | 'undecided';
  /** Why it is undecided; empty otherwise. */
  readonly open: readonly Open[];
  /** Leaf first. Empty where no certificate was judged. */
  readonly path: readonly PathCertificate[];
  /** Whether the last one is a trust anchor. */
  readonly anchored: boolean;
  /** In the order of CHECKS. */
  readonly checks: readonly CheckResult[];
  readonly rejected: readonly RejectedJudgement[];
  readonly notes: readonly JudgementNote[];
}
