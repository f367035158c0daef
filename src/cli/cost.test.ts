// `cost`: its table and its JSON say the same, and what is no option of it is refused.
import { expect, it } from 'vitest';
import { ALL_CA_KEY_KINDS } from '../lab/scenario/choices.ts';
import { withStreams } from '../testing/standardStreams.ts';
import { run } from './run.ts';

const cli = async (...args: string[]) => {
  const { result, out, err } = await withStreams(() => run(args));
  return { status: result, out, err };
};

it('the table has the figures of --json, and the same bytes each time', async () => {
  const [table, again, json] = [await cli('cost'), await cli('cost'), await cli('cost', '--json')];
  expect([table.status, table.err, json.status, json.err]).toEqual([0, '', 0, '']);
  expect(again.out).toBe(table.out);
  const { costs, tcp } = JSON.parse(json.out);
  expect(tcp).toEqual({ segmentBytes: 1460, firstWindow: 10 });
  expect(costs.map(({ kind }: { kind: string }) => kind)).toEqual(ALL_CA_KEY_KINDS);
  const rows = table.out.split('\n').filter((line) => /^ {2}\S/.test(line));
  const figures = rows.map((row) =>
    row
      .trim()
      .split(/ {2,}/)
      .slice(1)
      .map((cell) => Number(cell.replace(',', ''))),
  );
  const flights = [
    ['one-way', 'server'],
    ['mutual', 'server'],
    ['mutual', 'client'],
  ] as const;
  const wanted = flights.flatMap(([mode, side]) =>
    costs.map(({ modes }: { modes: Record<string, Record<string, Record<string, number>>> }) => {
      const flight = modes[mode]?.[side] ?? {};
      return ['certificate', 'certificateVerify', 'bytes', 'records', 'segments', 'addedRoundTrips'].map(
        (id) => flight[id],
      );
    }),
  );
  expect(figures).toEqual(wanted);
});

it('refuses a suite of another protocol, and a protocol', async () => {
  expect(await cli('cost', '--suite', 'TLS_RSA_WITH_AES_128_GCM_SHA256')).toMatchObject({ status: 2, out: '' });
  expect(await cli('cost', '--protocol', 'tls1.3')).toMatchObject({ status: 2, out: '' });
});
