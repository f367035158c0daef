// STARTTLS: each dialogue as its standard has it, held against OpenSSL's; and no server can make ours hang or throw.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { concat, fromHex, utf8 } from '../bytes/hex.ts';
import { connectTo, pkiFolder } from '../testing/commandLine.ts';
import { opensslClient } from '../testing/opensslPeer.ts';
import { insideOnly } from '../testing/otherDay.ts';
import { outsideJudge } from '../testing/outside.ts';
import { withStreams } from '../testing/standardStreams.ts';
import { DIALOGUES, mysqlGreeting, starttlsServer, type Turn } from '../testing/starttlsServer.ts';
import { run } from './run.ts';
import {
  type DialogueState,
  MAX_ANSWER,
  STARTTLS_PROTOCOLS,
  StarttlsDialogue,
  type StarttlsProtocol,
} from './starttls.ts';

const folder = pkiFolder();
afterAll(() => folder.remove());
const identity = {
  cert: readFileSync(folder.file('server.pem'), 'utf8'),
  key: readFileSync(folder.file('server.key'), 'utf8'),
};

describe.each(STARTTLS_PROTOCOLS)('connect --starttls %s', (protocol) => {
  it('comes to TLS, and reads what the server says there', async () => {
    const server = await starttlsServer(DIALOGUES[protocol], identity, '221 Bye\r\n');
    const report = await connectTo(server.port, folder, ['--starttls', protocol, '--protocol', 'tls1.3']);
    server.close();
    expect(report.outcome.client.error).toBeNull();
    expect(report.agreed).toMatchObject({ version: 'tls1.3', alpn: null });
    // The others have no word that is answered before one has logged in.
    const speaks = ['smtp', 'ftp', 'pop3', 'imap'].includes(protocol);
    expect(report.answer?.status ?? null).toBe(speaks ? '221 Bye' : null);
  });

  it.skipIf(!outsideJudge('openssl'))('is tried on a server that OpenSSL takes for one, too', async () => {
    const server = await starttlsServer(DIALOGUES[protocol], identity, 'bye\r\n');
    const ended = await opensslClient(
      server.port,
      ['-starttls', protocol, '-CAfile', folder.file('root.pem'), '-servername', 'localhost'],
      'QUIT\r\n',
    );
    server.close();
    expect(ended.output).toContain('Verify return code: 0 (ok)');
  });

  insideOnly('what it says', () => {
    it('takes nothing that came in the clear for what comes under TLS', () => {
      const last = talkedTo(protocol, (text) => concat(text, utf8('220 injected\r\n')));
      // MySQL's server does not answer, so that nothing can stand behind its answer.
      if (protocol === 'mysql') expect(last.kind).toBe('refused');
      else expect(last).toMatchObject({ kind: 'refused', problem: expect.stringContaining('in the clear') });
    });

    it('ends, without throwing, whatever the server says, in whatever pieces', () => {
      const honest = DIALOGUES[protocol].map(([, say]) => bytesOf(say));
      const piece = fc.oneof(
        fc.uint8Array({ maxLength: 40 }),
        fc.constantFrom(...honest),
        fc.tuple(fc.constantFrom(...honest), fc.nat(200)).map(([bytes, length]) => bytes.slice(0, length)),
        fc.constantFrom(...['220-', '\r\n', '250 STARTTLS\r\n', '<', "'", '>', '* \r\n', '0'].map(utf8)),
      );
      fc.assert(
        fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
          const dialogue = new StarttlsDialogue(protocol, 'localhost');
          let progress = dialogue.begin();
          let sent = length(progress);
          for (const each of pieces) {
            if (progress.kind !== 'going') break;
            progress = dialogue.take(each);
            sent += length(progress);
          }
          expect(sent).toBeLessThan(1000);
          if (progress.kind === 'refused') expect(dialogue.take(bytesOf('220 x\r\n')).kind).toBe('refused');
        }),
      );
    });

    it('gives up a server that never ends', () => {
      const dialogue = new StarttlsDialogue(protocol, 'localhost');
      let progress = dialogue.begin();
      let heard = 0;
      // Before a line, a tag or a message can be complete.
      for (; progress.kind === 'going' && heard <= MAX_ANSWER + 100; heard += 100)
        progress = dialogue.take(utf8('220-'.padEnd(100, 'x')));
      expect(progress.kind).toBe('refused');
    });
  });
});

const bytesOf = (say: string | Uint8Array): Uint8Array =>
  typeof say === 'string' ? utf8(say.replace('TAG', 'a1')) : say;
const length = (progress: DialogueState): number => (progress.kind === 'refused' ? 0 : progress.send.length);

/** The last step of the honest dialogue, with the server's last word changed. */
function talkedTo(protocol: StarttlsProtocol, change: (last: Uint8Array) => Uint8Array): DialogueState {
  const dialogue = new StarttlsDialogue(protocol, 'localhost');
  let progress = dialogue.begin();
  const words = DIALOGUES[protocol].map(([, say]) => bytesOf(say)).filter(({ length }) => length > 0);
  // Ours asks IMAP for STARTTLS at once.
  const said = protocol === 'imap' ? [words[0] ?? utf8(''), words[2] ?? utf8('')] : words;
  for (const [at, word] of said.entries()) {
    if (progress.kind === 'going') progress = dialogue.take(at === said.length - 1 ? change(word) : word);
  }
  return progress;
}

describe('A server without TLS', () => {
  const refuses = async (protocol: StarttlsProtocol, turns: readonly Turn[]) => {
    const server = await starttlsServer(turns, identity, '');
    const { result, out, err } = await withStreams(() =>
      run(['connect', `127.0.0.1:${server.port}`, '--starttls', protocol, '--ca', folder.file('root.pem')]),
    );
    server.close();
    expect({ result, out }).toEqual({ result: 2, out: '' });
    return err;
  };

  it.each([
    [
      'smtp',
      [
        [null, '220 x\r\n'],
        [/^EHLO .*\r\n/, '250-x\r\n250 DSN\r\n'],
        [/^never/, ''],
      ],
      'does not offer STARTTLS',
    ],
    [
      'smtp',
      [
        [null, '554 No SMTP \u001b[31mservice\r\n'],
        [/^never/, ''],
      ],
      '"554 No SMTP \\u001b[31mservice"',
    ],
    [
      'imap',
      [
        [null, '* OK x\r\n'],
        [/STARTTLS\r\n/, 'a1 BAD unknown\r\n'],
        [/^never/, ''],
      ],
      'a1 BAD unknown',
    ],
    [
      'pop3',
      [
        [null, '+OK\r\n'],
        [/^STLS\r\n/, '-ERR no\r\n'],
        [/^never/, ''],
      ],
      '-ERR no',
    ],
    [
      'ftp',
      [
        [null, '220 x\r\n'],
        [/^AUTH TLS\r\n/, '500 what\r\n'],
        [/^never/, ''],
      ],
      '500 what',
    ],
    [
      'postgres',
      [
        [8, 'N'],
        [/^never/, ''],
      ],
      'does not offer TLS',
    ],
    [
      'postgres',
      [
        [8, 'HTTP/1.1 400'],
        [/^never/, ''],
      ],
      'did not understand',
    ],
    // 52, unavailable (RFC 4511 A.1).
    [
      'ldap',
      [
        [/20037$/, fromHex('300c02010178070a013404000400')],
        [/^never/, ''],
      ],
      'resultCode 52',
    ],
    [
      'mysql',
      [
        [null, mysqlGreeting('fff7')],
        [/^never/, ''],
      ],
      'does not offer TLS',
    ],
    [
      'xmpp',
      [
        [/<stream:stream[^>]*>/, '<stream:stream><stream:features><bind/></stream:features>'],
        [/^never/, ''],
      ],
      'does not offer STARTTLS',
    ],
  ] as const)('of %s is told from one with it', async (protocol, turns, problem) => {
    const err = await refuses(protocol, turns);
    expect(err).toMatch(/^handshake-lab: connect: 127\.0\.0\.1:\d+: [^\n]*\n$/);
    expect(err).toContain(problem);
  });
});
