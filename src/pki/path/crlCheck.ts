// Revocation by CRL, RFC 5280 6.3.3, for each certificate of a path below its anchor: is there a CRL about it, who signed
// it, is it of now, and what does it say.

import { isoTime } from '../../asn1/time.ts';
import type { CitationKey } from '../citations.ts';
import type { Crl, RevokedCertificate } from '../revocation/crl.ts';
import { CRL_REASONS } from '../revocation/ocsp.ts';
import { type Certificate, extensionOf, sameCertificate } from '../x509/certificate.ts';
import { ALL_REASONS } from '../x509/distributionPoint.ts';
import { findExtension } from '../x509/extension.ts';
import { distinct } from './build.ts';
import { isDelta, isDeltaFor, pointsOf, profileProblem, reasonsOf, scopeProblem } from './crlScope.ts';
import { type BuiltPath, isAnchorAt, type PathRequest, type RevocationInputs } from './request.ts';
import type { PathResult, RevocationResult } from './result.ts';
import { isWeak, signedBy } from './signedBy.ts';
import { passOver } from './softFail.ts';

export interface CrlQuestion {
  readonly path: BuiltPath;
  readonly request: PathRequest;
  readonly revocation: RevocationInputs;
  /** Whether the path leads to its anchor by signatures; otherwise there is nobody to ask. */
  readonly reached: boolean;
  /** Certificates whose CRLs are being looked for, of which this path's leaf is to be the signer. */
  readonly beneath: readonly Certificate[];
  readonly validate: (request: PathRequest, beneath: readonly Certificate[]) => PathResult;
}

export function checkCrls(question: CrlQuestion): RevocationResult[] {
  const { path } = question;
  return path.certificates.flatMap((certificate, index) =>
    isAnchorAt(path, index) ? [] : checkCrl(question, certificate, index),
  );
}

/** The checks of one certificate of the path. */
export const checkCrl = (question: CrlQuestion, certificate: Certificate, index: number): RevocationResult[] =>
  report(question, index, question.reached ? bestStatus(question, certificate, index) : null);

/**
 * 6.3.3(f) does not say who vouches for the signer of a CRL. What others say of it goes first; where nobody else says
 * anything, and only where it is not the certificate that was asked about, its own list may.
 */
function bestStatus(question: CrlQuestion, certificate: Certificate, index: number): Finding {
  const finding = statusOf(question, certificate, index, 'others');
  const isSigner = index === 0 && question.beneath.length > 0;
  return finding.stage === 'status' || !isSigner ? finding : statusOf(question, certificate, index, 'itself');
}

/** The five checks, in their order. A CRL that is not authentic and fresh says nothing. */
const STAGES = ['available', 'signature', 'cRLSign', 'fresh', 'status'] as const;
type Stage = (typeof STAGES)[number];

const REFERENCES: Readonly<Record<Stage, CitationKey>> = {
  available: 'pkix.6.3.3.b',
  signature: 'pkix.6.3.3.g',
  cRLSign: 'pkix.6.3.3.f',
  fresh: 'pkix.5.1.2.5',
  status: 'pkix.6.1.3.a.3',
};

type Evidence = RevocationResult['evidence'];

/** The stage that a certificate's CRLs reach, and what was found there. */
interface Finding {
  readonly stage: Stage;
  readonly result: 'pass' | 'fail';
  readonly evidence: Evidence;
}

/** Of a certificate in a path that leads to no anchor. */
export const NOBODY_TO_ASK: Evidence = { reason: 'no verified issuer' };

function report({ revocation }: CrlQuestion, index: number, finding: Finding | null): RevocationResult[] {
  const at = finding === null ? -1 : STAGES.indexOf(finding.stage);
  return STAGES.map((stage, i): RevocationResult => {
    const head = { certificate: index, check: `revocation.${stage}`, reference: REFERENCES[stage] } as const;
    if (finding === null) return { ...head, result: 'not-reached', evidence: NOBODY_TO_ASK };
    if (i > at) return { ...head, result: 'not-reached', evidence: {} };
    if (i < at) return { ...head, result: 'pass', evidence: { source: 'CRL' } };
    const check = { ...head, result: finding.result, evidence: { source: 'CRL', ...finding.evidence } } as const;
    return revocation.failure === 'soft' ? passOver(check) : check;
  });
}

type Voucher = 'others' | 'itself';

function statusOf(question: CrlQuestion, certificate: Certificate, index: number, voucher: Voucher): Finding {
  const { crls, unreadable = 0 } = question.revocation;
  const { profile = 'path' } = question.request;
  let furthest: Finding = {
    stage: 'available',
    result: 'fail',
    evidence: { crls: crls.length, serial: certificate.serial, ...(unreadable > 0 ? { unreadable } : {}) },
  };
  const note = (finding: Finding) => {
    if (STAGES.indexOf(finding.stage) >= STAGES.indexOf(furthest.stage)) furthest = finding;
  };
  let reasons = 0;
  for (const point of pointsOf(certificate)) {
    for (const crl of newestFirst(crls)) {
      if (reasons === ALL_REASONS) break;
      if (isDelta(crl)) continue;
      const scope = scopeProblem(crl, point, certificate);
      if (scope !== null) {
        if (scope !== 'other issuer')
          note({ stage: 'available', result: 'fail', evidence: { crl: crl.issuer.text, problem: scope } });
        continue;
      }
      const added = reasonsOf(crl, point);
      if ((added & ~reasons) === 0) continue;
      const invalid = authenticate(crl, question, index, voucher);
      if (invalid !== null) {
        note(invalid);
        continue;
      }
      const delta = newestDelta(crl, question, index, voucher);
      const stale = staleness(crl, delta, question.request.now);
      if (stale !== null) {
        note(stale);
        continue;
      }
      const entry = entryFor(crl, delta, certificate);
      if (entry !== null) return revoked(entry);
      // What is revoked is revoked, however its CA writes it down (6.3.3 asks for no more than the above). But a list that
      // breaks the rules for lists clears nobody where the profile is asked for.
      const problem = profile === 'path' ? null : profileProblem(crl);
      if (problem !== null) {
        note({ stage: 'available', result: 'fail', evidence: { crl: crl.issuer.text, problem } });
        continue;
      }
      reasons |= added;
      note({ stage: 'status', result: 'pass', evidence: good(crl, delta, certificate) });
    }
  }
  if (reasons === ALL_REASONS) return furthest;
  if (reasons === 0) return furthest;
  return {
    stage: 'available',
    result: 'fail',
    evidence: { problem: 'reasons not covered', serial: certificate.serial },
  };
}

/** Of two lists that cover the same the newer counts, in whichever order they were handed over. */
function newestFirst(crls: readonly Crl[]): readonly Crl[] {
  let sorted = inOrder.get(crls);
  if (sorted === undefined) {
    sorted = [...crls].sort((a, b) => b.thisUpdate - a.thisUpdate || Number(numberOf(b) - numberOf(a)));
    inOrder.set(crls, sorted);
  }
  return sorted;
}

const inOrder = new WeakMap<readonly Crl[], readonly Crl[]>();

/** 5.2.3: of lists by one issuer about one scope the later one has the higher number. */
const numberOf = ({ extensions }: Crl): bigint => findExtension(extensions, 'crlNumber')?.number ?? 0n;

function good(crl: Crl, delta: Crl | null, { serial }: Certificate): Evidence {
  return {
    status: 'good',
    serial,
    crl: crl.issuer.text,
    ...(delta === null ? {} : { delta: isoTime(delta.thisUpdate) }),
  };
}

function revoked({ at, reason, serial }: RevokedCertificate): Finding {
  const [name] = Object.entries(CRL_REASONS).find(([, code]) => code === reason) ?? [String(reason)];
  return {
    stage: 'status',
    result: 'fail',
    evidence: { status: 'revoked', serial, revokedAt: isoTime(at), reason: name },
  };
}

/** 6.3.3(i) and (j): what the delta says goes before what the complete CRL says. */
function entryFor(crl: Crl, delta: Crl | null, certificate: Certificate): RevokedCertificate | null {
  const find = ({ revoked: entries }: Crl) =>
    entries.find(({ serial, issuer }) => serial === certificate.serial && issuer.key === certificate.issuer.key);
  const found = (delta === null ? undefined : find(delta)) ?? find(crl);
  return found === undefined || found.reason === CRL_REASONS.removeFromCRL ? null : found;
}

/** A delta that may be used with this CRL, authentic and of now; the newest of them. */
function newestDelta(crl: Crl, question: CrlQuestion, index: number, voucher: Voucher): Crl | null {
  const { now } = question.request;
  const usable = question.revocation.crls.filter(
    (delta) =>
      isDelta(delta) &&
      isDeltaFor(delta, crl) &&
      staleness(delta, null, now) === null &&
      authenticate(delta, question, index, voucher) === null,
  );
  return usable.reduce<Crl | null>((a, b) => (a === null || b.thisUpdate > a.thisUpdate ? b : a), null);
}

/** 6.3.3(a): a complete CRL whose time is over is still good together with a delta of now. */
function staleness(crl: Crl, delta: Crl | null, now: number): Finding | null {
  const { thisUpdate, nextUpdate } = crl;
  const isOver = nextUpdate !== null && now > nextUpdate && delta === null;
  if (thisUpdate <= now && !isOver) return null;
  const evidence = {
    thisUpdate: isoTime(thisUpdate),
    nextUpdate: nextUpdate === null ? 'absent' : isoTime(nextUpdate),
    now: isoTime(now),
  };
  return { stage: 'fresh', result: 'fail', evidence };
}

/** 6.3.3(f) and (g): null where the CRL is signed by who may sign it. */
function authenticate(crl: Crl, question: CrlQuestion, index: number, voucher: Voucher): Finding | null {
  let problem: Finding = {
    stage: 'signature',
    result: 'fail',
    evidence: { crl: crl.issuer.text, signer: 'unknown', algorithm: crl.signatureAlgorithm.name },
  };
  for (const signer of signersOf(crl, question, index)) {
    const signature = signedBy(crl, signer);
    if (signature !== 'valid') {
      if (problem.stage === 'signature')
        problem = { ...problem, evidence: { crl: crl.issuer.text, signer: signer.subject.text, signature } };
      continue;
    }
    if (isWeak(crl.signatureAlgorithm, question.request)) {
      const evidence = { crl: crl.issuer.text, algorithm: crl.signatureAlgorithm.name };
      problem = { stage: 'signature', result: 'fail', evidence: { ...evidence, signature: 'weak hash' } };
      continue;
    }
    const usages = extensionOf(signer, 'keyUsage')?.usages;
    if (usages !== undefined && !usages.has('cRLSign')) {
      const evidence = { signer: signer.subject.text, keyUsage: [...usages].join(', ') || 'none' };
      problem = { stage: 'cRLSign', result: 'fail', evidence };
      continue;
    }
    const failure = trustProblem(signer, question, index, voucher);
    if (failure === null) return null;
    problem = { stage: 'cRLSign', result: 'fail', evidence: { signer: signer.subject.text, problem: failure } };
  }
  return problem;
}

/** The issuer in the path before all others of the CRL issuer's name. */
function signersOf(crl: Crl, { path, request }: CrlQuestion, index: number): readonly Certificate[] {
  const all = [...path.certificates.slice(index + 1), ...request.anchors, ...request.presented];
  return distinct(all.filter(({ subject }) => subject.key === crl.issuer.key));
}

/** CRLs about signers of CRLs about signers: no honest PKI goes further. */
const MAX_DETOUR = 4;

/** 6.3.3(f): a signer beside the path needs a path of its own, to the same trust anchor; null where it is well. */
function trustProblem(signer: Certificate, question: CrlQuestion, index: number, voucher: Voucher): string | null {
  const { path, request, beneath, validate } = question;
  const onPath = path.certificates.findIndex((other) => sameCertificate(other, signer));
  // Above the certificate the signer is judged by this very path's checks.
  if (onPath > index || (onPath === index && voucher === 'itself')) return null;
  const anchor = path.certificates.at(-1);
  const chain = [...beneath, ...path.certificates.slice(index, index + 1)];
  if (anchor === undefined || chain.length > MAX_DETOUR) return 'too far from the path';
  if (chain.some((other) => sameCertificate(other, signer))) return 'vouches for itself';
  const { accepted, failures } = validate(
    {
      presented: [signer, ...request.presented],
      anchors: [anchor],
      now: request.now,
      purpose: 'any',
      peerName: null,
      leafKeyUsage: 'cRLSign',
      minRsaBits: request.minRsaBits,
      weakHashes: request.weakHashes ?? 'refuse',
      ...(request.revocation === undefined ? {} : { revocation: request.revocation }),
    },
    chain,
  );
  return accepted ? null : (failures[0]?.check ?? 'no path');
}
