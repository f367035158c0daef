// The commands that stand beside the files are run with those files, for every fault, and print what was promised.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromHex } from '../bytes/hex.ts';
import { FAULTS } from '../lab/faults/catalogue.ts';
import { credentialFiles, recordedFiles } from '../lab/files/exportFiles.ts';
import { opensslSuite, PORT, type Reproduction, reproduce } from '../lab/files/reproduce.ts';
import type { Recording } from '../lab/recording/recording.ts';
import { prepareAll } from '../lab/run/prepare.ts';
import { runScenario } from '../lab/run/run.ts';
import {
  DEFAULT_SCENARIO,
  LAB_NOW,
  MODES,
  type Mode,
  normalizeScenario,
  PROTOCOL_GROUPS,
  PROTOCOL_SUITES,
  type Protocol,
  type Scenario,
  SUITES,
} from '../lab/scenario/scenario.ts';
import {
  type Expected,
  leakShows,
  type ReproductionWords,
  reproductionWords,
  shellText,
} from '../lessons/reproduce.ts';
import { parseCertificate } from '../pki/x509/certificate.ts';
import { insideOnly, onePerKind } from '../testing/otherDay.ts';
import {
  type OutsideProcess,
  type OutsideProgram,
  openssl,
  outsideJudge,
  realNow,
  runOutside,
  startOutside,
} from '../testing/outside.ts';

interface Case {
  readonly name: string;
  readonly scenario: Scenario;
  readonly recording: Recording;
  readonly reproduction: Reproduction;
  readonly words: ReproductionWords;
}

await prepareAll();

const KINDS = [
  { serverKey: 'rsa', clientKey: 'p256', caKey: 'rsa' },
  { serverKey: 'p256', clientKey: 'ed25519', caKey: 'p256' },
  { serverKey: 'ed25519', clientKey: 'rsa', caKey: 'rsa' },
] as const;
/** Two protocols and two modes bring each fault together with all kinds of keys; RSA key exchange knows one. */
const kindsFor = (i: number, protocol: Protocol, mode: Mode) =>
  protocol === 'tls1.2-rsa'
    ? {}
    : KINDS[(i + 2 * Number(protocol === 'tls1.3') + Number(mode === 'mutual')) % KINDS.length];

const MODERN = ['tls1.2-ecdhe', 'tls1.3'] as const;
const scenarios: readonly Scenario[] = [
  ...MODES.map((mode) => ({ ...DEFAULT_SCENARIO, mode })),
  ...SUITES.slice(1).map((suite) => ({ ...DEFAULT_SCENARIO, mode: 'mutual' as const, suite })),
  { ...DEFAULT_SCENARIO, mode: 'mutual', revocation: 'crl' },
  ...MODERN.flatMap((protocol) => [
    ...MODES.flatMap((mode) =>
      KINDS.map((kinds) => normalizeScenario({ ...DEFAULT_SCENARIO, protocol, mode, ...kinds })),
    ),
    ...PROTOCOL_SUITES[protocol].slice(1).map((suite) => ({ ...DEFAULT_SCENARIO, protocol, suite })),
    ...PROTOCOL_GROUPS[protocol].slice(1).map((group) => normalizeScenario({ ...DEFAULT_SCENARIO, protocol, group })),
  ]),
  ...FAULTS.flatMap(({ id, modes, protocols, revocations }, i) =>
    protocols.flatMap((protocol) =>
      modes.map((mode) =>
        normalizeScenario({
          ...DEFAULT_SCENARIO,
          protocol,
          mode,
          ...kindsFor(i, protocol, mode),
          revocation: revocations[0] ?? 'ocsp',
          faults: [id],
        }),
      ),
    ),
  ),
  ...FAULTS.filter(({ revocations }) => !revocations.includes('off')).flatMap(({ id, revocations, protocols }) =>
    revocations
      .slice(1)
      .flatMap((revocation) =>
        protocols.map((protocol) => normalizeScenario({ ...DEFAULT_SCENARIO, protocol, revocation, faults: [id] })),
      ),
  ),
  { ...DEFAULT_SCENARIO, faults: ['server/expired', 'server/wrong-host'] },
  { ...DEFAULT_SCENARIO, mode: 'mutual', faults: ['server/tampered', 'client/expired'] },
  { ...DEFAULT_SCENARIO, mode: 'mutual', faults: ['client/expired', 'client/wrong-eku'] },
  { ...DEFAULT_SCENARIO, mode: 'mutual', faults: ['client/wrong-eku'], revocation: 'off' },
  ...(['ocsp', 'crl'] as const).map((revocation) => ({
    ...DEFAULT_SCENARIO,
    mode: 'mutual' as const,
    revocation,
    caWork: [
      { act: 'revoke', whose: 'client', reason: 'keyCompromise', daysAgo: 1, when: 'before' },
      { act: 'publish', when: 'before' },
    ] as const,
  })),
  { ...DEFAULT_SCENARIO, tampering: [{ message: 'client:ClientHello', offset: 20, value: 0 }] },
];
const kindOf = ({ faults, revocation, caWork }: Scenario): string =>
  [...faults, revocation, ...caWork.map(({ act }) => act)].join();
const CASES: readonly Case[] = onePerKind(scenarios, kindOf).map((scenario) => {
  const recording = runScenario(scenario);
  const reproduction = reproduce(recording);
  const { faults, protocol, mode, revocation, suite, group, serverKey, clientKey } = scenario;
  const name = [...faults, protocol, mode, revocation, suite, group, serverKey, clientKey].join(', ');
  return { name, scenario, recording, reproduction, words: reproductionWords(reproduction, scenario) };
});

const credentials = new Map<Case, ReturnType<typeof credentialFiles>>();
/** Two tests want them, and deriving the keys of an archive takes most of the time of either. */
function credentialsOf(each: Case): ReturnType<typeof credentialFiles> {
  const files = credentials.get(each) ?? credentialFiles(each.recording);
  credentials.set(each, files);
  return files;
}

interface Output {
  readonly status: number | null;
  readonly text: string;
}
/** What server and client print. */
type Talk = readonly [server: Output, client: Output];
interface Outputs {
  readonly openssl: Talk;
  readonly curl: Talk | null;
  readonly ocsp: Output | null;
  readonly deceived: { readonly openssl: Talk; readonly curl: Talk | null } | null;
  readonly leak: Output | null;
}

describe.skipIf(!outsideJudge('openssl') || !outsideJudge('curl'))('OpenSSL and curl, with the files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'reproduce-'));
  const outputs = new Map<Case, Outputs>();
  const isWiresharkHere = outsideJudge('tshark');
  const isFaketimeHere = outsideJudge('faketime');
  /** curl knows no other clock than the real one: it gets the lab's, or has to wait for a day that suits. */
  const asksCurl = ({ curl, curlFrom, curlUntil }: Reproduction['commands']): boolean =>
    curl !== null && (isFaketimeHere || (realNow() >= curlFrom && realNow() < curlUntil));
  const running = new Set<OutsideProcess>();

  beforeAll(async () => {
    const waiting = [...CASES.entries()];
    const work = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [i, each] = next;
        const place = mkdtempSync(join(folder, `${i}-`));
        for (const [name, content] of Object.entries({ ...recordedFiles(each.recording), ...credentialsOf(each) }))
          writeFileSync(join(place, name), content);
        const { commands, obstacle, deceived, leak } = each.reproduction;
        if (obstacle?.kind === 'wire') continue; // no command is offered
        const ocsp = obstacle?.kind === 'ocsp' ? obstacle.command : null;
        outputs.set(each, {
          openssl: await talk(place, commands.server, commands.client),
          curl: asksCurl(commands) && commands.curl ? await talk(place, commands.server, commands.curl) : null,
          ocsp: ocsp && (await ended(start(place, ocsp, 0))),
          deceived: deceived && {
            openssl: await talk(place, deceived.server, deceived.client),
            curl: asksCurl(deceived) && deceived.curl ? await talk(place, deceived.server, deceived.curl) : null,
          },
          leak: leak && isWiresharkHere ? await opened(place, leak) : null,
        });
      }
    };
    await Promise.all([work(), work(), work()]);
  });
  afterAll(() => {
    for (const child of running) child.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  async function opened(place: string, { bare, open }: NonNullable<Reproduction['leak']>): Promise<Output> {
    expect((await ended(start(place, bare, 0))).status).toBe(0);
    return ended(start(place, open, 0));
  }

  function start(cwd: string, command: readonly string[], port: number): OutsideProcess {
    const [program = '', ...args] = command.map((word) => word.replaceAll(String(PORT), String(port)));
    const clock = program === 'curl' && isFaketimeHere ? { at: LAB_NOW } : {};
    const child = startOutside(program as OutsideProgram, args, { cwd, stdin: 'none', ...clock });
    running.add(child);
    child.on('close', () => running.delete(child));
    return child;
  }

  const ended = (child: OutsideProcess): Promise<Output> =>
    new Promise((resolve, reject) => {
      let text = '';
      const take = (data: Buffer) => {
        text += data.toString();
      };
      child.stdout.on('data', take);
      child.stderr.on('data', take);
      child.on('error', reject);
      child.on('close', (status) => resolve({ status, text }));
    });

  async function talk(cwd: string, serve: readonly string[], ask: readonly string[]): Promise<Talk> {
    const server = start(cwd, [...serve, '-naccept', '1'], 0);
    const over = ended(server);
    const port = await new Promise<number>((resolve) => {
      let seen = '';
      server.stdout.on('data', (data: Buffer) => {
        seen += data.toString();
        const found = /ACCEPT 127\.0\.0\.1:(\d+)/.exec(seen)?.[1];
        if (found !== undefined) resolve(Number(found));
      });
      // A server that does not start leaves a port that nobody listens on.
      server.on('close', () => resolve(1));
    });
    const client = await ended(start(cwd, ask, port));
    // A client that gave up before it connected leaves the server waiting.
    const isWaiting = client.status === 58 || client.text.includes('key values mismatch');
    setTimeout(() => server.kill(), isWaiting ? 0 : 5_000).unref();
    return [await over, client];
  }

  function expectKept({ prints, status }: Expected, output: Output | undefined, who: string): void {
    const text = output?.text ?? '';
    if (prints.length > 0)
      expect(
        prints.filter((each) => text.includes(each)),
        `${who} printed: ${text}`,
      ).not.toEqual([]);
    if (status.length > 0) expect(status, `${who} printed: ${text}`).toContain(output?.status);
  }

  const offered = CASES.filter(({ reproduction }) => reproduction.obstacle?.kind !== 'wire');
  it.each(offered.map((each): [string, Case] => [each.name, each]))('%s: as promised', (_name, each) => {
    const { words, reproduction } = each;
    const { openssl, curl, ocsp, deceived, leak } = outputs.get(each) ?? {};
    if (leak) {
      expectKept(leakShows(each.scenario), leak, 'tshark');
      expect(leak.text.includes('HTTP')).toBe(each.scenario.protocol === 'tls1.2-rsa');
    }
    expectKept(words.server, openssl?.[0], 's_server');
    expectKept(words.client, openssl?.[1], 's_client');
    const through = words.client.status.includes(0);
    expect(/verify error|SSL alert number/.test(openssl?.map(({ text }) => text).join('') ?? '')).toBe(
      (!through && (reproduction.obstacle === null || reproduction.obstacle.kind === 'namesake')) ||
        (reproduction.finding.kind === 'accepted' && reproduction.finding.isUnenforced),
    );
    if (reproduction.commands.curl === null) expect(words.curl).toBeNull();
    if (words.curl && asksCurl(reproduction.commands)) expectKept(words.curl, curl?.[1], 'curl');
    if (words.ocsp) expectKept(words.ocsp, ocsp ?? undefined, 'openssl ocsp');
    if (!words.deceived) return;
    expectKept(words.deceived.client, deceived?.openssl[1], 'the deceived s_client');
    if (words.deceived.curl && reproduction.deceived && asksCurl(reproduction.deceived))
      expectKept(words.deceived.curl, deceived?.curl?.[1], 'the deceived curl');
  });
});

insideOnly('The promise', () => {
  it('says of each fault that it shows, or why not', () => {
    for (const { words, scenario } of CASES) {
      expect(words.headline, scenario.faults.join()).not.toMatch(/was not asked/);
      expect(words.notes.join(' ')).not.toContain('undefined');
    }
    const count = (verdict: ReproductionWords['verdict']) =>
      CASES.filter(({ words }) => words.verdict === verdict).length;
    expect(count('same')).toBeGreaterThan(25);
  });

  it('is not made where it is the attacker who refuses', () => {
    const scenario: Scenario = {
      ...DEFAULT_SCENARIO,
      mode: 'mutual',
      faults: ['server/expired', 'wire/mitm-trusted'],
    };
    const { obstacle } = reproduce(runScenario(scenario));
    expect(obstacle).toEqual({ kind: 'wire', attack: 'mitm' });
  });

  it('names the lab’s alert where OpenSSL sends another one', () => {
    const tampered = CASES.find(({ scenario }) => scenario.faults.join() === 'server/tampered');
    expect(tampered?.words).toMatchObject({ verdict: 'otherAlert' });
    expect(tampered?.words.headline).toContain('decrypt_error');
    expect(tampered?.words.headline).toContain('bad_certificate');
  });

  it('is made for the very certificates of the recording', () => {
    for (const each of CASES) {
      const { recording } = each;
      const files = credentialsOf(each);
      for (const name of ['root.pem', 'server.pem']) {
        for (const [, base64 = ''] of String(files[name]).matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END/g)) {
          const der = Buffer.from(base64, 'base64').toString('hex');
          expect(Object.values(recording.certificates).map((each) => each.der)).toContain(der);
        }
      }
      // The server's own: where an attacker answers in its place, the client is shown another one, and the server may be silent.
      const shown = recording.events.find(
        (event) => event.kind === 'sent' && event.actor === 'server' && event.message.type === 'Certificate',
      );
      const [first = ''] = shown?.kind === 'sent' ? shown.message.certificates : [];
      const leaf = recording.certificates[first]?.der ?? '';
      expect(String(files['server.pem']).replace(/\s/g, '')).toContain(Buffer.from(leaf, 'hex').toString('base64'));
      if (recording.scenario.faults.length === 0)
        expect(parseCertificate(fromHex(leaf)).subject.text).toContain('api.bank.test');
    }
  });
});

describe('A suite', () => {
  it
    .skipIf(!outsideJudge('openssl'))
    .each([
      ...SUITES,
      'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
      'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
      'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
      'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
      'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
    ])('%s has the name that OpenSSL gives it', (suite) => {
    const { stdout } = openssl(['ciphers', '-stdname', 'ALL:@SECLEVEL=0']);
    const line = stdout
      .toString()
      .split('\n')
      .find((each) => each.startsWith(`${suite} `));
    expect(line?.split(/\s+/)[2]).toBe(opensslSuite(suite));
  });
});

describe('A command as text', () => {
  it('is what a shell makes the same words of', () => {
    const command = ['printf', '%s|', '-a', "it's", '--b', '$HOME', '-c', 'two words', 'https://x/'];
    const { stdout } = runOutside('sh', ['-c', shellText(command)]);
    expect(stdout.toString()).toBe(`${command.slice(2).join('|')}|`);
  });
});
