// A mission by its number, as an argument.
import { MISSIONS, missionOf } from '../exercises/missions/list.ts';
import type { AnswerForm, Mission } from '../exercises/missions/mission.ts';
import { UsageError } from './usage.ts';

export function readMission(command: string, text: string | undefined): Mission {
  const found = text !== undefined && /^\d{1,2}$/.test(text) ? missionOf(Number(text)) : null;
  if (found !== null) return found;
  const given = text === undefined ? 'the number of a mission is wanted' : `there is no mission "${text}"`;
  throw new UsageError(`${command}: ${given}: 1 to ${MISSIONS.length}; "missions" lists them`);
}

/** `row=NUMBER|STEP`, `choice=forged|stale|silent|server` */
export function answerForm({ key, ...form }: AnswerForm): string {
  switch (form.kind) {
    case 'row':
      return `${key}=NUMBER|STEP`;
    case 'certificate':
      return `${key}=PLACE|NAME`;
    case 'field':
    case 'choice':
      return `${key}=${form.values.join('|')}`;
  }
}

/** What a value of this answer is, for people. */
export function answerHelp({ kind }: AnswerForm): string {
  switch (kind) {
    case 'row':
      return 'the number of a row, from 1, or the key of its step, such as client:path.validate';
    case 'certificate':
      return 'its place in the path, 0 for the leaf, or its common name';
    case 'field':
      return 'a field of the certificate';
    case 'choice':
      return 'one of them';
  }
}
