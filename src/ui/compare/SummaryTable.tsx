// What both recordings come to, folded so that the diagrams have the room. Lines that differ are marked by a sign and a word, not by colour alone.
import { ChevronRight, EqualNot } from 'lucide-react';
import type { Summary } from '../../lab/recording/compare.ts';
import { differingFigures, summaryLines } from '../../lessons/compare.ts';
import { COST_DOOR } from '../../lessons/costDoor.ts';
import { VisuallyHidden } from '../shared/VisuallyHidden.tsx';
import styles from './CompareView.module.css';

export function SummaryTable({ a, b }: { readonly a: Summary; readonly b: Summary }) {
  const lines = summaryLines(a, b);
  return (
    <details className={styles.figures}>
      <summary>
        <ChevronRight className={styles.turns} size={15} strokeWidth={2.4} aria-hidden />
        <b>Figures</b> {differingFigures(lines)}
      </summary>
      <table className={styles.summary}>
        <caption>
          <VisuallyHidden>Summary</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <td />
            <th scope="col">
              <span className={styles.badge}>A</span>
            </th>
            <th scope="col">
              <span className={styles.badge}>B</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ label, left, right, differs }) => (
            <tr key={label} data-differs={differs}>
              <th scope="row">
                {differs && <EqualNot size={14} strokeWidth={2.4} aria-hidden />}
                <span>
                  {label}
                  {differs && <VisuallyHidden>, differs</VisuallyHidden>}
                </span>
              </th>
              <td>{left}</td>
              <td>{right}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.door}>
        <a href="#/learn/post-quantum">{COST_DOOR}</a>
      </p>
    </details>
  );
}
