// A capture as text for people: its connections, and what passed in each of them.
import {
  type ConnectionReport,
  connectionReport,
  type MessageReport,
  otherReport,
} from '../capture/report/connectionReport.ts';
import { type CertificateVerdict, type ConnectionVerdicts, judgeConnection } from '../capture/report/judgement.ts';
import type { CaptureContents } from '../capture/report/readCapture.ts';
import { OPENED_WORDS } from '../lessons/captures.ts';
import { evidenceText } from '../lessons/checks/evidence.ts';
import { failureText } from '../lessons/checks/failures.ts';
import { CITATIONS } from '../pki/citations.ts';
import type { Certificate } from '../pki/x509/certificate.ts';
import { printable } from './printable.ts';

export function captureText(name: string, contents: CaptureContents, anchors: readonly Certificate[]): string {
  const connections = contents.connections.filter(({ conversation }) => conversation.isTls);
  const lines = [
    `${printable(name)}: ${count(contents.packets, 'packet')}, ${count(connections.length, 'connection')} with TLS`,
  ];
  if (contents.cut > 0) lines.push(`  ${count(contents.cut, 'packet')} not captured in whole`);
  if (contents.fragments > 0) lines.push(`  ${count(contents.fragments, 'IP fragment')}`);
  if (contents.ignored > 0) lines.push(`  ${count(contents.ignored, 'connection')} more were not read`);
  for (const { what, packets } of otherReport(contents)) lines.push(`  left out: ${what}, ${count(packets, 'packet')}`);
  const isLong = connections.length > MOST_IN_FULL;
  for (const [i, connection] of connections.entries()) {
    if (!isLong || i === 0) lines.push('');
    const report = connectionReport(connection);
    lines.push(headText(i + 1, report));
    if (!isLong) lines.push(...detailLines(report));
    if (anchors.length > 0) lines.push(...verdictLines(judgeConnection(connection, contents, anchors)));
  }
  return `${lines.join('\n')}\n`;
}

/** For JSON: which check refused, with its section and what was found. */
export const verdictReport = (verdicts: ConnectionVerdicts) => {
  const one = (verdict: CertificateVerdict | null) =>
    verdict && {
      accepted: verdict.accepted,
      failure: verdict.failure && {
        certificate: verdict.failure.certificate,
        check: verdict.failure.check,
        reference: CITATIONS[verdict.failure.reference].text,
        evidence: evidenceText(verdict.failure),
      },
    };
  return { server: one(verdicts.server), client: one(verdicts.client) };
};

function verdictLines(verdicts: ConnectionVerdicts): string[] {
  return (['server', 'client'] as const).flatMap((side) => {
    const verdict = verdicts[side];
    if (verdict === null) return [];
    const { accepted, failure, now } = verdict;
    if (accepted) return [`     the ${side}'s certificate: accepted by these roots at the time of the capture`];
    if (failure === null) return [`     the ${side}'s certificate: it can't be read`];
    return [
      `     the ${side}'s certificate: refused. ${printable(failureText(failure, now))} (${failure.check}, ${CITATIONS[failure.reference].text})`,
    ];
  });
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
