// `npm test -- any-day`: tests that ask outside programs hold on any day, not only on the one on which they were written.
import { spawnSync } from 'node:child_process';
import { removeFaketimeRemains } from './faketimeRemains.mjs';
import { Complaint, root, tools } from './prepare.mjs';

const DAY_MS = 86_400_000;

/**
 * Nothing that these ask outside has a date in it: our own validator, which takes the time from its input, thousands of
 * times, and as a process; digests, signatures, keys, names, archives, lists of suites and other code points, and captures,
 * whose times stand in them.
 */
const WITHOUT_CLOCK = [
  'src/pki/conformance.test.ts',
  'src/pki/x509/name.test.ts',
  'src/pki/x509/signature.test.ts',
  'src/crypto/**',
  'src/tls/tls12/prf.test.ts',
  'src/tls/suites.test.ts',
  'src/tls/codePoints/codePoints.test.ts',
  'src/cli/validate.test.ts',
  'src/diagram/recordingArchive.test.ts',
  'src/lab/files/pcapng.test.ts',
];

/**
 * Runs all tests that reach the door to outside programs (src/testing/outside.ts) as on three other days, in other time
 * zones; a JSON report of each goes to one of `reports`. The tests and all that they start believe in that time, by
 * faketime. Where there are many cases, each day tries its share (src/testing/otherDay.ts). Returns an exit status.
 */
export function runAnyDay(reports) {
  if (spawnSync('faketime', ['--version'], { stdio: 'ignore' }).status !== 0) {
    if (process.env.CI === 'true') throw new Complaint('faketime is not installed, and CI must not go without it');
    console.log('skipped: faketime is not installed');
    return 0;
  }
  removeFaketimeRemains();
  const now = Date.now();
  const days = [
    { time: Date.parse('2024-02-29T12:00:00Z'), zone: 'America/St_Johns' },
    { time: now + 366 * DAY_MS, zone: 'Pacific/Kiritimati' },
    { time: Date.parse('2050-12-31T12:00:00Z'), zone: 'Asia/Kathmandu' },
  ];
  const failed = days.find((day, i) => runOnDay(day, i, day.time - now, reports[i]) !== 0);
  return failed === undefined ? 0 : 1;
}

function runOnDay({ time, zone }, share, shift, report) {
  const day = new Date(time).toISOString().slice(0, 10);
  console.log(`As on ${day}, in ${zone}`);
  // An offset, and no fixed time: a process that starts later must not begin at the same moment again.
  const seconds = Math.round(shift / 1000);
  const { status, error } = spawnSync(
    'faketime',
    [
      ...['-f', `${seconds < 0 ? '' : '+'}${seconds}s`, process.execPath, tools.vitest],
      ...['run', ...WITHOUT_CLOCK.flatMap((path) => ['--exclude', path])],
      ...['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`],
    ],
    {
      cwd: root,
      stdio: 'inherit',
      // What waits for so long does not look at the calendar.
      env: {
        ...process.env,
        TZ: zone,
        HANDSHAKE_LAB_TESTS: 'outside',
        HANDSHAKE_LAB_OTHER_DAY: day,
        HANDSHAKE_LAB_OTHER_DAY_SHARE: String(share),
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
      },
    },
  );
  if (error) throw new Complaint(`Could not start faketime: ${error.message}`);
  return status ?? 1;
}
