// What OpenSSL and curl print when they are given the files of a scenario: the promise beside each command. A test runs
// the commands and holds their output to it.
import type { Finding, Obstacle, OffTime, Reproduction } from '../lab/files/reproduce.ts';
import type { Scenario } from '../lab/scenario/scenario.ts';
import type { CheckId } from '../pki/path/result.ts';
import { ALERT_WORDS } from './alerts.ts';
import { failureWord } from './checks.ts';
import { type OpenSslSays, OTHER_NAMES, otherImplementationsOf } from './otherImplementations.ts';
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
  /** What client and curl print that a machine in the middle deceives, where this comes before. */
  readonly deceived: { readonly client: Expected; readonly curl: Expected | null } | null;
  readonly notes: readonly string[];
}

const NAME = OTHER_NAMES.openssl;

export function reproductionWords(reproduction: Reproduction, scenario: Scenario): ReproductionWords {
  const { finding, obstacle, commands, deceived } = reproduction;
  const notes = notesOn(reproduction, scenario);
  const byCurl = commands.curl !== null;
  if (obstacle !== null) return hindered(obstacle, finding, notes, byCurl);
  if (finding.kind === 'accepted')
    return {
      ...THROUGH,
      headline: THROUGH_WORDS,
      // What -verify without -verify_return_error finds, it prints and lets pass.
      server: finding.isUnenforced ? { prints: ['verify error:num='], status: [] } : ANYTHING,
      curl: byCurl ? OK : null,
      notes,
    };
  // The attacker has no key for the customer's certificate, and OpenSSL takes none without its key.
  if (deceived !== null) {
    return {
      ...refused({ ...finding, checks: ['client.required'] }, scenario, notes, byCurl),
      headline:
        'The client believes the attacker, and the server refuses it, as in the lab. Its alert is another one: OpenSSL loads no certificate without its key, so here the attacker has none to show.',
      deceived: { client: THROUGH.client, curl: deceived.curl && OK },
    };
  }
  return refused(finding, scenario, notes, byCurl);
}

/** With RSA key exchange alone the server's key opens what came before it was stolen. */
const opensRecorded = ({ protocol }: Scenario): boolean => protocol === 'tls1.2-rsa';

/** What tshark prints that is given the stolen key. */
export const leakShows = (scenario: Scenario): Expected => ({
  prints: opensRecorded(scenario) ? ['GET /balance HTTP/1.1'] : [],
  status: [0],
});

function notesOn({ finding, commands, obstacle, leak, needsMlDsa }: Reproduction, scenario: Scenario): string[] {
  const status = finding.kind === 'accepted' && !finding.status?.startsWith('2') ? finding.status : null;
  const notes: string[] = [...further(scenario)];
  if (needsMlDsa)
    notes.push(
      'This needs OpenSSL 3.5 or later, and a curl that stands on it: earlier ones cannot read keys of ML-DSA. “openssl version” and “curl --version” tell.',
    );
  if (finding.kind === 'accepted' && status !== null && obstacle === null)
    notes.push(
      `In the lab the bank’s application then answers ${status}. s_server has no accounts: it answers everybody.`,
    );
  if (scenario.faults.includes('wire/mitm-trusted') && finding.kind === 'accepted')
    notes.push(
      'This is the attacker’s half of the wire. With the bank it talks as any client does: by the commands of the same scenario without an attacker.',
    );
  if (scenario.faults.includes('wire/server-key-leaks') && finding.kind === 'accepted' && !opensRecorded(scenario))
    notes.push(
      leak === null
        ? 'There is nothing to do with the stolen key: it only signed, and such keys can do nothing else.'
        : 'The stolen key opens nothing of what was recorded: it only signed. tshark shows no line.',
    );
  if (commands.clientKeepsBack)
    notes.push(
      'In the lab the client keeps its certificate back, since its CA is not among those that the server names. s_client and curl send whatever they are given, so they are given none.',
    );
  if (commands.client.includes('-partial_chain'))
    notes.push(
      'Without -partial_chain OpenSSL wants a root at the end of the path and prints “unable to get issuer certificate” (error 2). curl has it switched on.',
    );
  if (commands.byList && scenario.revocation !== 'crl')
    notes.push(
      'The lab asks by OCSP. s_client and s_server ask nobody: they are given the CA’s list of revoked certificates.',
    );
  notes.push(
    commands.curl === null
      ? 'curl can’t take part: it knows no other time than the real one, and here the client’s clock is off.'
      : `curl goes by the real clock: it finds this from ${iso(commands.curlFrom)} to ${iso(commands.curlUntil)}. OpenSSL is told the lab’s time by -attime.`,
  );
  return notes;
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
  if (checks[0] === 'leaf.keyUsage' && by === 'client' && signsByCurve(scenario))
    return mayNotSign(alert, scenario, notes, byCurl);
  const subject = by === 'client' ? 'server' : 'client';
  const told = (check: CheckId) =>
    otherImplementationsOf(check, subject, scenario.faults, scenario.protocol)?.openssl ?? null;
  // Of one fault it is measured which error comes first; of several, any of their errors may.
  const several = scenario.faults.length > 1;
  const named = several ? checks : checks.slice(0, 1);
  const said = named.flatMap((check) => told(check) ?? ([] as OpenSslSays[]));
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
  const complaints = named.flatMap((check) => COMPLAINTS[check] ?? []);
  const judge: Expected = { status: [], prints: [...new Set([...verifies, ...complaints])] };
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
    deceived: null,
    notes: several ? ['Of several faults OpenSSL reports the one it meets first.', ...notes] : notes,
  };
}

const signsByCurve = ({ protocol, serverKey, faults }: Scenario): boolean =>
  protocol === 'tls1.2-ecdhe' && serverKey !== 'rsa' && faults.length <= 1;

/** In TLS 1.2, and there alone, OpenSSL looks whether an elliptic key may sign: of a P-256 key as soon as at the server. */
function mayNotSign(
  alert: string,
  { serverKey }: Scenario,
  notes: readonly string[],
  byCurl: boolean,
): ReproductionWords {
  const early = serverKey === 'p256';
  const told = 'handshake_failure';
  const heard: Expected = { status: [], prints: [alertLine(told)] };
  return {
    verdict: early ? 'differs' : 'otherAlert',
    headline: early
      ? 'It fails, but at the server: OpenSSL does not serve with a P-256 certificate whose key may not sign. In the lab the server does, and the client refuses.'
      : `The client refuses, as in the lab. Its alert is ${told}; the lab’s client sends ${alert}.`,
    client: { status: [1], prints: early ? heard.prints : ['ecc cert not for signing'] },
    server: early ? { status: [], prints: ['no shared cipher'] } : heard,
    curl: byCurl ? { status: [35], prints: ['curl: (35)'] } : null,
    ocsp: null,
    deceived: null,
    notes,
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
    return { status: [35, 60], prints: ['bad signature', 'invalid padding', 'asn1 encoding routines', `${says.text}`] };
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
        deceived: null,
        notes: notes.filter((note) => own || !note.startsWith('curl')),
      };
    }
    case 'namesake':
      return {
        verdict: 'differs',
        headline:
          'OpenSSL refuses this, and the lab does not: the certificate has the name of its issuer and no key identifiers, so OpenSSL takes it for self-signed (error 18).',
        client: { status: [1], prints: ['verify error:num=18:'] },
        server: { status: [], prints: [alertLine('unknown_ca')] },
        curl: byCurl ? { status: [60], prints: ['SSL certificate problem:'] } : null,
        ocsp: null,
        deceived: null,
        notes,
      };
    case 'ocsp': {
      const { offTime } = obstacle;
      const code = finding.kind === 'refused' ? (finding.checks[0] ?? '') : '';
      const prints = offTime === null ? (STATUS_PRINTS[code]?.(obstacle.about) ?? []) : [timeLine(offTime)];
      return {
        ...THROUGH,
        verdict: 'cannot',
        headline:
          obstacle.command === null
            ? 'No file shows an answer that never came. s_client and curl ask nobody by OCSP, so for them all is well.'
            : 'A handshake of OpenSSL’s does not show this: s_client and curl ask nobody by OCSP. The recorded answer can be judged by itself.',
        curl: byCurl ? OK : null,
        ocsp: obstacle.command === null ? null : { status: [], prints },
        notes: obstacle.command === null ? notes : [offTime === null ? ANY_DAY : TIMES_BY_REAL_CLOCK, ...notes],
      };
    }
    case 'wire':
      return {
        ...NOTHING,
        verdict: 'cannot',
        headline: `No file shows this: ${ON_THE_WAY[obstacle.attack]}`,
        curl: null,
        notes: [
          ...(obstacle.attack === 'downgrade'
            ? [
                'A client that was told not to offer it would pay no heed to the warning in the server’s random: that is for those who offered more than they got.',
              ]
            : []),
          'OpenSSL and curl send bytes of their own, and between them nobody changes any. The capture holds what happened.',
        ],
      };
  }
}

/** What happens to bytes between two programs that know nothing of it. */
const ON_THE_WAY: Readonly<Record<Extract<Obstacle, { kind: 'wire' }>['attack'], string>> = {
  'edit-hello': 'suites are taken out of ClientHello on its way, so that each side has another transcript.',
  'flip-record': 'a bit of a sealed record turns over on its way.',
  'flip-certificate-verify': 'a bit of the client’s signature turns over on its way.',
  'drop-message': 'ServerHello is dropped on its way.',
  truncate: 'a length in ClientHello is changed on its way.',
  replay: 'records of yesterday arrive in place of today’s.',
  downgrade: 'the offer of TLS 1.3 is taken out of ClientHello on its way.',
  mitm: 'it is the attacker’s own program that refuses, in the middle between the two.',
  hand: 'bytes are changed on their way.',
};

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

const ANY_DAY =
  'openssl ocsp compares the times in the answer with the real clock, whatever -attime says. With -validity_period it accepts them on any day.';
const TIMES_BY_REAL_CLOCK =
  'openssl ocsp compares the times in the answer with the real clock, whatever -attime says, and warns of “Status times invalid” where they do not fit. Compare the printed time with the lab’s.';

/** As OpenSSL prints the time, in UTC: `Next Update: Oct 28 12:00:00 2026 GMT`. */
function timeLine({ field, at }: OffTime): string {
  const [, day = '', month = '', year = '', time = ''] =
    /, (\d+) (\w+) (\d+) ([\d:]+) GMT/.exec(new Date(at).toUTCString()) ?? [];
  const label = { thisUpdate: 'This Update', nextUpdate: 'Next Update' }[field];
  return `${label}: ${month} ${String(Number(day)).padStart(2)} ${time} ${year} GMT`;
}

const STATUS_PRINTS: Readonly<Record<string, (about: string) => string[]>> = {
  'revocation.signature': () => ['Response Verify Failure'],
  'revocation.status': (about) => [`${about}.pem: revoked`],
};
/** What a server prints that refuses for want of something. */
const COMPLAINTS: Readonly<Record<string, string>> = {
  'client.required': 'peer did not return a certificate',
  'hello.cipher': 'no shared cipher',
  'hello.version': 'unsupported protocol',
  'hello.sni': 'callback failed',
};
const KEY_MISMATCH = 'key values mismatch';
const ANYTHING: Expected = { prints: [], status: [] };
const OK: Expected = { prints: [], status: [0] };
const NOTHING = { client: ANYTHING, server: ANYTHING, ocsp: null, deceived: null } as const;
const THROUGH = {
  verdict: 'accepts',
  client: { prints: ['Verify return code: 0 (ok)'], status: [0] },
  server: ANYTHING,
  ocsp: null,
  deceived: null,
} as const;
const THROUGH_WORDS = 'The handshake goes through, as in the lab.';
