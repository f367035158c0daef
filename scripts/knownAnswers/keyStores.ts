// Key stores as Java's keytool writes them: a key and its certificate, and secret keys before certificates.
import { spawnSync } from 'node:child_process';
import type { Tools } from './tools.ts';

const PASSWORD = 'changeit';

export function makeKeyStores(tools: Tools) {
  // keytool itself says no version; on standard error, Java does.
  const madeBy = spawnSync('java', ['-version']).stderr.toString().split('\n')[0]?.trim() ?? '';
  return { madeBy, password: PASSWORD, pairs: ['JKS', 'JCEKS'].map((type) => pair(tools, type)), mixed: mixed(tools) };
}

const into = (type: string, file: string): string[] => ['-storetype', type, '-keystore', file, '-storepass', PASSWORD];

function pair({ keytool, read, shown }: Tools, type: string) {
  const file = `pair.${type.toLowerCase()}`;
  const key = ['-genkeypair', '-alias', 'a', '-keyalg', 'EC', '-groupname', 'secp256r1', '-dname', 'CN=a'];
  const args = [...key, '-keypass', PASSWORD, ...into(type, file)];
  keytool(args);
  return { type, command: shown(args, 'keytool'), base64: read(file).toString('base64') };
}

/** Two secret keys, and one certificate under three names. */
function mixed({ keytool, openssl, read, shown }: Tools) {
  openssl(['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'c.key', '-subj', '/CN=c', '-out', 'c.pem']);
  const store = into('JCEKS', 'mixed.jceks');
  const commands = [
    ...['a', 'b'].map((alias) => {
      const secret = ['-genseckey', '-keyalg', 'AES', '-keysize', '128', '-keypass', PASSWORD];
      return [...secret, '-alias', alias, ...store];
    }),
    ...['c', 'd', 'e'].map((alias) => ['-importcert', '-noprompt', '-alias', alias, '-file', 'c.pem', ...store]),
  ];
  for (const args of commands) keytool(args);
  const certificate = openssl(['x509', '-in', 'c.pem', '-outform', 'DER']).stdout.toString('base64');
  return {
    commands: commands.map((args) => shown(args, 'keytool')),
    certificate,
    base64: read('mixed.jceks').toString('base64'),
  };
}
