// Missions 3, 4, 5, 8 and 10: something is refused, and is to be accepted by what is really wrong.
import type { Recording } from '../../../lab/recording/recording.ts';
import type { Edits } from '../../../lab/scenario/edits.ts';
import { connected, sentLeaf } from '../../facts.ts';
import { editCost } from '../cost.ts';
import { firstFailedCheck, pathPassed, refuserOf, rowBelieves, rowOfEvent, rowOperation, rowSent } from '../runRows.ts';
import { type Case, type CaseFinding, keepsFaults, part } from './case.ts';

/** 3: connected, the same leaf, the fault still on, no certificate edited. */
export function judgeWhoseWord(handed: Case): CaseFinding {
  const { run, start } = handed;
  const edits = editsOf(run);
  const isSame = sentLeaf(run, 'server') !== null && sentLeaf(run, 'server') === sentLeaf(start, 'server');
  const shown = rowSent(run, { from: 'server', type: 'Certificate' });
  const parts = [
    part('fault-on', keepsFaults(handed)),
    part('certificates-untouched', edits.certificates === undefined),
    part('same-leaf', isSame, shown),
    connectedPart(run),
  ];
  return { parts, missing: missingOfWord(handed, isSame), shown: rowOperation(run, 'client', 'path.validate') };
}

function missingOfWord(handed: Case, isSame: boolean): CaseFinding['missing'] {
  const { run } = handed;
  const { trust = {}, certificates } = editsOf(run);
  const failed = firstFailedCheck(run);
  const row = rowOfEvent(run, failed?.id);
  if (!keepsFaults(handed)) return ['3/fault-off', null];
  if (!isSame || certificates?.server) return ['3/re-issued', rowSent(run, { from: 'server', type: 'Certificate' })];
  if (certificates) return ['3/cross-signed', rowOperation(run, 'client', 'path.validate')];
  if (failed?.check.check.startsWith('revocation.')) return ['3/status', row];
  if (trust.client?.includes('namesake') && !trust.client.includes('rogue')) return ['3/namesake', row];
  if (trust.server && !trust.client) return ['3/other-store', row];
  return ['3/refused', row];
}

/** 4: connected, the fault still on, at most one edit. */
export function judgeMissingLink(handed: Case): CaseFinding {
  const { run } = handed;
  return {
    parts: repairParts(handed),
    missing: missingOfLink(handed),
    shown: rowOperation(run, 'client', 'path.validate'),
  };
}

function missingOfLink(handed: Case): CaseFinding['missing'] {
  const { run } = handed;
  const { trust, certificates = {} } = editsOf(run);
  const row = rowOfFailure(run);
  if (!keepsFaults(handed)) return ['4/fault-off', null];
  if (connected(run)) return ['4/cost', null];
  if (trust) return ['4/roots', row];
  if (Object.keys(certificates).some((id) => id !== 'server'))
    return ['4/not-seen', rowSent(run, { from: 'server', type: 'Certificate' })];
  return ['4/refused', row];
}

/** 5: connected, the fault still on, at most one edit. */
export function judgeRightName(handed: Case): CaseFinding {
  const { run } = handed;
  return {
    parts: repairParts(handed),
    missing: missingOfName(handed),
    shown: rowOperation(run, 'client', 'path.validate'),
  };
}

function missingOfName(handed: Case): CaseFinding['missing'] {
  const { run } = handed;
  const { certificates = {}, clocks, trust } = editsOf(run);
  const row = rowOfFailure(run);
  if (!keepsFaults(handed)) return ['5/fault-off', null];
  if (connected(run)) return ['5/cost', null];
  const names = certificates.server?.subjectAltName;
  if (names?.some(({ value }) => value.includes('*'))) return ['5/star', row];
  if (names) return ['5/other-name', row];
  if (certificates.server?.subject) return ['5/common-name', row];
  if (clocks || trust || Object.keys(certificates).some((id) => id !== 'server')) return ['5/elsewhere', row];
  return ['5/refused', row];
}

/** 8: connected, the client's leaf sent, the fault still on, no certificate edited. */
export function judgeNothingSent(handed: Case): CaseFinding {
  const { run } = handed;
  const sent = rowSent(run, { from: 'client', type: 'Certificate' });
  const parts = [
    part('fault-on', keepsFaults(handed)),
    part('certificates-untouched', editsOf(run).certificates === undefined),
    part('leaf-sent', sentLeaf(run, 'client') !== null, sent),
    // A server that takes any certificate has not learnt who sent it.
    ...(connected(run) && !isBelieved(run) ? [part('connected', false, sent)] : [connectedPart(run)]),
  ];
  return {
    parts,
    missing: missingOfSending(handed, sent),
    shown: rowSent(run, { from: 'server', type: 'CertificateRequest' }),
  };
}

const isBelieved = (run: Recording): boolean => sentLeaf(run, 'client') === null || pathPassed(run, 'server');

function missingOfSending(handed: Case, sent: number | null): CaseFinding['missing'] {
  const { run } = handed;
  const { trust = {}, certificates } = editsOf(run);
  const list = rowSent(run, { from: 'server', type: 'CertificateRequest' });
  const failed = firstFailedCheck(run);
  const row = rowOfEvent(run, failed?.id);
  if (run.scenario.mode === 'one-way') return ['8/one-way', null];
  if (!keepsFaults(handed)) return ['8/fault-off', null];
  if (certificates) return ['8/touched', sent];
  const isSent = sentLeaf(run, 'client') !== null;
  if (connected(run)) return [isSent ? '8/unasked' : '8/nothing-shown', sent];
  if (isSent && failed?.check.check.startsWith('revocation.')) return ['8/status', row];
  if (isSent && failed?.actor === 'server') return ['8/unasked', row];
  if (refuserOf(run) === 'client') return ['8/refused', row];
  if (trust.server?.includes('namesake') && !trust.server.includes('rogue')) return ['8/namesake', list];
  if (trust.client && !trust.server) return ['8/client-store', list];
  return ['8/not-sent', list];
}

/** 10: connected, the fault still on, at most one edit. */
export function judgeClock(handed: Case): CaseFinding {
  const { run } = handed;
  return {
    parts: repairParts(handed),
    missing: missingOfClock(handed),
    shown: rowOperation(run, 'client', 'path.validate'),
  };
}

function missingOfClock(handed: Case): CaseFinding['missing'] {
  const { run } = handed;
  const { clocks, certificates } = editsOf(run);
  const row = rowOfFailure(run);
  if (!keepsFaults(handed)) return ['10/fault-off', null];
  if (connected(run)) return ['10/cost', null];
  if (clocks?.client !== undefined) return ['10/other-time', row];
  if (clocks?.server !== undefined) return ['10/server-clock', row];
  if (certificates) return ['10/certificates', row];
  const { revocation, revocationPolicy } = run.scenario;
  if (revocation === 'off' || revocationPolicy === 'soft') return ['10/revocation', row];
  return ['10/refused', row];
}

/** Of a repair with one edit. */
const repairParts = (handed: Case): CaseFinding['parts'] => [
  part('fault-on', keepsFaults(handed)),
  part('one-edit', editCost(handed.run.scenario.edits) <= 1),
  connectedPart(handed.run),
];

const connectedPart = (run: Recording) =>
  part('connected', connected(run), rowOfFailure(run) ?? rowBelieves(run, 'client', 'connected'));

const rowOfFailure = (run: Recording): number | null => rowOfEvent(run, firstFailedCheck(run)?.id);

const editsOf = ({ scenario }: Recording): Edits => scenario.edits ?? {};
