// How each command is called.

import type { FieldRow, ScenarioField } from '../lab/scenario/fields.ts';
import { FIELD_NAMES, isDefault, rowOf } from '../lab/scenario/fieldValues.ts';

/** The fields of a scenario that each command takes. */
export const COMMAND_FIELDS = {
  simulate: FIELD_NAMES,
  pki: ['mode', 'faults', 'serverKey', 'clientKey', 'caKey', 'seed'],
  listen: ['mode', 'protocol', 'suite', 'group', 'faults', 'serverKey', 'clientKey', 'caKey'],
} as const satisfies Readonly<Record<string, readonly ScenarioField[]>>;

const fieldsOf = (command: keyof typeof COMMAND_FIELDS): string =>
  COMMAND_FIELDS[command].flatMap((field) => fieldOption(rowOf(field))).join(' ');

/** `[--again resumed]`, `[--soft-fail]`, `[--fault ID]…` */
function fieldOption(row: FieldRow): string[] {
  const { flag } = row;
  if (flag === null) return [];
  if ('means' in flag) return [`[--${flag.name}]`];
  const values = row.kind === 'choice' ? row.values.filter((value) => !row.optional || !isDefault(row, value)) : [];
  return [`[--${flag.name} ${flag.takes ?? values.join('|')}]${flag.many ? '…' : ''}`];
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
    'check FILE|-… [--anchor FILE]… [--name NAME] [--purpose server|client|any] [--profile path|rfc5280|web] ' +
    '[--time UTC] [--password P] [--json]     for people: certificates in any form, as on the page',
  validate: 'validate FILE.jsonl|- [--json]     for programs: a request a line, a result a line',
};
