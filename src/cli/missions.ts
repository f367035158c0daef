// `missions`: the list, or one of them with what it wants.
import { MISSIONS } from '../exercises/missions/list.ts';
import type { Mission } from '../exercises/missions/mission.ts';
import { missionStart } from '../exercises/missions/start.ts';
import { FIELD_NAMES, isDefault, isStructured, rowOf } from '../lab/scenario/fieldValues.ts';
import type { Scenario } from '../lab/scenario/scenario.ts';
import { CONCEPT_WORDS, MISSION_WORDS } from '../lessons/missions.ts';
import { answerForm, answerHelp, readMission } from './missionNumber.ts';
import { readOptions, UsageError } from './usage.ts';

export function missions(args: readonly string[]): void {
  const { values, positionals } = readOptions('missions', args, { json: 'boolean' });
  const [id, ...more] = positionals;
  if (more.length > 0) throw new UsageError(`missions: "${more[0]}" is not understood`);
  if (id !== undefined) {
    const one = readMission('missions', id);
    process.stdout.write(values.json ? `${JSON.stringify(detailsOf(one))}\n` : textOf(one));
    return;
  }
  const rows = MISSIONS.map(rowOfMission);
  if (values.json) {
    process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    return;
  }
  for (const row of rows) {
    process.stdout.write(
      `${String(row.id).padStart(2)}  ${row.title.padEnd(26)}${row.concept} (${row.minutes} minutes)\n`,
    );
  }
}

const rowOfMission = ({ id, concept, minutes }: Mission) => ({
  id,
  title: MISSION_WORDS[id].title,
  concept: CONCEPT_WORDS[concept],
  minutes,
});

const detailsOf = (mission: Mission) => ({
  ...rowOfMission(mission),
  goal: MISSION_WORDS[mission.id].goal,
  par: mission.par,
  start: startOfMission(mission),
  recordings: mission.recordings.count,
  answers: mission.answers.map(answerForm),
});

function textOf(mission: Mission): string {
  const { id, title, concept, minutes, goal, par, start, recordings, answers } = detailsOf(mission);
  const lines = [
    `${id}  ${title}`,
    `    ${goal}`,
    `    ${concept}, ${minutes} minutes${par === null ? '' : `, par ${par}`}`,
    `    It begins with: ${start}`,
    `    It wants ${recordings === 1 ? 'one recording' : 'two recordings'}${answers.length === 0 ? '' : ' and'}`,
    ...mission.answers.map((form) => `      --answer ${answerForm(form)}\n        ${answerHelp(form)}`),
    ...(mission.recordings.more === undefined
      ? []
      : [`    A third recording, with --seed, is the mystery repaired: mission start ${id} --mystery --seed N`]),
  ];
  return `${lines.join('\n').replace(/ and$/m, ', and')}\n`;
}

/** The command that makes the run it begins with; where its fault is not told, the one that writes its recording. */
const startOfMission = (mission: Mission): string =>
  mission.hides && mission.id !== 15
    ? `mission start ${mission.id} --recording FILE`
    : simulateCommand(missionStart(mission));

/** Of a scenario without anything done by hand. */
function simulateCommand(scenario: Scenario): string {
  const options = FIELD_NAMES.filter((field) => !isStructured(field)).flatMap((field) => {
    const row = rowOf(field);
    const value = scenario[field];
    if (row.flag === null || isDefault(row, value) || field === 'suite') return [];
    return ['means' in row.flag ? `--${row.flag.name}` : `--${row.flag.name} ${value}`];
  });
  return ['simulate', ...options, ...scenario.faults.map((id) => `--fault ${id}`)].join(' ');
}
