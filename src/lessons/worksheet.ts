// The words of worksheets: of their cells, and around them. The maker (exercises/worksheet) is given them.
import type { EndLabel, SheetKey, SheetWords } from '../exercises/worksheet/sheetWords.ts';
import type { Fault } from '../lab/faults/fault.ts';
import { ALERT_WORDS } from './alerts.ts';
import { beliefText } from './beliefs.ts';
import { CHECK_WORDS } from './checks/words.ts';
import { DUTY_STATES, dutyBehalf, dutyWhat } from './duties.ts';
import { Noun, The, the } from './phrases.ts';
import { choiceWords, NOTHING_FAILS, predictionQuestion, whyNot } from './predictions.ts';
import { scenarioLine } from './scenarioLine.ts';
import { secretWords } from './secrets.ts';
import { storyFor } from './story.ts';

export const WORKSHEET_WORDS = {
  title: 'Worksheet',
  answers: 'Answer sheet',
  variant: 'Variant',
  name: 'Name',
  date: 'Date',
  rows: 'What happens',
  columns: {
    row: 'Row',
    who: 'Who',
    what: 'Message or decision',
    how: 'Protected how, or decided how',
    belief: 'What a side believes now',
  },
  intro:
    'Fill in the blanks. Rows have the numbers that they have in the lab; what is missing between them, one side does alone.',
  end: 'At the end',
  questions: 'Questions',
  one: 'Tick one answer.',
  many: 'Tick all that are right.',
  duties: 'Who checks what',
  dutyColumns: { who: 'Who', what: 'Checks', behalf: 'For', row: 'Row', state: 'What came of it' },
  none: 'none of them',
} as const;

export const asksText = (question: number): string => `see question ${question}`;
export const goesOnText = (to: number): string => `The run goes on, up to row ${to} in the lab.`;

/** `activeFaults`: those that change anything in a scenario. */
export const sheetWords = (
  activeFaults: (scenario: Parameters<typeof scenarioLine>[0]) => readonly Pick<Fault, 'id' | 'revocations'>[],
): SheetWords => ({
  story: (run) => storyFor(run.scenario, run, activeFaults(run.scenario)),
  settings: ({ scenario }) => scenarioLine(scenario),
  actor: Noun,
  direction: (from, to) => `${Noun(from)} → ${Noun(to)}`,
  message: (type) => MESSAGES[type] ?? type,
  decision(operation, subject) {
    const whose = subject === 'server' ? 'the server’s' : subject === 'client' ? 'the client’s' : 'the';
    switch (operation) {
      case 'path.validate':
        return `checks the path of ${whose} certificate`;
      case 'certificate.decide':
        return `decides on ${whose} certificate`;
      case 'certificate.missing':
        return 'was shown nothing, and decides';
      case 'possession.verify':
        return `verifies ${whose} signature`;
      case 'ticket.open':
        return 'opens the ticket';
      case 'finished.verify':
        return 'compares what both saw of the handshake';
      case 'record.open':
        return 'opens a record';
      case 'message.refuse':
        return 'reads a message';
      case 'application.decide':
        return 'decides what the customer may do';
    }
  },
  results: ['in order', 'refused'],
  keyLabel: ({ kind }) => KEY_LABELS[kind],
  key(key) {
    switch (key.kind) {
      case 'encrypted':
        return secretWords(key.secret).title;
      case 'signed':
        return key.otherKey ? 'a key that is not the certificate’s' : `${the(key.by)}’s own private key`;
      case 'sealed':
        return 'the public key in the certificate';
    }
  },
  inClear: 'in clear',
  belief: (event) => beliefText(event),
  beliefLabel: (actor) => `${Noun(actor)}:`,
  endLabel: (label) => END_LABELS[label],
  check: (check) => CHECK_WORDS[check].title,
  alert: (description) => `${description} (${ALERT_WORDS[description]?.number ?? '?'})`,
  question: predictionQuestion,
  choice: choiceWords,
  why(prediction, choice) {
    if (choice !== null) return whyNot(prediction, choice);
    return prediction.form === 'flag' ? NOTHING_FAILS : '';
  },
  nowhere: 'Nowhere: it connects',
  rowLabel: 'At row',
  noRow: '–',
  dutyWhat,
  dutyBehalf,
  dutyState: (state) => DUTY_STATES[state],
  before: 'before',
});

const KEY_LABELS: Readonly<Record<SheetKey['kind'], string>> = {
  encrypted: 'encrypted with',
  signed: 'signed with',
  sealed: 'sealed with',
};

const END_LABELS: Readonly<Record<EndLabel, string>> = {
  check: 'The first check that fails',
  alert: 'The alert, with its number',
  client: `${The('client')} believes`,
  server: `${The('server')} believes`,
};

/** By what they are for, where the name is one of the lab's own. */
const MESSAGES: Readonly<Record<string, string>> = {
  OCSPRequest: 'OCSP request',
  OCSPResponse: 'OCSP response',
  CRLRequest: 'request for the list (CRL)',
  CRL: 'revocation list (CRL)',
  InsideRequest: 'HTTP request inside the bank',
  InsideResponse: 'HTTP response inside the bank',
  ApplicationData: 'ApplicationData (HTTP)',
};
