// Two recordings set against each other, in words and figures.
import type { Likeness } from '../lab/recording/align.ts';
import type { Proof, Seen, Summary } from '../lab/recording/compare.ts';
import type { Outcome } from '../lab/recording/recording.ts';
import { failureWord } from './checks.ts';
import { commonNameIn, count, grouped } from './phrases.ts';

/** On the mark between two rows. */
export const LIKENESS_WORDS: Readonly<Record<Likeness, string>> = {
  same: 'same',
  bytes: 'other bytes',
  differs: 'differs',
  leftOnly: 'only A',
  rightOnly: 'only B',
};

/** For those who listen. */
const LIKENESS_SPOKEN: Readonly<Record<Likeness, string>> = {
  same: 'the same in both',
  bytes: 'the same in both, with other bytes',
  differs: 'different',
  leftOnly: 'only in A',
  rightOnly: 'only in B',
};

export interface SummaryLine {
  readonly label: string;
  readonly left: string;
  readonly right: string;
  readonly differs: boolean;
}

export function summaryLines(a: Summary, b: Summary): SummaryLine[] {
  const line = (label: string, say: (summary: Summary) => string): SummaryLine => {
    const [left, right] = [say(a), say(b)];
    return { label, left, right, differs: left !== right };
  };
  return [
    line('How it ended', ({ outcome }) => ending(outcome)),
    line('Round trips before the request', trips),
    line('Messages', ({ messages, encryptedMessages }) => `${messages}, ${encryptedMessages} of them encrypted`),
    line('Bytes, client to server', ({ bytesFromClient }) => size(bytesFromClient)),
    line('Bytes, server to client', ({ bytesFromServer }) => size(bytesFromServer)),
    line('The CA is asked meanwhile', ({ questions, bytesWithCa }) =>
      questions === 0
        ? 'no'
        : `${questions === 1 ? 'once' : questions === 2 ? 'twice' : `${questions} times`}, ${size(bytesWithCa)}`,
    ),
    line('The server has proven', ({ proven }) => proof(proven.server)),
    line('The client has proven', ({ proven }) => proof(proven.client)),
    line('An eavesdropper reads', ({ seen }) => reads(seen)),
    line('Hidden from the eavesdropper', ({ seen }) => hidden(seen)),
  ];
}

/** What a run has come to, as the two sides see it: for its last step. */
export function endLines(summary: Summary): readonly { readonly label: string; readonly text: string }[] {
  return [
    { label: 'How it ended', text: ending(summary.outcome) },
    { label: 'To the client, the server has proven', text: proof(summary.proven.server) },
    { label: 'To the server, the client has proven', text: proof(summary.proven.client) },
    { label: 'An eavesdropper reads', text: readable(summary.seen) },
  ];
}

/** `7 of 10 differ` */
export function differingFigures(lines: readonly SummaryLine[]): string {
  const differing = lines.filter(({ differs }) => differs).length;
  if (differing === 0) return 'all are the same';
  return `${differing} of ${lines.length} ${differing === 1 ? 'differs' : 'differ'}`;
}

function ending({ client, server }: Summary['outcome']): string {
  const refused = (side: string, { error }: Outcome) =>
    error?.by === 'self' ? `the ${side} refuses: ${failureWord(error.code)} (${error.alert || 'no alert'})` : null;
  const first = refused('client', client) ?? refused('server', server);
  if (first !== null) return first;
  return client.state === 'failed' || server.state === 'failed' ? 'it broke off' : 'connected, then closed in order';
}

const trips = ({ roundTrips, requestSent }: Summary): string =>
  requestSent ? String(roundTrips) : `${roundTrips}, and the request was never sent`;

const PROOFS: Readonly<Record<Proof, string>> = {
  key: 'its name, by certificate and key',
  certificate: 'nothing: a certificate was accepted, the key never proven',
  refused: 'nothing: it was refused',
  nothing: 'nothing: no certificate was checked',
};
const proof = (of: Proof): string => PROOFS[of];

const reads = (seen: Seen): string =>
  `${readable(seen)}; ${grouped(seen.readable)} of ${size(seen.all)} are in the clear`;

function readable({ server, client, asked, request, response }: Seen): string {
  const what = [
    'the server’s name (SNI)',
    server === null ? null : `the server’s certificate (${commonNameIn(server)})`,
    client === null ? null : `the client’s certificate (${commonNameIn(client)})`,
    request ? 'the request' : null,
    response ? 'the response' : null,
    server === null && client === null ? 'no certificate' : null,
    server === null && asked.server ? 'the serial number of the server’s certificate (OCSP)' : null,
    client === null && asked.client ? 'the serial number of the client’s certificate (OCSP)' : null,
  ];
  return what.filter((each) => each !== null).join(', ');
}

function hidden({ request, response, readable, all }: Seen): string {
  const what = [request ? null : 'request', response ? null : 'response'].filter((each) => each !== null);
  const bytes = `${size(all - readable)} in encrypted records`;
  return what.length === 0 ? bytes : `${what.join(' and ')}; ${bytes}`;
}

/** `Row 12 of 46, only in B: …` */
export function rowSpoken(place: string, likeness: Likeness, left: string | null, right: string | null): string {
  const said = LIKENESS_SPOKEN[likeness];
  if (left === null || right === null) return `${place}, ${said}: ${left ?? right ?? ''}`;
  if (likeness === 'differs') return `${place}, ${said}. A: ${left}. B: ${right}`;
  // The same words, but perhaps another number.
  const [number = ''] = right.split(',');
  return `${place}, ${said}: ${left}${left.startsWith(`${number},`) ? '' : `; in B ${number}`}`;
}

/** `12 of 46 rows differ` */
export const differencesText = (differing: number, all: number): string =>
  differing === 0
    ? 'Both do exactly the same'
    : `${differing} of ${count(all, 'row')} ${differing === 1 ? 'differs' : 'differ'}`;

const size = (bytes: number): string => `${grouped(bytes)} B`;
