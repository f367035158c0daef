// The words of the summary at the end of a run: who has proven what to whom, what a listener knows, what the CA said.
import type { Claim, ProofColumn } from '../exercises/summary/claims.ts';
import type { Onlooker, StatusAnswer } from '../exercises/summary/summary.ts';
import type { Mode, Protocol } from '../lab/scenario/scenario.ts';
import { failureText } from './checks.ts';
import { capital, commonNameIn, count, the } from './phrases.ts';
import { inBrackets, type RichText, strongWords, words } from './summaryText.ts';

export const SUMMARY_WORDS = {
  title: 'Summary',
  subtitle: 'Who has proven what to whom, and by which message',
  first: 'First connection',
  again: 'Second connection, with the ticket',
  partial: 'The summary tells more than this observer knows.',
  everyone: 'View as everyone',
  next: 'What to do next',
} as const;

/** `Server, to the client`. */
export function columnTitle({ prover, verifier, by }: Pick<ProofColumn, 'prover' | 'verifier' | 'by'>): string {
  return by === 'attacker'
    ? `Attacker as ${the(prover)}, to ${the(verifier)}`
    : `${capital(prover)}, to ${the(verifier)}`;
}

/** `host`: the name that the client asked for. */
export function claimTitle({ prover, subject }: ProofColumn, { claim }: Claim, host: string | null): string {
  switch (claim) {
    case 'certificate': {
      const name = subject === null ? (prover === 'server' ? host : null) : commonNameIn(subject);
      return name === null ? 'A certificate' : `A certificate for ${name}`;
    }
    case 'key':
      return 'Its private key';
    case 'handshake':
      return 'The same handshake';
  }
}

/** Half a sentence. `now`: the clock of the run. */
export function claimNote(column: ProofColumn, claim: Claim, now: number): string {
  switch (claim.state) {
    case 'proven':
      return provenNote(column, claim);
    case 'refused':
      return claim.failure === null ? 'refused' : refusedNote(column, claim, now);
    case 'unchecked':
      return 'sent, never checked';
    case 'never':
      return claim.claim === 'certificate' && column.empty ? 'asked for, none was shown' : 'never sent';
    case 'notAsked':
      return 'not asked for';
    case 'remembered':
      return 'not shown again: proven in the first connection';
  }
}

function provenNote({ passed, revocation }: ProofColumn, { claim, message }: Claim): string {
  switch (claim) {
    case 'certificate':
      return `${count(passed, 'check')} ${passed === 1 ? 'passes' : 'pass'}; ${REVOCATION_NOTES[revocation ?? 'notAsked']}`;
    case 'key':
      if (message === 'Finished') return 'it opened the premaster secret';
      return message === 'ServerKeyExchange' ? 'signed its share and both randoms' : 'signed this very handshake';
    case 'handshake':
      return 'nothing changed on the way';
  }
}

const REVOCATION_NOTES = {
  good: 'the CA: not revoked',
  passedOver: 'revocation unknown, soft-fail',
  notAsked: 'revocation not asked',
} as const;

function refusedNote({ empty }: ProofColumn, { claim, message, failure }: Claim, now: number): string {
  if (failure === null) return 'refused';
  if (claim === 'certificate' && empty) return 'required, and none was shown';
  if (claim === 'key' && failure.check.check === 'possession')
    return message === 'Finished' ? 'not proven: Finished never came' : 'the signature does not verify';
  return failureText(failure.check, now);
}

/** Shown with the mark, so that no state is told by shape or colour alone. */
export const CLAIM_STATES: Readonly<Record<Claim['state'], string>> = {
  proven: 'Proven',
  refused: 'Refused',
  unchecked: 'Never checked',
  never: 'Never sent',
  notAsked: 'Not asked for',
  remembered: 'Remembered',
};

/** What a listener without a key knows; and whoever had one. */
export function onlookerParts({ name, certificates, serials, sealed, reads, opens }: Onlooker): RichText {
  const names = certificates.map(({ subject }) => commonNameIn(subject)).join(' and ');
  return [
    strongWords('An eavesdropper'),
    words(' knows sizes and times'),
    ...(name === null ? [] : [words(`, and the name ${name.text}`), ...inBrackets([name.step])]),
    words('.'),
    ...(certificates.length === 0
      ? []
      : [
          words(` It reads the ${certificates.length === 1 ? 'certificate' : 'certificates'} for ${names}`),
          ...inBrackets(certificates.map(({ step }) => step)),
          words('.'),
        ]),
    ...(serials.length === 0
      ? []
      : [
          words(
            ` It sees, since OCSP is not encrypted, ${serials.length === 1 ? 'a serial number' : 'serial numbers'}`,
          ),
          ...inBrackets(serials.map(({ step }) => step)),
          words('.'),
        ]),
    ...(sealed > 0 && opens === null ? [words(' It cannot read the application data.')] : []),
    ...(reads === null
      ? []
      : [words(' The machine in the middle reads what the client sends'), ...inBrackets([reads]), words('.')]),
    ...(opens === null
      ? []
      : [words(' With the stolen key it reads later what was sent here'), ...inBrackets([opens]), words('.')]),
  ];
}

/** What the CA said, or somebody in its place. */
export function statusParts(answers: readonly StatusAnswer[]): RichText {
  const genuine = answers.filter((answer) => answer.genuine);
  const others = answers.filter((answer) => !answer.genuine);
  if (answers.length === 0) return [strongWords('The CA'), words(' said nothing: nobody got an answer from it.')];
  return [
    ...(genuine.length === 0 ? [] : [strongWords('The CA'), ...saidParts(genuine), words('.')]),
    ...(genuine.length > 0 && others.length > 0 ? [words(' ')] : []),
    ...(others.length === 0 ? [] : [strongWords('Somebody in the CA’s place'), ...saidParts(others), words('.')]),
  ];
}

/** Equal answers together: ` said “good” of both certificates (row 29, row 43)`. */
function saidParts(answers: readonly StatusAnswer[]): RichText {
  const kinds = [...new Set(answers.map(({ says }) => says))];
  return kinds.flatMap((kind, i) => {
    const same = answers.filter(({ says }) => says === kind);
    const sides = [...new Set(same.flatMap(({ about }) => (about === null ? [] : [about])))];
    const of = sides.length > 1 ? 'both certificates' : `${the(sides[0] ?? 'server')}’s certificate`;
    const text =
      kind === 'list'
        ? `handed out its list of revoked certificates`
        : kind === 'malformedRequest'
          ? `could not read the question about ${of}`
          : `said “${kind}” of ${of}`;
    return [words(`${i > 0 ? ', and ' : ' '}${text}`), ...inBrackets(same.map(({ step }) => step))];
  });
}

export const NEXT_LABELS = {
  same: (protocol: Protocol) => `The same in ${VERSIONS[protocol]}`,
  sameFault: (protocol: Protocol) => `Same fault, ${VERSIONS[protocol]}`,
  honest: 'Compare with the honest run',
  mode: (mode: Mode) => `Compare with ${mode === 'mutual' ? 'mutual TLS' : 'one-way TLS'}`,
  fault: (title: string) => `Next: ${title}`,
  inject: 'Inject a fault',
  build: 'Build this handshake',
} as const;

const VERSIONS: Readonly<Record<Protocol, string>> = {
  'tls1.2-rsa': 'TLS 1.2',
  'tls1.2-ecdhe': 'TLS 1.2',
  'tls1.3': 'TLS 1.3',
};
