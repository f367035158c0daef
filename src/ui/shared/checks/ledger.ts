// The ledger of checks at a step: the fold of all check events so far, by proof and by certificate.
import { connectionAt } from '../../../lab/recording/connections.ts';
import type { Actor, EventOf, Fingerprint, Recording, Step } from '../../../lab/recording/recording.ts';
import { CHECKS, type CheckId, type CheckResult } from '../../../pki/path/result.ts';

export interface LedgerEntry {
  readonly check: CheckResult;
  /** Id of the check event that had the last word. */
  readonly event: number;
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly notReached: number;
}

export interface LedgerGroup {
  /** Index in the path, 0 for the leaf; null for checks about no single certificate. */
  readonly certificate: number | null;
  readonly fingerprint: Fingerprint | null;
  readonly entries: readonly LedgerEntry[];
  readonly counts: Counts;
}

/** What one actor found out about another one's claim to be somebody. */
export interface PossessionEntry {
  readonly verifier: Actor;
  readonly subject: Actor;
  readonly groups: readonly LedgerGroup[];
  readonly counts: Counts;
  /** The first failure in the order in which an endpoint checks; null where nothing failed. */
  readonly firstFailure: LedgerEntry | null;
}

/** Proofs as they stand when the player is at `step`, the one with the latest news first. */
export function ledger(recording: Pick<Recording, 'events'>, step: Pick<Step, 'until'>): PossessionEntry[] {
  const past = recording.events.slice(0, step.until);
  const { start } = connectionAt(recording.events, step.until - 1);
  // What was found out about somebody's certificate is remembered; the rest holds for one connection.
  const checks = past.filter(
    (event): event is EventOf<'check'> =>
      event.kind === 'check' && (event.id >= start || !OF_ONE_CONNECTION.includes(event.check.check)),
  );
  const latest = new Map<string, number>();
  for (const event of checks) latest.set(proofKey(event), event.id);
  return [...latest]
    .sort(([, a], [, b]) => b - a)
    .map(([key]) =>
      proof(
        checks.filter((event) => proofKey(event) === key),
        past,
      ),
    );
}

const OF_ONE_CONNECTION: readonly CheckId[] = ['psk.binder', 'record.mac', 'finished.verify'];

export const total = ({ passed, failed, notReached }: Counts): number => passed + failed + notReached;

/** Number of checks in the whole ledger, for the tab. */
export const countChecks = (proofs: readonly PossessionEntry[]): number =>
  proofs.reduce((sum, { counts }) => sum + total(counts), 0);

const proofKey = ({ actor, subject }: EventOf<'check'>): string => `${actor} on ${subject}`;

function proof(checks: readonly EventOf<'check'>[], past: Recording['events']): PossessionEntry {
  const [first] = checks;
  if (first === undefined) throw new Error('a proof without checks');
  // A later result for the same rule and certificate replaces an earlier one: "not reached" becomes "pass".
  const last = new Map<string, LedgerEntry>();
  for (const { id, check } of checks) last.set(`${check.certificate} ${check.check}`, { check, event: id });
  const entries = [...last.values()].sort(byOrder);
  const path = pathOf(checks, past);
  return {
    verifier: first.actor,
    subject: first.subject,
    groups: groupsOf(entries, path),
    counts: count(entries),
    firstFailure: entries.find(({ check }) => check.result === 'fail') ?? null,
  };
}

/** Entries by certificate, leaf first; `path` holds the certificates that their indexes mean. */
export function groupsOf(entries: readonly LedgerEntry[], path: readonly Fingerprint[]): LedgerGroup[] {
  const indexes = [...new Set(entries.map(({ check }) => check.certificate))].sort(byCertificate);
  return indexes.map((certificate) => {
    const own = entries.filter(({ check }) => check.certificate === certificate);
    const fingerprint = certificate === null ? null : (path[certificate] ?? null);
    return { certificate, fingerprint, entries: own, counts: count(own) };
  });
}

/** The certificates that the indexes of these checks mean: those of the last operation on the whole path. */
function pathOf(checks: readonly EventOf<'check'>[], past: Recording['events']): readonly Fingerprint[] {
  const operations = new Set(checks.map(({ operation }) => operation));
  const paths = past.flatMap((event) =>
    event.kind === 'operation' && operations.has(event.id) ? [event.certificates] : [],
  );
  // A signature, or a ticket, is about the leaf alone.
  const longest = Math.max(0, ...paths.map(({ length }) => length));
  return paths.findLast(({ length }) => length === longest) ?? [];
}

function count(entries: readonly LedgerEntry[]): Counts {
  const of = (result: CheckResult['result']) => entries.filter(({ check }) => check.result === result).length;
  return { passed: of('pass'), failed: of('fail'), notReached: of('not-reached') };
}

const byOrder = (a: LedgerEntry, b: LedgerEntry): number =>
  CHECKS.indexOf(a.check.check) - CHECKS.indexOf(b.check.check);

/** Leaf first, up to the root; what is about no single certificate last. */
const byCertificate = (a: number | null, b: number | null): number => rank(a) - rank(b);
const rank = (certificate: number | null): number => certificate ?? Number.MAX_SAFE_INTEGER;
