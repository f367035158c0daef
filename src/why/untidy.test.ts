// Pastes as people make them: what a log, a terminal or a web page does to a message changes nothing of the answer; and no
// text makes the engine slow or fall.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import corpus from '../stacks/corpus.json' with { type: 'json' };
import { readCorpus } from '../stacks/corpus.ts';
import type { WhyMessage } from './answer.ts';
import { automatonOf, findWords, letterOf } from './automaton.ts';
import { indexOf } from './corpusIndex.ts';
import { knownTexts } from './evaluation.testing.ts';
import { MAX_PASTE, readPaste } from './paste.ts';
import { explain } from './why.ts';

const rows = readCorpus(corpus);
const index = indexOf(rows);
const texts = knownTexts(rows).map(({ text }) => text.replaceAll(' | ', '\n'));
const messagesOfText = (text: string): readonly WhyMessage[] => {
  const answer = explain(text, index);
  return answer.ok ? answer.messages : [];
};
const said = (text: string) =>
  messagesOfText(text).map(({ side, alert, codes, causes }) => ({
    side,
    alert,
    codes,
    causes: causes.map(({ fault }) => fault),
  }));
const everyLine = (text: string, change: (line: string) => string): string => text.split('\n').map(change).join('\n');

const UNTIDY: Readonly<Record<string, (text: string) => string>> = {
  'docker compose': (text) => everyLine(text, (line) => `web-1  | ${line}`),
  'docker logs -t': (text) => everyLine(text, (line) => `2026-03-09T10:11:12.123456789Z ${line}`),
  'kubectl --prefix': (text) => everyLine(text, (line) => `[pod/web-7d9fbc/web] ${line}`),
  journald: (text) => everyLine(text, (line) => `Mar 09 10:11:12 host app[4711]: ${line}`),
  syslog: (text) => everyLine(text, (line) => `<27>1 2026-03-09T10:11:12.003Z host app 4711 ID47 - ${line}`),
  klog: (text) => everyLine(text, (line) => `E0309 10:11:12.123456       1 main.go:42] ${line}`),
  log4j: (text) => everyLine(text, (line) => `2026-03-09 10:11:12,123 ERROR [worker-1] c.b.Bank - ${line}`),
  'colours of a terminal': (text) =>
    everyLine(text, (line) => `\u001b[31m${line.slice(0, 9)}\u001b[0m\u001b[1;33m${line.slice(9)}\u001b[0m`),
  'CR and LF': (text) => text.replaceAll('\n', '\r\n'),
  HTML: (text) =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;'),
  'JSON of a log': (text) => JSON.stringify({ ts: 1773051072, level: 'error', msg: text }),
  'JSON within JSON': (text) => JSON.stringify({ log: `${JSON.stringify({ msg: text })}\n`, stream: 'stderr' }),
  'wrapped at 80 columns': (text) => everyLine(text, (line) => line.replaceAll(/.{80}/g, (part) => `${part}\n`)),
  indented: (text) => everyLine(text, (line) => `    > ${line}`),
  'text around it': (text) => `Hello,\nsince yesterday we see this in production:\n\n${text}\n\nAny idea? Thanks!\n`,
};

describe('the answer is that of the clean text', () => {
  it.each(Object.keys(UNTIDY))('in %s', (name) => {
    const change = UNTIDY[name] ?? ((text: string) => text);
    const wrong: string[] = [];
    let tried = 0;
    for (const [at, text] of texts.entries()) {
      if (at % 5 !== Object.keys(UNTIDY).indexOf(name) % 5) continue;
      tried++;
      const clean = said(text);
      const untidy = said(change(text));
      if (JSON.stringify(clean) !== JSON.stringify(untidy))
        wrong.push(`${change(text).slice(0, 300)}\n  ${JSON.stringify(clean)}\n  ${JSON.stringify(untidy)}`);
    }
    expect(tried).toBeGreaterThan(100);
    expect(wrong.length / tried, wrong.slice(0, 5).join('\n')).toBeLessThanOrEqual(0.02);
  });

  it('also where several messages stand in one paste: each is told apart, in its order', () => {
    const logs = [
      '2026/03/09 10:11:12 [info] 7#7: *1 client SSL certificate verify error: (10:certificate has expired) while reading client request headers, client: 10.0.0.7, server: bank, request: "GET / HTTP/1.1", host: "bank"',
      '2026/03/09 10:11:13 [info] 7#7: *2 client SSL certificate verify error: (19:self-signed certificate in certificate chain) while reading client request headers, client: 10.0.0.8, server: bank, request: "GET / HTTP/1.1", host: "bank"',
      'curl: (35) OpenSSL/3.0.19: error:0A000418:SSL routines::tlsv1 alert unknown ca',
      "2026/03/09 10:11:14 http: TLS handshake error from 10.0.0.9:40712: tls: client didn't provide a certificate",
      'javax.net.ssl.SSLHandshakeException: Received fatal alert: bad_certificate\n\tat java.base/sun.security.ssl.Alert.createSSLException(Alert.java:131)\n\tat java.base/sun.security.ssl.Alert.createSSLException(Alert.java:117)',
    ];
    const found = messagesOfText(logs.join('\n'));
    expect(found.map(({ program, side, line, code }) => [program, side, line, code])).toEqual([
      ['nginx', 'self', 1, 'verify:10'],
      ['nginx', 'self', 2, 'verify:19'],
      ['curl', 'peer', 3, 'alert:48'],
      ['go', 'self', 4, 'go:no certificate'],
      ['java', 'peer', 5, 'alert:42'],
    ]);
  });

  it('and the same message a thousand times is one, with its count', () => {
    const log = Array.from(
      { length: 1000 },
      (_, at) => `2026-03-09T10:11:${String(at % 60).padStart(2, '0')}Z remote error: tls: bad certificate`,
    ).join('\n');
    expect(messagesOfText(log)).toMatchObject([{ alert: 'bad_certificate', line: 1, count: 1000 }]);
  });
});

describe('any text', () => {
  it('is answered, or refused for a reason that is named', () => {
    const pieces = fc.constantFrom(
      'error:0A000412:',
      'alert ',
      'x509: ',
      'depth=',
      '\u001b[',
      '\\u00',
      '&quot',
      '-----BEGIN ',
      'PKIX path ',
      '\n',
      '\r',
      'code: ',
      '-8181',
      '0x',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' }), fc.constantFrom(...texts)), { maxLength: 12 }),
        (parts) => {
          const answer = explain(parts.join(''), index);
          if (!answer.ok) expect(['empty', 'binary', 'too-long']).toContain(answer.problem);
          else
            for (const { line, lastLine, causes, text } of answer.messages) {
              expect(line).toBeGreaterThanOrEqual(1);
              expect(lastLine).toBeGreaterThanOrEqual(line);
              expect(text.length).toBeLessThanOrEqual(400);
              expect(new Set(causes.map(({ fault }) => fault)).size).toBe(causes.length);
              for (const { score } of causes) expect(score).toBeGreaterThanOrEqual(0);
            }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('longer than 5 MiB is refused', () => {
    expect(explain('x'.repeat(MAX_PASTE + 1), index)).toEqual({ ok: false, problem: 'too-long' });
  });

  it('is looked through once: as many steps as it has letters, whatever they are', () => {
    const words = ['aaaaab', 'aab', 'ab', 'error', 'errorerror'];
    const automaton = automatonOf(words);
    for (const text of ['a'.repeat(100_000), 'aab'.repeat(30_000), 'errorerror'.repeat(10_000)]) {
      let steps = 0;
      const letters = Uint8Array.from(text, (letter) => letterOf(letter.charCodeAt(0)));
      const counted = new Proxy(letters, {
        get(target, key) {
          if (typeof key === 'string' && /^\d+$/.test(key)) steps++;
          const value = Reflect.get(target, key);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
      findWords(automaton, counted, 1_000_000);
      expect(steps).toBe(text.length);
    }
  });

  it('has no more signs looked at than a bound, and its letters stand once', () => {
    const paste = readPaste('SSL_ERROR\n_BAD\u001b[31m_CERT &amp; \\u0041');
    expect(String.fromCharCode(...paste.letters.map((letter) => (letter < 26 ? 97 + letter : 22 + letter)))).toBe(
      'sslerrorbadcerta',
    );
    expect(paste.letters).toHaveLength(paste.places.length);
  });
});
