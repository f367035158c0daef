// Every text of every run: what the page says at each step, under each fault, protocol, mode and way of revocation.
// For `npm run texts`, which prints them for reviewers, and for the test that holds them against what is known to be false.
import type { Span } from '../bytes/span.ts';
import { activeFaults, FAULTS } from '../lab/faults/catalogue.ts';
import { summarise } from '../lab/recording/compare.ts';
import type { Recording, Step } from '../lab/recording/recording.ts';
import {
  CA_KEY_KINDS,
  DEFAULT_SCENARIO,
  KEY_KINDS,
  MODES,
  normalizeScenario,
  PROTOCOL_GROUPS,
  PROTOCOL_SUITES,
  PROTOCOLS,
  REVOCATIONS,
  type Scenario,
} from '../lab/scenario/scenario.ts';
import { beliefText } from '../lessons/beliefs.ts';
import { evidenceText } from '../lessons/checks/evidence.ts';
import { failureText } from '../lessons/checks/failures.ts';
import { notReachedText } from '../lessons/checks/notReached.ts';
import { CHECK_WORDS } from '../lessons/checks/words.ts';
import { endLines } from '../lessons/compare.ts';
import { fieldWords } from '../lessons/fields.ts';
import { messageDetail, messageTitle } from '../lessons/messages.ts';
import { operationDetail, operationLabel } from '../lessons/operations.ts';
import { OTHER_NAMES, otherImplementationsOf } from '../lessons/otherImplementations.ts';
import { REMEDY_WORDS } from '../lessons/remedy.ts';
import { secretWords } from '../lessons/secrets.ts';
import { spokenAt, stepLesson, stepVerdict } from '../lessons/steps.ts';
import { storyFor } from '../lessons/story.ts';
import { textbookReally } from '../lessons/textbook.ts';

export interface ShownText {
  /** `client:ClientHello#2` of a step, or `story`. */
  readonly step: string;
  readonly kind:
    | 'title'
    | 'plain'
    | 'why'
    | 'wrong'
    | 'verdict'
    | 'label'
    | 'belief'
    | 'check'
    | 'textbook'
    | 'story'
    | 'others'
    | 'secret'
    | 'field'
    | 'end';
  readonly text: string;
  /** Whether it is said of a message that was encrypted. */
  readonly encrypted: boolean;
}

/** Each once, in a fixed order. */
export function scenariosOfTexts(): Scenario[] {
  const of = (change: Partial<Scenario>): Scenario => normalizeScenario({ ...DEFAULT_SCENARIO, ...change });
  const everywhere = PROTOCOLS.flatMap((protocol) => MODES.map((mode) => ({ protocol, mode })));
  const all = everywhere.flatMap((base) => [
    ...REVOCATIONS.map((revocation) => of({ ...base, revocation })),
    ...PROTOCOL_SUITES[base.protocol].map((suite) => of({ ...base, suite })),
    ...PROTOCOL_GROUPS[base.protocol].map((group) => of({ ...base, group })),
    ...KEY_KINDS.map((kind) => of({ ...base, serverKey: kind, clientKey: kind })),
    ...CA_KEY_KINDS.map((caKey) => of({ ...base, caKey })),
    of({ ...base, requests: 2 }),
    ...(base.protocol === 'tls1.3'
      ? [
          of({ ...base, again: 'resumed' }),
          of({ ...base, keyUpdate: 'client', requests: 2 }),
          of({ ...base, again: 'resumed', group: 'secp256r1' }),
        ]
      : []),
    ...FAULTS.filter(({ modes, protocols }) => modes.includes(base.mode) && protocols.includes(base.protocol)).flatMap(
      ({ id, revocations }) => {
        // What an answer about revocation decides is seen in every way of asking; the rest in the first, and in mutual TLS with stapling.
        const asked = /revoked|ocsp|crl/.test(id)
          ? revocations
          : revocations.filter((each, i) => i === 0 || (each === 'stapled' && base.mode === 'mutual'));
        return asked.flatMap((revocation) => [
          of({ ...base, faults: [id], revocation }),
          ...(!revocations.includes('off')
            ? [of({ ...base, faults: [id], revocation, revocationPolicy: 'soft' })]
            : []),
        ]);
      },
    ),
  ]);
  return [...new Map(all.map((scenario) => [JSON.stringify(scenario), scenario])).values()];
}

/** One line that names a scenario. */
export const scenarioName = ({ protocol, mode, faults, revocation, revocationPolicy, ...rest }: Scenario): string =>
  [
    protocol,
    mode,
    ...faults,
    `revocation=${revocation}${revocationPolicy === 'soft' ? ' soft' : ''}`,
    rest.suite,
    rest.group,
    `keys=${rest.serverKey},${rest.clientKey},${rest.caKey}`,
    ...(rest.again === 'resumed' ? ['again'] : []),
    ...(rest.keyUpdate === 'client' ? ['keyUpdate'] : []),
    ...(rest.requests === 1 ? [] : [`requests=${rest.requests}`]),
  ].join(' ');

export function textsOf(recording: Recording): ShownText[] {
  const { scenario } = recording;
  const { title, line } = storyFor(scenario, recording, activeFaults(scenario));
  return [
    { step: 'story', kind: 'story', text: `${title}. ${line}`, encrypted: false },
    ...recording.steps.flatMap((step) => ofStep(recording, step)),
    ...others(recording),
    ...secrets(recording),
    ...fields(recording),
    ...endLines(summarise(recording)).map(({ label, text }) => told('end', 'end', `${label}: ${text}`)),
  ];
}

const told = (step: string, kind: ShownText['kind'], text: string): ShownText => ({
  step,
  kind,
  text,
  encrypted: false,
});

/** What other programs say of each failed check. */
function others({ events, scenario }: Recording): ShownText[] {
  return events.flatMap((event) => {
    if (event.kind !== 'check' || event.check.result !== 'fail') return [];
    const { check } = event.check;
    const says = otherImplementationsOf(check, event.subject, scenario.faults, scenario.protocol);
    return Object.entries(says ?? {}).map(([program, said]: [string, Record<string, string | number | null>]) => {
      const outcome = Object.entries(said).flatMap(([name, value]) => (value === null ? [] : [`${name} ${value}`]));
      const name = OTHER_NAMES[program as keyof typeof OTHER_NAMES];
      return told(`${event.subject} ${check}`, 'others', `${name}: ${outcome.join(', ') || 'accepts it'}`);
    });
  });
}

/** The Secrets panel: each secret once. */
function secrets({ events }: Recording): ShownText[] {
  const ids = new Set(events.flatMap((event) => (event.kind === 'secret' ? [event.secret] : [])));
  return [...ids].map((id) => {
    const { title, plain, whoShould } = secretWords(id);
    return told('secrets', 'secret', `${title}: ${plain} Meant for ${whoShould}.`);
  });
}

/** The fields of all messages: each once. */
function fields({ events }: Recording): ShownText[] {
  const ids = new Set<string>();
  const visit = (spans: readonly Span[]): void => {
    for (const { field, children } of spans) {
      ids.add(field);
      visit(children);
    }
  };
  for (const event of events) {
    if (event.kind !== 'sent') continue;
    visit(event.message.wireSpans);
    visit(event.message.plaintextSpans);
  }
  return [...ids].flatMap((id) => {
    const { name, plain } = fieldWords(id);
    return plain === null ? [] : [told(id, 'field', `${name}: ${plain}`)];
  });
}

function ofStep(recording: Recording, step: Step): ShownText[] {
  const texts: ShownText[] = [];
  const own = recording.events[step.event];
  const encrypted = own?.kind === 'sent' && own.message.encrypted;
  const show = (kind: ShownText['kind'], text: string | null | undefined) => {
    if (text !== null && text !== undefined && text !== '') texts.push({ step: step.key, kind, text, encrypted });
  };
  const { title, plain, why, wrong } = stepLesson(recording, step);
  show('title', title);
  show('plain', plain);
  show('why', why);
  show('wrong', wrong);
  show('verdict', stepVerdict(recording, step)?.text);
  if (step.textbook !== null) show('textbook', textbookReally(spokenAt(recording, step), step.textbook));
  const events = recording.events.slice(step.event, step.until);
  const checks = events.flatMap((event) => (event.kind === 'check' ? [event.check] : []));
  for (const event of events) {
    if (event.kind === 'sent') show('label', [messageTitle(event.message), messageDetail(event.message)].join(': '));
    if (event.kind === 'operation') show('label', [operationLabel(event), operationDetail(event, checks)].join(': '));
    if (event.kind === 'belief') show('belief', `${event.actor}: ${beliefText(event)}`);
  }
  for (const check of checks) {
    const { title: name, wrong: misread } = CHECK_WORDS[check.check];
    if (check.result === 'pass') show('check', `${name}: passed. ${evidenceText(check)}`);
    if (check.result === 'not-reached') show('check', `${name}: not reached. ${notReachedText(check)}`);
    if (check.result === 'fail') {
      show('check', `${name}: failed. ${failureText(check, recording.now)}. ${evidenceText(check)}`);
      show('check', REMEDY_WORDS[check.check]);
      show('wrong', misread);
    }
  }
  return texts;
}
