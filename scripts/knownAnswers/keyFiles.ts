// Private keys as OpenSSH's ssh-keygen and PuTTY's puttygen (Debian's putty-tools) write them, with the public half of
// each as OpenSSH, and for Ed25519 Node, writes it as a SubjectPublicKeyInfo.
import { spawnSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const KINDS = [
  ['RSA', ['-t', 'rsa', '-b', '2048']],
  ['P-256', ['-t', 'ecdsa', '-b', '256']],
  ['P-521', ['-t', 'ecdsa', '-b', '521']],
  ['Ed25519', ['-t', 'ed25519']],
] as const;

export function makeKeyFiles() {
  const folder = mkdtempSync(join(tmpdir(), 'key-files-'));
  const run = (program: string, args: readonly string[]): string => {
    const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: folder });
    if (error) throw error;
    if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
    return stdout.toString();
  };
  const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
  try {
    writeFileSync(join(folder, 'secret'), 'secret');
    const madeBy = `${spawnSync('ssh', ['-V']).stderr.toString().trim()}; ${run('puttygen', ['--version']).split('\n')[0]}`;
    const keys = KINDS.map(([kind, args], i) => {
      const name = `k${i}`;
      const files: { command: string; encrypted: boolean; text: string }[] = [];
      const add = (program: string, given: readonly string[], file: string, encrypted: boolean) => {
        run(program, given);
        files.push({ command: [program, ...given].join(' '), encrypted, text: text(file) });
      };
      add('ssh-keygen', ['-q', ...args, '-N', '', '-C', 'a', '-f', name], name, false);
      for (const version of [2, 3]) {
        const putty = [name, '-O', 'private', '--ppk-param', `version=${version},time=10`];
        add('puttygen', [...putty, '-o', 'plain.ppk'], 'plain.ppk', false);
        add('puttygen', [...putty, '--new-passphrase', 'secret', '-o', 'sealed.ppk'], 'sealed.ppk', true);
      }
      const publicKey = text(`${name}.pub`);
      const spki =
        kind === 'Ed25519'
          ? ed25519Spki(publicKey)
          : pemBytes(run('ssh-keygen', ['-e', '-m', 'PKCS8', '-f', `${name}.pub`]));
      const rfc4716 = run('ssh-keygen', ['-e', '-f', `${name}.pub`]);
      run('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'secret', '-f', name]);
      files.push({ command: 'ssh-keygen -q -p -P "" -N secret', encrypted: true, text: text(name) });
      return { kind, spki: spki.toString('base64'), files, publicKey, rfc4716 };
    });
    run('ssh-keygen', ['-q', '-s', 'k3', '-P', 'secret', '-I', 'a', 'k0.pub']);
    return { madeBy, keys, certificate: text('k0-cert.pub') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const pemBytes = (pem: string): Buffer => createPublicKey(pem).export({ type: 'spki', format: 'der' });

/** The last 32 bytes of the blob are the key. */
function ed25519Spki(line: string): Buffer {
  const x = Buffer.from(line.split(' ')[1] ?? '', 'base64')
    .subarray(-32)
    .toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }).export({
    type: 'spki',
    format: 'der',
  });
}
