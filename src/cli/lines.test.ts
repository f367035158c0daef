// Files and lines without end are given up, with a word that says so; what is in bounds is read as before.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { utf8 } from '../bytes/hex.ts';
import { noteSkip } from '../testing/skipped.ts';
import { withStreams } from '../testing/standardStreams.ts';
import { MAX_FILE_BYTES, MAX_SETTINGS_BYTES } from './files.ts';
import { boundedLines, EndlessLine, type Line } from './lines.ts';
import { run } from './run.ts';

async function* pieces(...parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}
async function linesOf(input: AsyncIterable<Uint8Array>, most?: number): Promise<(string | null)[]> {
  const lines: Line[] = [];
  for await (const line of boundedLines(input, most)) lines.push(line);
  return lines.map((line) => (line.kind === 'line' ? line.text : null));
}

describe('Lines of a stream', () => {
  it('are those of the text, however it is cut into chunks', async () => {
    const texts = fc
      .array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('\n', '\r\n', '{}')))
      .map((all) => all.join(''));
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 9 }), async (text, size) => {
        const bytes = utf8(text);
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
          bytes.slice(i * size, (i + 1) * size),
        );
        const expected = text.split('\n').map((line) => line.replace(/\r$/, ''));
        // Behind the last end of a line there is none.
        if (text === '' || text.endsWith('\n')) expected.pop();
        expect(await linesOf(pieces(...chunks))).toEqual(expected);
      }),
    );
  });

  it('are passed over where they are too long, and the next one is read', async () => {
    expect(await linesOf(pieces(utf8('a\nbbb'), utf8('bbb\n'), utf8('cccc\nd')), 4)).toEqual(['a', null, 'cccc', 'd']);
  });

  it('are given up where one does not end', async () => {
    const chunk = new Uint8Array(2 ** 20);
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) yield chunk;
    }
    await expect(linesOf(endless())).rejects.toBeInstanceOf(EndlessLine);
  });
});

describe('A file that is too long', () => {
  const folder = mkdtempSync(join(tmpdir(), 'long-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const long = join(folder, 'long.pem');
  writeFileSync(long, 'x'.repeat(MAX_FILE_BYTES + 1));
  const settings = join(folder, 'long.json');
  writeFileSync(settings, `[${' '.repeat(MAX_SETTINGS_BYTES)}]`);
  const zero = '/dev/zero';
  const isZeroHere = existsSync(zero);
  if (!isZeroHere) noteSkip(`there is no ${zero}`);
  const cases = [long, ...(isZeroHere ? [zero] : [])].flatMap((file) => [
    ['connect', '127.0.0.1:1', '--ca', file],
    ['connect', '127.0.0.1:1', '--cert', file, '--key', file],
    ['connect', '127.0.0.1:1', '--p12', file],
    ['simulate', '--edits', file],
    ['simulate', '--ca-work', file],
  ]);

  it.each([...cases.map((args) => [args]), [['simulate', '--edits', settings]], [['simulate', '--ca-work', settings]]])(
    'is not read to its end: %j',
    async (args) => {
      const { result, out, err } = await withStreams(() => run(args));
      expect({ result, out }).toEqual({ result: 2, out: '' });
      expect(err).toMatch(/^handshake-lab: \w+: cannot read \S+: it is longer than \d+ MiB\n$/);
    },
  );

  it.skipIf(!isZeroHere)('may be one that has no lines', async () => {
    const { result, out, err } = await withStreams(() => run(['validate', zero]));
    expect({ result, out, err }).toEqual({
      result: 2,
      out: '',
      err: 'handshake-lab: validate: /dev/zero: line 1 does not end\n',
    });
  });

  it('may have a long line between others, of which alone it is said', async () => {
    const file = join(folder, 'lines.jsonl');
    writeFileSync(file, `{"id":"a"}\n${'x'.repeat(MAX_FILE_BYTES + 1)}\n{"id":"c"}\n`);
    const { result, out } = await withStreams(() => run(['validate', file]));
    expect(result).toBe(0);
    const answers = out
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text));
    expect(answers.map(({ id }) => id)).toEqual(['a', 'line 2', 'c']);
    expect(answers[1].error).toBe('longer than 20 MiB');
  });
});
