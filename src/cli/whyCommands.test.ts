// The commands that tell causes apart print what they should, of files that `pki` writes; and of the causes of one side no
// other prints it. The keys are those of the lab: making fresh ones takes longer than all that is tried here.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FAULTS } from '../lab/faults/catalogue.ts';
import type { FaultId } from '../lab/scenario/faultId.ts';
import { TELL_APART } from '../lessons/why.ts';
import { onePerKind } from '../testing/otherDay.ts';
import { outsideJudge, realNow, runOutside } from '../testing/outside.ts';
import { MEANINGS, MEANS, VAGUE } from '../why/meaning.ts';
import { makeBundle, prepareFolder, writeBundle } from './bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'tell-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What `shows` says in words, for those whose output differs from certificate to certificate. */
const IN_WORDS: Readonly<Record<string, (printed: string) => boolean>> = {
  'server/wrong-key-usage': (printed) => /^ +(?!.*Key Encipherment)\S/m.test(printed),
  'client/wrong-key-usage': (printed) => /^ +(?!.*Digital Signature)\S/m.test(printed),
  'server/wrong-eku': (printed) => /^ +\S/m.test(printed) && !/TLS Web Server Authentication/.test(printed),
  'client/wrong-eku': (printed) => /^ +\S/m.test(printed) && !/TLS Web Client Authentication/.test(printed),
  'server/wildcard-too-deep': (printed) => /DNS:\*\./.test(printed),
  'server/stolen-certificate': hasTwoKeys,
  'client/stolen-certificate': hasTwoKeys,
  'ca/no-cert-sign': (printed) => /CA:TRUE/.test(printed) && !/Certificate Sign/.test(printed),
};
function hasTwoKeys(printed: string): boolean {
  const keys = printed.split('-----BEGIN PUBLIC KEY-----').map((key) => key.trim());
  return keys.length === 3 && keys[1] !== keys[2];
}

/** Those that a command about files tells; the others ask a server. */
const TOLD = FAULTS.map(({ id }) => id).filter((fault) => {
  const command = TELL_APART[fault]?.command;
  return command !== undefined && !command.includes('s_client');
});
const sideOf = (fault: FaultId): 'client' | 'server' => (fault.startsWith('client/') ? 'client' : 'server');
/** Whether some words mean both; those that mean nearly everything aside. */
const areRivals = (one: FaultId, other: FaultId): boolean =>
  MEANINGS.some((means) => {
    const faults = [...MEANS[means].client, ...MEANS[means].server];
    return !VAGUE.has(means) && faults.includes(one) && faults.includes(other);
  });
const shown = (fault: FaultId, printed: string): boolean =>
  IN_WORDS[fault]?.(printed) ?? printed.includes(TELL_APART[fault]?.shows ?? '\0');

const folders = new Map<string, string>();
function filesWith(fault: FaultId): string {
  const made = folders.get(fault) ?? join(folder, fault.replace('/', '-'));
  if (folders.has(fault)) return made;
  prepareFolder('pki', made, 'mutual', false);
  const scenario = { mode: 'mutual', protocol: 'tls1.2-rsa', faults: [fault] } as const;
  writeBundle('pki', made, makeBundle(scenario, [], 1, realNow()).files, false);
  folders.set(fault, made);
  return made;
}
const outputs = new Map<string, string>();
function printedBy(fault: FaultId, of: FaultId): string {
  const command = (TELL_APART[fault]?.command ?? 'false').replaceAll('HOST', 'api.bank.test');
  const key = `${of}\n${command}`;
  const known = outputs.get(key);
  if (known !== undefined) return known;
  const { stdout, stderr } = runOutside('sh', ['-c', command], { cwd: filesWith(of) });
  const printed = `${stdout}${stderr}`;
  outputs.set(key, printed);
  return printed;
}

describe.skipIf(!outsideJudge('openssl'))('OpenSSL prints what a cause is told by', () => {
  it.each(onePerKind(TOLD, sideOf))('where it is %s, and of no other cause of that side', (fault) => {
    expect(shown(fault, printedBy(fault, fault)), printedBy(fault, fault)).toBe(true);
    const isVerified = TELL_APART[fault]?.command.startsWith('openssl verify -purpose') ?? false;
    const others = TOLD.filter(
      (other) => other !== fault && sideOf(other) === sideOf(fault) && (isVerified || areRivals(fault, other)),
    );
    expect(others.filter((other) => shown(fault, printedBy(fault, other)))).toEqual([]);
  });
});
