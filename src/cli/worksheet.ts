// `worksheet`: a run on paper, with blanks, or its answer sheet, as one HTML file to print.
import { otherScenarios } from '../exercises/predictions/runs.ts';
import { VARIANTS } from '../exercises/worksheet/sheet.ts';
import { makeWorksheet } from '../exercises/worksheet/worksheet.ts';
import { activeFaults } from '../lab/faults/catalogue.ts';
import { runPrepared } from '../lab/run/runPrepared.ts';
import type { Scenario } from '../lab/scenario/scenario.ts';
import { loadTls13Words } from '../lessons/tls13Words.ts';
import { sheetWords } from '../lessons/worksheet.ts';
import { writeFile } from './files.ts';
import { readScenario, scenarioOptions } from './scenarioOptions.ts';
import { COMMAND_FIELDS } from './synopsis.ts';
import { noPositionals, oneOf, readOptions } from './usage.ts';
import { worksheetHtml } from './worksheetHtml.ts';

export async function worksheet(args: readonly string[]): Promise<void> {
  const options = {
    ...scenarioOptions(COMMAND_FIELDS.worksheet),
    ...({ variant: 'string', out: 'string', answers: 'boolean' } as const),
  };
  const { values, positionals } = readOptions('worksheet', args, options);
  noPositionals('worksheet', positionals);
  const scenario = readScenario('worksheet', values);
  const variant = oneOf('worksheet', 'variant', values.variant, VARIANTS) ?? 'A';
  await loadTls13Words();
  const run = await runPrepared(scenario);
  const { honest, unlisted, otherPolicy } = otherScenarios(run);
  const beside = async (other: Scenario | null) => (other === null ? null : await runPrepared(other));
  const runs = {
    run,
    honest: await runPrepared(honest),
    unlisted: await beside(unlisted),
    otherPolicy: await beside(otherPolicy),
  };
  const html = worksheetHtml(makeWorksheet(runs, variant, sheetWords(activeFaults)), values.answers);
  if (values.out === undefined) process.stdout.write(html);
  else writeFile('worksheet', values.out, html);
}
