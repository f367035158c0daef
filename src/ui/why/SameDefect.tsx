// What other programs do with the same defect: a table made from the measurements.
import { useEffect, useState } from 'react';
import { defectOutcome, SEEN_WORDS, WHY_WORDS } from '../../lessons/whyPage.ts';
import type { StackRow } from '../../stacks/row.ts';
import { type DefectCell, sameDefectTable } from '../../store/sameDefect.ts';
import type { Cause, WhyMessage } from '../../why/answer.ts';
import { useWhyAround } from './useWhy.tsx';

interface Props {
  readonly cause: Cause;
  readonly message: WhyMessage;
}

export function SameDefect({ cause: { fault }, message: { alert, program } }: Props) {
  const { measured } = useWhyAround();
  const [rows, setRows] = useState<readonly StackRow[] | null>(null);
  useEffect(() => {
    let wanted = true;
    measured(fault).then(
      (found) => wanted && setRows(found),
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [measured, fault]);
  if (rows === null) return null;
  const table = sameDefectTable(rows);
  return (
    <section className="why-sameDefect-same" aria-label={WHY_WORDS.others}>
      <h3>{WHY_WORDS.others}</h3>
      {table.length === 0 ? (
        <p>{WHY_WORDS.noOthers}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
        <section className="why-sameDefect-scroll" tabIndex={0} aria-label="Table">
          <table>
            <thead>
              <tr>
                <th scope="col">Program</th>
                <th scope="col">Side</th>
                <th scope="col">TLS 1.3</th>
                <th scope="col">TLS 1.2</th>
                <th scope="col">What it says itself</th>
                <th scope="col">Measured</th>
              </tr>
            </thead>
            <tbody>
              {table.map(({ version, program: own, role, cells, words, date }) => (
                <tr key={`${version} ${role}`} data-own={own === program}>
                  <th scope="row">{version}</th>
                  <td>{role}</td>
                  <Cells cells={cells['tls1.3']} alert={alert} />
                  <Cells cells={cells['tls1.2']} alert={alert} />
                  <td className="why-sameDefect-words">{words ?? 'nothing'}</td>
                  <td className="why-sameDefect-date">{date}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}

function Cells({ cells, alert }: { readonly cells: readonly DefectCell[]; readonly alert: string | null }) {
  if (cells.length === 0) return <td className="why-sameDefect-not">not measured</td>;
  return (
    <td>
      {cells.map((cell) => (
        <div key={defectOutcome(cell)} data-same={alert !== null && cell.alert === alert}>
          {defectOutcome(cell)}
          {cell.seen !== null && <span className="why-sameDefect-seen"> {SEEN_WORDS[cell.seen]}</span>}
        </div>
      ))}
    </td>
  );
}
