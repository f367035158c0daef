// The page "Why?": what it asks, what it drops, and what never gets into it.
import { describe, expect, it } from 'vitest';
import type { WhyAnswer, WhyOptions } from '../why/answer.ts';
import { keysTakenOut } from './keysTakenOut.ts';
import { markedText } from './markedText.ts';
import { sameDefectTable } from './sameDefect.ts';
import { createWhyStore, TYPING_MS, type WhyReading } from './why.ts';

type Answered = Extract<WhyAnswer, { ok: true }>;
const answerOf = (): Answered => ({
  ok: true,
  messages: [],
  certificates: [],
  privateKeys: [],
  lines: 1,
  understood: [],
});

/** A page whose time passes, and whose worker answers, when the test says so. */
function page() {
  const asked: { text: string; options: WhyOptions; done: (reading: WhyReading) => void; fail: (e: Error) => void }[] =
    [];
  let due: { ms: number; run: () => void } | null = null;
  const store = createWhyStore({
    ask: (text, options) => new Promise((done, fail) => asked.push({ text, options, done, fail })),
    wait: (ms, run) => {
      due = { ms, run };
      return () => {
        due = null;
      };
    },
  });
  const pass = () => {
    const next = due;
    due = null;
    next?.run();
    return next?.ms ?? null;
  };
  return { store, asked, pass, why: () => store.getState() };
}
const settled = () => new Promise((done) => setTimeout(done));

describe('The page Why?', () => {
  it('asks once typing has stopped, and of a paste at once', () => {
    const { asked, pass, why } = page();
    why().setText('unable to');
    why().setText('unable to get');
    expect(asked).toEqual([]);
    expect(pass()).toBe(TYPING_MS);
    expect(asked.map(({ text }) => text)).toEqual(['unable to get']);
    why().setText('x509: certificate has expired', true);
    expect(pass()).toBe(0);
  });

  it('asks one question at a time, and of what was typed meanwhile the last alone', async () => {
    const { asked, pass, why } = page();
    for (const text of ['a', 'ab', 'abc']) {
      why().setText(text);
      pass();
    }
    expect(asked.map(({ text }) => text)).toEqual(['a']);
    asked[0]?.done({ answer: answerOf(), marked: [] });
    await settled();
    expect(asked.map(({ text }) => text)).toEqual(['a', 'abc']);
    expect(why().reading).toBeNull();
    const last = { answer: answerOf(), marked: [] };
    asked[1]?.done(last);
    await settled();
    expect(why().reading).toBe(last);
    expect(why().asking).toBe(false);
  });

  it('drops an answer to a text that is no longer there', async () => {
    const { asked, pass, why } = page();
    why().setText('handshake failure', true);
    pass();
    why().setText('', true);
    asked[0]?.done({ answer: answerOf(), marked: [] });
    await settled();
    expect(why().reading).toBeNull();
    expect(why().asking).toBe(false);
  });

  it('asks at once when more is known, and forgets a version with its program and all of it with the text', () => {
    const { asked, pass, why } = page();
    why().setText('handshake failure', true);
    why().setOptions({ program: 'java', role: 'client' });
    why().setOptions({ version: 'Java 17.0.15' });
    why().setOptions({ program: 'go' });
    expect(pass()).toBe(0);
    expect(asked[0]?.options).toEqual({ program: 'go', role: 'client', version: undefined });
    why().setText('another', true);
    expect(why().options).toEqual({});
  });

  it('says why there is no answer', async () => {
    const { asked, pass, why } = page();
    why().setText('handshake failure', true);
    pass();
    asked[0]?.fail(new Error('the worker stopped'));
    await settled();
    expect(why().problem).toBe('the worker stopped');
  });

  it('keeps no private key: what is asked and what is shown have none', () => {
    const { asked, pass, why } = page();
    why().setText(`before\n${KEY}\nafter`, true);
    pass();
    expect(why().keysTaken).toBe(1);
    expect(JSON.stringify([why().text, asked[0]?.text])).not.toContain(SECRET);
    expect(why().text).toMatch(/^before\n\[.*\]\nafter$/);
  });
});

const SECRET = 'TUlJRXZRSUJBREFOQmdrcWhraUc5dzBCQVFF';
const KEY = `-----BEGIN PRIVATE KEY-----\n${SECRET}\n${SECRET}\n-----END PRIVATE KEY-----`;

describe('A private key in a text', () => {
  it.each([
    ['of PKCS #8', KEY],
    [
      'that is encrypted, with its headers',
      `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n${SECRET}\n-----END RSA PRIVATE KEY-----`,
    ],
    ['of OpenSSH', `-----BEGIN OPENSSH PRIVATE KEY-----\n${SECRET}\n-----END OPENSSH PRIVATE KEY-----`],
    ['in JSON, on one line', `-----BEGIN EC PRIVATE KEY-----\\n${SECRET}\\n-----END EC PRIVATE KEY-----\\n`],
    ['whose end is missing', `-----BEGIN PRIVATE KEY-----\n${SECRET}\n${SECRET}`],
    [
      'behind the heads of a log',
      `-----BEGIN PRIVATE KEY-----\n03:00 app | ${SECRET}\n03:00 app | -----END PRIVATE KEY-----`,
    ],
  ])('%s is taken out, and what stands around it is not', (_, key) => {
    const { text, keys } = keysTakenOut(`first line\n${key}\nError: handshake failure`);
    expect(keys).toBe(1);
    expect(text).not.toContain(SECRET);
    expect(text).toContain('first line');
    expect(text).toContain('Error: handshake failure');
  });

  it('of PuTTY goes, its public half stays', () => {
    const file = `PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: me\nPublic-Lines: 1\nAAAAC3Nz\nPrivate-Lines: 2\n${SECRET}\n${SECRET}\nPrivate-MAC: 0123abcd\nError: handshake failure`;
    const { text, keys } = keysTakenOut(file);
    expect(keys).toBe(1);
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain('0123abcd');
    expect(text).toContain('AAAAC3Nz');
    expect(text).toContain('Error: handshake failure');
  });

  it.each([
    ['as it is', (json: string) => json],
    ['as a string in JSON', (json: string) => JSON.stringify({ msg: json })],
    ['on several lines', (json: string) => JSON.stringify(JSON.parse(json), null, 2)],
  ])('of JSON Web Keys goes, %s', (_, written) => {
    const secret = 'c2VjcmV0LXNlY3JldC1zZWNyZXQ';
    const key = JSON.stringify({ kty: 'EC', crv: 'P-256', x: 'cHVibGljLXB1YmxpYy1wdWJsaWM', d: secret });
    const rsa = JSON.stringify({
      kty: 'RSA',
      n: 'cHVibGljLXB1YmxpYy1wdWJsaWM',
      d: secret,
      p: secret,
      dp: secret,
      qi: secret,
    });
    for (const one of [key, rsa]) {
      const { text, keys } = keysTakenOut(`handshake failure ${written(one)}`);
      expect(keys).toBe(1);
      expect(text).not.toContain(secret);
      expect(text).toContain('cHVibGljLXB1YmxpYy1wdWJsaWM');
    }
  });

  it('is told from certificates, and each is counted', () => {
    const certificate = `-----BEGIN CERTIFICATE-----\n${SECRET}\n-----END CERTIFICATE-----`;
    expect(keysTakenOut(certificate)).toEqual({ text: certificate, keys: 0 });
    const both = keysTakenOut(`${KEY}\n${certificate}\n${KEY}`);
    expect(both.keys).toBe(2);
    expect(both.text).toContain(certificate);
  });
});

describe('What is shown of a text that was read', () => {
  const understood = (line: number, text: string, message = 0) => ({ message, line, text, code: 'alert:42' });
  const linesOf = (text: string, parts: ReturnType<typeof understood>[]) =>
    markedText(text, { understood: parts }).map((row) =>
      row.kind === 'fold'
        ? `${row.lines} folded`
        : row.parts.map((part) => (part.message === null ? part.text : `[${part.text}]`)).join(''),
    );

  it('is all of a short one, with the parts that were understood marked', () => {
    expect(linesOf('one\ntwo alert 42 here\nthree', [understood(2, 'alert 42')])).toEqual([
      'one',
      'two [alert 42] here',
      'three',
    ]);
  });

  it('is of a long one what stands around each message; the rest is folded and counted', () => {
    const text = Array.from({ length: 1000 }, (_, at) => `line ${at + 1}`).join('\n');
    expect(linesOf(text, [understood(500, 'line 500')])).toEqual([
      '497 folded',
      'line 498',
      'line 499',
      '[line 500]',
      'line 501',
      'line 502',
      '498 folded',
    ]);
  });

  it('is the text itself, as text: markup stays letters', () => {
    const hostile = '<img src=x onerror=alert(1)> alert 42';
    expect(linesOf(hostile, [understood(1, 'alert 42')])).toEqual(['<img src=x onerror=alert(1)> [alert 42]']);
  });

  it('has few rows and short lines, however long the text is', () => {
    const text = `${'x'.repeat(5000)}\n`.repeat(2000);
    const parts = Array.from({ length: 2000 }, (_, at) => understood(at + 1, 'x'));
    const rows = markedText(text, { understood: parts });
    expect(rows.length).toBeLessThan(310);
    expect(JSON.stringify(rows).length).toBeLessThan(400_000);
  });
});

describe('The table of the same defect', () => {
  const row = {
    stack: 'x1',
    version: 'X 1.0',
    role: 'server',
    protocol: 'tls1.3',
    fault: 'client/expired',
    refused: true,
    alert: 'certificate_expired',
    seen: 'peer',
    message: 'expired',
    peer: 'Y 2.0',
    peerMessage: null,
    note: null,
    date: '2026-11-30',
  } as const;

  it('has a row for each program and side, and both outcomes where two peers met different ones', () => {
    const table = sameDefectTable([
      row,
      { ...row, peer: 'Z 3.0', alert: null, seen: null },
      { ...row, seen: 'wire' },
      { ...row, protocol: 'tls1.2', refused: false, alert: null, seen: null },
      { ...row, role: 'client' },
      { ...row, protocol: 'tlsdef', alert: 'bad_certificate' },
    ]);
    expect(table.map(({ version, role }) => `${version} ${role}`)).toEqual(['X 1.0 server', 'X 1.0 client']);
    expect(table[0]?.cells['tls1.3']).toEqual([
      { refused: true, alert: 'certificate_expired', seen: 'wire' },
      { refused: true, alert: null, seen: null },
    ]);
    expect(table[0]?.cells['tls1.2']).toEqual([{ refused: false, alert: null, seen: null }]);
    expect(table[1]?.cells['tls1.2']).toEqual([]);
    // A downgrade was tried only between sides that offered both versions.
    const [downgraded] = sameDefectTable([{ ...row, protocol: 'tlsdef', alert: 'illegal_parameter', seen: 'wire' }]);
    const outcome = [{ refused: true, alert: 'illegal_parameter', seen: 'wire' }];
    expect(downgraded?.cells).toEqual({ 'tls1.2': outcome, 'tls1.3': outcome });
  });
});
