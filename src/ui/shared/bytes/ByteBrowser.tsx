// Hex view and field tree of one byte string, linked both ways, with the selected field explained between them.
import { type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Span } from '../../../bytes/span.ts';
import { fieldWords } from '../../../lessons/fields.ts';
import styles from './ByteBrowser.module.css';
import { FieldTree, place, shownValue } from './FieldTree.tsx';
import { HexView } from './HexView.tsx';
import { ancestors, type FieldNode, flatten, initiallyOpen, innermostAt, toggled, visibleNodes } from './spanTree.ts';

interface ByteBrowserProps {
  readonly hex: string;
  readonly spans: readonly Span[];
  /** What the bytes are, for screen readers: `ClientHello on the wire`. */
  readonly label: string;
  /** The byte that is selected at first; else the first field is. */
  readonly initial?: number | null;
  /** What can be done with the byte at the cursor. */
  readonly tools?: (offset: number) => ReactNode;
}

/** Keeps its selection for as long as it is mounted: give it a `key` that changes with the bytes' meaning. */
export function ByteBrowser({ hex, spans, label, initial = null, tools }: ByteBrowserProps) {
  const nodes = useMemo(() => flatten(spans), [spans]);
  const first = initial === null ? null : (innermostAt(nodes, initial)?.id ?? null);
  const [current, setCurrent] = useState(first ?? '0');
  const [cursor, setCursor] = useState(initial ?? 0);
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set([...initiallyOpen(nodes), ...(first === null ? [] : ancestors(first))]),
  );
  const [hovered, setHovered] = useState<string | null>(null);

  const byId = useMemo(() => new Map(nodes.map((node) => [node.id, node])), [nodes]);
  const shownIds = useMemo(() => new Set(visibleNodes(nodes, open).map((node) => node.id)), [nodes, open]);
  const active = byId.get(hovered ?? current) ?? null;
  const around = active?.parent == null ? null : (byId.get(active.parent) ?? null);
  const length = hex.length / 2;

  // A field that was picked among the bytes is brought into sight among the fields.
  const browser = useRef<HTMLDivElement>(null);
  const [pickedByByte, setPickedByByte] = useState(first);
  useLayoutEffect(() => {
    if (pickedByByte === null) return;
    browser.current?.querySelector(`[data-node="${pickedByByte}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [pickedByByte]);

  const selectField = (id: string) => {
    setCurrent(id);
    setCursor(Math.min(byId.get(id)?.span.start ?? 0, Math.max(0, length - 1)));
  };
  const selectByte = (offset: number) => {
    setCursor(offset);
    const node = innermostAt(nodes, offset);
    if (node === null) return;
    setCurrent(node.id);
    setPickedByByte(node.id);
    setOpen((before) => new Set([...before, ...ancestors(node.id)]));
  };
  const toggle = (id: string) => {
    if ((byId.get(id)?.span.children.length ?? 0) === 0) return selectField(id);
    setOpen((before) => toggled(before, id));
    if (ancestors(current).includes(id)) selectField(id);
  };

  return (
    <div className={styles.browser} ref={browser}>
      <div className={styles.top}>
        <div className={styles.hex}>
          <HexView
            hex={hex}
            label={`${label}: bytes`}
            cursor={Math.min(cursor, Math.max(0, length - 1))}
            describe={(offset) => nameOf(innermostAt(nodes, offset))}
            highlight={active && rangeOf(active)}
            around={around && rangeOf(around)}
            onHover={(offset) => setHovered(offset === null ? null : (innermostAt(nodes, offset)?.id ?? null))}
            onSelect={selectByte}
          />
        </div>
        <FieldDetail node={active} hex={hex} />
        {length > 0 && tools?.(Math.min(cursor, length - 1))}
      </div>
      <FieldTree
        nodes={nodes}
        hex={hex}
        label={`${label}: fields`}
        current={current}
        hovered={hovered === null ? null : nearestShown(hovered, shownIds)}
        open={open}
        onSelect={selectField}
        onOpenChange={setOpen}
        onToggle={toggle}
        onHover={setHovered}
      />
    </div>
  );
}

function FieldDetail({ node, hex }: { readonly node: FieldNode | null; readonly hex: string }) {
  if (node === null) return <section className={styles.detail} aria-label="Selected field" />;
  const words = fieldWords(node.span.field);
  const size = node.span.end - node.span.start;
  return (
    <section className={styles.detail} aria-label="Selected field">
      <p className={styles.detailHead}>
        <strong>{words.name}</strong>
        <code>{shownValue(node, hex)}</code>
      </p>
      {words.plain !== null && <p className={styles.plain}>{words.plain}</p>}
      <p className={styles.place}>
        {size === 0 ? 'no bytes here' : `${place(node)} · ${size === 1 ? '1 byte' : `${size} bytes`}`}
      </p>
    </section>
  );
}

const rangeOf = ({ span }: FieldNode) => ({ start: span.start, end: span.end });
const nameOf = (node: FieldNode | null): string => (node === null ? 'no field' : fieldWords(node.span.field).name);

/** The field itself, or the innermost of the fields around it that is on screen. */
function nearestShown(id: string, shown: ReadonlySet<string>): string | null {
  if (shown.has(id)) return id;
  return ancestors(id).findLast((ancestor) => shown.has(ancestor)) ?? null;
}
