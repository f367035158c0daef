// Servers of the protocols that STARTTLS is for, as far as its dialogue goes; behind it Node's TLS. Node only.
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { fromHex, utf8 } from '../bytes/hex.ts';
import type { StarttlsProtocol } from '../cli/starttls.ts';
import { createSecureContext, tlsSocket } from './outside.ts';

/** What the server says when it sees `after`, or so many bytes (null: at once), byte for byte. The last answer is its consent. */
export type Turn = readonly [after: RegExp | number | null, say: string | Uint8Array];

/** A first packet of MySQL 8: protocol 10, version, connection, scramble, and what the server can do (its lower half, as hex). */
export function mysqlGreeting(capabilities: string): Uint8Array {
  const scramble = ['41'.repeat(8), '42'.repeat(12)] as const;
  const content = `0a${hexOf('8.0.36')}0001000000${scramble[0]}00${capabilities}2d0200ffc715${'00'.repeat(10)}${scramble[1]}00${hexOf('mysql_native_password')}00`;
  return fromHex(`${lengthOf(content)}00${content}`);
}

/** From the standards' own examples: RFC 3207 5, RFC 9051 6.2.1, RFC 2595 4, RFC 4217 12.1, RFC 6120 9.1, RFC 4511 4.14. */
export const DIALOGUES: Readonly<Record<StarttlsProtocol, readonly Turn[]>> = {
  smtp: [
    [null, '220 mail.imc.org SMTP service ready\r\n'],
    [/^EHLO .*\r\n/, '250-mail.imc.org offers a warm hug of welcome\r\n250-8BITMIME\r\n250-STARTTLS\r\n250 DSN\r\n'],
    [/^STARTTLS\r\n/, '220 Go ahead\r\n'],
  ],
  imap: [
    [null, '* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\r\n'],
    // s_client asks first what the server can do.
    [/^(\S+) (CAPABILITY|STARTTLS)\r\n/, '* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\nTAG OK done\r\n'],
    [/^(\S+) STARTTLS\r\n/, 'TAG OK Begin TLS negotiation now\r\n'],
  ],
  pop3: [
    [null, '+OK POP3 server ready\r\n'],
    [/^STLS\r\n/, '+OK Begin TLS negotiation\r\n'],
  ],
  ftp: [
    [null, '220-Welcome\r\n to this server\r\n220 FTP server ready\r\n'],
    [/^AUTH TLS\r\n/, '234 AUTH TLS successful\r\n'],
  ],
  xmpp: [
    [
      /^[\s\S]*<stream:stream[^>]*>/,
      "<?xml version='1.0'?><stream:stream from='im.example.com' id='t7AMCin9zjMNwQKDnplntZPIDEI=' version='1.0' xml:lang='en' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'><stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls></stream:features>",
    ],
    [/^<starttls [^>]*>/, "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"],
  ],
  ldap: [[31, fromHex('300c02010178070a010004000400')]],
  postgres: [[8, 'S']],
  mysql: [
    [null, mysqlGreeting('ffff')],
    [36, ''],
  ],
};

/** In ISO 8859-1, as bytes are matched. */
const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

function hexOf(text: string): string {
  return Buffer.from(utf8(text)).toString('hex');
}

/** Three bytes, the least one first. */
function lengthOf(hex: string): string {
  const length = hex.length / 2;
  return Buffer.from([length & 255, length >> 8, 0]).toString('hex');
}

export interface StarttlsServer {
  readonly port: number;
  close(): void;
}

/** Takes connections until it is closed; `answer` goes out under TLS behind the client's first word, or `null` at once. */
export async function starttlsServer(
  turns: readonly Turn[],
  identity: { readonly cert: string; readonly key: string },
  answer: string,
): Promise<StarttlsServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    converse(socket, turns, () => {
      const secure = tlsSocket(socket, { isServer: true, secureContext: createSecureContext(identity) });
      secure.on('error', () => {});
      secure.once('data', () => secure.end(answer));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function converse(socket: Socket, turns: readonly Turn[], secure: () => void): void {
  let at = 0;
  let heard = '';
  const go = (): void => {
    for (;;) {
      const turn = turns[at];
      if (turn === undefined) {
        socket.off('data', onData).pause();
        // What came together with the last word belongs to TLS.
        socket.unshift(Buffer.from(heard, 'latin1'));
        secure();
        return;
      }
      const [after, say] = turn;
      const match = matched(after, heard);
      if (!match) return;
      heard = heard.slice((match[0] ?? '').length);
      // Who asks for STARTTLS at once, need not be told what there is.
      const isShort = /STARTTLS/.test(match[2] ?? '');
      at += isShort ? 2 : 1;
      socket.write(typeof say === 'string' ? say.replace('TAG', match[1] ?? '') : say);
    }
  };
  const onData = (data: Buffer): void => {
    heard += latin(data);
    go();
  };
  socket.on('data', onData);
  go();
}

function matched(after: Turn[0], heard: string): RegExpExecArray | string[] | null {
  if (after === null) return [''];
  if (typeof after === 'number') return heard.length < after ? null : [heard.slice(0, after)];
  return after.exec(heard);
}
