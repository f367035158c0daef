// A recording as text for people: the sequence, what was checked, and how it ended.
import type { Outcome, Recording } from '../lab/recording/recording.ts';
import { evidenceText } from '../lessons/checks/evidence.ts';
import { messageDetail, messageTitle } from '../lessons/messages.ts';
import { operationDetail, operationLabel } from '../lessons/operations.ts';
import { PHASE_WORDS } from '../lessons/phases.ts';
import { measuredAsText } from '../lessons/programs.ts';
import { CITATIONS } from '../pki/citations.ts';

export function sequenceText({ scenario, events, steps, prevented, outcome }: Recording): string {
  const lines: string[] = (['client', 'server'] as const).flatMap((side) => {
    const measured = measuredAsText(side, scenario);
    return measured === null ? [] : [`${side} behaves ${measured}`];
  });
  for (const [index, step] of steps.entries()) {
    if (step.phase !== steps[index - 1]?.phase) lines.push('', PHASE_WORDS[step.phase].title);
    const event = events[step.event];
    const number = String(step.number).padStart(3);
    if (event?.kind === 'sent') {
      const { message } = event;
      const way = `${message.from} -> ${message.to}`.padEnd(17);
      const detail = messageDetail(message);
      const size = `${message.wire.length / 2} B${message.encrypted ? ', encrypted' : ''}`;
      lines.push(`${number}  ${way} ${messageTitle(message)}  (${detail ? `${detail}, ` : ''}${size})`);
    }
    if (event?.kind === 'operation') {
      const checks = events.flatMap((e) => (e.kind === 'check' && e.operation === event.id ? [e.check] : []));
      const mark = event.result === 'pass' ? '+' : event.result === 'fail' ? 'x' : ' ';
      const detail = operationDetail(event, checks);
      lines.push(
        `${number}  ${`[${event.actor}]`.padEnd(15)} ${mark} ${operationLabel(event)}${detail ? `: ${detail}` : ''}`,
      );
      for (const check of checks.filter((c) => c.result === 'fail')) {
        lines.push(
          `${' '.repeat(23)}failed: ${check.check} (${CITATIONS[check.reference].text}) ${evidenceText(check)}`,
        );
        const measured = measuredAsText(event.actor, scenario);
        if (measured !== null) lines.push(`${' '.repeat(23)}${measured}`);
      }
    }
  }
  if (prevented.length > 0)
    lines.push('', `Not reached: ${prevented.map((message) => `${message.from}'s ${message.type}`).join(', ')}`);
  lines.push('', `client: ${outcomeLine(outcome.client)}`, `server: ${outcomeLine(outcome.server)}`, '');
  return lines.join('\n').trimStart();
}

export function outcomeLine({ state, error }: Outcome): string {
  if (!error) {
    if (state === 'failed') return 'failed: the handshake did not end, it waits for bytes that do not come';
    return state === 'closed' ? 'connected, then closed in order (close_notify)' : 'connected';
  }
  if (error.alert !== '' && error.by === 'self') return `${state}: ${error.code}, sent alert ${error.alert}`;
  if (error.alert === '')
    return error.by === 'self'
      ? // Of a connection that ended nobody expects an alert.
        `${state}: ${error.code}${error.code.startsWith('connection.') ? '' : ', no alert sent'}`
      : `${state}: the connection ended without an alert${error.code === 'alert' ? '' : ` (${error.code})`}`;
  return `${state}: was told ${error.alert}${error.code === 'alert' ? '' : ` (${error.code})`}`;
}
