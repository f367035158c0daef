// `cost`: what the kinds of keys cost in the handshake of TLS 1.3, side by side, counted from runs.
import type { FlightCost } from '../lab/recording/cost.ts';
import { FIRST_WINDOW, SEGMENT_BYTES } from '../lab/recording/tcpWindow.ts';
import { type KeyCost, keyCost } from '../lab/run/keyCost.ts';
import { ALL_CA_KEY_KINDS } from '../lab/scenario/choices.ts';
import { grouped } from '../lessons/phrases.ts';
import { COST_COLUMNS, COST_WORDS, costFigures, costKeyName } from '../lessons/postQuantum.ts';
import { readScenario, scenarioOptions } from './scenarioOptions.ts';
import { COMMAND_FIELDS } from './synopsis.ts';
import { noPositionals, readOptions } from './usage.ts';

export async function cost(args: readonly string[]): Promise<void> {
  const options = { ...scenarioOptions(COMMAND_FIELDS.cost), json: 'boolean' } as const;
  const { values, positionals } = readOptions('cost', args, options);
  noPositionals('cost', positionals);
  // Keys of ML-DSA are for TLS 1.3 alone.
  const scenario = readScenario('cost', { ...values, protocol: 'tls1.3' });
  const costs: KeyCost[] = [];
  for (const kind of ALL_CA_KEY_KINDS) costs.push(await keyCost(scenario, kind));
  if (values.json) {
    const { suite, group, revocation } = scenario;
    const tcp = { segmentBytes: SEGMENT_BYTES, firstWindow: FIRST_WINDOW };
    process.stdout.write(`${JSON.stringify({ protocol: 'tls1.3', suite, group, revocation, tcp, costs })}\n`);
    return;
  }
  const flights = [
    { title: COST_WORDS.server['one-way'], of: ({ modes }: KeyCost) => modes['one-way'].server },
    { title: COST_WORDS.server.mutual, of: ({ modes }: KeyCost) => modes.mutual.server },
    { title: COST_WORDS.client.mutual, of: ({ modes }: KeyCost) => modes.mutual.client },
  ];
  process.stdout.write(flights.map(({ title, of }) => flightTable(title, costs, of)).join('\n'));
}

function flightTable(title: string, costs: readonly KeyCost[], of: (cost: KeyCost) => FlightCost): string {
  const rows = [
    ['', ...COST_COLUMNS.map(({ short }) => short)],
    ...costs.map((each) => [costKeyName(each.kind), ...costFigures(of(each)).map(grouped)]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
  );
  return `${title}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}
