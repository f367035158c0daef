// How each command is called.

import { COST_FIELDS } from '../lab/scenario/costScenario.ts';
import type { FieldRow, ScenarioField } from '../lab/scenario/fields.ts';
import { FIELD_NAMES, isDefault, OWN_NAMES, rowOf } from '../lab/scenario/fieldValues.ts';
import { PROFILES } from '../pki/path/request.ts';

/** The fields of a scenario that each command takes. */
export const COMMAND_FIELDS = {
  simulate: FIELD_NAMES,
  worksheet: FIELD_NAMES,
  pki: ['mode', 'faults', 'serverKey', 'clientKey', 'caKey', 'seed', ...OWN_NAMES],
  listen: [
    'mode',
    'clientCertificate',
    'protocol',
    'suite',
    'group',
    'faults',
    'serverKey',
    'clientKey',
    'caKey',
    ...OWN_NAMES,
  ],
  mission: OWN_NAMES,
  cost: COST_FIELDS,
} as const satisfies Readonly<Record<string, readonly ScenarioField[]>>;

const fieldsOf = (command: keyof typeof COMMAND_FIELDS): string =>
  COMMAND_FIELDS[command].flatMap((field) => fieldOption(rowOf(field))).join(' ');

/** `[--again resumed]`, `[--soft-fail]`, `[--fault ID]…` */
function fieldOption(row: FieldRow): string[] {
  const { flag } = row;
  if (flag === null) return [];
  if ('means' in flag) return [`[--${flag.name}]`];
  const values = row.kind === 'choice' ? row.values.filter((value) => !row.optional || !isDefault(row, value)) : [];
  // A long list may be broken between lines.
  const list = values.join('|');
  return [`[--${flag.name} ${flag.takes ?? (list.length > 60 ? values.join(' | ') : list)}]${flag.many ? '…' : ''}`];
}

export const SYNOPSES: Readonly<Record<string, string>> = {
  simulate:
    `simulate ${fieldsOf('simulate')} ` +
    '[--provider forge|noble] [--json] [--pcapng FILE] [--keylog FILE] [--svg FILE] [--zip FILE] [--recording FILE]',
  faults: 'faults [--json]',
  pki: `pki --out DIR ${fieldsOf('pki')} [--name DNS|IP]… [--force]`,
  listen:
    `listen [--port N] ${fieldsOf('listen')} [--pki DIR [--passphrase TEXT]] [--name DNS|IP]… ` +
    '[--provider forge|noble] [--once] [--keylog FILE]',
  connect:
    'connect HOST:PORT [--name DNS|IP] [--ca FILE] [--cert FILE --key FILE [--passphrase TEXT] | --p12 FILE [--password TEXT]] ' +
    '[--protocol tls1.2-rsa|tls1.2-ecdhe|tls1.3] [--provider forge|noble] [--alpn NAME,…|none] ' +
    '[--starttls smtp|imap|pop3|ftp|ldap|xmpp|postgres|mysql] [--keylog FILE] [--json]',
  check:
    `check FILE|-… [--anchor FILE]… [--name NAME] [--purpose server|client|any] [--profile ${PROFILES.join('|')}] ` +
    '[--time UTC] [--password P] [--json]',
  validate: 'validate FILE.jsonl|- [--json]',
  cost: `cost ${fieldsOf('cost')} [--json]`,
  why: 'why [FILE|-] [--program NAME] [--version V] [--role client|server] [--protocol tls1.2|tls1.3] [--json]',
  open: 'open FILE|-… [--keylog FILE]… [--key FILE]… [--ca FILE]… [--json]',
  missions: 'missions [ID] [--json]',
  worksheet: `worksheet [--variant A|B] [--answers] [--out FILE] ${fieldsOf('worksheet')}`,
  mission:
    'mission check ID --recording FILE… [--answer KEY=VALUE]… [--seed N] [--json] | ' +
    `mission start ID --recording FILE [--seed N] [--mystery] ${fieldsOf('mission')}`,
};

/** What each command does, in one line. */
export const COMMAND_PURPOSES: Readonly<Record<string, string>> = {
  simulate: 'runs a handshake in the lab, with faults as you like, and prints it',
  faults: 'lists the faults that simulate, pki and listen take',
  pki: 'writes certificates and keys of a server and a client, or faulty ones',
  listen: 'is a TLS server on this machine, for openssl, curl or a browser',
  connect: 'is a TLS client, and says what it checked of a server',
  check: 'judges certificates in any form, as the page does: for people',
  validate: 'answers requests of JSON, a line for each line: for programs',
  worksheet: 'writes a run on paper, with blanks, or its answer sheet',
  cost: 'counts what RSA, P-256 and ML-DSA cost in the handshake of TLS 1.3',
  why: 'says what an error message or a log of TLS means, and what can be behind it',
  open: 'reads captures of real connections, and opens them with the secrets that you hand over',
  missions: 'lists the missions, or says what one of them wants',
  mission: 'judges runs that are handed in, or writes the one it begins with',
};

/** For `--help` of all commands. */
export const overview = (): string => {
  const rows = Object.entries(COMMAND_PURPOSES).map(([name, purpose]) => `  ${name.padEnd(9)} ${purpose}\n`);
  return `usage: handshake-lab COMMAND [OPTION]…\n\n${rows.join('')}\nWhat a command takes: handshake-lab COMMAND --help\n`;
};

/** For `--help` of one command: how it is called, in lines of at most 80 characters, and what it does. */
export function usageOf(command: string): string {
  const groups = (SYNOPSES[command] ?? command).match(/\[(?:[^[\]]|\[[^\]]*\])*\]…?|\S+/g) ?? [];
  const words = groups.flatMap((group) => group.split(/(?<= \|) /));

  const lines = ['usage: handshake-lab'];
  for (const word of words) {
    const line = lines.at(-1) ?? '';
    if (line.length + 1 + word.length <= MAX_WIDTH) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(`${' '.repeat(INDENT)}${word}`);
  }
  const purpose = COMMAND_PURPOSES[command];
  return `${lines.join('\n')}\n${purpose === undefined ? '' : `\n${command} ${purpose}.\n`}`;
}
const MAX_WIDTH = 80;
const INDENT = 6;
