// How new measurements enter the table: they take the place of what they repeat, and of nothing else.
import { expect, it } from 'vitest';
import { remeasured, withLater } from './measured.ts';
import type { StackRow } from './row.ts';

const row = (given: Partial<StackRow>): StackRow => ({
  stack: 'nginx',
  version: 'nginx 1.22.1 (OpenSSL 3.0.19)',
  role: 'server',
  protocol: 'tls1.3',
  fault: 'client/expired',
  refused: true,
  alert: null,
  seen: null,
  message: 'before',
  peer: 'OpenSSL 3.0.19 s_client',
  peerMessage: null,
  note: null,
  date: '2026-11-01',
  ...given,
});
const anew = row({
  version: 'nginx 1.22.1 (OpenSSL 3.0.22)',
  peer: 'OpenSSL 3.0.22 s_client',
  message: 'anew',
});

it('A run that was made again takes the place of the one before, whatever the patch levels are', () => {
  expect(remeasured([row({})], [anew])).toEqual([anew]);
  expect(remeasured([anew], [anew])).toEqual([anew]);
});

it.each<[string, Partial<StackRow>]>([
  ['stack', { stack: 'apache' }],
  ['fault', { fault: 'client/tampered' }],
  ['role', { role: 'client' }],
  ['protocol', { protocol: 'tls1.2' }],
  ['peer', { peer: 'Go 1.19.8' }],
  ['half of OpenSSL that is told', { version: 'OpenSSL 3.0.19 s_server' }],
])('A row of another %s stays', (_, other) => {
  expect(remeasured([row(other)], [anew])).toEqual([row(other), anew]);
});

it('Of two files the later stands, and two patch levels measured at the same time stand both', () => {
  const later = { ...anew, message: 'later' };
  const older = row({ message: 'older' });
  expect(withLater([anew, older], [later])).toEqual([older, later]);
  expect(remeasured([row({ message: 'long ago' })], [older, later])).toEqual([older, later]);
});
