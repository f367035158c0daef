// `simulate`: runs one scenario and prints what happened.
import { prepare } from '../lab/prepare.ts';
import { runScenario } from '../lab/run.ts';
import { writeFile } from './files.ts';
import { simulationReport } from './report.ts';
import { sequenceText } from './text.ts';
import { noPositionals, readOptions, readScenario, SCENARIO_OPTIONS } from './usage.ts';

export async function simulate(args: readonly string[]): Promise<void> {
  const options = { ...SCENARIO_OPTIONS, json: 'boolean', pcapng: 'string', keylog: 'string', svg: 'string' } as const;
  const { values, positionals } = readOptions('simulate', args, options);
  noPositionals('simulate', positionals);
  const scenario = readScenario('simulate', values);
  await prepare(scenario);
  const recording = runScenario(scenario);
  if (values.keylog !== undefined) writeFile('simulate', values.keylog, recording.keyLog, 0o600);
  if (values.pcapng !== undefined) {
    const { capture } = await import('../lab/pcapng.ts');
    writeFile('simulate', values.pcapng, capture(recording), 0o600);
  }
  if (values.svg !== undefined) {
    const { diagramSvg } = await import('../diagram/exportSvg.ts');
    writeFile('simulate', values.svg, diagramSvg(recording));
  }
  process.stdout.write(values.json ? `${JSON.stringify(simulationReport(recording))}\n` : sequenceText(recording));
}
