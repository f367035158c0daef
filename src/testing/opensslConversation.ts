// A conversation in TLS 1.2 or 1.3 between `openssl s_client` and `openssl s_server`, as it went over the wire. Node only.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openssl, startOutside } from './outside.ts';

export interface Conversation {
  readonly fromClient: Uint8Array;
  readonly fromServer: Uint8Array;
  /** NSS key log lines. */
  readonly keyLog: string;
  /** DER of the certificates that server and client were given. */
  readonly serverCertificate: Uint8Array;
  readonly clientCertificate: Uint8Array;
  /** PEM of the server's private key. */
  readonly serverKey: string;
}

export interface ConversationOptions {
  /** OpenSSL's name, such as `AES128-GCM-SHA256`; those that begin with `TLS_` are of TLS 1.3. */
  readonly cipher: string;
  readonly mutual: boolean;
  readonly extendedMasterSecret: boolean;
  /** Which of the client's extensions the server answers. */
  readonly acknowledge: 'server_name' | 'alpn';
  /** What the client says once the handshake is done; the server sends each line back, reversed. */
  readonly say: string;
}

/** The client says `say`, waits for the answer and closes. */
export async function converse(options: ConversationOptions): Promise<Conversation> {
  const folder = mkdtempSync(join(tmpdir(), 'conversation-'));
  const children: ChildProcess[] = [];
  try {
    const file = (name: string) => join(folder, name);
    const [serverCertificate, clientCertificate] = ['server', 'client'].map((name) => makeCertificate(folder, name));
    if (!serverCertificate || !clientCertificate) throw new Error('no certificates');
    writeFileSync(file('openssl.cnf'), configuration(options.extendedMasterSecret));
    const env = { ...process.env, OPENSSL_CONF: file('openssl.cnf') };

    const serverArgs = ['s_server', '-accept', '127.0.0.1:0', '-naccept', '1', ...speak(options), '-rev'];
    serverArgs.push('-no_ticket', '-num_tickets', '0');
    serverArgs.push('-cert', file('server.pem'), '-key', file('server.key'));
    // s_server can't do both: the second certificate, which makes it acknowledge the name, comes without ALPN.
    if (options.acknowledge === 'server_name') {
      serverArgs.push('-servername', 'api.bank.test', '-cert2', file('server.pem'), '-key2', file('server.key'));
    } else serverArgs.push('-alpn', 'http/1.1');
    if (options.mutual) serverArgs.push('-Verify', '1', '-CAfile', file('client.pem'));
    const server = startOutside('openssl', serverArgs, { env });
    children.push(server);
    const port = Number((await seen(server, /ACCEPT 127\.0\.0\.1:(\d+)/))[1]);

    const tap = await tapped(port);
    const clientArgs = ['s_client', '-connect', `127.0.0.1:${tap.port}`, ...speak(options)];
    clientArgs.push('-servername', 'api.bank.test', '-alpn', 'h2,http/1.1', '-keylogfile', file('keys.log'), '-quiet');
    if (options.mutual) clientArgs.push('-cert', file('client.pem'), '-key', file('client.key'));
    const client = startOutside('openssl', clientArgs, { env });
    children.push(client);
    client.stdin.write(`${options.say}\n`);
    await seen(client, new RegExp([...options.say].reverse().join('')));
    // s_server -rev closes the connection, with close_notify, when it is told to.
    client.stdin.write('CLOSE\n');
    await tap.closed;
    return {
      fromClient: Buffer.concat(tap.fromClient),
      fromServer: Buffer.concat(tap.fromServer),
      keyLog: readFileSync(file('keys.log'), 'utf8'),
      serverCertificate,
      clientCertificate,
      serverKey: readFileSync(file('server.key'), 'utf8'),
    };
  } finally {
    for (const child of children) child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

const speak = ({ cipher }: ConversationOptions): string[] =>
  cipher.startsWith('TLS_') ? ['-tls1_3', '-ciphersuites', cipher] : ['-tls1_2', '-cipher', cipher];

/** A self-signed certificate in `NAME.pem`, its key in `NAME.key`. */
function makeCertificate(folder: string, name: string): Uint8Array {
  const pem = join(folder, `${name}.pem`);
  const made = openssl([
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', `/O=Bank/CN=${name}`, '-days', '2'],
    ...['-keyout', join(folder, `${name}.key`), '-out', pem],
  ]);
  if (made.status !== 0) throw new Error(made.stderr);
  return openssl(['x509', '-in', pem, '-outform', 'DER']).stdout;
}

function configuration(extendedMasterSecret: boolean): string {
  // RFC 7366 would change the CBC suites' records.
  const options = `-EncryptThenMac,${extendedMasterSecret ? '' : '-'}ExtendedMasterSecret`;
  return [
    'openssl_conf = init',
    '[init]\nssl_conf = ssl',
    '[ssl]\nsystem_default = defaults',
    `[defaults]\nOptions = ${options}`,
    '',
  ].join('\n');
}

/** A port that passes one connection on to `port`, and keeps what went each way, to the end of both. */
async function tapped(port: number) {
  const fromClient: Buffer[] = [];
  const fromServer: Buffer[] = [];
  const listener = createServer({ allowHalfOpen: true });
  const closed = once(listener, 'connection').then(async ([client]: Socket[]) => {
    listener.close();
    if (client === undefined) throw new Error('no connection');
    const server = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    await Promise.all([passedOn(client, server, fromClient), passedOn(server, client, fromServer)]);
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return { port: (listener.address() as AddressInfo).port, fromClient, fromServer, closed };
}

/** All of `from`, to its end, which ends that half of `to` as well: who has closed is read to the end, and so is the other. */
function passedOn(from: Socket, to: Socket, kept: Buffer[]): Promise<void> {
  from.on('data', (data: Buffer) => {
    kept.push(data);
    to.write(data);
  });
  return new Promise((resolve) => {
    from.on('end', () => to.end());
    // A side that is gone already can't be written to, and says nothing more.
    from.on('error', () => to.end());
    from.on('close', () => resolve());
  });
}

/** Resolves when the output of `child` matches; rejects with all of it if the program ends before. */
function seen(child: ChildProcess, pattern: RegExp): Promise<RegExpMatchArray> {
  return new Promise((resolve, reject) => {
    let text = '';
    const look = (data: Buffer) => {
      text += data.toString();
      const match = text.match(pattern);
      if (match) resolve(match);
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`openssl ended with ${code} before ${pattern}: ${text}`)));
  });
}
