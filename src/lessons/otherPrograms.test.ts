// What each program does with a fault, out of the corpus.
import { describe, expect, it } from 'vitest';
import { FAULTS } from '../lab/faults/catalogue.ts';
import corpus from '../stacks/corpus.json' with { type: 'json' };
import { readCorpus } from '../stacks/corpus.ts';
import { columnsOf, isOfTheVerifier, refusalOf, refusalsOf } from '../stacks/refusals.ts';
import { NO_STACK_SHOWS } from './otherPrograms.ts';

const rows = readCorpus(corpus);
const cell = (fault: Parameters<typeof refusalsOf>[1], role: 'client' | 'server', version: string) =>
  refusalsOf(rows, fault, role).find((program) => program.version.startsWith(version))?.cells;

describe('A cell of the table', () => {
  it('has one outcome: program, version, role, protocol and fault decide it', () => {
    const outcomes = new Map<string, Set<string>>();
    for (const row of rows.filter(isOfTheVerifier)) {
      const key = [row.version, row.role, row.protocol, row.fault].join(' ');
      const { refused, alert, by } = refusalOf(row);
      outcomes.set(key, (outcomes.get(key) ?? new Set()).add(`${refused} ${alert} ${by}`));
    }
    expect([...outcomes].filter(([, { size }]) => size > 1)).toEqual([]);
  });

  it('says what was measured of an expired client certificate: alerts differ, nginx answers 400, Node closes', () => {
    expect(cell('client/expired', 'server', 'nginx')?.['tls1.3']).toMatchObject({
      refused: true,
      alert: null,
      by: 'http',
    });
    expect(cell('client/expired', 'server', 'Node')?.['tls1.3']).toMatchObject({
      refused: true,
      alert: null,
      by: 'silence',
    });
    expect(cell('client/expired', 'server', 'GnuTLS')?.['tls1.3']?.alert).toBe('access_denied');
    expect(cell('client/expired', 'server', 'Java')?.['tls1.3']?.alert).toBe('certificate_unknown');
  });

  it('is empty where nothing was measured: BearSSL has no TLS 1.3', () => {
    expect(cell('server/expired', 'client', 'BearSSL')).toMatchObject({ 'tls1.2': { refused: true }, 'tls1.3': null });
  });

  it('is of one column where both versions were offered: a downgrade', () => {
    const programs = refusalsOf(rows, 'wire/downgrade', 'client');
    expect(columnsOf(programs)).toEqual(['tlsdef']);
    expect(programs.find(({ version }) => version.startsWith('rustls'))?.cells.tlsdef?.alert).toBe('illegal_parameter');
    expect(columnsOf(refusalsOf(rows, 'server/expired', 'client'))).toEqual(['tls1.2', 'tls1.3']);
  });

  it('has no run of the lab itself', () => {
    expect(
      refusalsOf(rows, 'server/expired', 'client').filter(({ version }) => version.startsWith('Handshake')),
    ).toEqual([]);
  });
});

it('A fault that no program was measured with says why, or is named here', () => {
  const silent = FAULTS.filter(
    ({ id }) =>
      (['client', 'server'] as const).every((role) => refusalsOf(rows, id, role).length === 0) &&
      NO_STACK_SHOWS[id] === undefined,
  );
  expect(silent.map(({ id }) => id)).toEqual([
    'server/nul-in-name',
    'client/key-not-accepted',
    'client/long-expired',
    'client/server-certificate',
    'wire/flip-certificate-verify',
    'wire/replay',
  ]);
  for (const id of Object.keys(NO_STACK_SHOWS))
    expect(
      rows.filter(({ fault }) => fault === id),
      id,
    ).toEqual([]);
});
