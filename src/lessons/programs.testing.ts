// The cells of the corpus that a behaviour is held against: what a program did with a fault, and what the lab's endpoint
// does that behaves like it.
import { faultById } from '../lab/faults/catalogue.ts';
import type { EventOf, Recording } from '../lab/recording/recording.ts';
import { runScenario } from '../lab/run/run.ts';
import { asScenario } from '../lab/scenario/fields.ts';
import { DEFAULT_SCENARIO, normalizeScenario, type Scenario } from '../lab/scenario/scenario.ts';
import corpus from '../stacks/corpus.json' with { type: 'json' };
import { readCorpus } from '../stacks/corpus.ts';
import { isOfTheVerifier } from '../stacks/refusals.ts';
import type { StackRow } from '../stacks/row.ts';
import type { Side } from '../tls/events.ts';
import { PROGRAMS, type ProgramId } from './programs.ts';

export const CORPUS: readonly StackRow[] = readCorpus(corpus);

/** `accepts`; `refuses: certificate_expired`, `… in the clear`; `refuses without a word`; `answers HTTP 400`. */
export type Reaction = string;

export interface Cell {
  /** `tls1.3 client/expired` */
  readonly name: string;
  readonly row: StackRow;
  readonly measured: Reaction;
}

/** One cell for each fault and protocol that was measured with this version in this role, and always came out alike. */
export function cellsOf(version: string, role: Side): Cell[] {
  const cells = new Map<string, Cell | null>();
  for (const row of CORPUS) {
    if (row.version !== version || row.role !== role || !isOfTheVerifier(row)) continue;
    const cell = { name: `${row.protocol} ${row.fault}`, row, measured: measuredIn(row) };
    const before = cells.get(cell.name);
    cells.set(cell.name, before === undefined || before?.measured === cell.measured ? cell : null);
  }
  return [...cells.values()].filter((cell) => cell !== null);
}

function measuredIn({ refused, alert, seen, note, protocol }: StackRow): Reaction {
  if (note?.includes('HTTP 400') === true) return 'answers HTTP 400';
  if (!refused) return 'accepts';
  if (alert === null) return 'refuses without a word';
  // In TLS 1.2 the alerts of certificates always are in the clear.
  return `refuses: ${alert}${seen === 'wire' && protocol !== 'tls1.2' ? ' in the clear' : ''}`;
}

/** The scenario of a cell; keys on P-256, which are quick. Null where the lab has no such fault in this protocol. */
export function scenarioOf({ fault, protocol, role }: StackRow, like: Partial<Scenario>): Scenario | null {
  const spoken = protocol === 'tls1.2' ? 'tls1.2-ecdhe' : 'tls1.3';
  if (fault !== 'ok' && !faultById(fault).protocols.includes(spoken)) return null;
  return normalizeScenario(
    asScenario({
      ...DEFAULT_SCENARIO,
      mode: role === 'server' ? 'mutual' : 'one-way',
      protocol: spoken,
      serverKey: 'p256',
      clientKey: 'p256',
      caKey: 'p256',
      revocation: /revoked|crl/.test(fault) ? 'crl' : 'off',
      faults: fault === 'ok' ? [] : [fault],
      ...like,
    }),
  );
}

/** What the endpoint of this role does in a run. */
export function reactionIn(recording: Recording, role: Side): Reaction {
  const { events, outcome, scenario } = recording;
  const answered = events.some(
    (event) =>
      event.kind === 'operation' && event.operation === 'application.decide' && event.details.status.startsWith('400'),
  );
  if (answered) return 'answers HTTP 400';
  if (outcome[role].error?.by !== 'self') return 'accepts';
  const alert = events.find(
    (event): event is EventOf<'sent'> & (typeof events)[number] =>
      event.kind === 'sent' && event.actor === role && event.message.type === 'Alert',
  );
  if (alert?.message.type !== 'Alert') return 'refuses without a word';
  const { encrypted, details } = alert.message;
  // Nobody reads an alert under keys that the peer does not have.
  const isLost =
    encrypted &&
    events.some((event) => event.kind === 'check' && event.actor !== role && event.check.check === 'record.mac');
  if (isLost) return 'refuses without a word';
  return `refuses: ${details.description}${encrypted || scenario.protocol !== 'tls1.3' ? '' : ' in the clear'}`;
}

export interface Held {
  readonly alike: number;
  /** What differs, a line each: `gnutls-3.7 tls1.3 wire/truncate: measured …, here …`. */
  readonly different: readonly string[];
}

/** All cells of these programs in this role, each run by the lab's own endpoints. */
export function heldAgainst(programs: readonly ProgramId[], role: Side): Held {
  const different: string[] = [];
  let alike = 0;
  for (const program of programs) {
    for (const { name, row, measured } of cellsOf(PROGRAMS[program].version, role)) {
      const like = role === 'client' ? { clientLike: program } : { serverLike: program };
      const scenario = scenarioOf(row, like as Partial<Scenario>);
      const here = scenario === null ? 'no such fault' : reactionIn(runScenario(scenario), role);
      if (here === measured) alike += 1;
      else different.push(`${program} ${name}: measured ${measured}, here ${here}`);
    }
  }
  return { alike, different };
}
