// Secrets, in every form, and what they open. The connections are the lab's own.
import { describe, expect, it } from 'vitest';
import { concat, utf8 } from '../bytes/hex.ts';
import { privateKeyFromPem } from '../crypto/keyFormat.ts';
import { credentialFiles } from '../lab/files/exportFiles.ts';
import { capture } from '../lab/files/pcapng.ts';
import type { Recording } from '../lab/recording/recording.ts';
import { prepareAll } from '../lab/run/prepare.ts';
import { runScenario } from '../lab/run/run.ts';
import { DEFAULT_SCENARIO, type Scenario } from '../lab/scenario/scenario.ts';
import { asEthernet, pcapFile, readFileOf, segmentsOf } from '../testing/captureSurgery.ts';
import { type ConnectionReport, captureReport } from './report/connectionReport.ts';
import { readCapture } from './report/readCapture.ts';
import { readKeyLog } from './secrets/keyLog.ts';
import { SecretStore } from './secrets/secrets.ts';

await prepareAll();
const made = new Map<string, Recording>();
function run(part: Partial<Scenario>): Recording {
  const key = JSON.stringify(part);
  const recording =
    made.get(key) ?? runScenario({ ...DEFAULT_SCENARIO, mode: 'mutual', revocation: 'off', ...part } as Scenario);
  made.set(key, recording);
  return recording;
}
const bare = (recording: Recording): Uint8Array => pcapFile(asEthernet(segmentsOf(recording)));
const shown = (recording: Recording): string[] =>
  recording.events.flatMap((event) =>
    event.kind === 'sent' && event.message.channel === 'tls' ? [`${event.message.from} ${event.message.type}`] : [],
  );
const lines = ({ messages }: ConnectionReport): string[] => messages.map(({ from, type }) => `${from} ${type}`);

describe('a connection of the lab, with the secrets in its capture', () => {
  it.each([
    ['TLS 1.2 with RSA', { protocol: 'tls1.2-rsa' }],
    ['TLS 1.2 with RSA and CBC', { protocol: 'tls1.2-rsa', suite: 'TLS_RSA_WITH_AES_128_CBC_SHA256' }],
    [
      'TLS 1.2 with ECDHE and ChaCha20',
      { protocol: 'tls1.2-ecdhe', suite: 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256' },
    ],
    ['TLS 1.3 with AES-256', { protocol: 'tls1.3', suite: 'TLS_AES_256_GCM_SHA384' }],
    ['TLS 1.3 with ChaCha20', { protocol: 'tls1.3', suite: 'TLS_CHACHA20_POLY1305_SHA256' }],
    ['a KeyUpdate', { protocol: 'tls1.3', requests: 2, keyUpdate: 'client' }],
    ['a resumed session', { protocol: 'tls1.3', again: 'resumed' }],
    ['a client that is refused', { protocol: 'tls1.3', faults: ['client/expired'] }],
    ['a server that is refused', { protocol: 'tls1.2-ecdhe', faults: ['server/expired'] }],
  ] as const)('of %s shows what the lab showed, and certificates with it', async (_, part) => {
    const recording = run(part as Partial<Scenario>);
    const { report } = await readFileOf(capture(recording));
    expect(report.connections.flatMap(lines)).toEqual(shown(recording));
    expect(report.connections.map(({ opened }) => opened)).toEqual(report.connections.map(() => 'all'));
    const alerts = report.connections.flatMap((each) =>
      each.alerts.map(({ from, description }) => `${from} ${description}`),
    );
    expect(alerts).toEqual(
      recording.events.flatMap((event) =>
        event.kind === 'sent' && event.message.type === 'Alert'
          ? [`${event.message.from} ${event.message.details.description}`]
          : [],
      ),
    );
    const travelled = (from: string): string[] =>
      recording.events.flatMap((event) =>
        event.kind === 'sent' && event.message.channel === 'tls' && event.message.from === from
          ? [...event.message.certificates]
          : [],
      );
    expect(report.connections.flatMap(({ certificates }) => certificates.server)).toEqual(travelled('server'));
    expect(report.connections.flatMap(({ certificates }) => certificates.client)).toEqual(travelled('client'));
  });

  it('shows the request, and nothing of it without secrets', async () => {
    const recording = run({ protocol: 'tls1.3' });
    expect((await readFileOf(capture(recording))).report.connections[0]?.http).toMatch(/^GET \S+ HTTP\/1\.1$/);
    const [closed] = (await readFileOf(bare(recording))).report.connections;
    expect([closed?.http, closed?.opened, closed?.certificates]).toEqual([null, 'none', { server: [], client: [] }]);
  });
});

describe('without secrets', () => {
  it('sizes tell an alert and a Finished, and this is marked as inferred', async () => {
    const recording = run({ protocol: 'tls1.3', faults: ['client/expired'] });
    const [closed] = (await readFileOf(bare(recording))).report.connections;
    const guesses = closed?.messages.flatMap(({ from, inferred }) =>
      inferred === undefined ? [] : [`${from} ${inferred}`],
    );
    expect(guesses).toEqual(['server Finished', 'client Finished', 'server Alert']);
    expect(closed?.alerts).toEqual([]);
  });
});

describe('the RSA key of the server', () => {
  async function withKey(recording: Recording): Promise<ConnectionReport | undefined> {
    const secrets = new SecretStore();
    const key = privateKeyFromPem(credentialFiles(recording)['server.key'] as string);
    if (key.ok && key.value.kind === 'rsa') secrets.rsaKeys.push(key.value);
    expect(secrets.rsaKeys).toHaveLength(1);
    const file = bare(recording);
    async function* source(): AsyncGenerator<Uint8Array> {
      yield file;
    }
    return captureReport(await readCapture(source, { secrets, keepsBytes: false })).connections[0];
  }

  it('opens RSA key exchange, also with the extended master secret (RFC 7627)', async () => {
    const recording = run({ protocol: 'tls1.2-rsa' });
    const connection = await withKey(recording);
    expect([connection?.opened, connection && lines(connection)]).toEqual(['all', shown(recording)]);
  });

  it('opens no ECDHE', async () => {
    expect((await withKey(run({ protocol: 'tls1.2-ecdhe' })))?.opened).toBe('none');
  });
});

describe('a key log', () => {
  const recording = run({ protocol: 'tls1.3' });
  const { keyLog } = recording;
  const old = run({ protocol: 'tls1.2-ecdhe' });
  const utf16 = (text: string, little: boolean, mark: boolean): Uint8Array => {
    const units = [...(mark ? '\ufeff' : ''), ...text].map((character) => character.charCodeAt(0));
    return Uint8Array.from(units.flatMap((unit) => (little ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])));
  };

  it.each<readonly [string, string | Uint8Array]>([
    ['as it is written', keyLog],
    ['with CR LF', keyLog.replaceAll('\n', '\r\n')],
    ['with CR alone', keyLog.replaceAll('\n', '\r')],
    ['in capitals', keyLog.toUpperCase()],
    ['with labels in small letters', keyLog.toLowerCase()],
    ['with blanks before the lines', keyLog.replace(/^/gm, '   ')],
    ['with tabs', keyLog.replaceAll(' ', '\t')],
    ['with several blanks', keyLog.replaceAll(' ', '   ')],
    ['with 0x', keyLog.replace(/ (?=[0-9a-f])/g, ' 0x')],
    ['all on one line', keyLog.replaceAll('\n', ' ')],
    ['with text behind each line', keyLog.replaceAll('\n', ' # of my browser\n')],
    ['with other lines between', keyLog.replaceAll('\n', '\n\n# a comment\nnonsense 12 34\n')],
    ['without its last end of line', keyLog.trimEnd()],
    ['with NUL bytes in front', concat(new Uint8Array(64), utf8(keyLog))],
    ['with a mark of UTF-8', `\ufeff${keyLog}`],
    ['in UTF-16, little end first', utf16(keyLog, true, true)],
    ['in UTF-16, big end first', utf16(keyLog, false, true)],
    ['in UTF-16 without a mark', utf16(keyLog, true, false)],
  ])('%s opens all', async (_, log) => {
    const { report } = await readFileOf(bare(recording), log);
    expect(report.connections.map(({ opened }) => opened)).toEqual(['all']);
  });

  it('that has a wrong secret before or behind the right one opens all: the bytes tell', async () => {
    const wrong = (log: string): string => log.replace(/[0-9a-f]{2}$/gm, (pair) => (pair === '00' ? '01' : '00'));
    for (const each of [recording, old]) {
      for (const log of [each.keyLog + wrong(each.keyLog), wrong(each.keyLog) + each.keyLog]) {
        expect((await readFileOf(bare(each), log)).report.connections[0]?.opened).toBe('all');
      }
      expect((await readFileOf(bare(each), wrong(each.keyLog))).report.connections[0]?.opened).toBe('none');
    }
  });

  it('whose lines are comments opens nothing', async () => {
    const { report } = await readFileOf(bare(recording), keyLog.replace(/^/gm, '# '));
    expect(report.connections[0]?.opened).toBe('none');
  });

  it.each([
    ['HANDSHAKE', ['client Certificate', 'server Certificate', 'server Finished']],
    ['TRAFFIC_SECRET_0', ['client Alert', 'server NewSessionTicket']],
    ['CLIENT', ['client Certificate', 'client Finished', 'client Alert']],
  ])('with the lines of %s alone opens what they seal', async (word, messages) => {
    const log = keyLog.split('\n').filter((line) => line.includes(word));
    expect(log.length).toBe(2);
    const [connection] = (await readFileOf(bare(recording), log.join('\n'))).report.connections;
    expect(connection?.opened).toBe('part');
    expect(connection && lines(connection)).toEqual(expect.arrayContaining(messages));
  });

  // NSS: the first 8 bytes of the encrypted premaster secret, and the premaster secret.
  it('reads lines of RSA, of s_client, and nothing that only looks like a line', () => {
    const [half, random, master] = ['0123456789abcdef', 'ab'.repeat(32), 'cd'.repeat(48)];
    const text = `RSA ${half} ${master}\nRSA Session-ID:${random} Master-Key:${master}\nCLIENT_RANDOM ${random}\nX_CLIENT_RANDOM ${random} ${master}\n`;
    expect(readKeyLog(utf8(text))).toEqual({
      lines: [{ label: 'RSA', of: half, secret: master }],
      sessions: [{ session: random, master }],
    });
  });
});
