// The slips of a class: dropped or chosen, run again one after the other, and shown as a table.
import { Check, Download, Trash2, X } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import type { CheckedPrediction } from '../../exercises/class/checkPredictions.ts';
import { type CheckedItem, type CheckedSlip, checkSlip } from '../../exercises/class/checkSlip.ts';
import { type ClassPlan, writeClassLink } from '../../exercises/class/classLink.ts';
import { csvOfTable, hasPredictions, missionSummaries } from '../../exercises/class/classTable.ts';
import { predictionSummaries } from '../../exercises/class/predictionTable.ts';
import { MAX_SLIP_LENGTH, readSlip, type Slip } from '../../exercises/class/slip.ts';
import {
  ITEM_STATE_WORDS,
  NO_GUARD,
  namesText,
  predictedText,
  slipProblemText,
  triesText,
} from '../../lessons/classWords.ts';
import { nearMissText } from '../../lessons/missionNearMisses.ts';
import { MISSION_WORDS } from '../../lessons/missions.ts';
import { Button, DownloadButton } from '../shared/Button.tsx';
import { FileButton, useDrop } from '../shared/Files.tsx';
import { later } from '../shared/later.tsx';
import { useFileLink } from '../shared/useFileLink.ts';
import styles from './Class.module.css';
import type { ClassHost } from './classHost.ts';

// Loaded with the first slip that has predictions.
const PredictionTable = later(() => import('./PredictionTable.tsx'));

interface Props {
  readonly plan: ClassPlan;
  readonly onPlan: (plan: ClassPlan) => void;
  readonly host: ClassHost;
}

const MOST_SLIPS = 200;

export function SlipTable({ plan, onPlan, host }: Props) {
  const [slips, setSlips] = useState<readonly Slip[]>([]);
  const [checked, setChecked] = useState<{ readonly of: ClassPlan; readonly rows: readonly CheckedSlip[] } | null>(
    null,
  );
  const [refused, setRefused] = useState<readonly string[]>([]);
  const [progress, setProgress] = useState('');
  const turn = useRef(0);
  const id = useId();

  const judge = async (all: readonly Slip[], by: ClassPlan) => {
    const mine = ++turn.current;
    const rows: CheckedSlip[] = [];
    for (const [i, slip] of all.entries()) {
      setProgress(`Running slip ${i + 1} of ${all.length} again…`);
      rows.push(await checkSlip(by, slip, host));
      if (mine !== turn.current) return;
      setChecked({ of: by, rows: [...rows] });
    }
    setProgress(
      all.length === 0 ? '' : all.length === 1 ? 'One slip was run again.' : `${all.length} slips were run again.`,
    );
  };
  const take = async (files: readonly File[]) => {
    const next = [...slips];
    const problems: string[] = [];
    for (const file of files) {
      // In bytes; what is longer in bytes may be shorter in characters, by no more than four times.
      const text = file.size > 4 * MAX_SLIP_LENGTH ? null : await file.text().catch(() => null);
      const read = text === null ? { ok: false as const, problem: 'length' as const, place: '' } : readSlip(text);
      if (!read.ok) problems.push(`${file.name}: ${slipProblemText(read)}.`);
      else if (next.length >= MOST_SLIPS) problems.push(`${file.name}: a table has at most ${MOST_SLIPS} slips.`);
      else next.push(read.slip);
    }
    setRefused(problems);
    setSlips(next);
    await judge(next, plan);
  };
  const drop = useDrop((transfer) => void take([...transfer.files]));
  const other = slips.find((slip) => writeClassLink(slip.plan) !== writeClassLink(plan));
  const isStale = checked !== null && writeClassLink(checked.of) !== writeClassLink(plan);
  return (
    <section className={styles.part} aria-labelledby={id} data-print="none" {...drop}>
      <h2 id={id}>Result slips</h2>
      <p className={styles.small}>{NO_GUARD}</p>
      <p className={styles.buttons}>
        <FileButton
          label="Slips of students"
          accept=".json,application/json"
          multiple
          onFiles={(files) => void take(files)}
        >
          Open slips
        </FileButton>
        <span className={styles.small}>or drop them here</span>
        {slips.length > 0 && (
          <Button
            size="small"
            tone="quiet"
            icon={Trash2}
            onClick={() => {
              turn.current += 1;
              setSlips([]);
              setChecked(null);
              setRefused([]);
              setProgress('');
            }}
          >
            Remove all
          </Button>
        )}
      </p>
      <p role="status" className={styles.small}>
        {progress}
      </p>
      {refused.length > 0 && (
        <ul role="alert" className={styles.wrong}>
          {refused.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {other !== undefined && (
        <p className={styles.buttons}>
          <span>
            A slip is of another class than the link above: “{other.plan.word}”, missions{' '}
            {other.plan.missions.join(', ')}.
          </span>
          <Button
            size="small"
            onClick={() => {
              onPlan(other.plan);
              void judge(slips, other.plan);
            }}
          >
            Judge by that class
          </Button>
        </p>
      )}
      {isStale && (
        <p className={styles.buttons}>
          <span>The table is of the class as it was.</span>
          <Button size="small" onClick={() => void judge(slips, plan)}>
            Judge again
          </Button>
        </p>
      )}
      {checked !== null && checked.rows.length > 0 && <Table plan={checked.of} rows={checked.rows} />}
    </section>
  );
}

function Table({ plan: { missions }, rows }: { readonly plan: ClassPlan; readonly rows: readonly CheckedSlip[] }) {
  const csv = useFileLink(csvOfTable(missions, rows), 'text/csv;charset=utf-8');
  const summary = missionSummaries(missions, rows);
  const predictions = predictionSummaries(rows);
  const showsPredictions = hasPredictions(rows);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by the keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label="Table of results">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              {missions.map((id) => (
                <th key={id} scope="col">
                  {id} {MISSION_WORDS[id].title}
                </th>
              ))}
              {showsPredictions && <th scope="col">Predictions</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: slips have no name of their own, and rows are only added
              <tr key={i}>
                <th scope="row">
                  {row.name === '' ? <i>no name</i> : row.name}
                  {!row.ofThisClass && <small>another class</small>}
                </th>
                {row.items.map((item) => (
                  <td key={item.mission} data-state={item.state}>
                    <Cell item={item} />
                  </td>
                ))}
                {showsPredictions && (
                  <td>{predictedText({ ...counted(row.predictions.answered), refused: row.predictions.refused })}</td>
                )}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Passed</th>
              {summary.map(({ mission, handedIn, passed, atOnce }) => (
                <td key={mission}>
                  {passed} of {handedIn}
                  <small>{atOnce} at the first try</small>
                </td>
              ))}
              {showsPredictions && (
                <td>
                  {predictedText({ ...counted(rows.flatMap(({ predictions }) => predictions.answered)), refused: 0 })}
                </td>
              )}
            </tr>
          </tfoot>
        </table>
      </section>
      <p className={styles.buttons}>
        <DownloadButton icon={Download} href={csv} download="class.csv">
          Save as CSV
        </DownloadButton>
      </p>
      {summary.some(({ mistakes }) => mistakes.length > 0) && <h3>What drew whom</h3>}
      {summary
        .filter(({ mistakes }) => mistakes.length > 0)
        .map(({ mission, mistakes }) => (
          <div key={mission} className={styles.mistakes}>
            <h4>
              {mission} {MISSION_WORDS[mission].title}
            </h4>
            <ul>
              {mistakes.map(({ id, facts, names }) => (
                <li key={id}>
                  <b>
                    {names.length}: {namesText(names)}
                  </b>{' '}
                  {nearMissText(id, facts)}
                </li>
              ))}
            </ul>
          </div>
        ))}
      {predictions.length > 0 && <PredictionTable summaries={predictions} />}
    </>
  );
}

const counted = (answered: readonly CheckedPrediction[]) => ({
  answered: answered.length,
  right: answered.filter(({ graded }) => graded.right).length,
});

function Cell({ item }: { readonly item: CheckedItem }) {
  return (
    <>
      {item.state === 'passed' ? (
        <Check size={15} aria-hidden />
      ) : (
        item.state !== 'absent' && <X size={15} aria-hidden />
      )}{' '}
      {ITEM_STATE_WORDS[item.state]}
      {item.state !== 'absent' && <small>{triesText(item)}</small>}
    </>
  );
}
