// Plays one fault before one program: the other side is a server or client with what the fault gives it, a recording proxy
// stands between them, and what both said becomes a row.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { NAME, type PlayedFault } from './faults.ts';
import { type Material, materialFor } from './material.ts';
import { normalised, said } from './normalise.ts';
import { freePort, start, untilListening } from './process.ts';
import { type RecordingProxy, recordingProxy } from './recordingProxy.ts';
import type { AlertHow, MeasuredProtocol, Row } from './row.ts';
import type { ClientSetting, Half, ReadyStack, ServerSetting, SpokenProtocol } from './stack.ts';

export interface Cell {
  readonly fault: PlayedFault;
  readonly protocol: MeasuredProtocol;
  readonly judge: ReadyStack;
  readonly peer: ReadyStack;
  /** The row is about what the peer says of an alert that OpenSSL sent. */
  readonly told: boolean;
}

export interface Workshop {
  /** A folder that goes away. */
  readonly place: string;
  /** Milliseconds for one program. */
  readonly limit: number;
}

/** A text says why there is no row: a program that does not start, a part that it can't play. */
export async function measureCell(cell: Cell, { place, limit }: Workshop): Promise<Row | string> {
  const { fault, judge, peer, protocol } = cell;
  const isClient = fault.role === 'client';
  const client = (isClient ? judge : peer).client;
  const server = (isClient ? peer : judge).server;
  if (!client || !server) return `${!client ? 'no client' : 'no server'} there`;
  const { ca, crl, allCas, ...credentials } = materialOf(fault, protocol, place);
  mkdirSync(place, { recursive: true });
  const here = mkdtempSync(join(place, 'run-'));
  chmodSync(here, 0o755);
  const spoken = spokenBy(cell);
  const list = fault.crl ? { list: crl, allCas } : null;
  const port = await freePort();
  const serving = start(
    server.command({
      port,
      protocol: spoken.server,
      own: credentials.server,
      clientCa: isClient ? null : ca,
      crl: isClient ? null : list,
      place: here,
    }),
    limit * 2,
  );
  let proxy: RecordingProxy | null = null;
  try {
    if (!(await untilListening(port, serving, limit))) {
      const { output } = await serving.stop();
      return `${server.name} does not listen: ${normalised(output.slice(-300), [place]).replaceAll('\n', ' ')}`;
    }
    proxy = await recordingProxy(port, fault.attack ?? null);
    const asking = await start(
      client.command({
        port: proxy.port,
        protocol: spoken.client,
        name: fault.name ?? NAME,
        expects: isClient ? (fault.name ?? NAME) : NAME,
        ca,
        own: isClient || fault.defect === 'client/none' ? null : credentials.client,
        crl: isClient ? list : null,
        offers: fault.offer === 'cipher' ? 'rare' : null,
        place: here,
      }),
      limit,
    ).ended;
    await serving.settle(server.stays ? 250 : 1500);
    const served = await serving.stop();
    const logged = (server.logs ?? []).map((name) => join(here, name)).filter((path) => existsSync(path));
    const words = [served.output, ...logged.map((path) => readFileSync(path, 'utf8'))].join('\n');
    return rowOf(cell, {
      client,
      server,
      clientSays: asking.output,
      serverSays: words,
      exit: asking.late ? null : asking.status,
      isLate: asking.late,
      proxy,
      own: [here, place],
    });
  } finally {
    proxy?.close();
    await serving.stop();
    rmSync(here, { recursive: true, force: true });
  }
}

export const materialOf = ({ defect, inFiles }: PlayedFault, protocol: MeasuredProtocol, place: string): Material =>
  materialFor(place, inFiles && defect !== 'ok' ? defect : null, protocol);

/** In `hello/no-common-version`, the server speaks the version of the cell. */
function spokenBy({ fault, protocol }: Cell): { client: SpokenProtocol; server: SpokenProtocol } {
  if (fault.offer !== 'version') return { client: protocol, server: protocol };
  return { client: protocol === 'tls1.2' ? 'tls1.3' : 'tls1.2', server: protocol };
}

interface Heard {
  readonly client: Half<ClientSetting>;
  readonly server: Half<ServerSetting>;
  readonly clientSays: string;
  readonly serverSays: string;
  readonly exit: number | null;
  readonly isLate: boolean;
  readonly proxy: RecordingProxy;
  readonly own: readonly string[];
}

function rowOf({ fault, protocol, judge, peer, told }: Cell, heard: Heard): Row | string {
  const { client, server, clientSays, serverSays, exit, isLate, proxy, own } = heard;
  const isClient = fault.role === 'client';
  const [judging, other] = isClient ? [client, server] : [server, client];
  const [judgeSays, otherSays] = isClient ? [clientSays, serverSays] : [serverSays, clientSays];
  const refused = !/HTTP\/1\.[01] 200/.test(clientSays);
  const fatal = proxy.alerts.find((alert) => alert.fatal);
  if (fatal !== undefined && fatal.from !== fault.role) return `${other.name} refuses first: ${fatal.name}`;
  const onWire = fatal?.name;
  const seen: readonly (readonly [AlertHow, string | undefined])[] = told
    ? [['log', judging.sent?.(judgeSays) ?? onWire]]
    : [
        ['wire', onWire],
        ['peer', other.told?.(otherSays)],
        ['log', judging.sent?.(judgeSays)],
      ];
  const [how, alert] = seen.find(([, name]) => name !== undefined) ?? ['log', undefined];
  const wordsOf = ({ picks, otherwise = [] }: Pick<Half<never>, 'picks' | 'otherwise'>, output: string): string =>
    said(output, picks, own) || (refused ? said(output, otherwise, own) : '');
  const message = wordsOf(judging, judgeSays);
  const peerMessage = wordsOf(other, otherSays);
  const notes = [
    told && (isClient ? TOLD_SERVER : TOLD_CLIENT),
    fault.attack !== undefined && 'made by a proxy',
    refused && !told && alert === undefined && silence(clientSays),
    isLate && 'the client was ended after the limit of time',
  ].filter((note) => note !== false);
  return {
    stack: judge.id,
    version: told ? judging.name : judge.version,
    role: fault.role,
    protocol,
    defect: fault.defect,
    refused,
    ...(refused && alert !== undefined && { alertSent: alert }),
    ...(refused && { alertHow: how }),
    ...(message !== '' && { message }),
    ...(isClient && exit !== null && { exit }),
    peer: told ? peer.version : other.name,
    ...(peerMessage !== '' && { peerMessage }),
    ...(!isClient && exit !== null && { peerExit: exit }),
    ...(notes.length > 0 && { note: notes.join('; ') }),
    date: new Date().toISOString().slice(0, 10),
  };
}

const TOLD_CLIENT = "the alert is OpenSSL's; peerMessage is what the client says of it";
const TOLD_SERVER = "the alert is OpenSSL's (in TLS 1.3 in plaintext); peerMessage is what the server says of it";

const silence = (clientSays: string): string => {
  const status = /HTTP\/1\.[01] ([45]\d\d)/.exec(clientSays)?.[1];
  return status === undefined ? 'closes without a fatal alert' : `handshake completes, then HTTP ${status}; no alert`;
};
