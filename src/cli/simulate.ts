// `simulate`: runs one scenario and prints what happened.
import { type IdleReason, idleTampering } from '../lab/recording/idleTampering.ts';
import type { Recording } from '../lab/recording/recording.ts';
import { prepareRun } from '../lab/run/prepare.ts';
import { prepareProvider } from '../lab/run/provider.ts';
import { runScenario } from '../lab/run/run.ts';
import { formatTampering } from '../lab/scenario/tampering.ts';
import { writeFile } from './files.ts';
import { readProvider } from './provider.ts';
import { simulationReport } from './report.ts';
import { readScenario, scenarioOptions } from './scenarioOptions.ts';
import { COMMAND_FIELDS } from './synopsis.ts';
import { sequenceText } from './text.ts';
import { noPositionals, readOptions, UsageError } from './usage.ts';

export async function simulate(args: readonly string[]): Promise<void> {
  const files = { pcapng: 'string', keylog: 'string', svg: 'string', zip: 'string', recording: 'string' } as const;
  const options = {
    ...scenarioOptions(COMMAND_FIELDS.simulate),
    ...files,
    provider: 'string',
    json: 'boolean',
  } as const;
  const { values, positionals } = readOptions('simulate', args, options);
  noPositionals('simulate', positionals);
  const scenario = readScenario('simulate', values);
  const provider = readProvider('simulate', values.provider, scenario.protocol);
  await Promise.all([prepareRun(scenario), prepareProvider(provider)]);
  const recording = runScenario(scenario, provider);
  complainOfIdle(recording);
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

/**
 * What would change nothing is refused, as faults are. A message that another change by hand has kept from being sent is
 * only noted: the page makes such scenarios, and prints the command for them.
 */
function complainOfIdle(recording: Recording): void {
  const idle = idleTampering(recording);
  const isOther = idle.length < recording.scenario.tampering.length;
  for (const { tampering, reason } of idle) {
    const line = `simulate: --tamper ${formatTampering(tampering)} changes nothing: ${reasonText(tampering.message, reason)}`;
    if (reason.kind !== 'noMessage' || !isOther) throw new UsageError(line);
    process.stderr.write(`${line}\n`);
  }
}

function reasonText(message: string, reason: IdleReason): string {
  switch (reason.kind) {
    case 'noMessage':
      return `there is no ${message} in this run`;
    case 'beyond':
      return `${message} has ${reason.length} bytes, from 0 to ${reason.length - 1}`;
    case 'same':
      return 'the byte has this value already';
  }
}
