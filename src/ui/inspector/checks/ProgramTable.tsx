// What other programs do with the faults of this run, from the corpus. It loads when it is opened.
import { Fragment, useEffect, useState } from 'react';
import type { FaultId } from '../../../lab/scenario/faultId.ts';
import type { Protocol } from '../../../lab/scenario/scenario.ts';
import { FAULT_WORDS } from '../../../lessons/faults.ts';
import { NO_STACK_SHOWS, NOT_MEASURED, OTHER_PROGRAMS, refusalText } from '../../../lessons/otherPrograms.ts';
import { columnsOf, type MeasuredRefusal, refusalsOf } from '../../../stacks/refusals.ts';
import type { StackRole, StackRow } from '../../../stacks/row.ts';
import styles from './OtherPrograms.module.css';
import { readStackRows } from './stackRows.ts';

interface Props {
  readonly faults: readonly FaultId[];
  readonly role: StackRole;
  readonly protocol: Protocol;
}

export default function ProgramTable({ faults, role, protocol }: Props) {
  const [rows, setRows] = useState<readonly StackRow[] | null>(null);
  useEffect(() => {
    let there = true;
    readStackRows().then((read) => there && setRows(read));
    return () => {
      there = false;
    };
  }, []);
  if (rows === null) return null;
  if (faults.length === 0) return <p>{OTHER_PROGRAMS.notMeasuredAtAll}</p>;
  return faults.map((fault) => (
    <Fragment key={fault}>
      {faults.length > 1 && <h4>{FAULT_WORDS[fault].story}</h4>}
      <OfFault rows={rows} fault={fault} role={role} protocol={protocol} />
    </Fragment>
  ));
}

function OfFault(props: Omit<Props, 'faults'> & { readonly rows: readonly StackRow[]; readonly fault: FaultId }) {
  const { rows, fault, role, protocol } = props;
  const programs = refusalsOf(rows, fault, role);
  if (programs.length === 0) return <p>{NO_STACK_SHOWS[fault] ?? OTHER_PROGRAMS.notMeasuredAtAll}</p>;
  const columns = columnsOf(programs);
  return (
    <table className={styles.programs}>
      <thead>
        <tr>
          <th scope="col">{OTHER_PROGRAMS.program}</th>
          {columns.map((each) => (
            <th key={each} scope="col">
              {OTHER_PROGRAMS.protocols[each]}
              {protocol.startsWith(each) && ` (${OTHER_PROGRAMS.thisRun})`}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {programs.map(({ version, cells }) => (
          <tr key={version}>
            <th scope="row">{version}</th>
            {columns.map((each) => (
              <Cell key={each} refusal={cells[each]} />
            ))}
          </tr>
        ))}
        {NOT_MEASURED[role].map((name) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {columns.map((each) => (
              <Cell key={each} refusal={null} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({ refusal }: { readonly refusal: MeasuredRefusal | null }) {
  if (refusal === null) return <td data-none="">{OTHER_PROGRAMS.notMeasured}</td>;
  return (
    <td>
      {refusalText(refusal)}
      {refusal.said !== null && <span>{refusal.said}</span>}
      <span>{refusal.date}</span>
    </td>
  );
}
