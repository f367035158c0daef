// The field tree: flattening, the field of a byte, and the keys of the WAI-ARIA tree pattern.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Reader } from '../../../bytes/reader.ts';
import type { Span } from '../../../bytes/span.ts';
import { ancestors, flatten, initiallyOpen, innermostAt, type TreeState, treeKey, visibleNodes } from './spanTree.ts';

const span = (field: string, start: number, end: number, children: readonly Span[] = []): Span => ({
  field,
  start,
  end,
  value: null,
  children,
});
const tree = [
  span('record', 0, 5, [span('record.type', 0, 1), span('record.version', 1, 3), span('record.length', 3, 5)]),
  span('hello', 5, 12, [
    span('hello.type', 5, 6),
    span('hello.session', 6, 6),
    span('hello.body', 6, 12, [span('hello.random', 6, 11)]),
  ]),
];
const nodes = flatten(tree);
const fieldAt = (offset: number) => innermostAt(nodes, offset)?.span.field ?? null;

describe('flattened fields', () => {
  it('stand before their children, in the order of the bytes', () => {
    expect(nodes.map(({ span: { field } }) => field)).toEqual([
      'record',
      'record.type',
      'record.version',
      'record.length',
      'hello',
      'hello.type',
      'hello.session',
      'hello.body',
      'hello.random',
    ]);
  });

  it('know their level, their parent and their place among siblings', () => {
    const random = nodes.at(-1);
    expect(random).toMatchObject({ id: '1.2.0', parent: '1.2', level: 3, position: 1, siblings: 1 });
    expect(ancestors('1.2.0')).toEqual(['1', '1.2']);
  });
});

describe('the field of a byte', () => {
  it('is the innermost one that holds it', () => {
    expect([0, 2, 4, 5, 6, 10].map(fieldAt)).toEqual([
      'record.type',
      'record.version',
      'record.length',
      'hello.type',
      'hello.random',
      'hello.random',
    ]);
  });

  it('is the outer field where no inner one holds it, and null behind the last field', () => {
    expect(fieldAt(11)).toBe('hello.body');
    expect(fieldAt(12)).toBeNull();
  });

  it('is never an empty field', () => {
    expect(fieldAt(6)).not.toBe('hello.session');
  });

  it('holds that byte, whatever was read', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 40 }), fc.nat(39), (bytes, at) => {
        const reader = new Reader(bytes);
        reader.u8('a');
        reader.group('b', (inner) => inner.group('c', (core) => core.take(Math.floor(core.remaining / 2), 'd')));
        reader.rest('e');
        const offset = at % bytes.length;
        const found = innermostAt(flatten(reader.spans), offset);
        expect(found).not.toBeNull();
        expect(found?.span.start).toBeLessThanOrEqual(offset);
        expect(found?.span.end).toBeGreaterThan(offset);
        expect(found?.span.children.some((child) => child.start <= offset && offset < child.end)).toBe(false);
      }),
    );
  });
});

describe('the tree by keyboard', () => {
  const press = (state: TreeState, ...keys: string[]): TreeState =>
    keys.reduce((before, key) => treeKey(nodes, before, key) ?? before, state);
  const closed: TreeState = { current: '0', open: new Set() };

  it('shows only fields whose ancestors are open', () => {
    expect(visibleNodes(nodes, new Set()).map(({ id }) => id)).toEqual(['0', '1']);
    expect(visibleNodes(nodes, new Set(['1.2'])).map(({ id }) => id)).toEqual(['0', '1']);
    expect(visibleNodes(nodes, new Set(['1', '1.2'])).map(({ id }) => id)).toEqual([
      '0',
      '1',
      '1.0',
      '1.1',
      '1.2',
      '1.2.0',
    ]);
  });

  it('opens a closed field with Right, enters an open one with it, and does nothing on a field without children', () => {
    const opened = press(closed, 'ArrowRight');
    expect([opened.current, [...opened.open]]).toEqual(['0', ['0']]);
    expect(press(opened, 'ArrowRight').current).toBe('0.0');
    expect(press(opened, 'ArrowRight', 'ArrowRight')).toEqual(press(opened, 'ArrowRight'));
  });

  it('closes an open field with Left, and goes from a closed one to its parent', () => {
    const inside = press(closed, 'ArrowRight', 'ArrowRight');
    expect(press(inside, 'ArrowLeft').current).toBe('0');
    expect([...press(inside, 'ArrowLeft', 'ArrowLeft').open]).toEqual([]);
  });

  it('moves over shown fields with Up and Down, and stops at both ends', () => {
    const open: TreeState = { current: '0', open: new Set(['0']) };
    expect(press(open, 'ArrowDown', 'ArrowDown').current).toBe('0.1');
    expect(press(open, 'ArrowUp').current).toBe('0');
    expect(press(open, 'End', 'ArrowDown').current).toBe('1');
    expect(press(open, 'End', 'Home').current).toBe('0');
  });

  it('opens all siblings with *', () => {
    expect([...press(closed, '*').open].sort()).toEqual(['0', '1']);
  });

  it('leaves other keys to others', () => {
    expect(treeKey(nodes, closed, 'Tab')).toBeNull();
    expect(treeKey(nodes, closed, 'x')).toBeNull();
  });
});

describe('a tree at first', () => {
  it('is open where it is small, and open at its outer levels where it is large', () => {
    expect([...initiallyOpen(nodes)]).toEqual(['0', '1', '1.2']);
    expect([...initiallyOpen(nodes, 1, 3)]).toEqual(['0', '1']);
  });
});
