// The DER of a certificate beside that of the honest one: bytes that differ are marked, long equal stretches folded.
import { Fragment, useMemo } from 'react';
import { fromHex } from '../../../bytes/hex.ts';
import type { Span } from '../../../bytes/span.ts';
import { fieldWords } from '../../../lessons/fields.ts';
import { offsetLabel } from '../bytes/hexGrid.ts';
import { certificateSpans } from '../bytes/views.ts';
import styles from './DerDiff.module.css';
import { alignDer, type BytePair } from './derDiff.ts';

interface Props {
  /** Hexadecimal. */
  readonly honest: string;
  readonly own: string;
}

export default function DerDiff({ honest, own }: Props) {
  const { blocks, counts, a, b } = useMemo(() => {
    const a = { bytes: fromHex(honest), spans: certificateSpans(honest) };
    const b = { bytes: fromHex(own), spans: certificateSpans(own) };
    const pairs = alignDer(a, b);
    return { a, b, blocks: fold(rowsOf(pairs)), counts: count(pairs) };
  }, [honest, own]);
  return (
    <section className={styles.diff} aria-label="Difference from the honest certificate">
      <p className={styles.words}>{counts}</p>
      <table className={styles.table}>
        <thead>
          <tr className={styles.heads}>
            <th scope="col">Honest</th>
            <th scope="col">This one</th>
          </tr>
        </thead>
        <tbody>
          {blocks.map((block) =>
            block.kind === 'equal' ? (
              <tr key={block.key} className={styles.fold}>
                <td colSpan={2}>{block.bytes === 1 ? '1 equal byte' : `${block.bytes} equal bytes`}</td>
              </tr>
            ) : (
              <Fragment key={block.key}>
                {block.rows.map((row, i) => {
                  const section = sectionOf(row, a.spans, b.spans);
                  const before = block.rows[i - 1];
                  const news = before === undefined || sectionOf(before, a.spans, b.spans) !== section;
                  return (
                    <Fragment key={keyOf(row)}>
                      {news && (
                        <tr className={styles.section}>
                          <th colSpan={2} scope="rowgroup">
                            {section}
                          </th>
                        </tr>
                      )}
                      <tr>
                        <Cells row={row} side="a" bytes={a.bytes} />
                        <Cells row={row} side="b" bytes={b.bytes} />
                      </tr>
                    </Fragment>
                  );
                })}
              </Fragment>
            ),
          )}
        </tbody>
      </table>
    </section>
  );
}

const PER_ROW = 8;
type Row = readonly BytePair[];

interface CellsProps {
  readonly row: Row;
  readonly side: 'a' | 'b';
  readonly bytes: Uint8Array;
}

function Cells({ row, side, bytes }: CellsProps) {
  const first = row.find((pair) => pair[side] !== null)?.[side];
  return (
    <td className={styles.cells}>
      <span className={styles.offset}>{first == null ? '' : offsetLabel(first)}</span>
      {row.map((pair) => {
        const at = pair[side];
        const key = `${pair.a} ${pair.b}`;
        if (at === null)
          return (
            <span key={key} className={styles.gap}>
              {'\u00b7\u00b7'}
            </span>
          );
        const digits = (bytes[at] ?? 0).toString(16).padStart(2, '0');
        return pair.same ? (
          <span key={key}>{digits}</span>
        ) : (
          <mark key={key} className={styles.changed}>
            {digits}
          </mark>
        );
      })}
    </td>
  );
}

function rowsOf(pairs: readonly BytePair[]): Row[] {
  const rows: Row[] = [];
  for (let i = 0; i < pairs.length; i += PER_ROW) rows.push(pairs.slice(i, i + PER_ROW));
  return rows;
}

type Block =
  | { readonly kind: 'equal'; readonly key: string; readonly bytes: number }
  | { readonly kind: 'rows'; readonly key: string; readonly rows: readonly Row[] };

/** Equal rows are folded, but for one beside each that differs. */
function fold(rows: readonly Row[]): Block[] {
  const differs = rows.map((row) => row.some(({ same }) => !same));
  const shown = rows.map((_, i) => differs[i - 1] || differs[i] || differs[i + 1]);
  const blocks: Block[] = [];
  for (let i = 0; i < rows.length; ) {
    let end = i;
    while (end < rows.length && shown[end] === shown[i]) end++;
    const some = rows.slice(i, end);
    const key = keyOf(some[0] ?? []);
    blocks.push(
      shown[i]
        ? { kind: 'rows', key, rows: some }
        : { kind: 'equal', key, bytes: some.reduce((sum, row) => sum + row.length, 0) },
    );
    i = end;
  }
  return blocks;
}

const keyOf = (row: Row): string => `${row[0]?.a ?? '-'} ${row[0]?.b ?? '-'}`;

function count(pairs: readonly BytePair[]): string {
  const differing = pairs.filter(({ same, a, b }) => !same && a !== null && b !== null).length;
  const added = pairs.filter(({ a }) => a === null).length;
  const gone = pairs.filter(({ b }) => b === null).length;
  if (differing + added + gone === 0) return 'Not one byte differs.';
  return [
    `${differing} bytes differ`,
    ...(added > 0 ? [`${added} stand only here`] : []),
    ...(gone > 0 ? [`${gone} only in the honest one`] : []),
  ]
    .join(', ')
    .concat('.');
}

/** The name of the part that the first differing byte of a row belongs to. */
function sectionOf(row: Row, a: readonly Span[], b: readonly Span[]): string {
  const pair = row.find(({ same }) => !same) ?? row[0];
  if (pair === undefined) return '';
  return pair.b !== null ? sectionName(b, pair.b) : sectionName(a, pair.a ?? 0);
}

/** A field of the certificate, or an extension by its own name. */
function sectionName(spans: readonly Span[], offset: number): string {
  let name = fieldWords('certificate').name;
  let level = spans;
  for (;;) {
    const inside = level.find(({ start, end }) => start <= offset && offset < end);
    if (inside === undefined) return name;
    if (inside.field === 'extension') return inside.children[0]?.value ?? fieldWords('extension').name;
    name = fieldWords(inside.field).name;
    const goesOn =
      inside.field === 'certificate' ||
      inside.field === 'certificate.tbs' ||
      inside.field.startsWith('extension') ||
      inside.field === 'certificate.tbs.extensions';
    if (!goesOn) return name;
    level = inside.children;
  }
}
