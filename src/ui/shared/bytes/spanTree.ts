// The field tree behind the hex view: spans as a flat list of nodes, and which node a byte belongs to.
import type { Span } from '../../../bytes/span.ts';

export interface FieldNode {
  /** Place in the tree: `0.2.1` is the second child of the third child of the first field. */
  readonly id: string;
  readonly parent: string | null;
  /** 1 for the fields at the top, as `aria-level` counts. */
  readonly level: number;
  /** Place among its siblings, from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
  readonly span: Span;
}

/** All fields, each before its children, in the order of the bytes. */
export function flatten(spans: readonly Span[]): FieldNode[] {
  const nodes: FieldNode[] = [];
  const visit = (list: readonly Span[], parent: FieldNode | null): void => {
    list.forEach((span, i) => {
      const node: FieldNode = {
        id: parent === null ? String(i) : `${parent.id}.${i}`,
        parent: parent?.id ?? null,
        level: (parent?.level ?? 0) + 1,
        position: i + 1,
        siblings: list.length,
        span,
      };
      nodes.push(node);
      visit(span.children, node);
    });
  };
  visit(spans, null);
  return nodes;
}

/** The innermost field that holds the byte at `offset`, or null where no field does. */
export function innermostAt(nodes: readonly FieldNode[], offset: number): FieldNode | null {
  let found: FieldNode | null = null;
  for (const node of nodes) {
    const holds = node.span.start <= offset && offset < node.span.end;
    if (holds && (found === null || node.level > found.level)) found = node;
  }
  return found;
}

/** Ids of the fields around `id`, the outermost first. */
export function ancestors(id: string): string[] {
  const steps = id.split('.');
  return steps.slice(1).map((_, i) => steps.slice(0, i + 1).join('.'));
}

/** Nodes on screen: those whose ancestors are all open. */
export function visibleNodes(nodes: readonly FieldNode[], open: ReadonlySet<string>): FieldNode[] {
  return nodes.filter((node) => ancestors(node.id).every((id) => open.has(id)));
}

/** Ids that are open at first: everything in small trees, the outer `levels` in large ones. */
export function initiallyOpen(nodes: readonly FieldNode[], levels = 2, small = 24): Set<string> {
  const parents = nodes.filter((node) => node.span.children.length > 0);
  return new Set(parents.filter((node) => nodes.length <= small || node.level <= levels).map((node) => node.id));
}

export interface TreeState {
  readonly current: string;
  readonly open: ReadonlySet<string>;
}

/** What a key does in a tree, as the tree pattern of the WAI-ARIA Authoring Practices has it; null: not ours. */
export function treeKey(nodes: readonly FieldNode[], state: TreeState, key: string): TreeState | null {
  const shown = visibleNodes(nodes, state.open);
  const index = shown.findIndex((node) => node.id === state.current);
  const node = shown[index];
  if (node === undefined) return null;
  const go = (to: FieldNode | undefined): TreeState => ({ ...state, current: to?.id ?? state.current });
  const hasChildren = node.span.children.length > 0;
  switch (key) {
    case 'ArrowDown':
      return go(shown[index + 1]);
    case 'ArrowUp':
      return go(shown[index - 1]);
    case 'Home':
      return go(shown[0]);
    case 'End':
      return go(shown.at(-1));
    case 'ArrowRight':
      if (!hasChildren) return state;
      return state.open.has(node.id) ? go(shown[index + 1]) : { ...state, open: withId(state.open, node.id) };
    case 'ArrowLeft':
      if (hasChildren && state.open.has(node.id)) return { ...state, open: withoutId(state.open, node.id) };
      return node.parent === null ? state : { ...state, current: node.parent };
    case '*': {
      const peers = nodes.filter((peer) => peer.parent === node.parent && peer.span.children.length > 0);
      return { ...state, open: new Set([...state.open, ...peers.map((peer) => peer.id)]) };
    }
    default:
      return null;
  }
}

export function toggled(open: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return open.has(id) ? withoutId(open, id) : withId(open, id);
}

const withId = (open: ReadonlySet<string>, id: string): ReadonlySet<string> => new Set([...open, id]);
const withoutId = (open: ReadonlySet<string>, id: string): ReadonlySet<string> =>
  new Set([...open].filter((other) => other !== id));
