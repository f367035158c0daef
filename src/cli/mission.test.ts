// `missions` and `mission`: lists, judges, and tells what can't be used.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { MISSION_IDS } from '../exercises/missions/mission.ts';
import { LAB_NOW } from '../lab/scenario/scenario.ts';
import { withStreams } from '../testing/standardStreams.ts';
import { run } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'missions-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);

async function cli(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  const { result, out, err } = await withStreams(() => run(args));
  return { status: result, out, err };
}
const recorded = async (name: string, ...options: string[]): Promise<string> => {
  expect((await cli('simulate', ...options, '--recording', at(name))).status).toBe(0);
  return at(name);
};
const judged = async (...args: string[]): Promise<{ passed: boolean; feedback: string }> => {
  const { status, out, err } = await cli('mission', 'check', ...args, '--json');
  expect([status, err]).toEqual([0, '']);
  return JSON.parse(out);
};

const stolen = await recorded('stolen.json', '--protocol', 'tls1.3', '--fault', 'server/stolen-certificate');
const expired = await recorded('expired.json', '--fault', 'server/expired');

it('mission start takes names of one’s own, and what was made with them is judged as always', async () => {
  const names = ['--bank', 'Sparkasse', '--host', 'www.school.example', '--customer', 'Anna'];
  expect((await cli('mission', 'start', '10', '--recording', at('own.json'), ...names)).status).toBe(0);
  expect(JSON.parse(readFileSync(at('own.json'), 'utf8')).scenario).toMatchObject({ host: 'www.school.example' });
  expect((await judged('10', '--recording', at('own.json'))).passed).toBe(false);
  writeFileSync(at('clock.json'), JSON.stringify({ clocks: { client: LAB_NOW } }));
  const options = ['--protocol', 'tls1.3', '--fault', 'clock/client-slow', '--edits', at('clock.json'), ...names];
  expect((await judged('10', '--recording', await recorded('own-mended.json', ...options))).passed).toBe(true);
});

describe('missions', () => {
  it('lists all, by the number that they keep', async () => {
    const rows: Record<string, unknown>[] = JSON.parse((await cli('missions', '--json')).out);
    expect(rows.map(({ id }) => id)).toEqual([...MISSION_IDS]);
    for (const row of rows) {
      expect(Object.keys(row)).toEqual(['id', 'title', 'concept', 'minutes']);
      expect(row.minutes).toBeGreaterThanOrEqual(5);
      expect(row.minutes).toBeLessThanOrEqual(8);
    }
    expect((await cli('missions')).out.trim().split('\n')).toHaveLength(15);
  });

  it('says of one what it begins with and which answers it takes, not what is hidden', async () => {
    expect((await cli('missions', '3')).out).toContain(
      'simulate --protocol tls1.3 --revocation off --fault server/untrusted-root',
    );
    expect((await cli('missions', '9')).out).toContain('--answer choice=forged|stale|silent|server');
    for (const id of ['6', '9']) expect((await cli('missions', id)).out).not.toMatch(/ca\//);
  });
});

describe('mission check', () => {
  it('judges a recording, and what simulate --json prints, alike', async () => {
    const printed = await cli('simulate', '--protocol', 'tls1.3', '--fault', 'server/stolen-certificate', '--json');
    writeFileSync(at('printed.json'), printed.out);
    const found = await judged('2', '--recording', stolen);
    expect(found.passed).toBe(true);
    expect(await judged('2', '--recording', at('printed.json'))).toEqual(found);
    expect(await judged('2', '--recording', expired)).toMatchObject({
      passed: false,
      feedback: expect.stringContaining('expired'),
    });
  });

  it('takes two recordings, in either form of the option, and a third for the mystery', async () => {
    const early = await recorded('early.json', '--fault', 'server/not-yet-valid');
    expect((await judged('15', '--recording', expired, early)).passed).toBe(true);
    expect((await judged('15', '--recording', expired, '--recording', early)).passed).toBe(true);
    expect((await judged('15', '--recording', expired)).passed).toBe(false);
    expect((await judged('15', '--recording', expired, early, expired)).passed).toBe(false);
  });

  it('takes answers by their keys, and names the keys where one is missing', async () => {
    await cli('mission', 'start', '6', '--recording', at('six.json'));
    const six = ['6', '--recording', at('six.json')];
    expect((await judged(...six, '--answer', 'certificate=1', '--answer', 'field=basicConstraints')).passed).toBe(true);
    expect((await judged(...six, '--answer', 'certificate=0', '--answer', 'field=issuer')).passed).toBe(false);
    expect(await judged(...six)).toMatchObject({ passed: false, feedback: expect.stringContaining('certificate=') });
  });

  it('runs an edited file again: what it claims does not count', async () => {
    const text = (await cli('simulate', '--fault', 'server/expired', '--json')).out;
    writeFileSync(at('edited.json'), text.replaceAll('"self"', '"peer"').replaceAll('validity.notAfter', 'possession'));
    const { status, out, err } = await cli('mission', 'check', '2', '--recording', at('edited.json'), '--json');
    expect([status, JSON.parse(out).passed]).toEqual([0, false]);
    expect(err).toContain('was edited');
  });

  it.each([
    [['check'], 'the number of a mission is wanted'],
    [['check', '16', '--recording', stolen], 'there is no mission "16"'],
    [['check', '2'], '--recording FILE is wanted'],
    [['check', '2', '--recording', stolen, stolen], 'takes one recording'],
    [['check', '2', '--recording', stolen, '--answer', 'row=1'], 'takes no answers'],
    [['check', '9', '--recording', stolen, '--answer', 'choice=tired'], 'one of forged, stale, silent, server'],
    [['check', '1', '--recording', stolen, '--answer', 'colour=1'], 'takes row=NUMBER|STEP'],
    [['check', '2', '--recording', at('none.json')], 'no such file'],
    [['start', '15', '--mystery', '--recording', at('x.json')], '--seed N'],
    [['judge', '2'], 'check or start'],
  ])('tells what can’t be used: %j', async (args, expected) => {
    const { status, err } = await cli('mission', ...args);
    expect([status, err]).toEqual([2, expect.stringContaining(expected)]);
  });

  it.each([
    ['[]', 'should be'],
    ['{', 'not JSON'],
    ['{"scenario":{},"messages":[],"outcome":{}}', 'inconsistent'],
    ['null', 'neither a recording'],
  ])('tells what is no recording: %s', async (content, expected) => {
    writeFileSync(at('hostile.json'), content);
    const { status, err } = await cli('mission', 'check', '2', '--recording', at('hostile.json'));
    expect([status, err.split('\n').length, err]).toEqual([
      2,
      2,
      expect.stringMatching(expected === 'should be' ? /neither|should/ : new RegExp(expected)),
    ]);
  });
});
