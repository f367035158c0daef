// Missions 6 and 9: what is wrong is hidden, and is named from what the run shows.
import type { Recording } from '../../../lab/recording/recording.ts';
import type { CheckId } from '../../../pki/path/checkId.ts';
import { type CheckEvent, connected, failedChecks, refuses } from '../../facts.ts';
import type { NearMissId } from '../mission.ts';
import { firstDoubtOfStatus, rowBelieves, rowOfEvent } from '../runRows.ts';
import { type Case, type CaseFinding, part } from './case.ts';

/** 6: certificate and field are those of a failing check, of an issuer that must not issue. */
export function judgeWhoIsLying({ run, answers }: Case): CaseFinding {
  const [first, ...others] = failedChecks(run).filter(({ check }) => check.check in FIELDS);
  // What fails further up follows from it: a path below an issuer that must not issue is too long as well.
  const failed = first === undefined ? [] : [first, ...others.filter(({ about }) => about === first.about)];
  const row = rowOfEvent(run, first?.id);
  const certificate = answers.certificate?.trim() ?? '';
  const named = failed.filter((event) => isCertificate(run, event, certificate));
  const isField = named.some(({ check }) => isFieldOf(check.check, answers.field ?? ''));
  const parts = [
    part('issuer-refused', first !== undefined, row),
    part('certificate-named', named.length > 0, row),
    part('field-named', isField, row),
  ];
  return {
    parts,
    missing: [missingOfNaming(run, first, named.length > 0, { ...answers, certificate }), row],
    shown: row,
  };
}

/** Fields of an issuer's certificate by the check that reads them: as the answer names them, in small letters. */
const FIELDS: Readonly<Partial<Record<CheckId, readonly string[]>>> = {
  'ca.basicConstraints': ['basicconstraints', 'ca', 'cabit', 'caflag', 'basicconstraintsca'],
  'ca.keyCertSign': ['keyusage', 'keycertsign', 'keyusagekeycertsign'],
  'ca.pathLen': ['pathlen', 'pathlenconstraint', 'basicconstraints', 'basicconstraintspathlenconstraint'],
};

/** Whether an answer names any field that there is. */
export function isKnownField(answer: string, values: readonly string[]): boolean {
  const plain = plainField(answer);
  return (
    values.some((value) => plainField(value) === plain) ||
    Object.entries(FIELDS).some(([check, names]) => plainField(check) === plain || names.includes(plain))
  );
}

const plainField = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');

function isFieldOf(check: CheckId, answer: string): boolean {
  const plain = plainField(answer);
  return plain !== '' && (FIELDS[check]?.includes(plain) === true || plain === plainField(check));
}

/** By its place in the path, its common name, the whole of its subject, or 8 digits of its SHA-256 or more. */
function isCertificate({ certificates }: Recording, { check, about }: CheckEvent, answer: string): boolean {
  if (answer === '') return false;
  if (/^\d{1,2}$/.test(answer)) return check.certificate === Number(answer);
  const wanted = answer.toLowerCase();
  if (wanted === 'issuer' || wanted === 'intermediate') return check.certificate === 1;
  if (about === null) return false;
  const subject = (certificates[about]?.subject ?? '').toLowerCase();
  const hex = wanted.replaceAll(':', '');
  return (
    subject === wanted ||
    subject.split(/,\s*/).includes(`cn=${wanted}`) ||
    (/^[0-9a-f]{8,64}$/.test(hex) && about.startsWith(hex))
  );
}

function missingOfNaming(
  run: Recording,
  first: CheckEvent | undefined,
  isNamed: boolean,
  { certificate = '', field = '' }: Case['answers'],
): NearMissId {
  if (first === undefined) return '6/other-run';
  if (certificate === '' || field.trim() === '') return '6/no-answer';
  if (isNamed) return '6/other-field';
  return isLeaf(run, certificate.toLowerCase()) ? '6/leaf' : '6/other-certificate';
}

const isLeaf = ({ events, certificates }: Recording, wanted: string): boolean => {
  const shown = events.find((event) => event.kind === 'sent' && event.message.type === 'Certificate');
  const leaf = shown?.kind === 'sent' ? shown.message.certificates[0] : undefined;
  const subject = (leaf === undefined ? '' : (certificates[leaf]?.subject ?? '')).toLowerCase();
  return (
    ['0', 'leaf', 'server'].includes(wanted) ||
    (subject !== '' && (subject === wanted || subject.split(/,\s*/).includes(`cn=${wanted}`))) ||
    (wanted.length >= 8 && leaf?.startsWith(wanted.replaceAll(':', '')) === true)
  );
};

/** 9: the choice is what the check of the answer shows, and the client refuses. */
export function judgeWhoAnswered({ run, answers }: Case): CaseFinding {
  const doubt = firstDoubtOfStatus(run);
  const row = rowOfEvent(run, doubt?.id);
  const truth = doubt === null ? null : (CAUSES[doubt.check.check] ?? null);
  const choice = answers.choice?.trim().toLowerCase();
  const isNamed = truth !== null && choice === truth;
  const isSafe = refuses(run, 'client');
  const parts = [
    part('cause-named', isNamed, row),
    part('client-safe', truth !== null && isSafe, rowBelieves(run, 'client', isSafe ? 'refused' : 'connected')),
  ];
  return { parts, missing: missingOfCause(run, truth, choice, row), shown: row };
}

const CAUSES: Readonly<Partial<Record<CheckId, string>>> = {
  'revocation.signature': 'forged',
  'revocation.fresh': 'stale',
  'revocation.available': 'silent',
};

function missingOfCause(
  run: Recording,
  truth: string | null,
  choice: string | undefined,
  row: number | null,
): CaseFinding['missing'] {
  if (truth === null) return ['9/not-asked', rowBelieves(run, 'client', 'connected')];
  if (choice === undefined || choice === '') return ['9/no-choice', row];
  if (choice === truth && connected(run)) return ['9/unsafe', rowBelieves(run, 'client', 'connected')];
  const wrong: Readonly<Record<string, NearMissId>> = {
    forged: '9/not-forged',
    stale: '9/not-stale',
    silent: '9/not-silent',
  };
  return [wrong[choice] ?? '9/server', row];
}
