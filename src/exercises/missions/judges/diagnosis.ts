// Missions 14 and 15: two runs are compared; in the last one a mystery is repaired, too.
import { certificateIds } from '../../../lab/recording/certificateIds.ts';
import type { Recording } from '../../../lab/recording/recording.ts';
import { connected, refuses } from '../../facts.ts';
import { editCost } from '../cost.ts';
import type { GoalPart } from '../mission.ts';
import { type Culprit, isMystery, MYSTERIES, touchesOnly } from '../mystery.ts';
import { firstFailedCheck, refusalAlert, rowBelieves, rowOfEvent, rowSent, sentData } from '../runRows.ts';
import { type CaseFinding, part } from './case.ts';

/** 14: in TLS 1.3 connected and asked before it was told; in TLS 1.2 the same server refuses before anything is asked. */
export function judgeTooLate(runs: readonly Recording[]): CaseFinding {
  const first = runs.findIndex(({ scenario }) => scenario.protocol === 'tls1.3');
  const [early, late] = first === 1 ? [1, 0] : [0, 1];
  const modern = runs[early];
  const older = runs[late];
  const found = modern === undefined ? null : lateRefusal(modern);
  const parts = [
    part('connected-first', found?.isConnected === true, found?.connectedAt ?? null, early),
    part('request-sent', found?.asked === true, found?.askedAt ?? null, early),
    part('refused-after', found?.isRefused === true, found?.toldAt ?? null, early),
    part('older-protocol', older !== undefined && older.scenario.protocol !== 'tls1.3', null, late),
    part(
      'older-refused',
      older !== undefined && refuses(older, 'server'),
      older === undefined ? null : rowBelieves(older, 'server', 'refused'),
      late,
    ),
    part(
      'older-silent',
      older !== undefined && !sentData(older, 'client'),
      older === undefined ? null : rowSent(older, { from: 'client', type: 'ApplicationData' }),
      late,
    ),
  ];
  return { parts, missing: missingOfLate(modern, older, early, late), shown: found?.toldAt ?? null };
}

function lateRefusal(run: Recording) {
  const connectedAt = rowBelieves(run, 'client', 'connected');
  const askedAt = rowSent(run, { from: 'client', type: 'ApplicationData' });
  const toldAt = rowBelieves(run, 'client', 'told');
  const isRefused = refuses(run, 'server') && toldAt !== null;
  const isModern = run.scenario.protocol === 'tls1.3';
  return {
    connectedAt,
    askedAt,
    toldAt: toldAt ?? rowBelieves(run, 'server', 'refused'),
    isConnected: isModern && connectedAt !== null && (toldAt === null || connectedAt < toldAt),
    asked: isModern && askedAt !== null && (toldAt === null || askedAt < toldAt),
    isRefused,
  };
}

function missingOfLate(
  modern: Recording | undefined,
  older: Recording | undefined,
  early: number,
  late: number,
): CaseFinding['missing'] {
  if (modern === undefined) return ['14/one-run', null];
  const found = lateRefusal(modern);
  if (modern.scenario.protocol !== 'tls1.3') return ['14/waits', found.toldAt, early];
  if (refuses(modern, 'client')) return ['14/client-refused', rowBelieves(modern, 'client', 'refused'), early];
  if (connected(modern)) return ['14/accepted', rowBelieves(modern, 'server', 'connected'), early];
  if (!found.isConnected || !found.asked || !found.isRefused) return ['14/too-early', found.toldAt, early];
  if (older === undefined) return ['14/one-run', null];
  if (older.scenario.protocol === 'tls1.3') return ['14/second-modern', null, late];
  if (refuses(older, 'client')) return ['14/second-client-refused', rowBelieves(older, 'client', 'refused'), late];
  if (!refuses(older, 'server')) return ['14/second-accepted', rowBelieves(older, 'client', 'connected'), late];
  return ['14/second-request', rowSent(older, { from: 'client', type: 'ApplicationData' }), late];
}

/** 15: one alert, two first failing checks. */
export function judgePair(runs: readonly Recording[]): CaseFinding {
  const [first, second] = runs;
  const [a, b] = [first, second].map((run) => (run === undefined ? null : causeOf(run)));
  const areRefused = a != null && b != null;
  const parts = [
    part('both-refused', areRefused, b?.row ?? null, 1),
    part('same-alert', areRefused && a.alert === b.alert, a?.row ?? null),
    part('other-check', areRefused && a.check !== b.check, b?.row ?? null, 1),
  ];
  return { parts, missing: missingOfPair(a ?? null, b ?? null, runs.length), shown: b?.row ?? null };
}

interface Cause {
  readonly alert: string;
  readonly check: string;
  readonly row: number | null;
}

/** Null where nobody refused with an alert, or no check failed. */
function causeOf(run: Recording): Cause | null {
  const alert = refusalAlert(run);
  const failed = firstFailedCheck(run);
  return alert === null || failed === null
    ? null
    : { alert, check: failed.check.check, row: rowOfEvent(run, failed.id) };
}

function missingOfPair(a: Cause | null, b: Cause | null, count: number): CaseFinding['missing'] {
  if (count < 2) return ['15/one-run', null];
  if (a === null || b === null) return ['15/no-failure', null, a === null ? 0 : 1];
  return a.alert !== b.alert ? ['15/alerts-differ', b.row, 1] : ['15/same-check', b.row, 1];
}

/** Of the repair of a mystery: its fault still on, connected, one edit, nothing changed but what is at fault. */
export function judgeMystery(run: Recording, start: Recording, expected: string | null): CaseFinding {
  const fault = run.scenario.faults.find(isMystery);
  const isGiven = fault !== undefined && (expected === null || fault === expected) && run.scenario.faults.length === 1;
  const { edits = {} } = run.scenario;
  const culprit = fault === undefined ? null : MYSTERIES[fault];
  const isUntouched = culprit !== null && touchesOnly(edits, culprit) && hasSameLeaves(run, start, culprit);
  const isPar = editCost(edits) <= 1 && run.scenario.caWork.length === 0 && run.scenario.tampering.length === 0;
  const failed = rowOfEvent(run, firstFailedCheck(run)?.id);
  const shown = failed ?? rowBelieves(run, 'client', 'connected');
  const parts: GoalPart[] = [
    part('mystery-given', isGiven, null, MYSTERY_RUN),
    part('mystery-connected', connected(run), shown, MYSTERY_RUN),
    part('honest-untouched', isUntouched, null, MYSTERY_RUN),
    part('mystery-par', isPar, null, MYSTERY_RUN),
  ];
  const missing: CaseFinding['missing'] = !isGiven
    ? ['15/mystery-other', null, MYSTERY_RUN]
    : !isUntouched
      ? ['15/mystery-peer', null, MYSTERY_RUN]
      : !connected(run)
        ? ['15/mystery-refused', failed, MYSTERY_RUN]
        : ['15/mystery-cost', null, MYSTERY_RUN];
  return { parts, missing, shown };
}

/** Those of the sides that are not at fault, sent or not. What a CA issues changes with the CA. */
function hasSameLeaves(run: Recording, start: Recording, culprit: Culprit): boolean {
  const [now, before] = [certificateIds(run), certificateIds(start)];
  const honest = (['server', 'client'] as const).filter((side) => side !== culprit && culprit !== 'ca');
  return honest.every((side) => now.get(side) === before.get(side));
}

/** The mystery is the third that is handed in. */
export const MYSTERY_RUN = 2;
