// What both recordings come to. Lines that differ are marked by a sign and a word, not by colour alone.
import { EqualNot } from 'lucide-react';
import type { Summary } from '../../lab/compare.ts';
import { summaryLines } from '../../lessons/compare.ts';
import { Unseen } from '../kit/Unseen.tsx';
import styles from './CompareView.module.css';

export function SummaryTable({ a, b }: { readonly a: Summary; readonly b: Summary }) {
  return (
    <table className={styles.summary}>
      <caption>
        <Unseen>Summary</Unseen>
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
        {summaryLines(a, b).map(({ label, left, right, differs }) => (
          <tr key={label} data-differs={differs}>
            <th scope="row">
              {differs && <EqualNot size={14} strokeWidth={2.4} aria-hidden />}
              <span>
                {label}
                {differs && <Unseen>, differs</Unseen>}
              </span>
            </th>
            <td>{left}</td>
            <td>{right}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
