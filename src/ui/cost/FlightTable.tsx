// A flight with each kind of key: a bar of what its bytes are, with TCP's first window, and its figures.
import type { CSSProperties } from 'react';
import type { FlightCost } from '../../lab/recording/cost.ts';
import { FIRST_WINDOW, SEGMENT_BYTES } from '../../lab/recording/tcpWindow.ts';
import type { CaKeyKind } from '../../lab/scenario/choices.ts';
import { grouped } from '../../lessons/phrases.ts';
import {
  barText,
  COST_COLUMNS,
  COST_PARTS,
  COST_WORDS,
  costFigures,
  costKeyName,
  costParts,
} from '../../lessons/postQuantum.ts';
import { VisuallyHidden } from '../shared/VisuallyHidden.tsx';

export interface RowCost {
  readonly kind: CaKeyKind;
  /** Null while it is being run. */
  readonly flight: FlightCost | null;
}

interface Props {
  readonly title: string;
  readonly rows: readonly RowCost[];
  /** The longest of all flights that are shown, in bytes: all bars have one scale. */
  readonly most: number;
  readonly linkTo: (kind: CaKeyKind) => string;
}

const WINDOW_BYTES = FIRST_WINDOW * SEGMENT_BYTES;

export function FlightTable({ title, rows, most, linkTo }: Props) {
  const scale = Math.max(most, WINDOW_BYTES) * 1.04;
  return (
    <table className="cost-table" style={{ '--window': WINDOW_BYTES / scale } as CSSProperties}>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">Keys</th>
          <th scope="col" className="cost-bar-head">
            <VisuallyHidden>{COST_WORDS.parts}</VisuallyHidden>
            <span className="cost-window-name" aria-hidden="true">
              {COST_WORDS.window}: {FIRST_WINDOW} segments, {grouped(WINDOW_BYTES)} bytes
            </span>
          </th>
          {COST_COLUMNS.map(({ id, name, short }) => (
            <th key={id} scope="col" data-column={id} aria-label={name}>
              {short}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ kind, flight }) => (
          <tr key={kind}>
            <th scope="row">
              <a href={linkTo(kind)} data-tip={COST_WORDS.open}>
                {costKeyName(kind)}
              </a>
            </th>
            <td className="cost-bar-cell">
              {flight !== null && <VisuallyHidden>{barText(flight)}</VisuallyHidden>}
              <span className="cost-bar" aria-hidden="true">
                {flight !== null &&
                  COST_PARTS.map(({ id }) => (
                    <span key={id} data-part={id} style={{ width: `${(100 * costParts(flight)[id]) / scale}%` }} />
                  ))}
              </span>
            </td>
            {COST_COLUMNS.map(({ id, short }, column) => (
              <td key={id} data-column={id} data-name={short} data-over={isOver(id, flight)}>
                {flight === null
                  ? '…'
                  : id === 'addedRoundTrips'
                    ? added(flight)
                    : grouped(costFigures(flight)[column] ?? 0)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const added = ({ addedRoundTrips }: FlightCost): string => (addedRoundTrips === 0 ? '0' : `+${addedRoundTrips}`);

const isOver = (column: string, flight: FlightCost | null): boolean | undefined =>
  column === 'addedRoundTrips' || column === 'segments' ? (flight?.addedRoundTrips ?? 0) > 0 : undefined;

/** Those parts that some bar has. */
export function Legend({ rows }: { readonly rows: readonly RowCost[] }) {
  const has = (part: (typeof COST_PARTS)[number]['id']) =>
    part !== 'stapled' || rows.some(({ flight }) => flight !== null && flight.stapled > 0);
  return (
    <ul className="cost-legend" aria-label={COST_WORDS.parts}>
      {COST_PARTS.filter(({ id }) => has(id)).map(({ id, name }) => (
        <li key={id}>
          <span data-part={id} aria-hidden="true" /> {name}
        </li>
      ))}
      <li>
        <span className="cost-window-mark" aria-hidden="true" /> {COST_WORDS.window}: {grouped(WINDOW_BYTES)} bytes
      </li>
    </ul>
  );
}
