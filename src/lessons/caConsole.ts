// The words of the CA console: its database, what one has it do, and who uses which way of revocation today.

import type { CaDatabaseRow } from '../lab/recording/caDatabase.ts';
import type { EventOf, Recording, Step } from '../lab/recording/recording.ts';
import type { CaAction, CsrKeyKind } from '../lab/scenario/caActions.ts';
import type { Revocation } from '../lab/scenario/scenario.ts';
import type { CsrProblem } from '../pki/csr/csrIntake.ts';
import { fieldWords } from './fields.ts';
import { problemText } from './intake.ts';
import { operationDetail, operationLabel } from './operations.ts';
import { clip, commonNameIn, count, date, the } from './phrases.ts';
import { REASON_WORDS } from './reasons.ts';

/** `on hold since 2026-11-23 11:59: on hold`. */
export const STATUS_WORDS: Readonly<Record<CaDatabaseRow['status'] | 'future', string>> = {
  good: 'Good',
  hold: 'On hold',
  revoked: 'Revoked',
  expired: 'Expired',
  future: 'Not issued yet',
};

/** For a certificate that is not in the database yet. */
export const issuedLater = (step: number): string => `issued at step ${step}`;

export function statusDetail({ reason, revokedAt, status }: CaDatabaseRow): string {
  if (revokedAt === null) return '';
  const words = Object.entries(REASON_WORDS).find(([id]) => id === reason)?.[1];
  const why = status === 'hold' || words === undefined ? '' : `${words.title} · `;
  return `${why}${date(revokedAt, true)} UTC`;
}

/** `revoke api.bank.test: Key compromised`. */
export function actionText(action: CaAction, nameOf: (whose: string) => string): string {
  switch (action.act) {
    case 'request':
      return [
        `A request for ${clip(action.name, 40)}`,
        ...(action.key ? [CSR_KEYS[action.key].behind] : []),
        ...(action.proof === 'other' ? ['signed with another key'] : []),
      ].join(', ');
    case 'sign':
      return 'A request that was pasted';
    case 'revoke': {
      const when = action.daysAgo === 0 ? '' : `, as of ${count(action.daysAgo, 'day')} before`;
      return action.reason === 'certificateHold'
        ? `Put ${nameOf(action.whose)} on hold${when}`
        : `Revoke ${nameOf(action.whose)}: ${REASON_WORDS[action.reason].title.toLowerCase()}${when}`;
    }
    case 'release':
      return `Lift the hold on ${nameOf(action.whose)}`;
    case 'publish':
      return action.list === 'delta' ? 'Publish a delta list' : 'Publish a list';
    case 'ask':
      return `Ask by OCSP about ${nameOf(action.whose)}`;
  }
}

/** Kinds of keys for which the lab makes requests: as a choice, and behind what else is said of a request. */
export const CSR_KEYS: Readonly<Record<CsrKeyKind, { readonly title: string; readonly behind: string }>> = {
  rsa: { title: 'RSA, 2048 bits', behind: 'with an RSA key' },
  p256: { title: 'ECDSA on P-256', behind: 'with a key on P-256' },
  ed25519: { title: 'Ed25519', behind: 'with an Ed25519 key' },
  mldsa44: { title: 'ML-DSA-44', behind: 'with a key of ML-DSA-44' },
  mldsa65: { title: 'ML-DSA-65', behind: 'with a key of ML-DSA-65' },
  mldsa87: { title: 'ML-DSA-87', behind: 'with a key of ML-DSA-87' },
};

export interface ActionResult {
  readonly failed: boolean;
  readonly text: string;
  readonly first: Step;
  readonly last: Step;
}

/** What came of an action, from what it left in the recording; null where it left nothing. */
export function actionResult({ steps, events }: Recording, index: number): ActionResult | null {
  const own = steps.filter((step) => {
    const event = events[step.event];
    const details = event?.kind === 'sent' ? event.message.details : event?.kind === 'operation' ? event.details : {};
    return 'action' in details && details.action === index;
  });
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined) return null;
  const done = own.map((step) => events[step.event]);
  const operation = done.findLast((event): event is EventOf<'operation'> => event?.kind === 'operation');
  if (operation !== undefined) {
    const failed = operation.result === 'fail';
    const names = !failed && (operation.operation === 'ca.revoke' || operation.operation === 'ca.release');
    const detail = names ? '' : operationDetail(operation, []);
    return {
      failed,
      text: detail === '' ? operationLabel(operation) : `${operationLabel(operation)}: ${detail}`,
      first,
      last,
    };
  }
  const answers = done.flatMap((event) =>
    event?.kind === 'sent' && event.message.type === 'OCSPResponse' ? [event.message.details.status] : [],
  );
  const status = answers.at(-1) ?? null;
  return { failed: false, text: status === null ? 'Nobody answers' : `The answer: ${status}`, first, last };
}

/** What becomes of the handshake. */
export function outcomeText({ outcome }: Recording): { readonly failed: boolean; readonly text: string } {
  for (const side of ['client', 'server'] as const) {
    const { error } = outcome[side];
    if (error?.by === 'self') {
      const alert = error.alert === '' ? 'gives up' : `refuses: ${error.alert}`;
      return { failed: true, text: `${the(side).replace('t', 'T')} ${alert}` };
    }
  }
  return { failed: false, text: 'The handshake goes through' };
}

/** What to call a certificate by its holder or its number. */
export function whoseName(rows: readonly CaDatabaseRow[], whose: string): string {
  const row = rows.find((each) => each.holder === whose || each.serial === whose);
  if (row !== undefined) return clip(commonNameIn(row.subject), 40);
  if (whose === 'server' || whose === 'client') return `the ${whose}’s certificate`;
  return whose.length > 14 ? `number …${whose.slice(-8)}` : `number ${whose}`;
}

/** A whole sentence: what is wrong with what was pasted, and where. */
export function csrProblemText(problem: CsrProblem): string {
  switch (problem.kind) {
    case 'empty':
      return 'There is nothing in it yet.';
    case 'nothing':
      return 'No request was recognised: it has no line -----BEGIN CERTIFICATE REQUEST-----.';
    case 'tooLarge':
      return `The request has ${problem.bytes} bytes; this CA reads at most ${problem.limit}.`;
    case 'other':
      return problem.label === 'CERTIFICATE'
        ? `In line ${problem.line} begins a certificate. That is what a CA gives back; a request asks for one.`
        : `In line ${problem.line} begins a block of ${problem.label}. What is wanted is a CERTIFICATE REQUEST.`;
    case 'pem':
      return problemText(problem.problem);
    case 'unreadable': {
      const where = problem.line === null ? '' : `, in the block that begins in line ${problem.line}`;
      return `The request can’t be read at byte ${problem.byte} (${fieldWords(problem.field).name})${where}: ${problem.problem.replaceAll('"', '”')}.`;
    }
  }
}

export const keysTaken = (keys: number): string =>
  keys === 1
    ? 'A private key was in it. It was recognised by its frame, left unread, and taken out: a CA never needs it. A key that has left its place should be replaced.'
    : `${keys} private keys were in it. They were left unread and taken out: a CA never needs them. Keys that have left their place should be replaced.`;

export interface RevocationNote {
  readonly title: string;
  /** Which rows of the diagram it has. */
  readonly rows: string;
  /** Who does that today, as of 2026. */
  readonly today: string;
}

export const REVOCATION_NOTES: Readonly<Record<Revocation, RevocationNote>> = {
  ocsp: {
    title: 'OCSP',
    rows: 'An OCSP request to the CA and its response, while the handshake waits.',
    today:
      'Hardly any browser asks any more: Chrome stopped in 2012, and Firefox on desktops has used CRLite since 2025. Public CAs need not offer OCSP since 2024; Let’s Encrypt, the largest, switched it off in August 2025. It lives on in companies, in payment and in government, mostly for client certificates.',
  },
  stapled: {
    title: 'Stapled OCSP',
    rows: 'The server asks before the handshake, and hands the answer over as CertificateStatus. About a client’s certificate the server asks itself.',
    today:
      'Once held to be the way out, it fades with OCSP: where the CA no longer answers, there is nothing to staple. Must-staple, which makes a missing answer an error, was hardly ever used, and of the big browsers only Firefox enforced it.',
  },
  crl: {
    title: 'CRL',
    rows: 'A request for the CA’s list and the list, while the handshake waits.',
    today:
      'Public CAs must publish lists, but browsers don’t fetch them in a handshake. Their makers do, and send out digests: CRLite in Firefox holds nearly all revocations, CRLSets in Chrome a selection, and Apple does likewise. Servers that check client certificates with a private CA often load its list as a file, every few hours.',
  },
  off: {
    title: 'Off',
    rows: 'None: the path alone decides.',
    today:
      'The default of most programs outside browsers: OpenSSL, Go, Java and Node ask for no status unless told to. Short-lived certificates make it defensible: service meshes renew theirs daily, and Let’s Encrypt offers some for six days. Public ones of at most seven days need not say where to ask.',
  },
};
