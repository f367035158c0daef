// Two sets of rows are compared cell by cell, and versions of a program do not part cells.
import { describe, expect, it } from 'vitest';
import { unversioned } from '../src/stacks/measured.ts';
import { compareRows, comparisonText, sameFamily } from './differences.ts';
import type { Row } from './row.ts';

const row = (more: Partial<Row>): Row => ({
  stack: 'openssl',
  version: 'OpenSSL 3.0.19',
  role: 'client',
  protocol: 'tls1.3',
  defect: 'server/expired',
  refused: true,
  alertSent: 'certificate_expired',
  alertHow: 'wire',
  message: 'verify error:num=10:certificate has expired',
  exit: 1,
  peer: 'OpenSSL 3.0.19 s_server',
  ...more,
});
const NEWER = { version: 'OpenSSL 3.0.22', peer: 'OpenSSL 3.0.22 s_server' } as const;

describe('Differences', () => {
  it('are none where only versions, lines of sources and the exit status differ', () => {
    const comparison = compareRows([row({})], [row({ ...NEWER, exit: 2 })]);
    expect(comparison).toEqual({ shared: 1, differences: [], added: [], missing: [] });
  });

  it('name what was refused, sent, how it was seen, and said', () => {
    const before = row({});
    const after = row({
      ...NEWER,
      alertSent: 'unknown_ca',
      alertHow: 'peer',
      message: 'verify error:num=19:self-signed',
    });
    const { differences } = compareRows([before], [after]);
    expect(differences.map(({ field, before: was, after: is }) => [field, was, is])).toEqual([
      ['alertSent', 'certificate_expired', 'unknown_ca'],
      ['alertHow', 'wire', 'peer'],
      ['message', before.message, after.message],
    ]);
    const { alertSent, alertHow, ...accepted } = row({ ...NEWER, refused: false });
    expect(compareRows([before], [accepted]).differences.map(({ field, after: is }) => [field, is])).toEqual([
      ['refused', 'false'],
      ['alertSent', 'none'],
      ['alertHow', 'none'],
    ]);
    expect([alertSent, alertHow]).toEqual(['certificate_expired', 'wire']);
  });

  it('keep cells of other peers apart, and list what is new and what was not measured', () => {
    const now = [row(NEWER), row({ ...NEWER, defect: 'server/no-san' })];
    const before = [row({}), row({ defect: 'server/tampered' }), row({ peer: 'our listen', alertSent: 'unknown_ca' })];
    const comparison = compareRows(before, now);
    expect(comparison.shared).toBe(1);
    expect(comparison.added.map(({ defect }) => defect)).toEqual(['server/no-san']);
    expect(comparison.missing.map(({ defect, peer }) => [defect, peer])).toEqual([
      ['server/tampered', 'OpenSSL 3.0.19 s_server'],
    ]);
    expect(comparisonText(comparison).split('\n')).toEqual([
      '1 cells in both, 0 of them differ',
      '1 new cells: client server/no-san',
      '1 cells not measured now: client server/tampered',
    ]);
  });

  it('tell what OpenSSL judges for itself from what others say of its alerts', () => {
    const told = row({ version: 'OpenSSL 3.0.22 s_client', peer: 'OpenSSL 3.0.22' });
    expect(compareRows([row({ peer: 'OpenSSL 3.0.19' })], [told]).shared).toBe(0);
  });
});

describe('Messages', () => {
  it.each([
    [
      'error:0A000415:SSL routines:ssl3_read_bytes:sslv3 alert certificate expired:../ssl/record/rec_layer_s3.c:1601:SSL alert number 45',
      'error:0A000415:SSL routines:ssl3_read_bytes:sslv3 alert certificate expired:../ssl/record/rec_layer_s3.c:1602:SSL alert number 45',
    ],
    [
      'ERR in do_handshake: ssl.SSLError: [SSL: NO_SHARED_CIPHER] no shared cipher (_ssl.c:1006)',
      'ERR in do_handshake: ssl.SSLError: [SSL: NO_SHARED_CIPHER] no shared cipher (_ssl.c:2580)',
    ],
    [
      '2026/11/30 03:09:13 [info] 31069#31069: *1 client sent no required SSL certificate while reading, client: 127.0.0.1',
      '<time> [info] <pid>: client sent no required SSL certificate while reading, client: 127.0.0.1',
    ],
  ])('are of one family with other numbers: %s', (a, b) => {
    expect(sameFamily(a, b)).toBe(true);
  });

  it('are of different families where no part is common', () => {
    expect(
      sameFamily('verify error:num=10:certificate has expired', 'verify error:num=18:self-signed certificate'),
    ).toBe(false);
    expect(sameFamily('', 'ERR in read: closed')).toBe(false);
    expect(sameFamily('', '')).toBe(true);
  });
});

describe('A program', () => {
  it.each([
    ['Node v20.20.2 (OpenSSL 3.0.19)', 'Node'],
    ['OpenSSL 3.0.22 s_server', 'OpenSSL s_server'],
    ['our listen', 'our listen'],
  ])('has the same name in every version: %s', (name, expected) => {
    expect(unversioned(name)).toBe(expected);
  });
});
