// Key stores as Java's keytool writes them: a key and its certificate, under one password.
import { spawnSync } from 'node:child_process';
import type { Tools } from './tools.ts';

const PASSWORD = 'changeit';

export function makeKeyStores({ keytool, read, shown }: Tools) {
  // keytool itself says no version; on standard error, Java does.
  const madeBy = spawnSync('java', ['-version']).stderr.toString().split('\n')[0]?.trim() ?? '';
  const stores = ['JKS', 'JCEKS'].map((type) => {
    const file = `a.${type.toLowerCase()}`;
    const args = ['-genkeypair', '-alias', 'a', '-keyalg', 'EC', '-groupname', 'secp256r1', '-dname', 'CN=a'];
    args.push('-storetype', type, '-keystore', file, '-storepass', PASSWORD, '-keypass', PASSWORD);
    keytool(args);
    return { command: shown(args, 'keytool'), type, password: PASSWORD, base64: read(file).toString('base64') };
  });
  return { madeBy, stores };
}
