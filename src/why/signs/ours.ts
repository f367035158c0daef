// What this lab's own `listen` and `connect` report: the check that failed, and who refused.
import { CHECKS, type CheckId, PROTOCOL_CHECKS } from '../../pki/path/checkId.ts';
import { ALERT_CODES, type AlertName } from '../../tls/alertCodes.ts';
import type { Meaning } from '../meaning.ts';
import { alertOfNumber } from './alerts.ts';
import { reading, type SignReader, type SignRule } from './rule.ts';

/** What each check that fails means; those that no fault of ours lets fail alone are left out. */
export const CHECK_MEANS: Readonly<Partial<Record<CheckId, Meaning>>> = {
  'client.required': 'noCertificate',
  'chain.build': 'incomplete',
  'chain.trustAnchor': 'untrustedRoot',
  'signature.verify': 'signature',
  'validity.notBefore': 'notYet',
  'validity.notAfter': 'expired',
  'ca.basicConstraints': 'notCa',
  'ca.keyCertSign': 'caKeyUsage',
  'ca.pathLen': 'pathLength',
  'ext.unknownCritical': 'critical',
  'nc.permitted': 'notPermitted',
  'nc.excluded': 'excluded',
  'crypto.keySize': 'weakKey',
  'crypto.signatureHash': 'weakHash',
  'identity.san': 'noSan',
  'identity.dns': 'hostname',
  'identity.ip': 'hostname',
  'eku.serverAuth': 'purpose',
  'eku.clientAuth': 'purpose',
  'leaf.keyUsage': 'keyUsage',
  'revocation.status': 'revoked',
  'revocation.available': 'noStatus',
  'revocation.fresh': 'crlExpired',
  'hello.version': 'version',
  'hello.cipher': 'cipher',
  'hello.group': 'cipher',
  'hello.scheme': 'cipher',
  'hello.sni': 'serverName',
  'hello.downgrade': 'downgrade',
  order: 'unexpected',
  decode: 'decode',
  parameter: 'parameter',
};
/** Codes of errors that are no checks of certificates. */
const OTHER: Readonly<Record<string, Meaning>> = {
  possession: 'possession',
  'record.mac': 'record',
  finished: 'finished',
};

const known: readonly string[] = [...CHECKS, ...PROTOCOL_CHECKS];

/** `"error":{"code":"validity.notAfter","alert":"certificate_expired","by":"self"}` */
const report: SignReader = ({ after }) => {
  const found =
    /^"?\s{0,4}:\s{0,4}\{\s{0,9}"code"\s{0,4}:\s{0,4}"([\w.-]{1,40})",\s{0,9}"alert"\s{0,4}:\s{0,4}"(\w{0,40})",\s{0,9}"by"\s{0,4}:\s{0,4}"(self|peer)"/.exec(
      after,
    );
  if (found === null) return null;
  const [, code = '', alert = '', by = ''] = found;
  const name = Object.hasOwn(ALERT_CODES, alert) ? (alert as AlertName) : null;
  if (by === 'peer') {
    const read = name === null ? null : alertOfNumber(ALERT_CODES[name], 'peer');
    return read ?? { code: 'ours:closed', means: 'closed', side: 'peer', slot: 'transport' };
  }
  const means = known.includes(code) ? CHECK_MEANS[code as CheckId] : OTHER[code];
  return {
    code: `ours:${code}`,
    means: means ?? OTHER[code] ?? 'badCertificate',
    side: 'self',
    slot: 'check',
    alert: name,
  };
};

/** `failed: validity.notAfter, sent alert certificate_expired` */
const line: SignReader = (around) => {
  const read = lineReading(around);
  return read === null ? null : { ...read, role: /^client/i.test(around.from) ? 'client' : 'server' };
};

const lineReading: SignReader = ({ after }) => {
  const found = /^:? {0,4}([\w.-]{1,40}), sent alert (\w{1,40})/.exec(after);
  const told = /^:? {0,4}was told (\w{1,40})/.exec(after);
  if (told !== null) {
    const name = told[1] ?? '';
    return Object.hasOwn(ALERT_CODES, name) ? alertOfNumber(ALERT_CODES[name as AlertName], 'peer') : null;
  }
  if (found === null) return null;
  const [, code = '', alert = ''] = found;
  const means = CHECK_MEANS[code as CheckId] ?? OTHER[code];
  return means === undefined
    ? null
    : {
        code: `ours:${code}`,
        means,
        side: 'self',
        slot: 'check',
        alert: Object.hasOwn(ALERT_CODES, alert) ? (alert as AlertName) : null,
      };
};

/** `"outcome":{"server":…`: `listen` speaks. */
const whose: SignReader = ({ after }) => {
  const found = /^"?\s{0,4}:\s{0,4}\{\s{0,9}"(client|server)"/.exec(after);
  const role = found?.[1] === 'client' ? 'client' : found?.[1] === 'server' ? 'server' : null;
  return role === null ? null : { code: `role:${role}`, role, slot: 'program' };
};

export const OUR_SIGNS: readonly SignRule[] = [
  reading('outcome', whose, { program: 'handshake-lab', slot: 'program' }),
  reading('error', report, { program: 'handshake-lab' }),
  reading(['client: failed', 'server: failed'], line, { program: 'handshake-lab' }),
];
