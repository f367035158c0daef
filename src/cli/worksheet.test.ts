// Worksheets of every fault: nothing that is printed tells an answer, and every answer is the run's own.
import { describe, expect, it } from 'vitest';
import { connected, failedChecks } from '../exercises/facts.ts';
import { FAULTY_SCENARIOS, runsOfScenario } from '../exercises/predictions/runs.testing.ts';
import { cellsOf, isReadIn, type SheetPart, VARIANTS, type Worksheet } from '../exercises/worksheet/sheet.ts';
import { makeWorksheet } from '../exercises/worksheet/worksheet.ts';
import { activeFaults } from '../lab/faults/catalogue.ts';
import type { Recording } from '../lab/recording/recording.ts';
import { ALERT_WORDS } from '../lessons/alerts.ts';
import { loadApplicationWords } from '../lessons/applicationWords.ts';
import { beliefText } from '../lessons/beliefs.ts';
import { CHECK_WORDS } from '../lessons/checks/words.ts';
import { secretWords } from '../lessons/secrets.ts';
import { loadTls13Words } from '../lessons/tls13Words.ts';
import { sheetWords } from '../lessons/worksheet.ts';
import { TICKED, worksheetHtml } from './worksheetHtml.ts';

await loadTls13Words();
await loadApplicationWords();
const WORDS = sheetWords(activeFaults);

/** Each fault once, the protocol and the mode in turn, and nothing broken in each of them. */
const FAULTS_THERE = [...new Set(FAULTY_SCENARIOS.map(({ fault }) => fault))];
const SAMPLE = FAULTY_SCENARIOS.filter(({ fault, name }) => {
  if (fault === null) return true;
  const alike = FAULTY_SCENARIOS.filter((each) => each.fault === fault);
  return alike[FAULTS_THERE.indexOf(fault) % alike.length]?.name === name;
});

const SHEETS = SAMPLE.map(({ name, fault, scenario }) => {
  const runs = runsOfScenario(scenario);
  return { name, fault, run: runs.run, sheets: VARIANTS.map((variant) => makeWorksheet(runs, variant, WORDS)) };
});
const EACH = SHEETS.flatMap(({ name, run, sheets }) =>
  sheets.map((sheet) => ({ name: `${name} ${sheet.variant}`, run, sheet })),
);

/** What one reads of it. */
const textOfHtml = (html: string): string =>
  html
    .replace(/<(style|title)>.*?<\/\1>/gs, '')
    .replace(/<[^>]*>/g, '\n')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');

const partsOf = (sheet: Worksheet): readonly SheetPart[] => cellsOf(sheet).flat();
const numberOf = (part: SheetPart): number[] => ('number' in part ? [part.number] : []);

/** What is true of a run, in every form in which a blank may want it. */
function truths({ events }: Recording): ReadonlySet<string> {
  return new Set(
    events.flatMap((event): string[] => {
      switch (event.kind) {
        case 'belief':
          return [beliefText(event)];
        case 'secret':
          return [secretWords(event.secret).title];
        case 'check':
          return event.check.result === 'fail' ? [CHECK_WORDS[event.check.check].title] : [];
        case 'sent':
          return [
            WORDS.message(event.message.type),
            ...(event.message.type === 'Alert'
              ? [`${event.message.details.description} (${ALERT_WORDS[event.message.details.description]?.number})`]
              : []),
            ...(event.message.sealed === null ? [] : [WORDS.key({ kind: 'sealed' })]),
          ];
        case 'operation':
          return event.operation === 'transcript.sign' || event.operation === 'parameters.sign'
            ? [WORDS.key({ kind: 'signed', by: event.actor, otherKey: event.details.otherKey === true })]
            : [];
        default:
          return [];
      }
    }),
  );
}

describe('A worksheet', () => {
  it('is there for every fault, and for every protocol and mode', () => {
    const faults = new Set(FAULTY_SCENARIOS.map(({ fault }) => fault));
    expect(new Set(SHEETS.map(({ fault }) => fault))).toEqual(faults);
    const settings = new Set(SHEETS.map(({ run: { scenario } }) => `${scenario.protocol} ${scenario.mode}`));
    expect(settings.size).toBe(6);
  });

  it('prints no answer of a blank anywhere, and no mark', () => {
    for (const { name, sheet } of EACH) {
      const html = worksheetHtml(sheet, false);
      const text = textOfHtml(html);
      const told = partsOf(sheet).flatMap((part) =>
        part.kind === 'blank' && isReadIn(part.answer, text) ? part.answer : [],
      );
      expect(told, name).toEqual([]);
      expect(html, name).not.toContain(TICKED);
      for (const { why } of sheet.questions) expect(text, name).not.toContain(why);
    }
  });

  it('and its answer sheet have the same numbers, and the latter each answer', () => {
    for (const { name, sheet } of EACH) {
      const [own, answered] = [false, true].map((answers) => worksheetHtml(sheet, answers));
      const numbers = (html = '') => [...html.matchAll(/<sup>(\d+)<\/sup>/g)].map(([, number]) => number);
      expect(numbers(own), name).toEqual(numbers(answered));
      const text = textOfHtml(answered ?? '');
      for (const part of partsOf(sheet)) if (part.kind === 'blank') expect(text, name).toContain(part.answer);
      const marks = answered?.split(TICKED).length ?? 0;
      const right = sheet.questions.flatMap(({ choices }) => choices.filter((choice) => choice.right));
      expect(marks - 1, name).toBe(right.length + partsOf(sheet).filter(({ kind }) => kind === 'ticks').length);
    }
  });

  it('asks for nothing that is not so in its run', () => {
    const untrue = EACH.flatMap(({ name, run, sheet }) => {
      const known = truths(run);
      return partsOf(sheet).flatMap((part) =>
        part.kind === 'blank' && !known.has(part.answer) ? `${name}: ${part.answer}` : [],
      );
    });
    expect(untrue).toEqual([]);
  });

  it('has a row for a message or decision of the run alone, with its sender and what came of it', () => {
    for (const { name, run, sheet } of EACH) {
      for (const row of sheet.rows) {
        const event = run.events[run.steps[row.number - 1]?.event ?? -1];
        const [who] = row.who;
        if (event?.kind === 'sent') {
          const said = who?.kind === 'ticks' ? who.options[who.answer] : who?.kind === 'given' ? who.text : '';
          expect(said, `${name} row ${row.number}`).toBe(WORDS.direction(event.message.from, event.message.to));
        } else {
          const [how] = row.how;
          expect(event?.kind === 'operation' && event.result === 'fail', `${name} row ${row.number}`).toBe(
            how?.kind === 'ticks' && how.answer === 1,
          );
        }
      }
    }
  });

  it('says of the row at which it fails that of the first check that fails', () => {
    const asked = EACH.flatMap(({ name, run, sheet }) => {
      const failed = failedChecks(run).find(({ actor }) => actor === 'client' || actor === 'server');
      const question = sheet.questions.find(({ kind }) => kind === 'P3');
      if (question === undefined || failed === undefined || connected(run)) return [];
      const step = run.steps.findLast(({ event }) => event <= failed.operation);
      const [row] = question.row;
      expect(row?.kind === 'row' && row.answer, name).toBe(String(step?.number));
      return [name];
    });
    expect(asked.length).toBeGreaterThan(60);
  });

  it('counts its blanks from 1, without a gap, whether its answers are printed or not', () => {
    for (const { name, sheet } of EACH) {
      const numbers = partsOf(sheet).flatMap(numberOf);
      expect(numbers, name).toEqual(numbers.map((_, i) => i + 1));
      expect(numbers.length, name).toBeGreaterThan(10);
    }
  });

  it('fits on two pages', () => {
    for (const { name, sheet } of EACH) {
      expect(sheet.rows.length, name).toBeLessThanOrEqual(32);
      expect(sheet.questions.length, name).toBeLessThanOrEqual(4);
    }
  });

  it('leaves something else blank in the other variant', () => {
    for (const { name, sheets } of SHEETS) {
      const [a, b] = sheets.map((sheet) => cellsOf(sheet).map((cell) => cell.map(({ kind }) => kind)));
      expect(a, name).not.toEqual(b);
    }
  });

  it('is the same each time it is made', () => {
    const [first] = SAMPLE;
    if (first === undefined) throw new Error('there is no sample');
    const runs = runsOfScenario(first.scenario);
    expect(makeWorksheet(runs, 'A', WORDS)).toEqual(makeWorksheet(runs, 'A', WORDS));
  });
});

describe('An answer', () => {
  it('is looked for as whole words, and the name of a message as it is written', () => {
    expect(isReadIn('Certificate', 'The server’s CertificateRequest')).toBe(false);
    expect(isReadIn('Certificate', 'the server’s certificate')).toBe(false);
    expect(isReadIn('Certificate', 'An empty Certificate.')).toBe(true);
    expect(isReadIn('key of alice proven', 'Server: Key of alice proven')).toBe(true);
  });
});
