// The page that `listen` answers with, fetched by node:tls as alice.
import { readFileSync } from 'node:fs';
import type { Folder } from './commandLine.ts';
import { tlsConnect } from './outside.ts';

/** `folder` holds the files that the server uses. */
export async function pageAsAlice(port: number, folder: Folder): Promise<string> {
  const socket = tlsConnect({
    port,
    host: '127.0.0.1',
    servername: 'api.bank.test',
    ca: readFileSync(folder.file('root.pem')),
    cert: readFileSync(folder.file('client.pem')),
    key: readFileSync(folder.file('client.key')),
    maxVersion: 'TLSv1.2',
    ciphers: 'AES128-GCM-SHA256',
  });
  let text = '';
  socket.on('data', (data: Buffer) => (text += data.toString()));
  socket.on('secureConnect', () => socket.write('GET / HTTP/1.1\r\nHost: api.bank.test\r\n\r\n'));
  await new Promise((resolve, reject) => socket.on('end', resolve).on('error', reject));
  return text;
}
