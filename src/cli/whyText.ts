// The answer of `why` for people, in the order in which one asks: who refused whom, what was said, what can be behind it,
// how to tell the causes apart, how to mend each, and how to see it step by step.
import type { FaultId } from '../lab/scenario/faultId.ts';
import { FAULT_WORDS } from '../lessons/faults.ts';
import {
  alertText,
  causeEvidenceText,
  MEANING_WORDS,
  mendText,
  refusedWhomText,
  replayCommand,
  TELL_APART,
} from '../lessons/why.ts';
import { fixOfSpeaker } from '../lessons/whyFix.ts';
import type { StackRole } from '../stacks/row.ts';
import type { Cause, WhyAnswer, WhyMessage } from '../why/answer.ts';
import { printable } from './printable.ts';

type Understood = Extract<WhyAnswer, { ok: true }>;

/** Causes that are explained; the others are named in one line. */
const EXPLAINED = 3;
const NAMED = 20;
const SHOWN_MESSAGES = 20;

export function whyText({ messages, certificates, privateKeys, lines }: Understood): string {
  const notes = [
    ...privateKeys.map(
      (line) =>
        `Line ${line} begins a private key. Nothing of it was kept. Whoever has seen this text has it: make a new key.`,
    ),
    ...(certificates.length === 0
      ? []
      : [
          `The text holds ${certificates.length} certificate${certificates.length === 1 ? '' : 's'}: "handshake-lab check FILE" judges them.`,
        ]),
  ];
  if (messages.length === 0)
    return `${['Nothing was understood: no words of a program about TLS or certificates.', `${lines} line${lines === 1 ? ' was' : 's were'} read.`, ...notes].join('\n')}\n`;
  const shown = messages.slice(0, SHOWN_MESSAGES).map((message) => messageText(message));
  const rest = messages.length - shown.length;
  return `${[...shown, ...(rest > 0 ? [`${rest} more messages are in --json.\n`] : []), ...notes].join('\n')}`
    .trimEnd()
    .concat('\n');
}

function messageText(message: WhyMessage): string {
  const { text, line, count, program, version, causes } = message;
  const speaker = [program ?? 'a program', version].filter((part) => part !== null).join(' ');
  const times = count > 1 ? `, ${count} times` : '';
  const said = [alertText(message.alert), ...message.meanings.slice(0, 2).map((means) => MEANING_WORDS[means])].filter(
    (part) => part !== null,
  );
  return [
    `Line ${line}${times}, ${speaker}: ${printable(text).slice(0, 200)}`,
    `  ${refusedWhomText(message)}`,
    ...said.map((part) => `  ${part}`),
    ...(causes.length === 0
      ? ['  No fault of this lab is known to lead to it.']
      : ['', '  What can be behind it, the likeliest first:']),
    ...causes.slice(0, EXPLAINED).flatMap((cause, index) => causeLines(cause, index, message)),
    ...(causes.length > EXPLAINED
      ? [
          `  Also: ${causes.slice(EXPLAINED, NAMED).map(alsoText).join(', ')}${causes.length > NAMED ? ` and ${causes.length - NAMED} more` : ''}`,
        ]
      : []),
    '',
  ].join('\n');
}

const alsoText = ({ fault, measured }: Cause): string => `${fault}${measured ? '' : ' (a guess)'}`;

function causeLines(cause: Cause, index: number, { protocol, program, role }: WhyMessage): string[] {
  const { fault, evidence, protocols } = cause;
  const tell = TELL_APART[fault];
  const replayed = protocol ?? protocols.find((each) => each !== 'tlsdef') ?? 'tls1.3';
  return [
    `  ${index + 1}. ${fault}: ${FAULT_WORDS[fault].story}`,
    `     ${measuredText(cause)}${evidence.map((one) => `; ${causeEvidenceText(one)}`).join('')}`,
    ...(tell === undefined ? [] : [`     tell: ${tell.command}`, `           prints: ${tell.shows}`]),
    `     mend: ${mendText(fault)}`,
    ...fixLines(fault, program, role),
    `     step: ${replayCommand(fault, replayed === 'tls1.2' ? 'tls1.2' : 'tls1.3')}`,
  ];
}

/** Where the program that speaks is known, and its part, or it plays but one: the lines for its own settings. */
function fixLines(fault: FaultId, program: string | null, role: StackRole | null): string[] {
  const fix = fixOfSpeaker(fault, program, role);
  if (fix === null) return [];
  return [
    `           ${fix.title}`,
    `           ${fix.program}, ${fix.place}:`,
    ...fix.lines.map((line) => `             ${line.replaceAll('\t', '  ')}`),
  ];
}

function measuredText({ measured, basis, stacks }: Cause): string {
  const shown = stacks.slice(0, 3).join(', ');
  const more = stacks.length > 3 ? ` and ${stacks.length - 3} more` : '';
  if (measured) return `measured with ${shown}${more}`;
  return basis === 'meaning' ? 'a guess by what it means; not measured' : `a guess here; measured with ${shown}${more}`;
}
