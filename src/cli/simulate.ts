// `simulate`: runs one scenario and prints what happened.
import { prepare } from '../lab/run/prepare.ts';
import { prepareProvider } from '../lab/run/provider.ts';
import { runScenario } from '../lab/run/run.ts';
import { withEdits } from '../lab/scenario/scenario.ts';
import { readCaWorkFile } from './caWorkFile.ts';
import { readEditsFile } from './editsFile.ts';
import { writeFile } from './files.ts';
import { readProvider } from './provider.ts';
import { simulationReport } from './report.ts';
import { sequenceText } from './text.ts';
import { noPositionals, readOptions, readScenario, SCENARIO_OPTIONS } from './usage.ts';

export async function simulate(args: readonly string[]): Promise<void> {
  const files = { pcapng: 'string', keylog: 'string', svg: 'string', zip: 'string', recording: 'string' } as const;
  const options = {
    ...SCENARIO_OPTIONS,
    ...files,
    edits: 'string',
    'ca-work': 'string',
    provider: 'string',
    json: 'boolean',
  } as const;
  const { values, positionals } = readOptions('simulate', args, options);
  noPositionals('simulate', positionals);
  const caWork = values['ca-work'] === undefined ? [] : readCaWorkFile('simulate', values['ca-work']);
  const edits = values.edits === undefined ? undefined : readEditsFile('simulate', values.edits);
  const scenario = withEdits({ ...readScenario('simulate', values), caWork }, edits);
  const provider = readProvider('simulate', values.provider, scenario.protocol);
  await Promise.all([prepare(scenario), prepareProvider(provider)]);
  const recording = runScenario(scenario, provider);
  if (values.keylog !== undefined) writeFile('simulate', values.keylog, recording.keyLog, 0o600);
  if (values.pcapng !== undefined) {
    const { capture } = await import('../lab/files/pcapng.ts');
    writeFile('simulate', values.pcapng, capture(recording), 0o600);
  }
  if (values.svg !== undefined) {
    const { diagramSvg } = await import('../diagram/exportSvg.ts');
    writeFile('simulate', values.svg, diagramSvg(recording));
  }
  if (values.recording !== undefined) {
    const { writeRecording } = await import('../lab/files/recordingFile.ts');
    writeFile('simulate', values.recording, writeRecording(recording), 0o600);
  }
  if (values.zip !== undefined) {
    const { archiveOf } = await import('../diagram/recordingArchive.ts');
    writeFile('simulate', values.zip, archiveOf(recording, { link: null, foreign: false }).zip, 0o600);
  }
  process.stdout.write(values.json ? `${JSON.stringify(simulationReport(recording))}\n` : sequenceText(recording));
}
