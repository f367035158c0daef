// GnuTLS's gnutls-cli and gnutls-serv. The server listens on every address of the machine, for it knows no option for one.
import { run } from '../process.ts';
import type { SpokenProtocol, Stack } from '../stack.ts';
import { request } from './openssl.ts';

const APT = { apt: ['gnutls-bin', 'libgnutls30', 'libgnutls-dane0', 'libunbound8', 'libevent-2.1-7'] };

export const GNUTLS: Stack = {
  id: 'gnutls',
  title: 'gnutls-cli and gnutls-serv',
  packages: APT,
  async ready(tools) {
    const client = await tools.find('gnutls-cli', APT);
    const server = await tools.find('gnutls-serv', APT);
    if (client === null || server === null) return 'gnutls-cli and gnutls-serv are not here';
    const { output } = await run({ program: client.path, args: ['--version'], env: client.env });
    const number = /\d+\.\d+\.\d+/.exec(output)?.[0];
    if (number === undefined) return 'gnutls-cli does not run';
    const version = `GnuTLS ${number}`;
    return {
      id: 'gnutls',
      version,
      client: {
        name: version,
        picks: [/^\*\*\* (?:Fatal|PKI|Received alert|Handshake)/, /^- Status:/, /^\|<\d>\|/, /^Error/],
        command: ({ port, protocol, name, expects, ca, own, crl }) => ({
          program: client.path,
          env: client.env,
          input: request(name),
          args: [
            ...[
              '--x509cafile',
              crl?.allCas ?? ca, // it verifies the list when it reads it

              '--sni-hostname',
              name,
              '--verify-hostname',
              expects,
              '--priority',
              priority(protocol),
            ],
            ...(crl === null ? [] : ['--x509crlfile', crl.list]),
            ...(own === null ? [] : ['--x509certfile', own.chain, '--x509keyfile', own.key]),
            ...['--port', String(port), '127.0.0.1'],
          ],
        }),
      },
      server: {
        name: version,
        stays: true,
        picks: [/^Error in handshake/, /^\*\*\* /, /^\|<(?:\d|0x[0-9a-f]+)>\|/, /^Error:/],
        command: ({ port, protocol, own, clientCa, crl }) => ({
          program: server.path,
          env: server.env,
          args: [
            ...['--http', '--port', String(port), '--priority', priority(protocol)],
            ...['--x509certfile', own.chain, '--x509keyfile', own.key],
            ...(clientCa === null
              ? ['--disable-client-cert']
              : ['--x509cafile', clientCa, '--require-client-cert', '--verify-client-cert']),
            ...(crl === null ? [] : ['--x509crlfile', crl.list]),
          ],
        }),
      },
    };
  },
};

const priority = (protocol: SpokenProtocol): string =>
  protocol === 'tls1.2'
    ? 'NORMAL:-VERS-ALL:+VERS-TLS1.2'
    : protocol === 'tls1.3'
      ? 'NORMAL:-VERS-ALL:+VERS-TLS1.3'
      : 'NORMAL';
