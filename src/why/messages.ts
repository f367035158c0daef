// Signs that one program said of one failure, together: several messages in one paste are told apart, in their order.

import type { StackRole } from '../stacks/row.ts';
import type { AlertName } from '../tls/alertCodes.ts';
import { type Meaning, VAGUE } from './meaning.ts';
import { lineText, type Paste } from './paste.ts';
import { isLibrary } from './programs.ts';
import type { TextSign } from './scan.ts';
import type { SpeakerSide } from './signs/rule.ts';

export interface FoundMessage {
  readonly signs: readonly TextSign[];
  /** Indexes of lines, both included. */
  readonly firstLine: number;
  readonly lastLine: number;
  readonly side: SpeakerSide;
  readonly program: string | null;
  readonly role: StackRole | null;
  readonly alert: AlertName | null;
  /** What it says, the telling first. */
  readonly meanings: readonly Meaning[];
  /** How often the same was said in the paste. */
  readonly count: number;
}

export function messagesOf(paste: Paste, signs: readonly TextSign[]): FoundMessage[] {
  const groups: Group[] = [];
  let group: Group = { signs: [], lastLine: 0, count: 0, before: null };
  let speaker: Speaker | null = null;
  const traces = stackTraceLines(paste, signs);
  for (const sign of signs) {
    if (group.signs.length > 0 && isNew(paste, group, sign, traces)) {
      // What names the program stands before what it says, in the same line.
      const begun = group.signs.findLastIndex((each) => tells(each) || each.line !== sign.line) + 1;
      groups.push({ ...group, signs: group.signs.slice(0, begun) });
      group = { signs: group.signs.slice(begun), lastLine: sign.line, count: 0, before: speaker };
    }
    const first = group.signs.find(tells);
    const isAgain = first !== undefined && first.code === sign.code && sign.line !== group.lastLine;
    if ((first === undefined && tells(sign)) || (isAgain && hasTime(paste, sign.line))) group.count++;
    // A log says the same again and again: what is known of it is not kept twice.
    if (group.signs.length < MOST_SIGNS) group.signs.push(sign);
    group.lastLine = sign.line;
    if (sign.program !== null && !isLibrary(sign.program)) speaker = { program: sign.program, line: sign.line };
  }
  groups.push(group);
  const told = groups.filter((each) => each.signs.some(tells)).map(messageOf);
  return collapsed(told);
}

interface Group {
  readonly signs: TextSign[];
  lastLine: number;
  count: number;
  /** The program that was named last before. */
  readonly before: Speaker | null;
}
interface Speaker {
  readonly program: string;
  readonly line: number;
}
/** Lines behind which a program that was named speaks no longer. */
const SPEAKS_ON = 100;
const MOST_SIGNS = 60;

const tells = ({ slot }: TextSign): boolean => slot !== 'program';

/** Lines that may lie between two signs of one message. */
const GAP = 4;
/** The same words may come again at the end of a long output, as `Verify return code` does. */
const FAR_GAP = 400;

function isNew(paste: Paste, { signs: group, lastLine }: Group, sign: TextSign, traces: ReadonlySet<number>): boolean {
  if (sign.line === lastLine && !hasOtherHead(group, sign)) return false;
  if (
    group.length >= MOST_SIGNS &&
    sign.line - lastLine <= GAP &&
    group.some(({ code, side, program }) => code === sign.code && side === sign.side && program === sign.program)
  )
    return false;
  const mine = group.filter(tells);
  const repeats = mine.some(({ code, side }) => code === sign.code && side === sign.side);
  let gap = 0;
  for (let line = lastLine + 1; line < sign.line && gap <= FAR_GAP; line++) if (!traces.has(line)) gap++;
  if (gap > (repeats && mine.length > 0 ? FAR_GAP : GAP)) return true;
  if (differs(group, sign, 'program') || differs(group, sign, 'role')) return true;
  if (!tells(sign)) return false;
  if (mine.length === 0 || repeats || sign.slot === 'transport' || sign.slot === 'outcome') return false;
  if (mine.every(({ slot }) => slot === 'transport' || slot === 'outcome')) return false;
  const against = sides(mine);
  if (sign.side !== 'unknown' && against !== 'unknown' && against !== sign.side && sign.means !== 'plaintextAlert')
    return true;
  const rival = mine.find(
    (other) =>
      other.slot === sign.slot && other.code !== sign.code && other.line !== sign.line && sign.slot !== 'library',
  );
  if (rival === undefined) return mine.some((other) => other.line !== sign.line && !agree(other.means, sign.means));
  if (sign.slot === 'alert') return true;
  if (hasHead(paste, sign.line) && hasHead(paste, rival.line)) return true;
  return !agree(rival.means, sign.means);
}

/** On one line: two alerts of the same direction that differ were put there by somebody who joined lines. */
const hasOtherHead = (group: readonly TextSign[], sign: TextSign): boolean =>
  sign.slot === 'alert' &&
  group.some((other) => other.slot === 'alert' && other.side === sign.side && other.code !== sign.code);

function differs(group: readonly TextSign[], sign: TextSign, what: 'program' | 'role'): boolean {
  const value = sign[what];
  if (
    value === null ||
    (what === 'program' &&
      isLibrary(value) &&
      !group.some(({ program }) => program !== null && isLibrary(program) && program !== value))
  )
    return false;
  const others = group
    .flatMap((each) => each[what] ?? [])
    .filter((each) => what === 'role' || !isLibrary(each) || isLibrary(value));
  return others.length > 0 && !others.includes(value);
}

/** Whether two meanings can be one failure: the same, one of them vague, or one says the other more precisely. */
function agree(a: Meaning | null, b: Meaning | null): boolean {
  if (a === null || b === null || a === b || VAGUE.has(a) || VAGUE.has(b)) return true;
  return KIN.some((kin) => kin.includes(a) && kin.includes(b));
}
const KIN: readonly (readonly Meaning[])[] = [
  ['dates', 'expired', 'notYet', 'issuerExpired'],
  ['unknownIssuer', 'selfSigned', 'untrustedRoot', 'incomplete', 'signature'],
  ['hostname', 'wildcard', 'noSan'],
  ['purpose', 'keyUsage'],
  ['nameConstraints', 'notPermitted', 'excluded', 'critical'],
  ['possession', 'signature', 'weakHash'],
  ['record', 'plaintextAlert', 'unexpected'],
  ['notCa', 'caKeyUsage', 'pathLength'],
  ['revoked', 'noStatus', 'crlExpired'],
  ['decode', 'unexpected', 'parameter', 'downgrade'],
];

/** Lines of a stack trace are no distance. */
function stackTraceLines(paste: Paste, signs: readonly TextSign[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const [index, { line }] of signs.entries()) {
    const next = Math.min(signs[index + 1]?.line ?? line, line + FAR_GAP);
    for (let at = line + 1; at < next; at++)
      if (/^\s*(?:at |\.\.\. \d|File "|\^|goroutine |Caused by|$)/.test(lineText(paste, at).slice(0, 200)))
        found.add(at);
  }
  return found;
}

const hasTime = (paste: Paste, line: number): boolean => /\d\d:\d\d:\d\d/.test(lineText(paste, line).slice(0, 80));

/** Whether a line begins as a line of a log: with a time, or with a level. */
function hasHead(paste: Paste, line: number): boolean {
  const start = lineText(paste, line).slice(0, 120);
  return /\d\d:\d\d:\d\d/.test(start.slice(0, 80)) || /^\s*(?:curl: \(|\*\*\* )/.test(start);
}

function sides(signs: readonly TextSign[]): SpeakerSide {
  if (signs.some(({ means, side }) => means === 'plaintextAlert' && side === 'peer')) return 'peer';
  const telling = signs.filter(({ slot, side }) => slot !== 'transport' && slot !== 'program' && side !== 'unknown');
  const strong = telling.filter(({ slot }) => slot !== 'outcome');
  const first = strong[0] ?? telling[0] ?? signs.find(({ slot }) => slot === 'transport');
  return first?.side ?? 'unknown';
}

function messageOf({ signs: group, count, before: speaker }: Group): FoundMessage {
  const mine = group.filter(tells);
  const first = mine[0];
  const last = mine.at(-1);
  const programs = group.flatMap(({ program }) => program ?? []);
  const own = programs.find((program) => !isLibrary(program)) ?? null;
  const before = speaker !== null && (first?.line ?? 0) - speaker.line <= SPEAKS_ON ? speaker.program : null;
  const library = programs[0] ?? null;
  const said = mine.flatMap(({ means }) => means ?? []);
  const meanings = [
    ...new Set([...said.filter((means) => !VAGUE.has(means)), ...said.filter((means) => VAGUE.has(means))]),
  ];
  return {
    signs: group,
    firstLine: first?.line ?? 0,
    lastLine: last?.line ?? 0,
    side: sides(mine),
    program: own ?? (library === null ? before : library),
    role: group.find(({ role }) => role !== null)?.role ?? null,
    alert:
      mine.find(({ slot, alert }) => slot === 'alert' && alert !== null)?.alert ??
      group.find(({ alert }) => alert !== null)?.alert ??
      null,
    meanings,
    count: Math.max(1, count),
  };
}

/** What makes a message: its codes, and who says it of whom. */
export function keyOf(signs: readonly TextSign[]): string {
  const codes = signs
    .filter(tells)
    .map(({ code, side, slot }) => (slot === 'alert' ? `${code}${side === 'peer' ? '<' : '>'}` : code));
  return [...new Set(codes)].sort().join(' ');
}

function collapsed(messages: readonly FoundMessage[]): FoundMessage[] {
  const seen = new Map<string, number>();
  const kept: FoundMessage[] = [];
  for (const message of messages) {
    const key = `${keyOf(message.signs)}|${message.program}|${message.side}|${message.role}`;
    const at = seen.get(key);
    const before = at === undefined ? undefined : kept[at];
    if (at === undefined || before === undefined) {
      seen.set(key, kept.length);
      kept.push(message);
    } else kept[at] = { ...before, count: before.count + message.count };
  }
  return kept;
}
