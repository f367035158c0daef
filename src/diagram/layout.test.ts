import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Recording } from '../lab/recording/recording.ts';
import { LANES } from './lanes.ts';
import { type DiagramLayout, layoutDiagram, type PlacedRow } from './layout.ts';
import { expiredClient } from './recordings.testing.ts';
import { diagramRows, isFold, type PhaseRows, visibleParts } from './rows.ts';

const WIDTHS = [760, 880, 1200];
const rowsOf = (layout: DiagramLayout): PlacedRow[] => layout.phases.flatMap((phase) => [...phase.rows]);

describe('the layout of the diagram', () => {
  const recording = expiredClient();

  it('has exactly one row for each step, in order', () => {
    const numbers = diagramRows(recording).phases.flatMap((phase) =>
      phase.steps.flatMap((row) => (isFold(row) ? [] : [row.number])),
    );
    expect(numbers).toEqual(recording.steps.map((step) => step.number));
    expect(rowsOf(layoutDiagram(recording, 880))).toHaveLength(recording.steps.length + recording.prevented.length);
  });

  it('draws each message from the lifeline of its sender to that of its receiver', () => {
    const layout = layoutDiagram(recording, 880);
    const x = new Map(layout.lanes.map((lane) => [lane.actor, lane.x]));
    const arrows = rowsOf(layout).flatMap(({ body }) => (body.shape === 'arrow' ? [body] : []));
    const sent = recording.events.flatMap((event) => (event.kind === 'sent' ? [event.message] : []));
    expect(arrows.map(({ from, to }) => [from, to])).toEqual(
      [...sent, ...recording.prevented].map(({ from, to }) => [x.get(from), x.get(to)]),
    );
  });

  it('puts each card on the lifeline of the actor who does the operation', () => {
    const layout = layoutDiagram(recording, 880);
    const x = new Map(layout.lanes.map((lane) => [lane.actor, lane.x]));
    for (const { body } of rowsOf(layout)) {
      if (body.shape !== 'card') continue;
      const lifeline = x.get(body.card.at) ?? Number.NaN;
      expect(lifeline).toBeGreaterThan(body.box.x);
      expect(lifeline).toBeLessThan(body.box.x + body.box.width);
    }
  });

  it.each(WIDTHS)('lets no rows overlap and no text or card leave the picture at a width of %i', (width) => {
    const layout = layoutDiagram(recording, width);
    let bottom = 0;
    for (const { y, height, lines, body } of rowsOf(layout)) {
      expect(y).toBeGreaterThanOrEqual(bottom);
      bottom = y + height;
      for (const line of lines) {
        expect(line.x).toBeGreaterThanOrEqual(0);
        expect(line.x + line.width).toBeLessThanOrEqual(width);
        expect(line.y).toBeGreaterThan(y);
        expect(line.y).toBeLessThan(bottom);
      }
      if (body.shape === 'card') expect(body.box.x + body.box.width).toBeLessThanOrEqual(width);
    }
    expect(layout.height).toBeGreaterThan(bottom);
  });

  it('lets no heads overlap', () => {
    for (const width of WIDTHS) {
      const heads = layoutDiagram(recording, width).lanes.map((lane) => lane.head);
      heads.reduce((left, right) => {
        expect(right.x).toBeGreaterThanOrEqual(left.x + left.width);
        return right;
      });
    }
  });

  it('is the same for the same recording and width, and changes neither', () => {
    const before = JSON.stringify(recording);
    expect(layoutDiagram(recording, 880)).toEqual(layoutDiagram(expiredClient(), 880));
    expect(JSON.stringify(recording)).toBe(before);
  });

  it('leads the CA’s messages across the lifelines between', () => {
    const layout = layoutDiagram(recording, 880);
    const server = layout.lanes.find((lane) => lane.actor === 'server');
    const ocsp = rowsOf(layout).flatMap(({ body }) =>
      body.shape === 'arrow' && body.arrow.label === 'OCSP request' ? [body] : [],
    );
    expect(ocsp).toHaveLength(1);
    expect(ocsp[0]?.crossings[0]).toBeCloseTo(server?.x ?? 0, 6);
  });
});

describe('what the diagram shows', () => {
  it('turns prevented messages into ghosts, which are no steps', () => {
    const { ghosts, phases } = diagramRows(expiredClient());
    expect(ghosts.map((ghost) => [ghost.body.from, ghost.body.label, ghost.body.hue])).toEqual([
      ['server', 'Finished', 'ghost'],
      ['client', 'GET /balance', 'ghost'],
    ]);
    expect(stepBodies(phases).some((body) => body.shape === 'arrow' && body.hue === 'ghost')).toBe(false);
    expect(diagramRows({ ...expiredClient(), prevented: [] }).ghosts).toEqual([]);
  });

  it('says a whole row in words', () => {
    const names = stepNames(expiredClient());
    expect(names).toContain(
      'Step 7, server to client, ServerHello, RSA · AES-128-GCM · SHA-256, 81 bytes, begins textbook step 2',
    );
    expect(names).toContain('Step 8, server to client, Certificate, leaf + intermediate, 1,842 bytes');
    expect(names.find((name) => name.startsWith('Step 18'))).toContain('encrypted');
    expect(names.find((name) => name.startsWith('Step 19'))).toMatch(/^Step 19, server, failed, /);
  });

  it('shows an alert as a failure only if it is fatal', () => {
    const recording = expiredClient();
    const closing: Recording = {
      ...recording,
      events: recording.events.map((event) =>
        event.kind === 'sent' && event.message.type === 'Alert'
          ? {
              ...event,
              message: { ...event.message, details: { level: 'warning', description: 'close_notify', code: 0 } },
            }
          : event,
      ),
    };
    expect(lastHue(recording)).toBe('fail');
    expect(lastHue(closing)).toBe('server');
  });

  it('gives each lane a head that is centred on its lifeline and inside the picture', () => {
    for (const { x, head } of LANES) {
      expect(x - head / 2).toBeGreaterThanOrEqual(0);
      expect(x + head / 2).toBeLessThanOrEqual(1);
    }
  });
});

const stepBodies = (phases: readonly PhaseRows[]) =>
  phases.flatMap((phase) => phase.steps.flatMap((row) => (isFold(row) ? [] : [row.body])));

const stepNames = (recording: Recording) =>
  diagramRows(recording).phases.flatMap((phase) => phase.steps.map((row) => row.name));

function lastHue(recording: Recording): string | null {
  const body = stepBodies(diagramRows(recording).phases).at(-1);
  return body?.shape === 'arrow' ? body.hue : null;
}

describe('a long phase', () => {
  const shown = (first: number, last: number, cursor: number) =>
    visibleParts(first, last, cursor).flatMap((part) =>
      part.folded ? [] : Array.from({ length: part.last - part.first + 1 }, (_, i) => part.first + i),
    );

  it('has each step in exactly one part, in order, whatever the cursor', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(9000), fc.nat(10_000), (first, more, cursor) => {
        const parts = visibleParts(first, first + more, cursor);
        let next = first;
        for (const part of parts) {
          expect(part.first).toBe(next);
          expect(part.last).toBeGreaterThanOrEqual(part.first);
          next = part.last + 1;
        }
        expect(next).toBe(first + more + 1);
      }),
    );
  });

  it('draws the cursor, its neighbours and both ends, and never more than a hundred and sixty steps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 30_000 }), fc.nat(30_000), (last, at) => {
        const cursor = 1 + (at % last);
        const steps = shown(1, last, cursor);
        for (const step of [1, last, cursor, Math.max(1, cursor - 5), Math.min(last, cursor + 5)])
          expect(steps).toContain(step);
        expect(steps.length).toBeLessThanOrEqual(160);
      }),
    );
  });

  it('folds nothing where it is short', () => {
    expect(visibleParts(31, 60, 40)).toEqual([{ folded: false, first: 31, last: 60 }]);
  });
});
