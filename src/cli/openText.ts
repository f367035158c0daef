// A capture as text for people: its connections, and what passed in each of them.
import type { CaptureReport, ConnectionReport, MessageReport } from '../capture/report/connectionReport.ts';
import type { CaptureContents } from '../capture/report/readCapture.ts';
import { OPENED_WORDS } from '../lessons/captures.ts';
import { printable } from './printable.ts';

export function captureText(name: string, contents: CaptureContents, report: CaptureReport): string {
  const { connections, other } = report;
  const lines = [
    `${printable(name)}: ${count(contents.packets, 'packet')}, ${count(connections.length, 'connection')} with TLS`,
  ];
  if (contents.cut > 0) lines.push(`  ${count(contents.cut, 'packet')} not captured in whole`);
  if (contents.fragments > 0) lines.push(`  ${count(contents.fragments, 'IP fragment')}`);
  for (const { what, packets } of other) lines.push(`  left out: ${what}, ${count(packets, 'packet')}`);
  const isLong = connections.length > MOST_IN_FULL;
  for (const [i, connection] of connections.entries()) {
    if (!isLong || i === 0) lines.push('');
    lines.push(headText(i + 1, connection));
    if (!isLong) lines.push(...detailLines(connection));
  }
  return `${lines.join('\n')}\n`;
}

function headText(number: number, { client, server, sni, version, suite, opened, alerts }: ConnectionReport): string {
  const parts = [
    `${client} -> ${server}`,
    sni === null ? 'no server name' : printable(sni),
    version ?? 'version unknown',
    suite ?? 'suite unknown',
    OPENED_WORDS[opened],
    ...alerts
      .filter(({ description }) => description !== 'close_notify')
      .map(({ from, description }) => `${from}: ${description}`),
  ];
  return `${String(number).padStart(3)}  ${parts.join(', ')}`;
}

function detailLines({ messages, alerts, http, gaps, certificates }: ConnectionReport): string[] {
  const lines: string[] = [];
  const left = [...alerts];
  for (let i = 0; i < messages.length; ) {
    const first = messages[i] as MessageReport;
    let end = i + 1;
    while (first.type === 'ApplicationData' && isAlike(messages[end], first)) end++;
    const bytes = messages.slice(i, end).reduce((sum, { length }) => sum + length, 0);
    const alert = first.type === 'Alert' ? takeAlert(left, first.from) : null;
    const notes = [
      ...(end - i > 1 ? [`${end - i} records`] : []),
      `${bytes} B`,
      ...(first.encrypted ? ['sealed'] : []),
      ...(first.early === undefined ? [] : [`early data, ${first.early}`]),
      ...(first.inferred === undefined ? [] : [`closed; by its size ${first.inferred}`]),
    ];
    lines.push(
      `     ${first.from === 'client' ? 'client -> server' : 'server -> client'}  ${alert ?? first.type}  (${notes.join(', ')})`,
    );
    i = end;
  }
  if (http !== null) lines.push(`     request: ${printable(http)}`);
  if (gaps > 0) lines.push(`     ${count(gaps, 'gap')}: bytes that were not captured`);
  for (const side of ['server', 'client'] as const) {
    if (certificates[side].length > 0) lines.push(`     certificates of the ${side}: ${certificates[side].length}`);
  }
  return lines;
}

const isAlike = (next: MessageReport | undefined, first: MessageReport): boolean =>
  next !== undefined &&
  next.type === first.type &&
  next.from === first.from &&
  next.encrypted === first.encrypted &&
  next.early === first.early &&
  next.inferred === first.inferred;

function takeAlert(left: ConnectionReport['alerts'][number][], from: string): string | null {
  const at = left.findIndex((alert) => alert.from === from);
  const [alert] = at < 0 ? [] : left.splice(at, 1);
  return alert === undefined ? null : `Alert ${alert.level} ${alert.description}`;
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

const MOST_IN_FULL = 20;
