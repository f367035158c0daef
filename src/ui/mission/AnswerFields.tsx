// What is answered beside the run: a certificate and one of its fields, or one of a few words. The flag is in the bar.
import { useId } from 'react';
import type { AnswerForm, Mission } from '../../exercises/missions/mission.ts';
import { answerWord } from '../../lessons/missionAnswers.ts';
import { commonNameIn } from '../../lessons/phrases.ts';
import type { MissionRun } from '../../store/mission.ts';
import { useLab } from '../useLab.tsx';
import styles from './MissionDock.module.css';

interface Props {
  readonly mission: Mission;
  readonly run: MissionRun;
}

export function AnswerFields({ mission, run }: Props) {
  const forms = mission.answers.filter(({ kind }) => kind !== 'row');
  if (forms.length === 0) return null;
  return (
    <div className={styles.answers}>
      {forms.map((form) => (
        <AnswerField key={form.key} form={form} run={run} />
      ))}
    </div>
  );
}

function AnswerField({ form, run }: { readonly form: AnswerForm; readonly run: MissionRun }) {
  const id = useId();
  const handIn = useLab((lab) => lab.handIn);
  const options = useOptions(form);
  return (
    <span className={styles.answer}>
      <label htmlFor={id}>
        {form.kind === 'certificate' ? 'Certificate' : form.kind === 'field' ? 'Field' : 'The answer is'}
      </label>
      <select
        id={id}
        value={run.answers[form.key] ?? ''}
        onChange={({ target }) => handIn({ answers: { ...run.answers, [form.key]: target.value } })}
      >
        <option value="" disabled>
          choose
        </option>
        {options.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </span>
  );
}

function useOptions(form: AnswerForm): readonly (readonly [value: string, label: string])[] {
  const recording = useLab((lab) => lab.recording);
  if (form.kind === 'row' || recording === null) return [];
  if (form.kind !== 'certificate') return form.values.map((value) => [value, answerWord(value)]);
  const shown = recording.events.find(
    (event) => event.kind === 'sent' && event.actor === 'server' && event.message.type === 'Certificate',
  );
  const sent = shown?.kind === 'sent' ? shown.message.certificates : [];
  const root = Object.entries(recording.certificates).find(([, { role }]) => role === 'root');
  const path = [...sent, ...(root === undefined || sent.includes(root[0]) ? [] : [root[0]])];
  return path.map((fingerprint, i) => [String(i), commonNameIn(recording.certificates[fingerprint]?.subject ?? '')]);
}
