// `faults`: the catalogue.
import { FAULTS } from '../lab/faults/catalogue.ts';
import { PROTOCOLS } from '../lab/scenario/scenario.ts';
import { FAULT_LIST } from '../lessons/faultList.ts';
import { FAULT_WORDS } from '../lessons/faults.ts';
import { noPositionals, readOptions } from './usage.ts';

export function faults(args: readonly string[]): void {
  const { values, positionals } = readOptions('faults', args, { json: 'boolean' });
  noPositionals('faults', positionals);
  const rows = FAULTS.map(({ id, side, modes, protocols }) => {
    return { id, side, title: FAULT_WORDS[id].title, changes: FAULT_LIST[id].changes, modes, protocols };
  });
  if (values.json) {
    process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    return;
  }
  for (const row of rows) {
    // Protocols are named where the fault changes nothing in some.
    const only = row.protocols.length < PROTOCOLS.length ? `; ${row.protocols.join(', ')}` : '';
    process.stdout.write(`${row.id.padEnd(30)}${row.title}: ${row.changes} (${row.modes.join(', ')}${only})\n`);
  }
}
