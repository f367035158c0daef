// What is worth saying beside a verdict: values, no sentences. None of it changes the verdict.

import { OIDS } from '../../asn1/oids.ts';
import { equalBytes } from '../../bytes/hex.ts';
import { isListed, issuersOf } from '../intake/toolOutput.ts';
import type { CheckResult, PathResult } from '../path/result.ts';
import { isSelfSigned, namesOtherKey } from '../path/selfSigned.ts';
import { isPassedOver } from '../path/softFail.ts';
import { decodeCrl } from '../revocation/crl.ts';
import { type Certificate, extensionOf, isSelfIssued } from '../x509/certificate.ts';
import type { HandedKey } from './bundleChecks.ts';
import type { Judgement, JudgementNote, KeyOwner, OutputNote, Question } from './question.ts';

/** `result`: null where no certificate was judged. `presented`: the judged one first. */
export function notesOf(
  question: Question,
  result: PathResult | null,
  verdict: Judgement['verdict'],
  checks: readonly CheckResult[],
  presented: readonly Certificate[],
): JudgementNote[] {
  const { isGuess, purpose, unreadable, keys, instead } = question;
  const lost = unreadable.filter(({ problem }) => instead?.kind !== 'unreadable' || problem !== instead.problem);
  return [
    ...(isGuess ? [{ kind: 'guess', purpose } as const] : []),
    ...lost.map(({ source, problem }) => ({ kind: 'unreadable', source, problem }) as const),
    ...unreadableCrls(question),
    ...keys.map((key) => ({ kind: 'key', source: key.source, of: ownerOf(key, presented) }) as const),
    ...outputNotes(question, presented),
    ...(result === null ? [] : pathNotes(question, result, verdict, checks)),
  ];
}

function unreadableCrls({ crls }: Question): JudgementNote[] {
  return crls.flatMap((der, i): JudgementNote[] => {
    const read = decodeCrl(der);
    if (read.ok) return [];
    return [{ kind: 'unreadableCrl', place: i + 1, offset: read.error.offset, problem: read.error.problem }];
  });
}

function ownerOf({ spki, encrypted, problem }: HandedKey, [leaf, ...others]: readonly Certificate[]): KeyOwner {
  if (spki === null) return { kind: 'unknown', encrypted, problem };
  if (leaf !== undefined && equalBytes(spki, leaf.spki)) return { kind: 'leaf' };
  const owner = others.find((other) => equalBytes(spki, other.spki));
  return owner === undefined ? { kind: 'nobody' } : { kind: 'other', subject: owner.subject.text };
}

function outputNotes({ outputs, purpose }: Question, presented: readonly Certificate[]): OutputNote[] {
  const clients = presented.filter((one, i) => isClient(one) || (i === 0 && purpose === 'client'));
  return outputs.flatMap(({ source, output: { alerts, clientCas, verified } }) => [
    ...alerts.map((number) => ({ kind: 'alert', source, number }) as const),
    ...(clientCas === null
      ? []
      : [
          {
            kind: 'clientCas',
            names: clientCas,
            clients: clients.map((client) => ({
              subject: client.subject.text,
              issuer: client.issuer.text,
              listed: issuersOf(client, presented).some((issuer) => isListed(clientCas, issuer)),
            })),
          } as const,
        ]),
    ...(verified === null || verified.code === 0 ? [] : [{ kind: 'verified', source, ...verified } as const]),
  ]);
}

/** An end entity whose purposes name clients. */
const isClient = (certificate: Certificate): boolean =>
  extensionOf(certificate, 'basicConstraints')?.ca !== true &&
  extensionOf(certificate, 'extKeyUsage')?.purposes.includes(OIDS.clientAuth) === true;

function pathNotes(
  question: Question,
  { path, anchored }: PathResult,
  verdict: Judgement['verdict'],
  checks: readonly CheckResult[],
): JudgementNote[] {
  const [leaf, issuer] = path;
  const anchor = anchored ? path.at(-1) : undefined;
  const failures = checks.filter(({ result }) => result === 'fail');
  const accepted = verdict === 'accepted';
  const notes: JudgementNote[] = [];
  if (anchor !== undefined && !isSelfSigned(anchor)) notes.push({ kind: 'partialChain', anchor: anchor.subject.text });
  if (leaf !== undefined && isSelfIssued(leaf) && !namesOtherKey(leaf) && !isSelfSigned(leaf))
    notes.push({ kind: 'sameName', subject: leaf.subject.text });
  if (leaf !== undefined && issuer !== undefined) {
    const at = path.findIndex((one, i) => {
      const above = path[i + 1];
      return above !== undefined && !equalBytes(one.issuer.der, above.subject.der);
    });
    if (at !== -1) notes.push({ kind: 'otherEncoding', certificate: at });
  }
  if (failures.length > 0 && failures.every(({ check }) => check.startsWith('profile.')))
    notes.push({ kind: 'issuanceOnly' });
  if (accepted && question.name === null) notes.push({ kind: 'noName' });
  if (accepted && question.revocation === 'off') notes.push({ kind: 'noRevocation' });
  for (const { check, certificate, evidence } of checks) {
    const uncovered = evidence.reason === 'not covered' ? path[certificate ?? 0] : undefined;
    if (check === 'revocation.available' && uncovered !== undefined)
      notes.push({ kind: 'notCovered', subject: uncovered.subject.text });
  }
  if (accepted && checks.some(isPassedOver)) notes.push({ kind: 'softFail' });
  return notes;
}
