// The words beside the files that one takes away: on the page, and in the README of the archive.
import type { Reproduction } from '../lab/files/reproduce.ts';
import type { Scenario } from '../lab/scenario/scenario.ts';
import { faultTitleLong } from './faults.ts';
import { type Expected, leakShows, type ReproductionWords, reproductionWords, shellText } from './reproduce.ts';
import { scenarioLine } from './scenarioLine.ts';

/** What each file is, by its name. */
export const FILE_WORDS: Readonly<Record<string, string>> = {
  'README.txt': 'this text',
  'recording.json': 'the whole recording; the page opens it again',
  'capture.pcapng':
    'the packets, for Wireshark or tshark; the session’s secrets are inside, so it is decrypted as it opens',
  'keys.log': 'the session’s secrets alone, in the key log format of NSS (SSLKEYLOGFILE)',
  'diagram.svg': 'the diagram as a picture',
  'diagram.png': 'the same, as pixels, for slides and documents',
  'ocsp-response.der': 'the last answer by OCSP that went to an endpoint (RFC 6960)',
  'root.pem': 'the roots that the client trusts',
  'server-trusts.pem': 'the roots that the server trusts',
  'intermediate.pem': 'the certificates of the bank’s issuing CA',
  'server.pem': 'what the server sends: its certificate first, then the others',
  'server-chain.pem': 'the same without its own certificate, as OpenSSL’s -cert_chain wants it',
  'server.key': 'the private key that the server holds (PKCS #8)',
  'server.p12': 'the server’s key and certificates as PKCS #12; the password is: lab',
  'client.pem': 'what the client sends: its certificate first, then the others',
  'client-chain.pem': 'the same without its own certificate',
  'client.key': 'the private key that the client holds (PKCS #8)',
  'client.p12':
    'the client’s key and certificates as PKCS #12, for a browser’s or a system’s store; the password is: lab',
  'attacker.pem': 'what the attacker shows in the server’s place: its certificate first, then the others',
  'attacker-chain.pem': 'the same without its own certificate',
  'attacker.key': 'the private key that the attacker holds (PKCS #8)',
  'attacker-root.pem': 'the root of the attacker’s CA',
  'crl.pem': 'the CA’s lists of revoked certificates: of the issuing CA, and of the root',
};

export const PUBLIC_KEYS =
  'The keys come with the lab, so everybody has them. They prove nothing and are worth nothing: never use them anywhere else, and never trust the lab’s root.';

export const FOREIGN =
  'This recording was opened from a file. It is given back as it is, without keys and without commands: whether the lab ever ran it, nobody knows.';

export interface ReadmeInput {
  readonly scenario: Scenario;
  readonly title: string;
  /** Names of all files, this text aside. */
  readonly files: readonly string[];
  /** Null for a recording that was opened from a file: nobody knows whether its world is the lab's. */
  readonly reproduction: Reproduction | null;
  /** Of the page, at this scenario; null where nobody knows it. */
  readonly link: string | null;
}

export function readmeText({ scenario, title, files, reproduction, link }: ReadmeInput): string {
  const widest = Math.max(...files.map((name) => name.length));
  const broken = scenario.faults.map(faultTitleLong);
  return [
    'Handshake Lab',
    '=============',
    '',
    title,
    scenarioLine(scenario),
    ...(broken.length === 0 ? ['Nothing is broken.'] : [`Broken: ${broken.join('; ')}`]),
    ...(link === null ? [] : [link]),
    '',
    ...wrap(reproduction === null ? FOREIGN : PUBLIC_KEYS),
    '',
    heading('Files'),
    ...files.flatMap((name) => {
      const [first = '', ...more] = wrap(FILE_WORDS[name] ?? '', LINE - widest - 2);
      return [`${name.padEnd(widest)}  ${first}`, ...more.map((line) => `${' '.repeat(widest + 2)}${line}`)];
    }),
    '',
    heading('The capture'),
    'tshark -r capture.pcapng',
    '',
    ...wrap(
      'Addresses: client 10.0.0.1, server 10.0.0.2, CA 10.0.0.3. TCP around the messages was made up; every byte of TLS, OCSP and HTTP is as it was on the wire.',
    ),
    '',
    ...(reproduction === null ? [] : again(reproduction, scenario)),
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}

function again(reproduction: Reproduction, scenario: Scenario): string[] {
  const words = reproductionWords(reproduction, scenario);
  return [
    heading('Again, with OpenSSL and curl'),
    ...wrap(words.headline),
    '',
    ...commandLines(reproduction, words, scenario),
    ...words.notes.flatMap((note) => [...wrap(note), '']),
  ];
}

function commandLines(
  { commands, obstacle, deceived, leak }: Reproduction,
  words: ReproductionWords,
  scenario: Scenario,
): string[] {
  if (obstacle?.kind === 'wire') return [];
  const ocsp = obstacle?.kind === 'ocsp' ? obstacle.command : null;
  const isAttacker = deceived !== null;
  return [
    ...(deceived && words.deceived
      ? [
          ...block('The attacker in the server’s place, in one terminal, in this folder:', deceived.server, NOTHING),
          ...block('The client, in another one:', deceived.client, words.deceived.client),
          ...(deceived.curl && words.deceived.curl
            ? block('Or instead of the latter:', deceived.curl, words.deceived.curl)
            : []),
        ]
      : []),
    ...block(
      isAttacker ? 'The server, in the first one again:' : 'In one terminal, in this folder:',
      commands.server,
      words.server,
    ),
    ...block(isAttacker ? 'The attacker in the client’s place:' : 'In another one:', commands.client, words.client),
    ...(commands.curl && words.curl ? block('Or instead of the latter:', commands.curl, words.curl) : []),
    ...(ocsp && words.ocsp ? block('The recorded answer about revocation:', ocsp, words.ocsp) : []),
    ...(leak
      ? [
          ...block('The capture without the session’s secrets:', leak.bare, NOTHING),
          ...block('What the stolen key opens in it:', leak.open, leakShows(scenario)),
        ]
      : []),
  ];
}

const NOTHING: Expected = { prints: [], status: [] };

const block = (intro: string, command: readonly string[], expected: Expected): string[] => [
  intro,
  '',
  ...shellText(command)
    .split('\n')
    .map((line) => `  ${line}`),
  ...(expected.prints.length === 0 ? [] : ['', `  prints: ${expected.prints.join('  or  ')}`]),
  '',
];

const heading = (text: string): string => `${text}\n${'-'.repeat(text.length)}`;

const LINE = 100;

function wrap(text: string, width = LINE): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
