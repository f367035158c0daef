// The command line from within a test: real files, real sockets, no further process.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBundle, writeBundle } from '../cli/bundle.ts';
import type { ConnectReport } from '../cli/connectReport.ts';
import type { CheckLine } from '../cli/report.ts';
import { run } from '../cli/run.ts';
import type { Outcome } from '../lab/recording/recording.ts';
import type { FaultId } from '../lab/scenario/faultId.ts';
import { DEFAULT_SCENARIO, type Scenario } from '../lab/scenario/scenario.ts';
import type { World } from '../lab/world/issuance.ts';
import { toPem } from '../pki/intake/pem.ts';
import { realNow } from './outside.ts';
import { withStreams } from './standardStreams.ts';

/** The files of `pki --mode mutual --seed 1` with `faults`, and what OpenSSL wants beside them. */
export interface Folder {
  readonly world: World;
  file(name: string): string;
  remove(): void;
}

/** `serverRest.pem` and `clientRest.pem`: what follows the own certificate in the chain; absent where nothing does. */
export function pkiFolder(
  faults: readonly FaultId[] = [],
  names: readonly string[] = ['localhost'],
  kinds: Partial<Pick<Scenario, 'protocol' | 'serverKey' | 'clientKey' | 'caKey' | 'bank' | 'host' | 'customer'>> = {},
): Folder {
  const path = mkdtempSync(join(tmpdir(), 'pki-'));
  const bundle = makeBundle({ ...DEFAULT_SCENARIO, mode: 'mutual', faults, ...kinds }, names, 1, realNow());
  writeBundle('test', path, bundle.files, false);
  for (const side of ['server', 'client'] as const) {
    const rest = bundle.world[side]?.chain.slice(1) ?? [];
    if (rest.length === 0) continue;
    writeFileSync(join(path, `${side}Rest.pem`), rest.map((der) => toPem('CERTIFICATE', der)).join(''));
  }
  return {
    world: bundle.world,
    file: (name) => join(path, name),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Arguments by which s_server or s_client shows the certificate of `side`. */
export function opensslCredential({ world, file }: Folder, side: 'server' | 'client'): string[] {
  const chain = world[side]?.chain ?? [];
  const rest = chain.length > 1 ? ['-cert_chain', file(`${side}Rest.pem`)] : [];
  return ['-cert', file(`${side}.pem`), '-key', file(`${side}.key`), ...rest];
}

export interface ConnectionLine {
  readonly connection: number;
  readonly outcome: { readonly server: Outcome };
  readonly checks: readonly CheckLine[];
  readonly problem?: string;
}

/** `listen --once` with the files of `folder`: `talk` connects to the port. What it returns, and the line of the connection. */
export async function listenOnce<T>(
  folder: Folder,
  args: readonly string[],
  talk: (port: number) => Promise<T>,
): Promise<{ readonly result: T; readonly line: ConnectionLine }> {
  const { result, out } = await withStreams(async (line) => {
    const served = run(['listen', '--once', '--pki', folder.file(''), ...args]);
    const first: { listening: number } = JSON.parse(await line(0));
    const answer = await talk(first.listening);
    await served;
    return answer;
  });
  return { result, line: JSON.parse(out.split('\n')[1] ?? '') };
}

/** `connect --json` to `port` of this machine as api.bank.test, which `folder`'s root vouches for; in the lab's first protocol unless `args` say otherwise. */
export async function connectTo(port: number, folder: Folder, args: readonly string[] = []): Promise<ConnectReport> {
  const to = ['connect', `127.0.0.1:${port}`, '--name', 'api.bank.test', '--ca', folder.file('root.pem'), '--json'];
  const protocol = args.includes('--protocol') ? [] : ['--protocol', DEFAULT_SCENARIO.protocol];
  const { result, out, err } = await withStreams(() => run([...to, ...protocol, ...args]));
  if (result !== 0) throw new Error(err);
  return JSON.parse(out);
}
