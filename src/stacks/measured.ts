// Measurements as they come from `stacks/`: one JSON object a line. What is not understood is refused by line, so that
// nothing that was not measured enters the corpus.

import { ALERT_CODES } from '../tls/alertCodes.ts';
import type { StackRow } from './row.ts';
import { storedMessage } from './volatile.ts';

export interface MeasuredOptions {
  /** What the file is called, for errors. */
  readonly file: string;
  /** The day, for lines that name none. */
  readonly date?: string | undefined;
  readonly faults: readonly string[];
}

/** Throws an Error that names the file, the line and what is wrong there. */
export function measuredRows(text: string, { file, date, faults }: MeasuredOptions): StackRow[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const wrong = (what: string): Error => new Error(`${file}, line ${index + 1}: ${what}`);
    let found: unknown;
    try {
      found = JSON.parse(line);
    } catch {
      throw wrong('no JSON');
    }
    if (typeof found !== 'object' || found === null) throw wrong('no object');
    const fields: Readonly<Record<string, unknown>> = { ...found };
    const optional = (name: string): string | null => {
      const value = fields[name];
      if (value === undefined || value === null) return null;
      if (typeof value !== 'string') throw wrong(`"${name}" is no text`);
      return value;
    };
    const oneOf = <T extends string>(name: string, allowed: readonly T[]): T => {
      const value = allowed.find((each) => each === fields[name]);
      if (value === undefined) throw wrong(`"${name}" is none of ${allowed.slice(0, 8).join(', ')}`);
      return value;
    };
    const given = (name: string): string => {
      const value = optional(name);
      if (value === null || value === '') throw wrong(`"${name}" is missing`);
      return value;
    };
    const fault = given('defect');
    if (fault !== 'ok' && !faults.includes(fault)) throw wrong(`"${fault}" is no fault`);
    const alert = optional('alertSent');
    if (alert !== null && !Object.hasOwn(ALERT_CODES, alert)) throw wrong(`"${alert}" is no alert`);
    if (typeof fields['refused'] !== 'boolean') throw wrong('"refused" is neither true nor false');
    const day = optional('date') ?? date;
    if (day === undefined || !/^\d{4}-\d\d-\d\d$/.test(day)) throw wrong('"date" is missing: YYYY-MM-DD');
    const message = optional('message');
    const peerMessage = optional('peerMessage');
    return [
      {
        stack: given('stack'),
        version: given('version'),
        role: oneOf('role', ['client', 'server']),
        protocol: oneOf('protocol', ['tls1.2', 'tls1.3', 'tlsdef']),
        fault: fault as StackRow['fault'],
        refused: fields['refused'],
        alert: alert as StackRow['alert'],
        seen:
          fields['alertHow'] === undefined ? null : oneOf<'wire' | 'peer' | 'log'>('alertHow', ['wire', 'peer', 'log']),
        message: message === null ? null : storedMessage(message),
        peer: given('peer'),
        peerMessage: peerMessage === null ? null : storedMessage(peerMessage),
        note: optional('note')?.trim() ?? null,
        date: day,
      },
    ];
  });
}

/** The cell of a run: stack, version, role, protocol, fault and peer. */
export const cellOf = ({ stack, version, role, protocol, fault, peer }: StackRow): string =>
  [stack, version, role, protocol, fault, peer].join('\n');

/** Rows of a later file take the place of those of the same cells. */
export function withLater(earlier: readonly StackRow[], later: readonly StackRow[]): StackRow[] {
  const measured = new Set(later.map(cellOf));
  return [...earlier.filter((row) => !measured.has(cellOf(row))), ...later];
}

/**
 * A table with what was measured anew: of the rows that were there, those go whose stack met the same fault at the same
 * peer again, also where the patch level of one of both is another. Rows of other stacks and peers stay.
 */
export function remeasured(table: readonly StackRow[], anew: readonly StackRow[]): StackRow[] {
  const again = new Set(anew.map(lineCell));
  return [...table.filter((row) => !again.has(lineCell(row))), ...anew];
}

const lineCell = ({ stack, version, role, protocol, fault, peer }: StackRow): string =>
  [stack, isToldBy(version), role, protocol, fault, unversioned(peer)].join('\n');

/** Rows about what others say of OpenSSL's alert name its half in their version: `s_client`. */
export const isToldBy = (version: string): string => /\bs_(?:client|server)\b/.exec(version)?.[0] ?? '';

/** A program without its version and what it is built on: `OpenSSL 3.0.19 s_server` and `OpenSSL 3.0.22 s_server` are one. */
export const unversioned = (name: string): string =>
  name
    .replace(/ {0,9}\([^()]{0,99}\)/g, '')
    .replace(/\bv?\d+(?:\.\d+)+\b/g, '')
    .replace(/ {2,}/g, ' ')
    .trim();
