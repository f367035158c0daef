// curl, with the TLS library that it was built with.
import { run } from '../process.ts';
import type { Stack } from '../stack.ts';

const APT = { apt: ['curl', 'libcurl4'] };

export const CURL: Stack = {
  id: 'curl',
  title: 'curl',
  packages: APT,
  async ready(tools) {
    const found = await tools.find('curl', APT);
    if (found === null) return 'curl is not here';
    const { output } = await run({ program: found.path, args: ['--version'], env: found.env });
    const [, number, library] = /^curl (\S+) .*?\b(OpenSSL\/\S+|GnuTLS\/\S+)/m.exec(output) ?? [];
    if (number === undefined || library === undefined) return 'curl does not run';
    const version = `curl ${number} (${library.replace('/', ' ')})`;
    return {
      id: 'curl',
      version,
      client: {
        name: version,
        picks: [/^curl: /, /^\* .*(?:error:|certificate problem|no alternative certificate)/],
        command: ({ port, protocol, name, ca, own, crl }) => ({
          program: found.path,
          env: found.env,
          args: [
            ...['--silent', '--show-error', '--verbose', '--include', '--http1.1', '--noproxy', '*'],
            ...['--connect-to', `${name}:${port}:127.0.0.1:${port}`, '--cacert', ca],
            ...(protocol === 'tls1.2' ? ['--tlsv1.2', '--tls-max', '1.2'] : []),
            ...(protocol === 'tls1.3' ? ['--tlsv1.3'] : []),
            ...(crl === null ? [] : ['--crlfile', crl.list]),
            ...(own === null ? [] : ['--cert', own.chain, '--key', own.key]),
            `https://${name}:${port}/`,
          ],
        }),
      },
    };
  },
};
