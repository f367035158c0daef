// The words of the page "Why?" alone; what the command says, too, stands in why.ts.
import type { FaultId } from '../lab/scenario/faultId.ts';
import type { AlertSeen, StackRole, StackRow } from '../stacks/row.ts';
import type { Cause, WhyMessage } from '../why/answer.ts';
import type { PasteProblem } from '../why/paste.ts';
import { ALERT_WORDS } from './alerts.ts';
import { faultTitleLong } from './faults.ts';
import { MEANING_WORDS } from './why.ts';

export const WHY_WORDS = {
  title: 'Why did it fail?',
  promise: 'Nothing you paste leaves this browser.',
  field: 'Log, stack trace or error message',
  placeholder: 'Paste an error message, a log, a stack trace, or what curl -v or openssl s_client print.',
  hint: 'Or drop a file. Ctrl+Enter moves to the answer.',
  marked: 'The text, with what was understood marked',
  empty:
    'The answer stands here: who refused whom, what was said, which causes it can have, how to tell them apart, and how to mend them.',
  emptyMore:
    'It is read by the words of 24 programs, and held against some 2,300 measured runs. Take an example, or paste your own.',
  reading: 'Reading…',
  nothing: 'Nothing in this text is a message that is known here.',
  looked: 'These words were looked at:',
  nothingMore:
    'Give the lines around the failure as well: the first line that names TLS, SSL or a certificate says most. The log of the other side often says more than this one.',
  search: 'Search for it',
  causes: 'What can be behind it',
  noCauses: 'No fault of this lab is known to lead to this message.',
  several: 'Messages in the text, in their order',
  understood: 'Read from it',
  more: 'Do you know more?',
  moreHint: 'The other side’s log knows the reason; an alert does not carry it.',
  tellApart: 'How to tell',
  fix: 'How to fix it',
  noCommand: 'No command on a file shows it: it happens while the two sides talk.',
  replay: 'Step through',
  others: 'The same defect in other programs',
  noOthers: 'Not measured with any program.',
  keys: (count: number) =>
    count === 1
      ? 'The text held a private key. It was taken out, and is not kept. Whoever has seen this text has it: make a new key.'
      : `The text held ${count} private keys. They were taken out, and are not kept. Whoever has seen this text has them: make new keys.`,
  certificates: (count: number) => (count === 1 ? 'Validate the certificate' : `Validate the ${count} certificates`),
  certificatesFound: (count: number) =>
    count === 1 ? 'The text holds a certificate.' : `The text holds ${count} certificates.`,
  long: (letters: number) =>
    `${(letters / 1e6).toFixed(1)} million characters; only the lines that say something are shown.`,
  tooLong: 'The file is longer than 5 MiB. Cut it down to the lines around the failure.',
} as const;

export const PASTE_PROBLEMS: Readonly<Record<PasteProblem, string>> = {
  empty: 'There is no text in it.',
  'too-long': 'The text is longer than 5 MiB. Cut it down to the lines around the failure.',
  binary: 'This is no text. A capture goes to Wireshark; certificates go to “Validate”.',
};

/** The two sides as the reader knows them, and where the arrow points. */
export interface Parties {
  readonly left: string;
  readonly right: string;
  /** From who refused to who was refused; null where the text does not say. */
  readonly arrow: 'to-left' | 'to-right' | null;
  readonly leftIs: StackRole | null;
}

export function partiesOf({ side, role }: Pick<WhyMessage, 'side' | 'role'>): Parties {
  const isServer = role === 'server';
  const [left, right] =
    role === null
      ? ['Your program', 'The other side']
      : isServer
        ? ['Client', 'Your server']
        : ['Your client', 'Server'];
  const selfPoints = isServer ? 'to-left' : 'to-right';
  const arrow =
    side === 'unknown' ? null : side === 'self' ? selfPoints : selfPoints === 'to-left' ? 'to-right' : 'to-left';
  return { left, right, arrow, leftIs: role === null ? null : 'client' };
}

/** The sentence that is said first. */
export function directionHeading(message: Pick<WhyMessage, 'side' | 'role'>): string {
  const { side, role } = message;
  if (side === 'unknown') return 'The text does not say who refused.';
  if (role === null)
    return side === 'self' ? 'Your program refused the other side.' : 'The other side refused your program.';
  const own = `your ${role}`;
  const other = `the ${role === 'client' ? 'server' : 'client'}`;
  const [who, whom] = side === 'self' ? [own, other] : [other, own];
  return `${who.charAt(0).toUpperCase()}${who.slice(1)} refused ${whom}.`;
}

/** `bad_certificate (42)`; the code where no alert was said. */
export function saidText({ alert, code }: Pick<WhyMessage, 'alert' | 'code'>): string {
  if (alert !== null) return `${alert} (${ALERT_WORDS[alert]?.number ?? '?'})`;
  return code === null ? 'no code' : codeText(code);
}

/** `verify:20` is what OpenSSL calls verify error 20. */
const codeText = (code: string): string =>
  code
    .replace(/^verify:/, 'verify error ')
    .replace(/^alert:/, 'alert ')
    .replace(':', ': ');

/** What an alert or a message means, in plain words: at most two. */
export const meaningTexts = ({ meanings }: Pick<WhyMessage, 'meanings'>): string[] =>
  meanings.slice(0, 2).map((means) => MEANING_WORDS[means]);

/** Why a cause stands at its place; never a percentage. */
export function whyHere({ basis, stacks, measured, protocols }: Cause, message: WhyMessage): string {
  const few = someOf(stacks);
  switch (basis) {
    case 'text':
      return measured
        ? `this very text was measured with it: ${few}${protocolsText(protocols)}.`
        : `this text was measured with it in another program: ${few}.`;
    case 'code':
      return measured && message.program !== null
        ? `the same ${message.alert === null ? 'code' : 'alert'} was measured with it, in other words: ${few}${protocolsText(protocols)}.`
        : `programs were measured to say so with it: ${few}${protocolsText(protocols)}. Of yours it is a guess.`;
    case 'meaning':
      return 'it is what the words mean. Nothing of it was measured: a guess.';
  }
}

const protocolsText = (protocols: Cause['protocols']): string => {
  const named = protocols.flatMap((protocol) =>
    protocol === 'tls1.2' ? 'TLS 1.2' : protocol === 'tls1.3' ? 'TLS 1.3' : [],
  );
  return named.length === 0 ? '' : `, in ${named.join(' and ')}`;
};

const MOST_NAMED = 3;
const someOf = (names: readonly string[]): string =>
  names.length <= MOST_NAMED + 1
    ? names.join(', ')
    : `${names.slice(0, MOST_NAMED).join(', ')} and ${names.length - MOST_NAMED} more`;

/** Beside the title of a cause. */
export function measuredText({ stacks, measured }: Pick<Cause, 'stacks' | 'measured'>): string {
  if (stacks.length === 0) return 'not measured: a guess';
  return `${measured ? 'measured with' : 'a guess; measured with'} ${someOf(stacks)}`;
}

export const causeTitle = (fault: FaultId): string => faultTitleLong(fault);

export const SEEN_WORDS: Readonly<Record<AlertSeen, string>> = {
  wire: 'on the wire',
  peer: 'by the other side',
  log: 'in its own log',
};

/** What a program did in one protocol. */
export function defectOutcome({ refused, alert }: Pick<StackRow, 'refused' | 'alert'>): string {
  if (!refused) return 'accepts it';
  return alert === null ? 'refuses, no alert seen' : `${ALERT_WORDS[alert]?.number ?? '?'} ${alert}`;
}

/** Beside the first line of the box that searches. */
export const WHY_SEARCH = { title: 'Why?', line: 'who refused whom, and what can be behind this message' } as const;

/** Ids of programs as people write them. */
const PROGRAMS: Readonly<Record<string, string>> = {
  apache: 'Apache httpd',
  bearssl: 'BearSSL',
  bun: 'Bun',
  chromium: 'Chromium',
  deno: 'Deno',
  dotnet: '.NET',
  envoy: 'Envoy',
  erlang: 'Erlang/OTP',
  firefox: 'Firefox',
  git: 'Git',
  gnutls: 'GnuTLS',
  go: 'Go',
  handshake: 'Handshake Lab',
  'handshake-lab': 'Handshake Lab',
  haproxy: 'HAProxy',
  java: 'Java',
  mbedtls: 'Mbed TLS',
  mosquitto: 'Mosquitto',
  node: 'Node.js',
  nss: 'NSS',
  openssl: 'OpenSSL',
  postgres: 'PostgreSQL',
  python: 'Python',
  ruby: 'Ruby',
  schannel: 'SChannel',
  wolfssl: 'wolfSSL',
  boringssl: 'BoringSSL',
};
export const programName = (program: string): string => PROGRAMS[program] ?? program;
