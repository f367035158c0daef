// `listen` as a process: garbage, silence and resets harm nobody else, and it ends when it is told to.
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { connect as openSocket, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../bytes/hex.ts';
import { builtCommandLine } from '../testing/builtCommandLine.ts';
import { type ConnectionLine, pkiFolder } from '../testing/commandLine.ts';
import { startOutside } from '../testing/outside.ts';
import { pageAsAlice } from '../testing/tlsPage.ts';

const folder = pkiFolder();
afterAll(() => folder.remove());
const KEY_LOG = folder.file('keys.log');

async function start(...args: string[]) {
  const child = startOutside('node', [builtCommandLine(), 'listen', ...args], { stdin: 'none' });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await lines.next()).value);
  let errors = '';
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const first: { listening: number; pki: string } = await next();
  return {
    ...first,
    next: next as () => Promise<ConnectionLine>,
    errors: () => errors,
    hangUp: () => child.stdout.destroy(),
    async end(signal: NodeJS.Signals): Promise<number | null> {
      const ended = once(child, 'close');
      child.kill(signal);
      const [status] = await ended;
      return status;
    },
  };
}

/** Resolves with what came, when the connection is closed. */
function send(port: number, bytes: Uint8Array): Promise<Uint8Array> {
  const socket = openSocket(port, '127.0.0.1', () => socket.write(bytes));
  const parts: Buffer[] = [];
  socket.on('data', (data: Buffer) => parts.push(data));
  return new Promise((resolve, reject) => socket.on('error', reject).on('close', () => resolve(Buffer.concat(parts))));
}

async function stalled(port: number): Promise<Socket> {
  const socket = openSocket(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

const page = (port: number): Promise<string> => pageAsAlice(port, folder);

describe('listen', () => {
  it('serves who behaves, whatever others do, and logs the keys at once', async () => {
    const server = await start('--mode', 'mutual', '--pki', folder.file(''), '--keylog', KEY_LOG);
    const { listening: port } = server;
    const silent = await Promise.all(Array.from({ length: 10 }, () => stalled(port)));

    // RFC 5246 6.2.1 and 7.2.2: each gets the alert that fits, in a record of its own. A message that may not come now
    // is refused before it is decoded.
    const alert = (code: string) => `150303000202${code}`;
    const answers = await Promise.all(
      [
        '474554202f20485454502f312e310d0a0d0a', // HTTP without TLS: 0x47 is no content type
        '1603010004 02000000', // ServerHello, and an empty one
        '1603010004 01000000', // ClientHello, empty
        '1603010000', // an empty handshake record
        '16030148ff', // longer than 2^14 + 2048
        '1703030001 00', // application data before the handshake
        '140303000101', // ChangeCipherSpec before the handshake
      ].map((hex) => send(port, fromHex(hex))),
    );
    const expected = ['0a', '0a', '32', '32', '16', '0a', '0a'];
    expect(answers.map(toHex)).toEqual(expected.map(alert));
    for (const _ of answers)
      expect((await server.next()).outcome.server).toMatchObject({ state: 'failed', error: { by: 'self' } });

    for (let i = 0; i < 10; i++) (await stalled(port)).resetAndDestroy();
    for (let i = 0; i < 10; i++) {
      expect((await server.next()).outcome.server).toMatchObject({
        state: 'failed',
        error: { code: 'connection.closed' },
      });
    }

    const pages = await Promise.all(Array.from({ length: 6 }, () => page(port)));
    for (const text of pages) expect(text).toContain('you are alice');
    for (const _ of pages) expect((await server.next()).outcome.server).toEqual({ state: 'closed', error: null });
    expect(readFileSync(KEY_LOG, 'utf8')).toMatch(/^(CLIENT_RANDOM [0-9a-f]{64} [0-9a-f]{96}\n){6}$/);

    expect(await server.end('SIGTERM')).toBe(0);
    for (const socket of silent) socket.destroy();
    expect(server.errors()).toBe('');
  });

  it('goes on when nobody reads its output any more, as behind `| head -1`, and says so', async () => {
    const server = await start('--mode', 'mutual', '--pki', folder.file(''));
    server.hangUp();
    for (let i = 0; i < 3; i++) expect(await page(server.listening)).toContain('you are alice');
    expect(await server.end('SIGTERM')).toBe(0);
    expect(server.errors()).toBe('listen: nobody reads the results any more; the server goes on\n');
  });

  it('says once on stderr that 256 connections are open, and closes what comes beyond', async () => {
    const server = await start('--mode', 'mutual', '--pki', folder.file(''));
    const idle = await Promise.all(Array.from({ length: 256 }, () => stalled(server.listening)));
    for (let i = 0; i < 3; i++) {
      const beyond = openSocket(server.listening, '127.0.0.1').on('error', () => {});
      await once(beyond, 'close');
    }
    expect(idle.filter(({ readyState }) => readyState === 'open')).toHaveLength(256);
    // With one place free again, the next one is served.
    idle[0]?.resetAndDestroy();
    expect((await server.next()).outcome.server).toMatchObject({ error: { code: 'connection.closed' } });
    expect(await page(server.listening)).toContain('you are alice');
    expect(await server.end('SIGTERM')).toBe(0);
    for (const socket of idle) socket.destroy();
    expect(server.errors()).toBe('listen: 256 connections are open, more are closed at once\n');
  });

  it('makes files of its own where it is given none, and ends with SIGINT too', async () => {
    const server = await start();
    for (const name of ['root.pem', 'server.pem', 'client.p12']) expect(existsSync(join(server.pki, name))).toBe(true);
    expect(await server.end('SIGINT')).toBe(0);
    rmSync(server.pki, { recursive: true });
    expect(server.errors()).toBe('');
  });

  it('makes files in the folder that it is given where there is none of that name, and says so', async () => {
    const absent = folder.file('made');
    const server = await start('--pki', absent);
    expect(server.pki).toBe(absent);
    for (const name of ['root.pem', 'server.pem', 'client.p12']) expect(existsSync(join(absent, name))).toBe(true);
    expect(await server.end('SIGTERM')).toBe(0);
    expect(server.errors()).toBe(`listen: ${absent} has no certificates: new ones are made there\n`);
    rmSync(absent, { recursive: true });
  });
});
