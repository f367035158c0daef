// Our own `listen` and `connect`, as the other side where OpenSSL can't play it, and as judges.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SpokenProtocol, Stack } from '../stack.ts';

export const ours = (commandLine: string): Stack => ({
  id: 'ours',
  title: 'our own listen and connect',
  packages: {},
  async ready() {
    const protocol = (spoken: SpokenProtocol): string => (spoken === 'tls1.2' ? 'tls1.2-ecdhe' : 'tls1.3');
    const command = (args: readonly string[]) => ({ program: process.execPath, args: [commandLine, ...args] });
    return {
      id: 'ours',
      version: 'Handshake Lab',
      client: {
        name: 'our connect',
        picks: [/^\{/, /^handshake-lab:/],
        told,
        sent,
        command: ({ port, protocol: spoken, name, ca, own }) =>
          command([
            ...['connect', `127.0.0.1:${port}`, '--name', name, '--ca', ca, '--protocol', protocol(spoken), '--json'],
            ...(own === null ? [] : ['--cert', own.chain, '--key', own.key]),
          ]),
      },
      server: {
        name: 'our listen',
        picks: [/^\{"connection"/, /^handshake-lab:/],
        told,
        sent,
        command: ({ port, protocol: spoken, own, clientCa, place }) => {
          copyFileSync(own.chain, join(place, 'server.pem'));
          copyFileSync(own.key, join(place, 'server.key'));
          copyFileSync(clientCa ?? own.chain, join(place, 'root.pem'));
          const mode = clientCa === null ? 'one-way' : 'mutual';
          return command([
            ...['listen', '--port', String(port), '--once', '--pki', place, '--mode', mode],
            ...['--protocol', protocol(spoken)],
          ]);
        },
      },
    };
  },
});

const told = (output: string): string | undefined => /"alert":"(\w+)","by":"peer"/.exec(output)?.[1];
const sent = (output: string): string | undefined => /"alert":"(\w+)","by":"self"/.exec(output)?.[1];
