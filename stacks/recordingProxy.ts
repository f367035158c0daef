// A proxy on 127.0.0.1 that passes on the records of one connection, notes the alerts that are not encrypted, and, where a
// fault of the wire is played, is its attacker: the one of the lab.
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { type Attacker, send } from '../src/lab/attacker/attacker.ts';
import { downgrade, dropMessage, flipRecord, truncate } from '../src/lab/attacker/messageModifications.ts';
import { alertName } from '../src/tls/alertCodes.ts';
import type { SentMessage } from '../src/tls/events.ts';
import { decodeHandshake, encodeHandshake } from '../src/tls/messages/handshake.ts';
import { encodeRecord } from '../src/tls/record/record.ts';
import type { Role } from './row.ts';

export interface WireAlert {
  readonly from: Role;
  readonly fatal: boolean;
  readonly name: string;
}

export interface RecordingProxy {
  readonly port: number;
  readonly alerts: readonly WireAlert[];
  /** Types of the records that passed, in order: for who wants to know how far it came. */
  readonly passed: readonly { readonly from: Role; readonly type: number }[];
  close(): void;
}

/**
 * The attackers of the lab, and two of the harness' own: `flip-answer` is the mirror image of `flip-record`; `drop-suite`
 * is the lab's `edit-hello` for programs that know few suites: it takes out of ClientHello the first suite alone, and the
 * extended master secret, so that the keys do not depend on what was changed.
 */
export type WireAttackName = 'drop-suite' | 'truncate' | 'downgrade' | 'drop-message' | 'flip-record' | 'flip-answer';

export async function recordingProxy(serverPort: number, attack: WireAttackName | null): Promise<RecordingProxy> {
  const alerts: WireAlert[] = [];
  const passed: { from: Role; type: number }[] = [];
  const sockets = new Set<Socket>();
  const attacker = attack === null ? null : attackerFor(attack);
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const target = connect({ port: serverPort, host: '127.0.0.1', allowHalfOpen: true });
    sockets.add(client).add(target);
    pipe('client', client, target);
    pipe('server', target, client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  function pipe(from: Role, source: Socket, sink: Socket): void {
    let rest = Buffer.alloc(0);
    source.setNoDelay(true);
    source.on('data', (data: Buffer) => {
      rest = Buffer.concat([rest, data]);
      sink.cork();
      for (let size = recordSize(rest); size <= rest.length; size = recordSize(rest)) {
        const record = rest.subarray(0, size);
        rest = rest.subarray(size);
        note(from, record);
        for (const bytes of carried(from, record)) if (sink.writable) sink.write(bytes);
      }
      sink.uncork();
    });
    source.on('end', () => {
      if (rest.length > 0 && sink.writable) sink.write(rest);
      sink.end();
    });
    // Who resets a connection resets it for the other side as well. One that is ending already is left to end: to reset it
    // then would keep Node 20 from ever ending itself.
    source.on('error', () => (sink.connecting || sink.writableEnded ? sink.destroy() : sink.resetAndDestroy()));
    source.on('close', () => sockets.delete(source));
  }

  function note(from: Role, record: Buffer): void {
    passed.push({ from, type: record[0] ?? 0 });
    // An encrypted alert is longer than its two bytes.
    if (record[0] !== ALERT || record.length !== HEADER + 2) return;
    alerts.push({ from, fatal: record[HEADER] === 2, name: alertName(record[HEADER + 1] ?? 0) });
  }

  function carried(from: Role, record: Buffer): Uint8Array[] {
    if (attacker === null) return [record];
    const bytes = new Uint8Array(record);
    const to = from === 'client' ? 'server' : 'client';
    return attacker
      .carry({ to, bytes, origin: { kind: 'made', message: unread(bytes) } })
      .flatMap((act) => (act.kind === 'send' ? [act.passing.bytes] : []));
  }

  return {
    port: (server.address() as AddressInfo).port,
    alerts,
    passed,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

const ALERT = 21;
const APPLICATION_DATA = 23;
const HEADER = 5;

/** Infinity while the header is not complete. */
const recordSize = (bytes: Buffer): number =>
  bytes.length < HEADER ? Number.POSITIVE_INFINITY : HEADER + bytes.readUInt16BE(3);

function attackerFor(attack: WireAttackName): Attacker {
  switch (attack) {
    case 'drop-suite':
      return dropSuite();
    case 'truncate':
      return truncate();
    case 'downgrade':
      return downgrade();
    case 'drop-message':
      return dropMessage();
    case 'flip-record':
      return flipRecord();
    case 'flip-answer':
      return flipAnswer();
  }
}

/** One bit of the first record of application data, or what looks like it, from the server. */
function flipAnswer(): Attacker {
  let isDone = false;
  return {
    carry: (passing) => {
      if (isDone || passing.to !== 'client' || passing.bytes[0] !== APPLICATION_DATA) return [send(passing)];
      isDone = true;
      const bytes = passing.bytes.slice();
      bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
      return [send({ ...passing, bytes })];
    },
  };
}

function dropSuite(): Attacker {
  return {
    carry: (passing) => {
      const decoded = decodeHandshake(passing.bytes.subarray(HEADER));
      if (passing.to === 'client' || !decoded.ok || decoded.value.message.type !== 'ClientHello')
        return [send(passing)];
      const hello = decoded.value.message;
      const extensions = hello.extensions.filter(({ type }) => type !== 'extended_master_secret');
      const weaker = { ...hello, suites: hello.suites.slice(1), extensions };
      const version = ((passing.bytes[1] ?? 3) << 8) | (passing.bytes[2] ?? 3);
      const { bytes } = encodeRecord('handshake', encodeHandshake(weaker).bytes, version);
      return [send({ ...passing, bytes })];
    },
  };
}

/** A record of which nothing is known but its bytes. */
const unread = (wire: Uint8Array): SentMessage => ({
  type: 'ApplicationData',
  wire,
  wireSpans: [],
  encrypted: false,
  plaintext: null,
  plaintextSpans: [],
  sealed: null,
  certificates: [],
  details: {},
});
