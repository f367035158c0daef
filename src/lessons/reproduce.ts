// What OpenSSL and curl print when they are given the files of a scenario: the promise beside each command. A test runs
// the commands and holds their output to it.
import type { Finding, Obstacle, Reproduction } from '../lab/reproduce.ts';
import type { Scenario } from '../lab/scenario.ts';
import type { CheckId } from '../pki/path/result.ts';
import { ALERT_WORDS } from './alerts.ts';
import { failureWord } from './checks.ts';
import { type OpenSslSays, OTHER_NAMES, othersFor } from './others.ts';
import { date, the } from './phrases.ts';

export interface Expected {
  /** Texts of which the output holds one; empty where nothing particular is promised. */
  readonly prints: readonly string[];
  /** Exit statuses, of which it has one. */
  readonly status: readonly number[];
}

export interface ReproductionWords {
  /** `same`: it fails as in the lab. `otherAlert`: so, with another alert. `accepts`: it goes through. */
  readonly verdict: 'same' | 'otherAlert' | 'accepts' | 'differs' | 'cannot';
  readonly headline: string;
  readonly client: Expected;
  readonly server: Expected;
  /** Null where curl can't take part. */
  readonly curl: Expected | null;
  /** What `openssl ocsp` prints, where it is offered. */
  readonly ocsp: Expected | null;
  readonly notes: readonly string[];
}

const NAME = OTHER_NAMES.openssl;

export function reproductionWords(
  { finding, obstacle, commands }: Reproduction,
  scenario: Scenario,
): ReproductionWords {
  const notes = [
    ...further(scenario),
    ...(commands.clientKeepsBack
      ? [
          'In the lab the client keeps its certificate back, since its CA is not among those that the server names. s_client and curl send whatever they are given, so they are given none.',
        ]
      : []),
    ...(commands.byList && scenario.revocation !== 'crl'
      ? [
          'The lab asks by OCSP. s_client and s_server ask nobody: they are given the CA’s list of revoked certificates.',
        ]
      : []),
    commands.curl === null
      ? 'curl can’t take part: it knows no other time than the real one, and here the client’s clock is off.'
      : `curl goes by the real clock: it finds this from ${iso(commands.curlFrom)} to ${iso(commands.curlUntil)}. OpenSSL is told the lab’s time by -attime.`,
  ];
  if (obstacle !== null) return hindered(obstacle, finding, notes, commands.curl !== null);
  if (finding.kind === 'accepted') {
    const status = finding.status?.startsWith('2') ? null : finding.status;
    return {
      ...THROUGH,
      headline: 'The handshake goes through, as in the lab.',
      curl: commands.curl && OK,
      notes: [
        ...(status === null
          ? []
          : [
              `In the lab the bank’s application then answers ${status}. s_server has no accounts: it answers everybody.`,
            ]),
        ...notes,
      ],
    };
  }
  return refused(finding, scenario, notes, commands.curl !== null);
}

/** What goes on behind the first handshake, by hand. */
const further = ({ again, keyUpdate }: Scenario): string[] => [
  ...(keyUpdate === 'client'
    ? [
        'For new keys, run s_client without < /dev/null and with -msg, and type K and Enter: it shows its own KeyUpdate at once, and the server’s as soon as that has something to send.',
      ]
    : []),
  ...(again === 'resumed'
    ? [
        'For the second connection, run s_client without < /dev/null and with -sess_out ticket.pem, and end it with Q and Enter; then run it with -sess_in ticket.pem instead: it prints “Reused, TLSv1.3”.',
      ]
    : []),
];

function refused(
  finding: Extract<Finding, { kind: 'refused' }>,
  scenario: Scenario,
  notes: readonly string[],
  byCurl: boolean,
): ReproductionWords {
  const { by, checks, alert } = finding;
  const subject = by === 'client' ? 'server' : 'client';
  const told = (check: CheckId) => othersFor(check, subject, scenario.faults)?.openssl ?? null;
  // Of one fault it is measured which error comes first; of several, any of their errors may.
  const several = scenario.faults.length > 1;
  const said = (several ? checks : checks.slice(0, 1)).flatMap((check) => told(check) ?? ([] as OpenSslSays[]));
  const [first] = said;
  if (first === undefined) {
    return {
      ...NOTHING,
      verdict: 'differs',
      headline: `${NAME} was not asked about this one: run the commands and see.`,
      curl: byCurl ? ANYTHING : null,
      notes,
    };
  }
  if (first.alert === null) {
    return {
      ...THROUGH,
      verdict: 'differs',
      headline: `OpenSSL accepts this: it does not look at what failed in the lab (${failureWord(checks[0] ?? '')}).`,
      curl: byCurl ? OK : null,
      notes: [
        ...(checks[0] === 'identity.san' ? ['Where there is no subjectAltName, it reads the common name.'] : []),
        ...notes,
      ],
    };
  }
  const alerts = [...new Set(said.flatMap((each) => each.alert ?? []))];
  const verifies = said.flatMap(({ code, text }) => (code === null ? [] : [`verify error:num=${code}:${text}`]));
  const judge: Expected = { status: [], prints: verifies.length > 0 ? [...new Set(verifies)] : [NO_CERTIFICATE] };
  const other: Expected = { status: [], prints: alerts.map(alertLine) };
  const sameAlert = alerts.includes(alert);
  return {
    verdict: sameAlert ? 'same' : 'otherAlert',
    headline: sameAlert
      ? `${capital(the(by))} refuses, as in the lab.`
      : `${capital(the(by))} refuses, as in the lab. Its alert is ${alerts.join(' or ')}; the lab’s ${by} sends ${alert}.`,
    client: { ...(by === 'client' ? judge : other), status: tellsByStatus(by, scenario) ? [1] : [] },
    server: by === 'server' ? judge : other,
    curl: byCurl ? curlSays(by, checks, first, several) : null,
    ocsp: null,
    notes: several ? ['Of several faults OpenSSL reports the one it meets first.', ...notes] : notes,
  };
}

/** In TLS 1.3 the client's handshake is over before the server has judged it: s_client then ends as if all were well. */
const tellsByStatus = (by: 'client' | 'server', { protocol }: Scenario): boolean =>
  by === 'client' || !protocol.startsWith('tls1.3');

/** curl stops with 60 where it refuses the server's certificate, else mostly with 35. */
function curlSays(by: 'client' | 'server', checks: readonly CheckId[], says: OpenSslSays, several: boolean): Expected {
  const [check = ''] = checks;
  if (several) return { status: [35, 56, 58, 60], prints: ['curl: (35)', 'curl: (56)', 'curl: (58)', 'curl: (60)'] };
  if (by === 'server') {
    if (check.startsWith('crypto.')) return { status: [58], prints: ['could not load PEM client certificate'] };
    return { status: [35, 56, 60], prints: ['curl: (35)', 'curl: (56)', 'curl: (60)'] };
  }
  if (check === 'identity.dns') return { status: [60], prints: ['no alternative certificate subject name matches'] };
  if (check === 'signature.verify')
    return { status: [35, 60], prints: ['bad signature', 'invalid padding', `${says.text}`] };
  return { status: [60], prints: [`SSL certificate problem: ${says.text}`] };
}

function hindered(obstacle: Obstacle, finding: Finding, notes: readonly string[], byCurl: boolean): ReproductionWords {
  switch (obstacle.kind) {
    case 'keyMismatch': {
      const mismatch: Expected = { status: [1], prints: [KEY_MISMATCH] };
      const own = obstacle.side === 'client';
      return {
        verdict: 'differs',
        headline: `OpenSSL does not get that far: it loads no certificate with a key that does not belong to it. A thief’s own program would, and so does the lab’s.`,
        client: own ? mismatch : ANYTHING,
        server: own ? ANYTHING : mismatch,
        curl: own && byCurl ? { status: [58], prints: ['unable to set private key file'] } : null,
        ocsp: null,
        notes: notes.filter((note) => own || !note.startsWith('curl')),
      };
    }
    case 'ocsp': {
      const code = finding.kind === 'refused' ? (finding.checks[0] ?? '') : '';
      return {
        ...THROUGH,
        verdict: 'cannot',
        headline:
          obstacle.command === null
            ? 'No file shows an answer that never came. s_client and curl ask nobody by OCSP, so for them all is well.'
            : 'A handshake of OpenSSL’s does not show this: s_client and curl ask nobody by OCSP. The recorded answer can be judged by itself.',
        curl: byCurl ? OK : null,
        ocsp:
          obstacle.command === null
            ? null
            : code === 'revocation.fresh'
              ? { status: [], prints: ['Status times invalid'] }
              : { status: [], prints: STATUS_PRINTS[code]?.(obstacle.about) ?? [] },
        notes:
          code === 'revocation.fresh'
            ? ['openssl ocsp compares the answer’s times with the real clock, whatever -attime says.', ...notes]
            : notes,
      };
    }
    case 'program':
      return {
        ...NOTHING,
        verdict: 'cannot',
        headline:
          'Files alone don’t show this: it is a matter of the messages on their way, or of what the two programs are able to. The capture holds what happened.',
        curl: null,
        notes: [],
      };
  }
}

/** What a program prints that is told the alert. */
const alertLine = (alert: string): string => `SSL alert number ${ALERT_WORDS[alert]?.number ?? alert}`;

/** For a shell, over several lines: each option on one of its own. */
export function shellText(command: readonly string[]): string {
  const lines: string[] = [];
  for (const [i, word] of command.entries()) {
    const option = word.startsWith('-') || (word.startsWith('https:') && i > 0);
    if (i === 0 || option) lines.push(quoted(word));
    else lines[lines.length - 1] += ` ${quoted(word)}`;
  }
  const end = command[1] === 's_client' ? ' < /dev/null' : '';
  return joined(lines, 90) + end;
}

/** Options fill a line before the next one begins. */
function joined(parts: readonly string[], width: number): string {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last === undefined || last.length + part.length + 3 > width) lines.push(part);
    else lines[lines.length - 1] = `${last} ${part}`;
  }
  return lines.join(' \\\n  ');
}

const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const iso = (time: number): string => date(new Date(time).toISOString());

const STATUS_PRINTS: Readonly<Record<string, (about: string) => string[]>> = {
  'revocation.signature': () => ['Response Verify Failure'],
  'revocation.status': (about) => [`${about}.pem: revoked`],
};
const NO_CERTIFICATE = 'peer did not return a certificate';
const KEY_MISMATCH = 'key values mismatch';
const ANYTHING: Expected = { prints: [], status: [] };
const OK: Expected = { prints: [], status: [0] };
const NOTHING = { client: ANYTHING, server: ANYTHING, ocsp: null } as const;
const THROUGH = {
  verdict: 'accepts',
  client: { prints: ['Verify return code: 0 (ok)'], status: [0] },
  server: ANYTHING,
  ocsp: null,
} as const;
