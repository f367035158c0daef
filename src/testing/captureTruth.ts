// Captures of real stacks beside the project (../shared/captures), each with what another program says of it, and how that is
// compared with ours: the sequence of each direction; between the directions no order is better than the capture.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaptureReport, ConnectionReport } from '../capture/report/connectionReport.ts';

const FOLDER = join(import.meta.dirname, '../../../shared/captures/given');

export const hasCaptures = (): boolean => existsSync(FOLDER);

interface TruthEvent {
  readonly frame: number;
  readonly from: 'client' | 'server';
  readonly type: string;
  readonly name?: string;
  readonly level?: string;
  readonly records?: number;
  readonly hello?: { readonly hrr?: boolean };
  readonly certificates?: readonly string[];
}
interface TruthConnection {
  readonly stream: number;
  readonly client: string;
  readonly server: string;
  readonly sni: string | null;
  readonly version: string | null;
  readonly cipherSuite: { readonly name: string } | null;
  readonly helloRetryRequest: boolean;
  readonly events: readonly TruthEvent[];
  readonly certificates: Readonly<Record<'client' | 'server', readonly (readonly TruthCertificate[])[]>>;
}
type TruthCertificate = string | { readonly sha256: string };
export interface Truth {
  readonly name: string;
  readonly file: string;
  readonly secrets: { readonly keylog: string | null; readonly rsaPrivateKey: string | null };
  readonly connections: readonly TruthConnection[];
  readonly reference: readonly {
    readonly stream: number;
    readonly agrees: boolean;
    readonly referenceEvents?: readonly (readonly [frame: number, from: 'C' | 'S', name: string, sealed?: string])[];
    readonly differences?: Readonly<Record<string, { readonly reference: readonly (readonly string[])[] | null }>>;
  }[];
}

export const truths = (): Truth[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Truth);

export const truthFile = (name: string): Uint8Array => new Uint8Array(readFileSync(join(FOLDER, name)));

/** How ours differs from the truth, a line each; empty where it does not. `further`: ours lists what the truth leaves closed. */
export function comparedWith(
  truth: Truth,
  { connections }: CaptureReport,
): { differences: string[]; further: string[] } {
  const differences: string[] = [];
  const further: string[] = [];
  if (connections.length !== truth.connections.length)
    differences.push(`${connections.length} connections, ${truth.connections.length} wanted`);
  const left = [...connections];
  for (const wanted of truth.connections) {
    const at = left.findIndex(({ client, server }) => client === wanted.client && server === wanted.server);
    const [ours] = at < 0 ? [] : left.splice(at, 1);
    if (ours === undefined) {
      differences.push(`no connection from ${wanted.client} to ${wanted.server}`);
      continue;
    }
    const note = (what: string, is: unknown, should: unknown): void => {
      if (JSON.stringify(is) !== JSON.stringify(should))
        differences.push(`${wanted.client} ${what}: ${JSON.stringify(is)}, wanted ${JSON.stringify(should)}`);
    };
    const second = truth.reference.find(({ stream }) => stream === wanted.stream);
    note('version', ours.version, wanted.version ?? null);
    note('suite', ours.suite, wanted.cipherSuite?.name ?? null);
    // Where the second reader goes further, the first may have missed the hello.
    if (second?.agrees !== false || (wanted.sni ?? null) !== null)
      note('sni', ours.sni, second?.agrees === false && isCut(second) ? ours.sni : (wanted.sni ?? null));
    for (const from of ['client', 'server'] as const) {
      const should = second?.agrees === false ? secondSequence(second, from) : firstSequence(wanted, from);
      const is = sequence(ours, from);
      const compared = matches(is, should);
      if (compared === null) note(`messages of the ${from}`, is.join(' '), should.join(' '));
      else if (compared === 'further') further.push(`${wanted.client} ${from}: ${is.join(' ')} | ${should.join(' ')}`);
      const other = second?.differences?.[`${from}Certificates`]?.reference;
      const chains: readonly (readonly TruthCertificate[])[] = other ?? wanted.certificates[from];
      const hashes = chains.flat().map((each) => (typeof each === 'string' ? each : each.sha256));
      if (compared === 'equal') note(`certificates of the ${from}`, ours.certificates[from], [...new Set(hashes)]);
    }
  }
  return { differences, further };
}

const isCut = (second: Truth['reference'][number]): boolean =>
  second.referenceEvents?.some(([, from, name]) => from === 'C' && name === 'cut') ?? false;

/** Message by message, data as one word however many records. */
function sequence({ messages, alerts }: ConnectionReport, from: 'client' | 'server'): string[] {
  const own = alerts.filter((alert) => alert.from === from).map(({ description }) => description);
  const words = messages
    .filter((message) => message.from === from)
    .map(({ type, encrypted, length }) => {
      if (type === 'Alert') return own.length > 0 && length === 2 ? (own.shift() ?? '') : 'encrypted_alert';
      if (type === 'Handshake') return 'sealed';
      if (type === 'ApplicationData' && !encrypted) return 'application_data';
      return type.replace(/(?<!^)([A-Z])/g, '_$1').toLowerCase();
    });
  return words;
}

/** What TShark lists. */
function firstSequence({ events }: TruthConnection, from: 'client' | 'server'): string[] {
  return events
    .filter((event) => event.from === from)
    .flatMap(({ type, name = '', records = 1, hello }) => {
      switch (type) {
        case 'handshake':
          return [hello?.hrr === true ? 'hello_retry_request' : name];
        case 'alert':
          return [name];
        case 'application_data':
          return Array<string>(records).fill('application_data');
        case 'encrypted_handshake':
          return ['sealed'];
        case 'record':
          return [];
        default:
          return [type];
      }
    });
}

/** What the second reader lists; what was cut is no message. */
const secondSequence = (second: Truth['reference'][number], from: 'client' | 'server'): string[] =>
  (second.referenceEvents ?? [])
    .filter(([, side, name]) => side === (from === 'client' ? 'C' : 'S') && name !== 'cut' && name !== 'gap')
    .map(([, , name]) => (name === 'alert?' ? 'encrypted_alert' : name));

/**
 * Null where they differ. A record that the truth leaves closed (`sealed`, `encrypted_alert`, `application_data`) may be any
 * message in ours, or several.
 */
function matches(is: readonly string[], should: readonly string[]): 'equal' | 'further' | null {
  if (is.join(' ') === should.join(' ')) return 'equal';
  let at = 0;
  for (const word of should) {
    const closed = ['sealed', 'encrypted_alert', 'application_data'].includes(word);
    if (is[at] === word || (closed && at < is.length)) at++;
    else {
      const next = is.indexOf(word, at);
      if (next < 0) return null;
      at = next + 1;
    }
  }
  return 'further';
}
