// Recordings as files: what was written is read again, and nothing else gets through, or harms who reads it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAULTS } from '../faults/catalogue.ts';
import type { LabEvent, Recording } from '../recording/recording.ts';
import { runScenario } from '../run/run.ts';
import { HARD_NAMES } from '../scenario/names.testing.ts';
import { DEFAULT_SCENARIO, MODES, SUITES } from '../scenario/scenario.ts';
import { MAX_LENGTH, parseRecording, type RecordingProblem, writeRecording } from './recordingFile.ts';

const recordings: readonly Recording[] = [
  ...MODES.map((mode) => ({ ...DEFAULT_SCENARIO, mode })),
  { ...DEFAULT_SCENARIO, mode: 'mutual' as const, revocation: 'stapled' as const, suite: SUITES[2] },
  { ...DEFAULT_SCENARIO, mode: 'mutual' as const, ...HARD_NAMES[2] },
  ...FAULTS.map(({ id, modes, revocations }) => ({
    ...DEFAULT_SCENARIO,
    mode: modes.at(-1) ?? ('mutual' as const),
    revocation: revocations[0] ?? ('ocsp' as const),
    faults: [id],
  })),
].map((scenario) => runScenario(scenario));
const [honest] = recordings as readonly [Recording];
const text = writeRecording(honest);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Way = readonly (string | number)[];

/** The recording with the value at `way` replaced; undefined takes it away. */
function changed(way: Way, to: Json | undefined): string {
  const copy = JSON.parse(text) as Json;
  let at = copy as Record<string | number, Json>;
  for (const part of way.slice(0, -1)) at = at[part] as Record<string | number, Json>;
  const last = way.at(-1) ?? '';
  if (to === undefined) delete at[last];
  else at[last] = to;
  return JSON.stringify(copy);
}

function problemOf(given: string): RecordingProblem | null {
  const opened = parseRecording(given);
  return opened.ok ? null : opened.problem;
}

/** Every way into the tree, down to its leaves. */
function ways(value: Json, at: Way = []): Way[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [
    at,
    ...Object.entries(value).flatMap(([key, item]) => ways(item, [...at, Array.isArray(value) ? Number(key) : key])),
  ];
}
const WAYS = ways(JSON.parse(text) as Json).slice(1);

describe('A recording as a file', () => {
  it('comes back as it was written, for every fault', () => {
    for (const recording of recordings) {
      const opened = parseRecording(writeRecording(recording));
      expect(opened).toEqual({ ok: true, recording });
      // In this order they are listed.
      const evidence = ({ events }: Recording) =>
        events.flatMap((event) => (event.kind === 'check' ? [JSON.stringify(event.check.evidence)] : []));
      if (opened.ok) expect(evidence(opened.recording)).toEqual(evidence(recording));
    }
  });

  it('is refused as no recording where it is something else', () => {
    expect(problemOf('')).toMatchObject({ kind: 'notJson' });
    expect(problemOf('{"format":')).toMatchObject({ kind: 'notJson' });
    for (const other of ['null', '[]', '7', '{}', '{"format":"pcap"}', '"handshake-lab-recording"']) {
      expect(problemOf(other)).toEqual({ kind: 'notRecording' });
    }
    expect(problemOf('{"format":"handshake-lab-recording","version":2}')).toEqual({ kind: 'version', given: '2' });
    expect(problemOf(' '.repeat(MAX_LENGTH + 1))).toEqual({ kind: 'tooLarge', limit: MAX_LENGTH });
  });

  it.each<[Way, Json | undefined, string, string]>([
    [['events', 3, 'message', 'wire'], '0g', 'events[3].message.wire', 'hex'],
    [
      ['events', 0, 'kind'],
      'other',
      'events[0].kind',
      'sent or received or work or check or secret or opened or unseen or belief',
    ],
    [['events', 0, 'id'], 5, 'events[0].id', 'ownPlace'],
    [['scenario', 'mode'], 'both', 'scenario.mode', 'one-way or mutual'],
    [['scenario', 'seed'], -1, 'scenario.seed', 'range'],
    [['scenario', 'faults'], ['server/burnt'], 'scenario.faults[0]', 'fault'],
    [['steps', 2, 'until'], 0, 'steps[2].until', 'until'],
    [['steps', 2, 'number'], 9, 'steps[2].number', 'ownPlace'],
    [['steps'], [], 'steps', 'steps'],
    [['certificates'], {}, 'events[0].certificates', 'knownCertificate'],
    [['outcome', 'client', 'state'], undefined, 'outcome.client.state', 'connected or failed or closed'],
    [['keyLog'], 'alert(1)', 'keyLog', 'keyLog'],
    [['now'], 1.5, 'now', 'whole'],
    [['prevented'], 'none', 'prevented', 'list'],
  ])('says where it misfits: %j as %j', (way, to, where, expected) => {
    const at = way[0] === 'events' && way[1] === 3 ? honest.events.findIndex(({ kind }) => kind === 'sent') : null;
    const real = at === null ? way : ['events', at, ...way.slice(2)];
    expect(problemOf(changed(real, to))).toEqual({
      kind: 'misfit',
      where: at === null ? where : where.replace('[3]', `[${at}]`),
      expected,
    });
  });

  it('keeps the names that the first files had', () => {
    const { events, steps } = JSON.parse(text) as { events: { [key: string]: Json }[]; steps: { kind: string }[] };
    expect(new Set(steps.map(({ kind }) => kind))).toEqual(new Set(['message', 'work']));
    const operation = events.find(({ kind }) => kind === 'work');
    expect(Object.keys(operation ?? {})).toEqual(
      expect.arrayContaining(['id', 'actor', 'kind', 'work', 'tone', 'subject', 'certificates', 'facts']),
    );
    const belief = events.find(({ kind }) => kind === 'belief');
    expect(Object.keys(belief ?? {})).toEqual(expect.arrayContaining(['belief', 'tone', 'facts']));
    expect(events.find(({ kind }) => kind === 'sent')?.['message']).toHaveProperty('facts');
    expect(events.find(({ kind }) => kind === 'check')).toHaveProperty('work');
  });

  it('refuses a detail that its message, operation or belief does not have in that form, and says which', () => {
    const indexOf = (wanted: (event: LabEvent) => boolean): number => honest.events.findIndex(wanted);
    const hello = indexOf((event) => event.kind === 'sent' && event.message.type === 'ClientHello');
    const decided = indexOf((event) => event.kind === 'operation' && event.operation === 'application.decide');
    const connected = indexOf((event) => event.kind === 'belief' && event.belief === 'client.connected');
    for (const [way, to, expected] of [
      [['events', hello, 'message', 'facts', 'suites'], 'three', 'whole'],
      [['events', hello, 'message', 'facts', 'serverName'], undefined, 'text'],
      [['events', hello, 'message', 'facts', 'resumes'], 'yes', 'truth'],
      [
        ['events', decided, 'facts', 'by'],
        'guess',
        'password or certificate or ticket or unverified or name or header',
      ],
      [['events', connected, 'facts', 'name'], 7, 'text'],
    ] as const)
      expect(problemOf(changed(way, to))).toEqual({
        kind: 'misfit',
        where: way
          .reduce<string>((at, part) => at + (typeof part === 'number' ? `[${part}]` : `.${part}`), '')
          .replace('.', ''),
        expected,
      });
  });

  it('refuses a name, a role or a fingerprint that a certificate does not have by its DER, for each of them', () => {
    const of = (id: string) => honest.certificates[id] ?? { der: '', subject: '', role: 'leaf' };
    const ids = Object.keys(honest.certificates);
    expect(ids.length).toBeGreaterThanOrEqual(3);
    for (const id of ids) {
      expect(problemOf(changed(['certificates', id, 'subject'], 'CN=www.bank.example'))).toEqual({
        kind: 'misfit',
        where: expect.stringMatching(new RegExp(`^certificates\\.${id.slice(0, 32)}.*\\.subject$`)),
        expected: 'ownSubject',
      });
      const role = of(id).role === 'root' ? 'leaf' : 'root';
      expect(problemOf(changed(['certificates', id, 'role'], role))).toMatchObject({ expected: 'ownRole' });
      const [other = ''] = ids.filter((each) => each !== id);
      const strange = { ...of(other) };
      expect(problemOf(changed(['certificates', id], strange))).toMatchObject({ expected: 'ownFingerprint' });
    }
  });

  it('refuses spans that lie outside of their bytes or of each other', () => {
    const at = honest.events.findIndex(({ kind }) => kind === 'sent');
    const first: Way = ['events', at, 'message', 'wireSpans', 0];
    expect(problemOf(changed([...first, 'end'], 1 << 20))).toMatchObject({ kind: 'misfit', expected: 'range' });
    expect(problemOf(changed([...first, 'children', 0, 'start'], 0.5))).toMatchObject({ expected: 'whole' });
    expect(problemOf(changed([...first, 'children', 0, 'end'], 1 << 20))).toMatchObject({ expected: 'range' });
    expect(problemOf(changed([...first, 'start'], 1 << 20))).toMatchObject({ expected: 'range' });
  });

  it('refuses a tree that is too deep', () => {
    let deep: Json = [];
    for (let i = 0; i < 60; i++) deep = [{ field: 'a', start: 0, end: 1, value: null, children: deep }];
    const at = honest.events.findIndex(({ kind }) => kind === 'sent');
    expect(problemOf(changed(['events', at, 'message', 'wireSpans'], deep))).toMatchObject({ expected: 'shallow' });
  });

  it('refuses names of what every object has: words are looked up by them', () => {
    for (const given of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      expect(problemOf(changed(['outcome', 'client', 'error'], { code: given, alert: '', by: 'self' }))).not.toBeNull();
      expect(
        problemOf(changed(['outcome', 'client', 'error'], { code: 'a', alert: given, by: 'self' })),
      ).not.toBeNull();
    }
    const hostile = text.replace('"prevented":[]', '"prevented":[],"__proto__":{"polluted":true}');
    const opened = parseRecording(hostile);
    expect(opened).toEqual({ ok: true, recording: honest });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('leaves behind what does not belong to it', () => {
    expect(parseRecording(changed(['extra'], { html: '<b>' }))).toEqual({ ok: true, recording: honest });
    expect(parseRecording(changed(['events', 0, 'dangerouslySetInnerHTML'], 'x'))).toEqual({
      ok: true,
      recording: honest,
    });
  });

  it('never throws, whatever stands anywhere in it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...WAYS), fc.option(fc.jsonValue(), { nil: undefined }), (way, to) => {
        const opened = parseRecording(changed(way, to as Json | undefined));
        if (!opened.ok) expect(opened.problem.kind).toMatch(/misfit|notRecording|version/);
        else expect(parseRecording(writeRecording(opened.recording))).toEqual(opened);
      }),
      { numRuns: 120 },
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (given) => void expect(parseRecording(given).ok).toBe(false)),
    );
  });

  it('needs each of its properties', () => {
    const needed = WAYS.filter((way) => way.length <= 3 && typeof way.at(-1) === 'string' && way[0] !== 'certificates');
    const missed = needed.filter((way) => problemOf(changed(way, undefined)) === null);
    // A map may be empty, what a message does not seal may go without saying, and older files do not say whom a check is about.
    expect(missed.map((way) => way.join('.')).filter((way) => !/\.(facts|evidence)\.|\.about$/.test(way))).toEqual([]);
    expect(needed.length).toBeGreaterThan(100);
  });
});
