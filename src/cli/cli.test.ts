// The contract of the command line: what it prints where, its exit status, and that it never loses its temper.

import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { EXPECTED } from '../lab/faults/expected.testing.ts';
import { parseRecording } from '../lab/files/recordingFile.ts';
import type { FaultId } from '../lab/scenario/faultId.ts';
import { fromPem } from '../pki/intake/pem.ts';
import { parseCertificate } from '../pki/x509/certificate.ts';
import { builtCommandLine } from '../testing/builtCommandLine.ts';
import { insideOnly } from '../testing/otherDay.ts';
import { openssl, outsideJudge, realNow, runOutside } from '../testing/outside.ts';
import { withStreams } from '../testing/standardStreams.ts';
import { run } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const inFolder = (name: string): string => join(folder, name);

/** The command in this process. */
async function cli(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  const { result, out, err } = await withStreams(() => run(args));
  return { status: result, out, err };
}

/** The command as a process of its own. */
function spawned(...args: string[]): { status: number; stdout: string; stderr: string } {
  const { status, stdout, stderr } = runOutside('node', [builtCommandLine(), ...args]);
  return { status, stdout: stdout.toString(), stderr };
}

/** Taken until it is closed. */
async function freePort(): Promise<{ port: number; close(): Promise<unknown> }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, close: () => new Promise((resolve) => server.close(resolve)) };
}

const HEX = /^([0-9a-f]{2})+$/;

insideOnly('simulate --again and --key-update', () => {
  it('are of TLS 1.3, which goes without saying, and print both connections', async () => {
    const { status, out, err } = await cli('simulate', '--again', 'resumed', '--key-update', '--json');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    const { scenario, messages, secrets } = JSON.parse(out);
    expect(scenario).toMatchObject({ protocol: 'tls1.3', again: 'resumed', keyUpdate: 'client', requests: 2 });
    const types = messages.map(({ from, type }: { from: string; type: string }) => `${from} ${type}`);
    expect(types.filter((type: string) => type === 'client ClientHello')).toHaveLength(2);
    expect(types.filter((type: string) => type === 'server Certificate')).toHaveLength(1);
    expect(types.filter((type: string) => type.endsWith('KeyUpdate'))).toEqual([
      'client KeyUpdate',
      'server KeyUpdate',
    ]);
    expect(secrets.match(/CLIENT_TRAFFIC_SECRET_0/g)).toHaveLength(2);
  });

  it.each([
    [['--protocol', 'tls1.2-ecdhe', '--again', 'resumed'], '--again resumed is for --protocol tls1.3'],
    [['--protocol', 'tls1.2-rsa', '--key-update'], '--key-update is for --protocol tls1.3'],
    [['--key-update', '--requests', '1'], '--requests 2 or more is wanted'],
    [['--again', 'later'], 'one of no, resumed is wanted'],
  ])('are refused where they would change nothing: %j', async (args, problem) => {
    const { status, out, err } = await cli('simulate', ...args);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(problem);
  });
});

insideOnly('simulate --provider', () => {
  it('prints the same with either provider', async () => {
    const args = ['simulate', '--mode', 'mutual', '--fault', 'client/expired', '--json'];
    const [forge, noble] = [await cli(...args, '--provider', 'forge'), await cli(...args, '--provider', 'noble')];
    expect(forge.status).toBe(0);
    expect(forge).toEqual(noble);
    expect(await cli(...args)).toEqual(noble);
  });

  it.each([
    [['--provider', 'openssl'], '--provider openssl: one of forge, noble is wanted'],
    [['--provider', 'forge', '--protocol', 'tls1.3'], 'it needs --protocol tls1.2-rsa'],
  ])('is refused where nobody has it, or it lacks what the protocol needs: %j', async (args, problem) => {
    const { status, out, err } = await cli('simulate', ...args);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(problem);
  });
});

describe('simulate --json', () => {
  it('prints the same bytes every time, as a process of its own too', async () => {
    const args = ['simulate', '--mode', 'mutual', '--seed', '9', '--fault', 'client/expired', '--json'];
    const first = await cli(...args);
    expect(first).toMatchObject({ status: 0, err: '' });
    expect((await cli(...args)).out).toBe(first.out);
    const process = spawned(...args);
    expect(process.status).toBe(0);
    expect(process.stdout).toBe(first.out);
  });
});

insideOnly('simulate --json', () => {
  it.each(['one-way', 'mutual'])('has the shape of the contract, %s', async (mode) => {
    const { out } = await cli('simulate', '--mode', mode, '--seed', '5', '--json');
    expect(out.endsWith('}\n')).toBe(true);
    const report = JSON.parse(out);
    expect(Object.keys(report)).toEqual(['scenario', 'outcome', 'messages', 'checks', 'secrets']);
    expect(report.scenario).toMatchObject({ mode, protocol: 'tls1.2-rsa', faults: [], seed: 5 });
    expect(report.outcome.client.error).toBeNull();
    expect(report.outcome.server.error).toBeNull();
    expect(report.secrets).toMatch(/^CLIENT_RANDOM [0-9a-f]{64} [0-9a-f]{96}\n$/);
    for (const message of report.messages) {
      expect(['client', 'server', 'ca', 'attacker']).toContain(message.from);
      expect(['client', 'server', 'ca', 'attacker']).toContain(message.to);
      expect(message.bytes).toMatch(HEX);
      expect(typeof message.encrypted).toBe('boolean');
      expect('plaintext' in message).toBe(message.encrypted);
      if (message.encrypted) expect(message.plaintext).toMatch(HEX);
      expect(message.textbook === null || Number.isInteger(message.textbook)).toBe(true);
    }
    const steps = report.messages.map((message: { step: number }) => message.step);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    for (const check of report.checks) {
      expect(['client', 'server']).toContain(check.by);
      expect(['pass', 'fail', 'not-reached']).toContain(check.result);
      expect(check.check).toMatch(/^[a-z]+(\.[a-zA-Z]+)?$/);
      expect(check.reference).not.toBe('');
      expect(typeof check.evidence).toBe('string');
    }
  });

  it('says who found the fault and who was told', async () => {
    const { status, out } = await cli('simulate', '--fault', 'server/expired', '--json');
    expect(status).toBe(0);
    const { outcome } = JSON.parse(out);
    const error = { code: 'validity.notAfter', alert: 'certificate_expired' };
    expect(outcome.client).toEqual({ state: 'failed', error: { ...error, by: 'self' } });
    expect(outcome.server).toEqual({ state: 'failed', error: { ...error, by: 'peer' } });
  });

  it('takes a fault that only mutual TLS has as the wish for it', async () => {
    const { out } = await cli('simulate', '--fault', 'client/none', '--json');
    expect(JSON.parse(out).scenario).toMatchObject({ mode: 'mutual', faults: ['client/none'] });
  });
});

describe('simulate --ca-work', () => {
  it.skipIf(!outsideJudge('openssl'))(
    'has the CA do what a file says: a request by PEM, a revocation, and the refusal that follows',
    async () => {
      const made = openssl([
        'req',
        '-new',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-keyout',
        inFolder('k'),
        '-subj',
        '/CN=a.test',
      ]);
      const file = inFolder('work.json');
      const csr = made.stdout.toString();
      writeFileSync(
        file,
        JSON.stringify([
          { act: 'sign', csr },
          { act: 'revoke', whose: 'server', reason: 'superseded' },
        ]),
      );
      const { status, out } = await cli('simulate', '--ca-work', file, '--json');
      expect(status).toBe(0);
      expect(JSON.parse(out)).toMatchObject({ outcome: { client: { error: { alert: 'certificate_revoked' } } } });
      const { messages } = JSON.parse(out) as { messages: { type: string }[] };
      expect(messages.filter(({ type }) => type === 'IssuedCertificate')).toHaveLength(2);
    },
  );
});

insideOnly('simulate', () => {
  it('takes a fault that needs a setting of revocation as the wish for it, and refuses it with another one', async () => {
    const { status, out } = await cli('simulate', '--fault', 'ca/crl-expired', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      scenario: { revocation: 'crl', revocationPolicy: 'hard' },
      outcome: { client: { error: { code: 'revocation.fresh', alert: 'certificate_expired', by: 'self' } } },
    });
    const refused = await cli('simulate', '--fault', 'ca/crl-expired', '--revocation', 'ocsp');
    expect(refused).toMatchObject({ status: 2, out: '' });
    expect(refused.err).toMatch(/^[^\n]*ca\/crl-expired[^\n]*crl[^\n]*\n$/);
  });

  it('issues what --edits asks for, and says which part of the file can’t be used', async () => {
    const write = (name: string, text: string) => {
      writeFileSync(inFolder(name), text);
      return inFolder(name);
    };
    const names = '{"certificates":{"server":{"subjectAltName":[{"type":"dns","value":"www.bank.test"}]}}}';
    const { out } = await cli('simulate', '--edits', write('edits.json', names), '--json');
    expect(JSON.parse(out).outcome.client).toMatchObject({ error: { code: 'identity.dns', by: 'self' } });
    expect(JSON.parse(out).scenario.edits).toEqual(JSON.parse(names));

    for (const [text, expected] of [
      ['{', 'is no JSON'],
      ['{"certificates":{"server":{"hash":"md5"}}}', 'certificates.server.hash should be one of sha1'],
    ] as const) {
      const refused = await cli('simulate', '--edits', write('bad.json', text));
      expect(refused).toMatchObject({ status: 2, out: '' });
      expect(refused.err.trim().split('\n')).toHaveLength(1);
      expect(refused.err).toContain(expected);
    }
    expect(await cli('simulate', '--edits', inFolder('none.json'))).toMatchObject({ status: 2, out: '' });
  });

  it('goes on without an answer where --soft-fail says so', async () => {
    const { out } = await cli('simulate', '--fault', 'ca/ocsp-unreachable', '--soft-fail', '--json');
    expect(JSON.parse(out)).toMatchObject({
      scenario: { revocationPolicy: 'soft' },
      outcome: { client: { state: 'closed', error: null } },
    });
  });

  it('shows the question that a server asks in advance, and the answer that it staples', async () => {
    const { out } = await cli('simulate', '--revocation', 'stapled', '--json');
    const { messages } = JSON.parse(out) as { messages: { type: string; from: string; textbook: number | null }[] };
    const types = messages.map(({ type }) => type);
    expect(types.indexOf('OCSPRequest')).toBeLessThan(types.indexOf('ClientHello'));
    expect(types.filter((type) => type === 'OCSPRequest')).toHaveLength(1);
    const at = types.indexOf('CertificateStatus');
    expect(types[at - 1]).toBe('Certificate');
    expect(messages[at]).toMatchObject({ from: 'server', textbook: 2 });
  });

  it.each(['pki', 'listen'])('says that %s has no use for a fault that only a run shows', async (command) => {
    const more = command === 'pki' ? ['--out', inFolder('unused')] : [];
    const { status, err } = await cli(command, ...more, '--fault', 'clock/client-slow');
    expect(status).toBe(2);
    expect(err).toContain('clock/client-slow');
  });

  it('prints a line for each message, and how it ended', async () => {
    const { status, out } = await cli('simulate');
    expect(status).toBe(0);
    for (const name of [
      'ClientHello',
      'ServerHello',
      'Certificate',
      'ServerHelloDone',
      'ClientKeyExchange',
      'Finished',
    ]) {
      expect(out).toContain(name);
    }
    expect(out).toMatch(/\nclient: .*\nserver: .*\n$/);
  });

  it.each([
    ['{', /it is not JSON/],
    ['{}', /should be a list of actions/],
    ['[{"act":"revoke","whose":"server","reason":"boredom"}]', /a reason: .*action 1/],
    ['[{"act":"publish","colour":"red"}]', /without colour/],
    [
      '[{"act":"sign","csr":"-----BEGIN CERTIFICATE-----\\nMAA=\\n-----END CERTIFICATE-----"}]',
      /action 1: no CERTIFICATE REQUEST/,
    ],
  ])('refuses %s as work for the CA, and says why', async (content, problem) => {
    const file = inFolder('bad.json');
    writeFileSync(file, content);
    const { status, err } = await cli('simulate', '--ca-work', file);
    expect(status).toBe(2);
    expect(err).toMatch(problem);
  });

  it('writes key log, capture and picture beside', async () => {
    const [keylog, pcapng, svg] = ['k.log', 'c.pcapng', 'd.svg'].map(inFolder) as [string, string, string];
    const { status, out } = await cli('simulate', '--json', '--keylog', keylog, '--pcapng', pcapng, '--svg', svg);
    expect(status).toBe(0);
    expect(readFileSync(keylog, 'utf8')).toBe(JSON.parse(out).secrets);
    expect(readFileSync(pcapng).readUInt32BE(0)).toBe(0x0a0d0d0a);
    expect(readFileSync(svg, 'utf8')).toContain('<svg');
  });

  it('writes the recording, and everything in one archive', async () => {
    const [recording, zip] = ['r.json', 'all.zip'].map(inFolder) as [string, string];
    const { status } = await cli('simulate', '--mode', 'mutual', '--recording', recording, '--zip', zip);
    expect(status).toBe(0);
    const written = readFileSync(recording, 'utf8');
    expect(parseRecording(written)).toMatchObject({ ok: true, recording: { scenario: { mode: 'mutual' } } });
    const files = unzipSync(readFileSync(zip));
    expect(Buffer.from(files['handshake-lab/recording.json'] ?? '').toString()).toBe(written);
    expect(Object.keys(files)).toContain('handshake-lab/README.txt');
  });
});

insideOnly('simulate --fault', () => {
  it('takes the protocol in which the fault changes anything, where none is given', async () => {
    const { out } = await cli('simulate', '--fault', 'wire/downgrade', '--json');
    expect(JSON.parse(out)).toMatchObject({ scenario: { protocol: 'tls1.3' } });
  });

  it('refuses a fault in a protocol that has no such thing', async () => {
    const { err } = await cli('simulate', '--protocol', 'tls1.3', '--fault', 'wire/flip-certificate-verify');
    expect(err).toContain('changes nothing');
  });
});

insideOnly('faults --json', () => {
  it('lists the catalogue', async () => {
    const { out } = await cli('faults', '--json');
    const faults: Record<string, unknown>[] = JSON.parse(out);
    expect(faults.map(({ id }) => id)).toEqual(Object.keys(EXPECTED));
    for (const fault of faults) {
      expect(Object.keys(fault)).toEqual(['id', 'side', 'title', 'changes', 'modes', 'protocols']);
      const { id, side, title, changes, modes, protocols } = fault;
      expect(String(id).split('/')[0]).toBe(side === 'negotiation' ? 'hello' : side);
      expect(title).not.toBe(fault['id']);
      expect(changes).not.toBe('');
      const { follows } = EXPECTED[id as FaultId];
      expect(protocols).toEqual(Object.keys(follows));
      expect(modes).toEqual(Object.keys(Object.values(follows)[0] ?? {}));
    }
  });
});

describe('pki', () => {
  const SERVER_FILES = ['crl.pem', 'intermediate.pem', 'root.pem', 'server.key', 'server.pem'];
  const ALL_FILES = [...SERVER_FILES, 'client.key', 'client.p12', 'client.pem'].sort();
  const certificate = (...path: string[]) => {
    const blocks = fromPem(readFileSync(join(...path), 'utf8'), 'CERTIFICATE');
    if (!blocks.ok || !blocks.value[0]) throw new Error(`no certificate in ${path.join('/')}`);
    return parseCertificate(blocks.value[0].der);
  };

  it('writes the files, and those with keys for their owner only', async () => {
    const out = inFolder('pki');
    const { status } = await cli('pki', '--out', out, '--seed', '1');
    expect(status).toBe(0);
    expect(readdirSync(out).sort()).toEqual(ALL_FILES);
    for (const name of ALL_FILES) {
      expect((statSync(join(out, name)).mode & 0o777).toString(8)).toBe(/\.(key|p12)$/.test(name) ? '600' : '644');
    }
    expect(readFileSync(join(out, 'server.key'), 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    expect(readFileSync(join(out, 'server.pem'), 'utf8').match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
  });

  it('begins validity now', async () => {
    const before = Math.floor(realNow() / 1000) * 1000;
    await cli('pki', '--out', inFolder('now'), '--seed', '1');
    for (const name of ['root.pem', 'intermediate.pem', 'server.pem', 'client.pem']) {
      const { notBefore } = certificate(inFolder('now'), name);
      expect(notBefore).toBeGreaterThanOrEqual(before);
      expect(notBefore).toBeLessThanOrEqual(realNow());
    }
  });

  insideOnly('with or without a seed', () => {
    it('leaves the client out where the mode is one-way, or the fault says so', async () => {
      await cli('pki', '--out', inFolder('one-way'), '--seed', '1', '--mode', 'one-way');
      expect(readdirSync(inFolder('one-way')).sort()).toEqual(SERVER_FILES);
      await cli('pki', '--out', inFolder('none'), '--seed', '1', '--fault', 'client/none');
      expect(readdirSync(inFolder('none')).sort()).toEqual(SERVER_FILES);
    });

    it('overwrites nothing without --force, and keeps keys private with it', async () => {
      const out = inFolder('kept');
      await cli('pki', '--out', out, '--seed', '1');
      writeFileSync(join(out, 'server.key'), 'mine');
      chmodSync(join(out, 'server.key'), 0o644);
      const refused = await cli('pki', '--out', out, '--seed', '1');
      expect(refused).toMatchObject({ status: 2, out: '' });
      expect(refused.err).toContain('exists; --force overwrites');
      expect(readFileSync(join(out, 'server.key'), 'utf8')).toBe('mine');
      expect((await cli('pki', '--out', out, '--seed', '1', '--force')).status).toBe(0);
      expect(readFileSync(join(out, 'server.key'), 'utf8')).toContain('PRIVATE KEY');
      expect(statSync(join(out, 'server.key')).mode & 0o777).toBe(0o600);
    });

    it('makes fresh keys, and the same ones with --seed', async () => {
      await cli('pki', '--out', inFolder('s1'), '--seed', '4');
      await cli('pki', '--out', inFolder('s2'), '--seed', '4');
      await cli('pki', '--out', inFolder('f1'), '--mode', 'one-way');
      await cli('pki', '--out', inFolder('f2'), '--mode', 'one-way');
      const key = (name: string) => readFileSync(join(inFolder(name), 'server.key'), 'utf8');
      expect(key('s1')).toBe(key('s2'));
      expect(new Set([key('s1'), key('f1'), key('f2')]).size).toBe(3);
    });

    it('adds names to the server, and none to one whose host is wrong', async () => {
      const names = [
        '--name',
        'localhost',
        '--name',
        '127.0.0.1',
        '--name',
        '0:0::1',
        '--name',
        '::2',
        '--name',
        '*.Bücher.example',
        '--name',
        'localhost',
      ];
      const sanOf = (name: string) =>
        certificate(inFolder(name), 'server.pem').extensions.flatMap((each) =>
          each.type === 'subjectAltName' ? each.names : [],
        );
      await cli('pki', '--out', inFolder('names'), '--seed', '1', ...names);
      expect(sanOf('names').map(({ type, value }) => `${type} ${value}`)).toEqual([
        'dns api.bank.test',
        'dns localhost',
        'dns *.xn--bcher-kva.example',
        'ip 127.0.0.1',
        'ip ::1',
        'ip ::2',
      ]);
      await cli('pki', '--out', inFolder('wrong'), '--seed', '1', '--fault', 'server/wrong-host', ...names);
      expect(sanOf('wrong').map(({ value }) => value)).toEqual(['www.bank.test']);
    });
  });
});

describe('What can not be used', () => {
  const file = inFolder('a-file');
  writeFileSync(file, 'no PEM in here');

  insideOnly('by its arguments', () => {
    it.each([
      [[]],
      [['nonsense']],
      [['constructor']],
      [['simulate', 'extra']],
      [['simulate', '--no-such.option']],
      [['simulate', '-x']],
      [['simulate', '--mode']],
      [['simulate', '--mode', 'three-way']],
      [['simulate', '--json=yes']],
      [['simulate', '--protocol', 'ssl3']],
      [['simulate', '--fault', 'no/such']],
      [['simulate', '--mode', 'one-way', '--fault', 'client/none']],
      [['simulate', '--seed', '-1']],
      [['simulate', '--seed', '1.5']],
      [['simulate', '--seed', '4294967296']],
      [['simulate', '--pcapng', '--json']],
      [['simulate', '--keylog', join(file, 'below')]],
      [['simulate', '--svg', folder]],
      [['simulate', '--zip', folder]],
      [['simulate', '--recording', folder]],
      [['faults', 'all']],
      [['pki']],
      [['pki', '--out', file]],
      [['pki', '--out', join(file, 'below')]],
      [['pki', '--out', inFolder('never'), '--name', 'a b']],
      [['pki', '--out', inFolder('never'), '--seed', 'x']],
      [['listen', '--port', '65536']],
      [['listen', '--port', 'http']],
      [['listen', '--pki', file]],
      [['listen', '--keylog', join(file, 'below')]],
      [['connect']],
      [['connect', 'api.bank.test']],
      [['connect', '127.0.0.1:0']],
      [['connect', '[1.2.3.4]:443']],
      [['connect', '127.0.0.1:1', '127.0.0.1:2']],
      [['connect', '127.0.0.1:1', '--name', 'not a name']],
      [['connect', '127.0.0.1:1', '--ca', file]],
      [['connect', '127.0.0.1:1', '--ca', inFolder('absent')]],
      [['connect', '127.0.0.1:1', '--cert', file]],
      [['connect', '127.0.0.1:1', '--cert', file, '--key', file]],
    ])('%j: one line, status 2, nothing on standard output', async (args) => {
      const { status, out, err } = await cli(...args);
      expect(status).toBe(2);
      expect(out).toBe('');
      if (args.length > 0) expect(err).toMatch(/^handshake-lab: [^\n]+\n$/);
      expect(existsSync(inFolder('never'))).toBe(false);
    });
  });

  it('includes a port where nobody listens', async () => {
    const { port, close } = await freePort();
    await close();
    expect(await cli('connect', `127.0.0.1:${port}`)).toEqual({
      status: 2,
      out: '',
      err: `handshake-lab: connect: 127.0.0.1:${port}: connection refused\n`,
    });
  });

  it('includes a port that is taken', async () => {
    const pki = inFolder('for-the-port');
    await cli('pki', '--out', pki, '--seed', '1');
    const { port, close } = await freePort();
    expect(await cli('listen', '--port', String(port), '--pki', pki)).toEqual({
      status: 2,
      out: '',
      err: `handshake-lab: listen: port ${port}: in use\n`,
    });
    await close();
  });

  it('includes faults and names for certificates that exist', async () => {
    for (const more of [
      ['--fault', 'server/expired'],
      ['--name', 'localhost'],
    ]) {
      const { status, out, err } = await cli('listen', '--pki', inFolder('pki'), ...more);
      expect({ status, out }).toEqual({ status: 2, out: '' });
      expect(err).toContain('has certificates already');
    }
  });

  it('is refused by the process with the same line', async () => {
    const { status, stdout, stderr } = spawned('simulate', '--mode', 'three-way');
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: (await cli('simulate', '--mode', 'three-way')).err,
    });
  });

  insideOnly('with any arguments', () => {
    it('never gives a stack trace, whatever the arguments are', async () => {
      const switches = ['--json', '--force', '--once', '--help', '-h', '--', '-', ''];
      const valued: [string, string[]][] = [
        ['--mode', ['one-way', 'mutual', 'both']],
        ['--protocol', ['tls1.2-rsa', 'tls1.3']],
        ['--suite', ['TLS_RSA_WITH_AES_128_CBC_SHA256', 'NULL']],
        ['--fault', ['server/expired', 'client/none', 'wire/x']],
        ['--revocation', ['ocsp', 'stapled', 'off', 'crl']],
        ['--seed', ['0', '4294967295', '-1', '1e3', 'ten']],
        ['--name', ['localhost', '::1', '..', '\u0000']],
        ['--port', ['70000', 'x']],
        // Where no file can be.
        ...['--out', '--pki', '--pcapng', '--keylog', '--svg', '--ca', '--cert', '--key'].map(
          (option): [string, string[]] => [option, [join(file, 'below'), '\u0000']],
        ),
      ];
      const option = fc.oneof(
        ...valued.map(([name, values]) =>
          fc
            .tuple(fc.constantFrom(...values), fc.boolean())
            .map(([value, inline]) => (inline ? [`${name}=${value}`] : [name, value])),
        ),
      );
      // Neither an option that takes a path, nor a host to connect to.
      const word = fc.string({ unit: 'binary', maxLength: 30 }).filter((text) => !/^--|:/.test(text));
      const argument = fc.oneof(
        option,
        fc.constantFrom(...switches).map((each) => [each]),
        word.map((each) => [each]),
      );
      const command = fc.oneof(fc.constantFrom('simulate', 'faults', 'pki', 'connect'), word);
      const lists = fc
        .tuple(command, fc.array(argument, { maxLength: 6 }))
        .map(([name, rest]) => [name, ...rest.flat()]);
      await fc.assert(
        fc.asyncProperty(lists, async (args) => {
          const { status, out, err } = await cli(...args);
          expect([0, 2]).toContain(status);
          if (status === 2) expect(out).toBe('');
          if (status === 2) expect(err).toMatch(/^handshake-lab: [^\n]+\n$/);
          expect(err).not.toMatch(/\n +at /);
        }),
        { numRuns: 150 },
      );
    });
  });
});
