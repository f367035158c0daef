// Libraries without a command line of their own: a small program for each, in `sources/`, which all take the same words
// (`role=client port=4433 …`) and print `OK` or `ERR` with the library's own message.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../process.ts';
import type { ClientSetting, Credential, Packages, ReadyStack, ServerSetting, Stack } from '../stack.ts';

const SOURCES = join(import.meta.dirname, '../sources');
const PICKS = [/^ERR/];
const OTHERWISE = [/^EVENT/, /^EOF/];

/** `words` behind `program`; `env` for its libraries. */
function endOf(
  id: string,
  version: string,
  program: string,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): ReadyStack {
  return {
    id,
    version,
    client: {
      name: version,
      picks: PICKS,
      otherwise: OTHERWISE,
      command: (setting) => ({ program, env, args: [...words, 'role=client', ...clientWords(setting)] }),
    },
    server: {
      name: version,
      picks: PICKS,
      otherwise: OTHERWISE,
      command: (setting) => ({ program, env, args: [...words, 'role=server', ...serverWords(setting)] }),
    },
  };
}

const clientWords = ({ port, protocol, name, ca, own, crl }: ClientSetting): string[] => [
  ...[`port=${port}`, `protocol=${protocol}`, `name=${name}`, `ca=${ca}`, ...ownWords(own)],
  ...(crl === null ? [] : [`crl=${crl.list}`]),
];
const serverWords = ({ port, protocol, own, clientCa, crl }: ServerSetting): string[] => [
  ...[`port=${port}`, `protocol=${protocol}`, ...ownWords(own)],
  ...(clientCa === null ? [] : [`ca=${clientCa}`]),
  ...(crl === null ? [] : [`crl=${crl.list}`]),
];
const ownWords = (own: Credential | null): string[] => (own === null ? [] : [`cert=${own.chain}`, `key=${own.key}`]);

export const NODE: Stack = {
  id: 'node',
  title: "Node's tls module",
  packages: {},
  async ready() {
    const version = `Node ${process.version} (OpenSSL ${process.versions.openssl.replace(/\+.*/, '')})`;
    return endOf('node', version, process.execPath, [join(SOURCES, 'tlsEnd.mjs')], { NODE_OPTIONS: '' });
  },
};

export const PYTHON: Stack = {
  id: 'python',
  title: "Python's ssl module",
  packages: { apt: ['python3'] },
  async ready(tools) {
    const found = await tools.find('python3', { apt: ['python3'] });
    if (found === null) return 'python3 is not here';
    const about = 'import ssl, sys; print(sys.version.split()[0], "/", ssl.OPENSSL_VERSION)';
    const { output } = await run({ program: found.path, args: ['-c', about], env: found.env });
    const [, python, library] = /^(\S+) \/ OpenSSL (\S+)/m.exec(output) ?? [];
    if (python === undefined) return 'python3 does not run, or has no ssl';
    return endOf(
      'python',
      `Python ${python} (OpenSSL ${library})`,
      found.path,
      ['-B', join(SOURCES, 'tls_end.py')],
      found.env,
    );
  },
};

export const JAVA: Stack = java('java', 'Java 17 of this system, or of its packages', {
  apt: ['openjdk-17-jdk-headless', 'openjdk-17-jre-headless'],
});
export const JAVA_PATCHED: Stack = java(
  'java17',
  'Java 17 of the packages, even where the system has one',
  { apt: ['openjdk-17-jre-headless', 'openjdk-17-jdk-headless'] },
  true,
);

function java(id: string, title: string, packages: Packages, isFromPackages = false): Stack {
  return {
    id,
    title,
    packages,
    async ready(tools) {
      const place = `usr/lib/jvm/java-17-openjdk-${process.arch === 'x64' ? 'amd64' : process.arch}/bin/`;
      const found =
        (isFromPackages ? null : await tools.find('javac', {})) ?? (await tools.find(`${place}javac`, packages));
      if (found === null) return 'a JDK is not here';
      const program = found.path.replace(/javac$/, 'java');
      const { output } = await run({ program, args: ['-version'], env: found.env });
      const number = /version "([\d._]+)"/.exec(output)?.[1];
      if (number === undefined) return 'java does not run';
      const classes = join(tools.cache, `java-${number}-${digestOf('TlsEnd.java')}`);
      if (!existsSync(join(classes, 'TlsEnd.class'))) {
        mkdirSync(classes, { recursive: true });
        const made = await run({
          program: found.path,
          args: ['-d', classes, join(SOURCES, 'TlsEnd.java')],
          env: found.env,
        });
        if (made.status !== 0) return `javac: ${made.output}`;
      }
      const words = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto', '-cp', classes, 'TlsEnd'];
      // Its rows are those of one program, whose versions differ.
      return endOf('java', `Java ${number}`, program, words, found.env);
    },
  };
}

export const GO119: Stack = go('go119', '1.19', { apt: ['golang-1.19-go', 'golang-1.19-src'] });
export const GO124: Stack = go('go124', '1.24', {
  apt: ['golang-1.24-go', 'golang-1.24-src'],
  release: 'trixie',
});

function go(id: string, minor: string, packages: Packages): Stack {
  return {
    id,
    title: `Go ${minor}'s crypto/tls`,
    packages,
    async ready(tools) {
      const found = await tools.find(`usr/lib/go-${minor}/bin/go`, packages);
      if (found === null || found.root === null) return `Go ${minor} is not here`;
      const env = {
        ...{ GOROOT: join(found.root, `usr/lib/go-${minor}`), GOTOOLCHAIN: 'local', GOPROXY: 'off', GOFLAGS: '' },
        ...{
          GOCACHE: join(tools.cache, 'go-build'),
          GOPATH: join(tools.cache, 'go'),
          CGO_ENABLED: '0',
          GO111MODULE: 'off',
        },
      };
      const { output } = await run({ program: found.path, args: ['version'], env });
      const number = /go(\d+\.\d+(?:\.\d+)?)/.exec(output)?.[1];
      if (number === undefined) return `go ${minor} does not run`;
      const program = join(tools.cache, `go-${number}-${digestOf('tlsEnd.go')}`);
      if (!existsSync(program)) {
        const made = await run(
          { program: found.path, args: ['build', '-o', program, join(SOURCES, 'tlsEnd.go')], env },
          280_000,
        );
        if (made.status !== 0) return `go build: ${made.output}`;
      }
      return { ...endOf(id, `Go ${number}`, program, [], {}), isListless: true };
    },
  };
}

const digestOf = (source: string): string =>
  createHash('sha256')
    .update(readFileSync(join(SOURCES, source)))
    .digest('hex')
    .slice(0, 8);
