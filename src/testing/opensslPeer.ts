// `openssl s_server` and `openssl s_client` as the other side of a conversation with our endpoints. Node only.
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOutside } from './outside.ts';

export interface Ended {
  readonly status: number | null;
  /** Standard output and standard error, as they came. */
  readonly output: string;
}

export interface OpensslServer {
  readonly port: number;
  readonly ended: Promise<Ended>;
  /** Resolves when the output holds `pattern`. */
  seen(pattern: RegExp): Promise<void>;
  say(text: string): void;
  stop(): void;
}

/** Takes one connection. `version` (null: as `args` say) and the port are set here; the rest is in `args`. */
export async function opensslServer(
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
  version: '-tls1_2' | '-tls1_3' | null = '-tls1_2',
): Promise<OpensslServer> {
  const spoken = version === null ? [] : [version];
  const child = startOutside('openssl', ['s_server', '-accept', '127.0.0.1:0', '-naccept', '1', ...spoken, ...args], {
    env,
  });
  const watch = watched(child);
  const [, port] = await watch.seen(/ACCEPT 127\.0\.0\.1:(\d+)/);
  return {
    port: Number(port),
    ended: watch.ended,
    async seen(pattern) {
      await watch.seen(pattern);
    },
    say: (text) => void child.stdin.write(text),
    stop: () => void child.kill(),
  };
}

/** Connects to our server, says `say` once the handshake is over, and stays until the connection is closed. */
export async function opensslClient(
  port: number,
  args: readonly string[],
  say: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Ended> {
  const child = startOutside('openssl', ['s_client', '-connect', `127.0.0.1:${port}`, ...args], { env });
  const watch = watched(child);
  // Tickets of TLS 1.3 may follow at once.
  watch.seen(/Verify return code[\s\S]*?\n---\n/).then(
    () => child.stdin.write(say),
    () => {},
  );
  return await watch.ended;
}

/** An environment in which OpenSSL has `options` (the values of its `Options` setting, such as `-ExtendedMasterSecret`). */
export function withOpensslOptions(options: string): { readonly env: NodeJS.ProcessEnv; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'openssl-'));
  const file = join(folder, 'openssl.cnf');
  const sections = ['openssl_conf = init', '[init]\nssl_conf = ssl', '[ssl]\nsystem_default = defaults'];
  writeFileSync(file, [...sections, `[defaults]\nOptions = ${options}`, ''].join('\n'));
  return {
    env: { ...process.env, OPENSSL_CONF: file },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill();
});

function watched(child: ChildProcess): { ended: Promise<Ended>; seen(pattern: RegExp): Promise<RegExpMatchArray> } {
  running.add(child);
  child.on('exit', () => running.delete(child));
  child.stdin?.on('error', () => {}); // it may have gone already
  let output = '';
  const waiting = new Set<() => void>();
  const take = (data: Buffer) => {
    output += data.toString();
    for (const look of waiting) look();
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output }));
  });
  const seen = (pattern: RegExp) =>
    new Promise<RegExpMatchArray>((resolve, reject) => {
      const look = () => {
        const match = output.match(pattern);
        if (!match) return;
        waiting.delete(look);
        resolve(match);
      };
      waiting.add(look);
      ended.then(() => reject(new Error(`openssl ended without ${pattern}: ${output}`)), reject);
      look();
    });
  return { ended, seen };
}
