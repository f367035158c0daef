import { beforeAll, describe, expect, it } from 'vitest';
import { prepareAll } from '../../../lab/run/prepare.ts';
import { runScenario } from '../../../lab/run/run.ts';
import { DEFAULT_SCENARIO, normalizeScenario } from '../../../lab/scenario/scenario.ts';
import { schedulePicture } from './keySchedule.ts';

beforeAll(prepareAll);

describe('The picture of the key schedule (RFC 9846 7.1)', () => {
  const run = () => runScenario(normalizeScenario({ ...DEFAULT_SCENARIO, protocol: 'tls1.3', mode: 'mutual' }));

  it('is empty before the hellos, and full at the end, when both sides have every secret', () => {
    const recording = run();
    const [first] = recording.steps;
    const last = recording.steps.at(-1);
    if (!first || !last) throw new Error('no steps');
    expect(schedulePicture(recording, first, 600).made).toBe(0);
    const full = schedulePicture(recording, last, 600);
    expect(full.made).toBe(full.all);
    for (const { id, client, server } of full.nodes) {
      if (id === 'zeros' || id === 'zerosMain') continue;
      expect(client, id).not.toBeNull();
      expect(client, id).toBe(server);
    }
  });

  it('fills in the order of derivation, and never empties', () => {
    const recording = run();
    const made = recording.steps.map((step) => schedulePicture(recording, step, 600).made);
    expect(made).toEqual([...made].sort((a, b) => a - b));
    const order = recording.steps.flatMap((step) =>
      schedulePicture(recording, step, 600)
        .nodes.filter(({ fresh, client }) => fresh && client === null)
        .map(({ id }) => id),
    );
    expect(order.indexOf('earlySecret')).toBeLessThan(order.indexOf('mainSecret'));
    expect(order.indexOf('handshakeSecret')).toBeLessThan(order.indexOf('serverApplicationTrafficSecret0'));
  });

  it.each([396, 460, 800])('keeps its boxes apart at %i pixels', (width) => {
    const recording = run();
    const step = recording.steps.at(-1);
    if (!step) throw new Error('no steps');
    const { nodes, height } = schedulePicture(recording, step, width);
    for (const [i, a] of nodes.entries()) {
      expect(a.x + a.width).toBeLessThanOrEqual(width);
      expect(a.y + a.height).toBeLessThanOrEqual(height);
      for (const b of nodes.slice(i + 1)) {
        const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        expect(apart, `${a.id} ${b.id}`).toBe(true);
      }
    }
  });

  // A monospaced letter is 0.6 of its height wide, or a little more; the labels' are 10 pixels high.
  it.each([396, 460, 800])('keeps its labels clear of the lines that go down, at %i pixels', (width) => {
    const recording = run();
    const step = recording.steps.at(-1);
    if (!step) throw new Error('no steps');
    const { edges } = schedulePicture(recording, step, width);
    const branches = edges.filter(({ path, label }) => label.includes('traffic') && path.includes('V'));
    expect(branches.length).toBeGreaterThan(3);
    for (const { label, x, path } of branches) {
      const trunk = Number(/H([\d.]+)V/.exec(path)?.[1]);
      expect(x - 6.1 * label.length - trunk, label).toBeGreaterThanOrEqual(3);
    }
  });

  it('begins with the secret of the ticket where the client comes back, and forgets the connection before', () => {
    const recording = runScenario(normalizeScenario({ ...DEFAULT_SCENARIO, protocol: 'tls1.3', again: 'resumed' }));
    const at = (key: string) => {
      const step = recording.steps.find((one) => one.key === key);
      if (!step) throw new Error(`no step ${key}`);
      return schedulePicture(recording, step, 600);
    };
    const first = at('client:Alert');
    expect(first.nodes.find(({ id }) => id === 'zeros')?.client).toBeNull();
    const kept = first.nodes.find(({ id }) => id === 'preSharedKey');
    expect(kept).toMatchObject({ filled: true, server: null });
    expect(first.nodes.some(({ id }) => id === 'binderKey')).toBe(false);
    expect(at('client:connection.again').made).toBe(0);
    const second = at('server:Alert#2');
    expect(second.made).toBe(second.all);
    expect(second.nodes.find(({ id }) => id === 'zeros')).toMatchObject({ client: kept?.client, server: kept?.client });
    expect(second.nodes.some(({ id }) => id === 'preSharedKey')).toBe(false);
    expect(second.edges.map(({ label }) => label)).toContain('res binder');
  });

  it.each([460, 800])('has room for new keys and for the ticket at %i pixels', (width) => {
    const recording = runScenario(
      normalizeScenario({ ...DEFAULT_SCENARIO, protocol: 'tls1.3', again: 'resumed', keyUpdate: 'client' }),
    );
    const step = recording.steps.find(({ key }) => key === 'client:Alert');
    if (!step) throw new Error('no alert');
    const { nodes, edges, height } = schedulePicture(recording, step, width);
    expect(edges.filter(({ label, filled }) => label === 'traffic upd' && filled)).toHaveLength(2);
    for (const [i, a] of nodes.entries()) {
      expect(a.x + a.width).toBeLessThanOrEqual(width);
      expect(a.y + a.height).toBeLessThanOrEqual(height);
      for (const b of nodes.slice(i + 1)) {
        const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        expect(apart, `${a.id} ${b.id}`).toBe(true);
      }
    }
  });
});
