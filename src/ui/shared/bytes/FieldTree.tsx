// The fields of a message as a tree of the WAI-ARIA tree pattern: arrows, Home, End, Enter.
import { ChevronRight } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, memo, useLayoutEffect, useMemo, useRef } from 'react';
import { fieldWords } from '../../../lessons/fields.ts';
import styles from './FieldTree.module.css';
import { offsetLabel, spacedHex } from './hexGrid.ts';
import { type FieldNode, treeKey, visibleNodes } from './spanTree.ts';

interface FieldTreeProps {
  readonly nodes: readonly FieldNode[];
  readonly hex: string;
  /** Name for screen readers. */
  readonly label: string;
  /** The selected field: the tree's one tab stop. */
  readonly current: string;
  /** The field under the pointer, here or in the hex view, or its nearest shown ancestor. */
  readonly hovered: string | null;
  readonly open: ReadonlySet<string>;
  readonly onSelect: (id: string) => void;
  readonly onOpenChange: (open: ReadonlySet<string>) => void;
  readonly onToggle: (id: string) => void;
  readonly onHover: (id: string | null) => void;
}

export function FieldTree(props: FieldTreeProps) {
  const { nodes, hex, label, current, hovered, open, onSelect, onOpenChange, onToggle, onHover } = props;
  const tree = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => visibleNodes(nodes, open), [nodes, open]);
  const stop = shown.some((node) => node.id === current) ? current : shown[0]?.id;

  // Focus follows the selection while it is in the tree; it is never taken from elsewhere.
  useLayoutEffect(() => {
    const element = tree.current;
    if (element === null || stop === undefined || !element.contains(document.activeElement)) return;
    element.querySelector<HTMLElement>(`[data-node="${stop}"]`)?.focus();
  }, [stop]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || stop === undefined) return;
    if (event.key === 'Enter' || event.key === ' ') onToggle(stop);
    else {
      const next = treeKey(nodes, { current: stop, open }, event.key);
      if (next === null) return;
      if (next.open !== open) onOpenChange(next.open);
      if (next.current !== current) onSelect(next.current);
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const onClick = (event: MouseEvent) => {
    const id = nodeUnder(event.target);
    if (id === null) return;
    const onChevron = event.target instanceof Element && event.target.closest('svg') !== null;
    if (onChevron || id === current) onToggle(id);
    else onSelect(id);
  };

  return (
    <div
      ref={tree}
      className={styles.tree}
      role="tree"
      aria-label={label}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onPointerOver={(event) => event.pointerType === 'mouse' && onHover(nodeUnder(event.target))}
      onPointerLeave={() => onHover(null)}
    >
      {shown.map((node) => (
        <Field
          key={node.id}
          node={node}
          value={shownValue(node, hex)}
          isStop={node.id === stop}
          isSelected={node.id === current}
          isHovered={node.id === hovered}
          isOpen={open.has(node.id)}
        />
      ))}
    </div>
  );
}

interface FieldProps {
  readonly node: FieldNode;
  readonly value: string;
  readonly isStop: boolean;
  readonly isSelected: boolean;
  readonly isHovered: boolean;
  readonly isOpen: boolean;
}

const Field = memo(function Field({ node, value, isStop, isSelected, isHovered, isOpen }: FieldProps) {
  const hasChildren = node.span.children.length > 0;
  return (
    <div
      className={styles.field}
      role="treeitem"
      data-node={node.id}
      data-level={Math.min(node.level, 9)}
      data-hovered={isHovered ? '' : undefined}
      aria-level={node.level}
      aria-posinset={node.position}
      aria-setsize={node.siblings}
      aria-selected={isSelected}
      aria-expanded={hasChildren ? isOpen : undefined}
      tabIndex={isStop ? 0 : -1}
    >
      {hasChildren ? (
        <ChevronRight className={styles.chevron} data-open={isOpen ? '' : undefined} size={14} aria-hidden />
      ) : (
        <span className={styles.leaf} />
      )}
      <span className={styles.name}>{fieldWords(node.span.field).name}</span>
      <code className={styles.value}>{value}</code>
    </div>
  );
});

function nodeUnder(target: EventTarget | null): string | null {
  if (!(target instanceof Element)) return null;
  return target.closest<HTMLElement>('[data-node]')?.dataset.node ?? null;
}

/** The value in the notation of the standard; else the first bytes. Fields that only hold others say their size. */
export function shownValue({ span }: FieldNode, hex: string): string {
  if (span.value !== null) return span.value;
  const size = span.end - span.start;
  if (span.children.length > 0) return `${size} B`;
  return size === 0 ? 'empty' : spacedHex(hex.slice(2 * span.start, 2 * span.end), 6);
}

/** `0005 to 0008`: the field's place, in the notation of the hex view's left column. */
export const place = ({ span }: FieldNode): string =>
  span.end - span.start <= 1 ? offsetLabel(span.start) : `${offsetLabel(span.start)} to ${offsetLabel(span.end - 1)}`;
