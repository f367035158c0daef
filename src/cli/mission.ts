// `mission`: judges what was handed in for a mission, as the page does; and writes the recording that one begins with.
import { judgeMission } from '../exercises/missions/judge.ts';
import { isKnownField } from '../exercises/missions/judges/naming.ts';
import type { AnswerKey, Answers, Mission, MissionJudgement, MissionRow } from '../exercises/missions/mission.ts';
import { missionFacts } from '../exercises/missions/missionFacts.ts';
import { missionStart, mysteryStart, startOfRun } from '../exercises/missions/start.ts';
import { writeRecording } from '../lab/files/recordingFile.ts';
import type { Recording } from '../lab/recording/recording.ts';
import { runPrepared } from '../lab/run/runPrepared.ts';
import { OWN_NAMES, ownNames } from '../lab/scenario/fieldValues.ts';
import type { LabNames } from '../lab/scenario/names.ts';
import { GOAL_PART_WORDS } from '../lessons/missionGoals.ts';
import { nearMissText } from '../lessons/missionNearMisses.ts';
import { doneText, successText } from '../lessons/missionSuccess.ts';
import { exists, writeFile } from './files.ts';
import { answerForm, readMission } from './missionNumber.ts';
import { nearest } from './nearest.ts';
import { readRun } from './recordingInput.ts';
import { readScenario, readSeed, scenarioOptions } from './scenarioOptions.ts';
import { COMMAND_FIELDS } from './synopsis.ts';
import { readOptions, UsageError } from './usage.ts';

const COMMAND = 'mission';

export async function mission(args: readonly string[]): Promise<void> {
  const { values, positionals } = readOptions(COMMAND, args, {
    recording: 'list',
    answer: 'list',
    seed: 'string',
    mystery: 'boolean',
    json: 'boolean',
    ...scenarioOptions(COMMAND_FIELDS.mission),
  });
  const [action, id, ...more] = positionals;
  const seed = readSeed(COMMAND, values.seed) ?? null;
  if (action === 'check') {
    const forStart = (['mystery', ...OWN_NAMES] as const).find((name) => values[name]);
    if (forStart !== undefined) throw new UsageError(`${COMMAND}: --${forStart} is for "mission start"`);
    await check(readMission(COMMAND, id), { ...values, more, seed });
  } else if (action === 'start') {
    if (values.answer.length > 0 || values.json || more.length > 0)
      throw new UsageError(
        `${COMMAND}: "mission start" takes a number, --recording FILE, --seed N, --mystery and names`,
      );
    const { bank, host, customer } = values;
    const names = ownNames(readScenario(COMMAND, { bank, host, customer }));
    await start(readMission(COMMAND, id), values.recording, { seed, mystery: values.mystery, names });
  } else {
    const given = action === undefined ? 'what to do is wanted' : `"${action}" is not understood`;
    throw new UsageError(`${COMMAND}: ${given}: check or start, such as "mission check 2 --recording FILE"`);
  }
}

interface CheckOptions {
  readonly recording: readonly string[];
  readonly answer: readonly string[];
  /** Further arguments: files and answers behind the first of an option. */
  readonly more: readonly string[];
  readonly seed: number | null;
  readonly json: boolean;
}

async function check(of: Mission, { recording, answer, more, seed, json }: CheckOptions): Promise<void> {
  const isAnswer = (text: string): boolean => /^\w+=/.test(text) && !exists(text);
  const files = [...recording, ...more.filter((text) => !isAnswer(text))];
  const answers = readAnswers(of, [...answer, ...more.filter(isAnswer)]);
  const { count, more: further = 0 } = of.recordings;
  if (files.length === 0) throw new UsageError(`${COMMAND}: --recording FILE is wanted`);
  if (files.length > count + further)
    throw new UsageError(
      `${COMMAND}: mission ${of.id} takes ${count === 1 ? 'one recording' : further > 0 ? 'two recordings, and the mystery' : 'two recordings'}, not ${files.length}`,
    );
  const recordings: Recording[] = [];
  const starts: Recording[] = [];
  for (const file of files) {
    const { recording: fresh, isSame } = await readRun(COMMAND, file);
    if (!isSame) process.stderr.write(`${COMMAND}: ${file} ${EDITED}\n`);
    recordings.push(fresh);
    starts.push(await runPrepared(startOfRun(of, fresh.scenario)));
  }
  const found = judgeMission(of, { recordings, starts, answers, seed });
  if (found === null) throw new UsageError(`${COMMAND}: --recording FILE is wanted`);
  const feedback = feedbackOf(of, found, recordings);
  if (json) {
    process.stdout.write(`${JSON.stringify({ passed: found.passed, feedback })}\n`);
    return;
  }
  const parts = found.parts.map(
    ({ id, passed, row }) => `  ${passed ? '+' : 'x'} ${GOAL_PART_WORDS[id]}${rowText(row, recordings.length)}`,
  );
  const head = found.passed ? doneText(found) : 'Not yet';
  process.stdout.write(`${head}\n${parts.join('\n')}\n${feedback}\n`);
}

/** `--recording` of a file that was not made by its scenario, as far as the bytes say. */
const EDITED =
  'does not say what its scenario gives: it was edited, or another version has made it. Its scenario was run again, and this run is judged';

function feedbackOf(of: Mission, found: MissionJudgement, recordings: readonly Recording[]): string {
  const { nearMiss, shown } = found;
  const row = found.passed ? shown : (nearMiss?.row ?? null);
  const run = recordings[row?.run ?? 0] ?? recordings[0];
  if (run === undefined) return '';
  const facts = missionFacts(run);
  const text = nearMiss === null ? successText(of.id, facts) : nearMissText(nearMiss.id, facts);
  const missing = of.answers.filter(
    ({ key }) => nearMiss !== null && ASKING.includes(nearMiss.id) && key !== undefined,
  );
  const keys =
    missing.length === 0 ? '' : ` The answers: ${missing.map((form) => `--answer ${answerForm(form)}`).join(' ')}`;
  const left =
    found.left === null
      ? ''
      : ` What is left is the mystery: "mission start ${of.id} --mystery --seed N --recording FILE".`;
  return `${text}${rowText(row, recordings.length)}${keys}${left}`;
}

/** Where an answer is missing, feedback names the keys. */
const ASKING: readonly string[] = ['1/no-flag', '6/no-answer', '9/no-choice'];

/** ` (row 21)`, ` (row 21 of recording 2)` */
function rowText(row: MissionRow | null, runs: number): string {
  if (row === null) return '';
  return runs > 1 ? ` (row ${row.step} of recording ${row.run + 1})` : ` (row ${row.step})`;
}

/** What else one may call the keys. */
const SYNONYMS: Readonly<Record<string, AnswerKey>> = {
  flag: 'row',
  step: 'row',
  at: 'row',
  cert: 'certificate',
  cause: 'choice',
};

function readAnswers({ id, answers: forms }: Mission, given: readonly string[]): Answers {
  const answers: Partial<Record<AnswerKey, string>> = {};
  for (const text of given) {
    const [, name = '', value = ''] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
    if (!text.includes('=') || value.trim() === '')
      throw new UsageError(`${COMMAND}: --answer ${text}: KEY=VALUE is wanted`);
    const form = forms.find(({ key }) => key === (SYNONYMS[name.toLowerCase()] ?? name.toLowerCase()));
    if (form === undefined) {
      const taken = forms.map(answerForm).join(' ');
      throw new UsageError(
        `${COMMAND}: --answer ${name}: mission ${id} ${forms.length === 0 ? 'takes no answers' : `takes ${taken}`}`,
      );
    }
    if (answers[form.key] !== undefined) throw new UsageError(`${COMMAND}: --answer ${form.key} is given twice`);
    if (form.kind === 'choice' && !form.values.includes(value.trim().toLowerCase()))
      throw new UsageError(`${COMMAND}: --answer ${text}: one of ${form.values.join(', ')} is wanted`);
    if (form.kind === 'field' && !isKnownField(value, form.values)) {
      const [meant] = nearest(value, form.values);
      const guess = meant === undefined ? '' : `; ${meant} may be meant`;
      throw new UsageError(`${COMMAND}: --answer ${text}: one of ${form.values.join(', ')} is wanted${guess}`);
    }
    answers[form.key] = value.trim();
  }
  return answers;
}

interface StartOptions {
  readonly seed: number | null;
  readonly mystery: boolean;
  readonly names: Partial<LabNames>;
}

async function start(of: Mission, files: readonly string[], { seed, mystery, names }: StartOptions): Promise<void> {
  const [file, ...others] = files;
  if (file === undefined || others.length > 0) throw new UsageError(`${COMMAND}: one --recording FILE is wanted`);
  if (mystery && of.recordings.more === undefined)
    throw new UsageError(`${COMMAND}: mission ${of.id} has no mystery; mission 15 has one`);
  if (mystery && seed === null) throw new UsageError(`${COMMAND}: --mystery wants --seed N, which chooses it`);
  const scenario =
    mystery && seed !== null ? mysteryStart(of, seed, false, names) : missionStart(of, seed, false, names);
  const recording = await runPrepared(scenario);
  writeFile(COMMAND, file, writeRecording(recording), 0o600);
  process.stdout.write(`${JSON.stringify({ mission: of.id, recording: file, steps: recording.steps.length })}\n`);
}
