// What `npm start` serves: files of one folder, to this machine.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from './serve.mjs';

const folder = mkdtempSync(join(tmpdir(), 'serve-'));
let port = 0;
let close = () => {};
beforeAll(async () => {
  mkdirSync(join(folder, 'dist/assets'), { recursive: true });
  writeFileSync(join(folder, 'dist/index.html'), 'the page');
  writeFileSync(join(folder, 'dist/assets/a.js'), 'a script');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  symlinkSync('../secret.txt', join(folder, 'dist/secret.txt'));
  symlinkSync('..', join(folder, 'dist/above'));
  symlinkSync('a.js', join(folder, 'dist/assets/b.js'));
  // The folder itself may be reached by a link.
  symlinkSync('dist', join(folder, 'served'));
  const served = await serve({ directory: join(folder, 'served'), port: 0 });
  port = served.port;
  close = () => void served.server.close();
});
afterAll(() => {
  close();
  rmSync(folder, { recursive: true, force: true });
});

function get(
  path: string,
  host = `127.0.0.1:${port}`,
): Promise<{ status: number; text: string; headers: IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, headers: { host } }, (response) => {
      let text = '';
      response.on('data', (data: Buffer) => (text += data.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }));
    })
      .on('error', reject)
      .end();
  });
}

describe('The server of the page', () => {
  it.each([
    'localhost',
    'LOCALHOST:4173',
    'localhost.:80',
    '127.0.0.1',
    '127.0.0.1:1',
    '127.1.2.3:65535',
    '[::1]',
    '[::1]:4173',
  ])('answers for %s', async (host) => {
    expect(await get('/', host)).toMatchObject({ status: 200, text: 'the page' });
  });

  it.each([
    'evil.test',
    'evil.test:4173',
    'localhost.evil.test',
    '127.0.0.1.evil.test',
    '192.168.0.1',
    '[::2]',
    'localhost:80@x',
  ])('says 421 to whoever asks for "%s" (RFC 9110 15.5.20)', async (host) => {
    const { status, text } = await get('/', host);
    expect(status).toBe(421);
    expect(text).not.toContain('the page');
  });

  it('answers HTTP/1.0, which has no Host', async () => {
    const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.0\r\n\r\n'));
    let text = '';
    for await (const data of socket) text += data.toString();
    expect(text).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('follows links within its folder, and none that leads out of it', async () => {
    expect((await get('/assets/b.js')).text).toBe('a script');
    for (const path of ['/secret.txt', '/above/secret.txt', '/above/dist/../secret.txt'])
      expect(await get(path)).toMatchObject({ status: 404 });
  });

  it('lets every page frame it', async () => {
    const { headers } = await get('/');
    expect(headers['x-frame-options']).toBeUndefined();
    expect(headers['content-security-policy']).toBeUndefined();
  });
});
