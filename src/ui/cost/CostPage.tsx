// What post-quantum certificates cost: flights with five kinds of keys, each counted from a run, and the lesson to it.
import { useEffect, useRef } from 'react';
import type { KeyCost } from '../../lab/run/keyCost.ts';
import type { CaKeyKind, Mode, Revocation, ScenarioGroup } from '../../lab/scenario/choices.ts';
import { ALL_CA_KEY_KINDS, MODES, PROTOCOL_GROUPS } from '../../lab/scenario/choices.ts';
import { COST_LESSONS, COST_WORDS, type CostLesson, costRemarks } from '../../lessons/postQuantum.ts';
import { SETTING_WORDS } from '../../lessons/settings.ts';
import { Button } from '../shared/Button.tsx';
import { Cite } from '../shared/Cite.tsx';
import { Warning } from '../shared/Note.tsx';
import { Picker } from '../shared/Picker.tsx';
import { Segmented } from '../shared/Segmented.tsx';
import { Terms } from '../shared/terms/Terms.tsx';
import { FlightTable, Legend, type RowCost } from './FlightTable.tsx';
import { useCosts } from './useCosts.ts';
import { WithoutMlDsa } from './WithoutMlDsa.tsx';

export interface CostChoice {
  readonly mode: Mode;
  readonly group: ScenarioGroup;
  readonly revocation: Extract<Revocation, 'ocsp' | 'stapled'>;
}

interface Props {
  readonly arrived: boolean;
  readonly choice: CostChoice;
  readonly onChoose: (choice: CostChoice) => void;
  /** Another function asks about another scenario. */
  readonly ask: (kind: CaKeyKind) => Promise<KeyCost>;
  readonly linkTo: (kind: CaKeyKind) => string;
}

export function CostPage({ arrived, choice, onChoose, ask, linkTo }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (arrived) heading.current?.focus();
  }, [arrived]);
  const { costs, problem, retry } = useCosts(ask);
  const { mode } = choice;
  const of = (side: 'server' | 'client'): RowCost[] =>
    ALL_CA_KEY_KINDS.map((kind) => ({ kind, flight: costs.get(kind)?.modes[mode][side] ?? null }));
  const shown = [of('server'), ...(mode === 'mutual' ? [of('client')] : [])];
  const most = Math.max(...shown.flat().map(({ flight }) => flight?.bytes ?? 0));
  const example = costs.get(EXAMPLE)?.modes[mode];
  return (
    <main className="cost-page">
      <h1 ref={heading} tabIndex={-1}>
        {COST_WORDS.title}
      </h1>
      <p className="cost-intro">{COST_WORDS.intro}</p>
      <div className="cost-choices">
        <Segmented
          label={SETTING_WORDS.mode.label}
          options={MODES.map((value) => ({ value, label: SETTING_WORDS.mode.values[value] }))}
          value={mode}
          onChange={(next) => onChoose({ ...choice, mode: next })}
        />
        <Picker
          label={SETTING_WORDS.group.label}
          options={PROTOCOL_GROUPS['tls1.3'].map((value) => ({ value, label: SETTING_WORDS.group.values[value] }))}
          value={choice.group}
          onChange={(group) => onChoose({ ...choice, group })}
        />
        <Picker
          label={SETTING_WORDS.revocation.label}
          options={(['ocsp', 'stapled'] as const).map((value) => ({
            value,
            label: SETTING_WORDS.revocation.values[value],
          }))}
          value={choice.revocation}
          onChange={(revocation) => onChoose({ ...choice, revocation })}
        />
        <p role="status" className="cost-status">
          {problem === null && costs.size < ALL_CA_KEY_KINDS.length
            ? `${COST_WORDS.running} ${costs.size} of ${ALL_CA_KEY_KINDS.length}`
            : ''}
        </p>
      </div>
      {problem !== null && (
        <div role="alert" className="cost-problem">
          <p>
            {COST_WORDS.failed} {problem}
          </p>
          <Button onClick={retry}>{COST_WORDS.retry}</Button>
        </div>
      )}
      <FlightTable title={COST_WORDS.server[mode]} rows={of('server')} most={most} linkTo={linkTo} />
      {mode === 'mutual' && (
        <FlightTable title={COST_WORDS.client.mutual} rows={of('client')} most={most} linkTo={linkTo} />
      )}
      <Legend rows={shown.flat()} />
      <p className="cost-caption">{COST_WORDS.caption}</p>
      <ul className="cost-remarks" aria-busy={example === undefined}>
        {example !== undefined && costRemarks(EXAMPLE, mode, example).map((text) => <li key={text}>{text}</li>)}
      </ul>
      <div className="cost-lessons">
        {COST_LESSONS.map((lesson) => (
          <LessonView key={lesson.heading} lesson={lesson} />
        ))}
      </div>
      <WithoutMlDsa />
    </main>
  );
}

/** What the sentences below the tables are about. */
const EXAMPLE: CaKeyKind = 'mldsa65';

function LessonView({ lesson: { heading, texts, wrong, cites } }: { readonly lesson: CostLesson }) {
  return (
    <section className="cost-lesson">
      <h2>{heading}</h2>
      {texts.map((text) => (
        <p key={text}>
          <Terms text={text} />
        </p>
      ))}
      {wrong !== null && <Warning text={wrong} />}
      <p className="cost-cites">
        {cites.map((cite) => (
          <Cite key={cite} of={cite} className="cost-cite" />
        ))}
      </p>
    </section>
  );
}
