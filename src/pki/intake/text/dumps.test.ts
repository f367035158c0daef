// Dumps: what xxd, od and hexdump printed (src/testing/knownAnswers/dumps.json) gives the bytes that they were given.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../../../bytes/hex.ts';
import known from '../../../testing/knownAnswers/dumps.json' with { type: 'json' };
import { type Intake, takeIn } from '../intake.ts';

const der = Buffer.from(known.certificate, 'base64').toString('hex');
const text = (given: string): Intake => takeIn(utf8(given));
const certificatesIn = ({ items }: Intake): string[] =>
  items.flatMap((item) => (item.kind === 'certificate' ? [toHex(item.certificate.der)] : []));

describe('a dump', () => {
  it.each(known.der)('of DER is read: $command', ({ text: given }) => {
    const intake = text(given);
    expect(certificatesIn(intake)).toEqual([der]);
    expect(intake.problems).toEqual([]);
  });

  it.each(known.pem)('of PEM is read: $command', ({ text: given }) => {
    const intake = text(given);
    expect(certificatesIn(intake)).toEqual([der]);
    expect(intake.problems).toEqual([]);
  });

  it.each(known.twice.filter(({ command }) => !command.includes('-A n')))(
    'has the bytes for which its line of * stands: $command',
    ({ text: given }) => {
      const intake = text(given);
      expect(certificatesIn(intake)).toEqual([der, der]);
      expect(intake.problems).toEqual([]);
    },
  );

  it.each(known.der)('may be indented, have the line ends of Windows, and stand in other text: $command', (each) => {
    const windows = each.text.replaceAll('\n', '\r\n');
    expect(certificatesIn(text(windows))).toEqual([der]);
    expect(certificatesIn(text(`Here it is:\n\n${each.text}\nThat was it.\n`))).toEqual([der]);
    const indented = each.text.replaceAll(/^(?=.)/gm, '    ');
    // Without addresses nobody knows whether four blanks are a byte.
    if (!each.command.includes('-A n')) expect(certificatesIn(text(indented))).toEqual([der]);
  });

  it('stands where its first line does, and those behind it where theirs do', () => {
    const [one, two] = known.der;
    const intake = text(`first\n${one?.text}\nsecond\n${two?.text}`);
    const second = 3 + (one?.text.split('\n').length ?? 0);
    expect(intake.items.map(({ place }) => place)).toEqual(
      [
        { line: 2, byte: 0 },
        { line: second, byte: 0 },
      ].map(({ line }) => ({ line, byte: null })),
    );
  });

  it.each(known.lossy)('that leaves out a bit of each byte is named: $command', ({ text: given }) => {
    const intake = text(given);
    expect(intake.items).toEqual([{ kind: 'other', what: 'dump', label: 'bits', place: { line: 1, byte: null } }]);
    expect(intake.problems).toEqual([]);
  });

  it('without addresses does not tell what its line of * stands for, and is named', () => {
    for (const { text: given } of known.twice.filter(({ command }) => command.includes('-A n')))
      expect(text(given).items).toMatchObject([{ kind: 'other', what: 'dump', label: 'repetitions' }]);
  });

  it('of something else is named, unless it is a few numbers', () => {
    const other = Array.from({ length: 4 }, (_, i) => `000000${i}0: dead beef dead beef dead beef dead beef`);
    expect(text(other.join('\n')).items).toMatchObject([{ kind: 'other', what: 'dump', label: '' }]);
    expect(text(other.slice(0, 2).join('\n'))).toEqual({ items: [], problems: [{ kind: 'nothing' }] });
  });

  it.each(known.der)(
    'in which lines are missing never gives other bytes without a problem: $command',
    ({ text: given }) => {
      const all = given.split('\n');
      fc.assert(
        fc.property(fc.nat(all.length - 2), fc.nat(3), (from, count) => {
          const intake = text([...all.slice(0, from), ...all.slice(from + count + 1)].join('\n'));
          if (intake.problems.length === 0) {
            for (const each of certificatesIn(intake)) expect(each).toBe(der);
          }
          expect(intake.items.length + intake.problems.length).toBeGreaterThan(0);
        }),
        { numRuns: 10 },
      );
    },
  );

  it('whose * stands for more than any file may have is no dump', () => {
    const huge = `00000000: 0000 0000 0000 0000 0000 0000 0000 0000\n*\nfffffff0: 3082 0000 0000 0000 0000 0000 0000 0000\n`;
    expect(certificatesIn(text(huge))).toEqual([]);
  });

  it('of any lines ends in items or problems', () => {
    const line = fc.oneof(
      fc.constantFrom(...known.der.flatMap((each) => each.text.split('\n').slice(0, 3)), '*', ''),
      fc.string({
        unit: fc.constantFrom('0', '3', '8', '2', ' ', ':', '*', '-', '\\', 'a', '|', 'nul'),
        maxLength: 60,
      }),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const { items, problems } = text(lines.join('\n'));
        expect(items.length + problems.length).toBeGreaterThan(0);
      }),
    );
  });
});
