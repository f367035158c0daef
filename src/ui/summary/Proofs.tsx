// Two columns with the same three claims each: what the server proved to the client, and the client to the server.
import { History, Minus } from 'lucide-react';
import type { Claim, ProofColumn } from '../../exercises/summary/claims.ts';
import { CLAIM_STATES, claimNote, claimTitle, columnTitle } from '../../lessons/summary.ts';
import { VerdictMark } from '../shared/Marks.tsx';
import { RowLink } from '../shared/RowLink.tsx';
import { VisuallyHidden } from '../shared/VisuallyHidden.tsx';
import styles from './SummaryCard.module.css';

interface Props {
  /** Of the connection, where there are several. */
  readonly title: string | null;
  readonly columns: readonly ProofColumn[];
  readonly host: string | null;
  readonly now: number;
}

export function Proofs({ title, columns, host, now }: Props) {
  return (
    <>
      {title !== null && <h4 className={styles.connection}>{title}</h4>}
      <div className={styles.columns}>
        {columns.map((column) => (
          <div key={column.prover} className={styles.column}>
            <h4 className={styles.who} data-by={column.by}>
              {columnTitle(column)}
            </h4>
            <ul className={styles.claims}>
              {column.claims.map((claim) => (
                <ClaimRow key={claim.claim} column={column} claim={claim} host={host} now={now} />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </>
  );
}

interface RowProps extends Pick<Props, 'host' | 'now'> {
  readonly column: ProofColumn;
  readonly claim: Claim;
}

function ClaimRow({ column, claim, host, now }: RowProps) {
  return (
    <li className={styles.claim} data-state={claim.state}>
      <StateMark state={claim.state} />
      <div className={styles.what}>
        <p className={styles.title}>{claimTitle(column, claim, host)}</p>
        <p className={styles.note}>{claimNote(column, claim, now)}</p>
      </div>
      {claim.step !== null && (
        <div className={styles.where}>
          {claim.message !== null && <code>{claim.message}</code>}
          <RowLink step={claim.step} />
        </div>
      )}
    </li>
  );
}

function StateMark({ state }: Pick<Claim, 'state'>) {
  return (
    <span className={styles.mark}>
      <Picture state={state} />
      <VisuallyHidden>{CLAIM_STATES[state]}: </VisuallyHidden>
    </span>
  );
}

function Picture({ state }: Pick<Claim, 'state'>) {
  switch (state) {
    case 'proven':
      return <VerdictMark mark="pass" size={16} />;
    case 'refused':
      return <VerdictMark mark="fail" size={16} />;
    case 'unchecked':
      return <VerdictMark mark="open" size={16} />;
    case 'remembered':
      return <History size={16} aria-hidden />;
    case 'never':
    case 'notAsked':
      return <Minus size={16} aria-hidden />;
  }
}
