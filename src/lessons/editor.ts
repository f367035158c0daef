// The words of the editor: what can be changed by hand, and what came of it.
import type { MlDsaKind } from '../crypto/poolNames.ts';
import type { Recording } from '../lab/recording/recording.ts';
import type { Anchor, CertificateId, ExtensionId } from '../lab/scenario/edits.ts';
import type { LabNames } from '../lab/scenario/names.ts';
import type { Protocol } from '../lab/scenario/scenario.ts';
import { failureWord, isCheck } from './checks.ts';
import { SIDES } from './editing.ts';

export const anchorTitles = ({ bank }: LabNames): Readonly<Record<Anchor, string>> => ({
  bank: `${bank} Root CA`,
  namesake: `${bank} Root CA, another key of the same name`,
  issuing: `${bank} Issuing CA 1, which is no root`,
  rogue: 'Shadow Root CA, the attacker’s',
});

export interface KeyAdvice {
  readonly text: string;
  /** Which protocol can use the key, and what to call taking it. */
  readonly protocol: Protocol;
  readonly label: string;
}

/** Why this key is of no use to an endpoint here; null where it is. */
export function keyHint(
  id: CertificateId,
  kind: 'rsa' | 'p256' | 'p384' | 'ed25519' | MlDsaKind,
  protocol: Protocol,
): KeyAdvice | null {
  if ((id !== 'server' && id !== 'client') || kind === 'rsa') return null;
  if (protocol === 'tls1.2-rsa') {
    const text =
      id === 'server'
        ? 'With RSA key exchange the client encrypts with the key in this certificate. This one can only sign.'
        : 'With RSA key exchange both sides here know RSA signatures alone: the client leaves this certificate at home.';
    return kind === 'p384' && id === 'server'
      ? { text, protocol: 'tls1.3', label: 'Take TLS 1.3' }
      : { text, protocol: 'tls1.2-ecdhe', label: 'Take ECDHE' };
  }
  if (protocol === 'tls1.2-ecdhe' && kind === 'p384' && id === 'server') {
    const text =
      'In TLS 1.2 the key’s curve must be one of the client’s supported groups. The client here names X25519 and P-256.';
    return { text, protocol: 'tls1.3', label: 'Take TLS 1.3' };
  }
  return null;
}

export const EXTENSION_TITLES: Readonly<Record<ExtensionId, string>> = {
  basicConstraints: 'Basic constraints',
  keyUsage: 'Key usage',
  extKeyUsage: 'Extended key usage',
  subjectAltName: 'Subject alternative names',
  nameConstraints: 'Name constraints',
  subjectKeyIdentifier: 'Subject key identifier',
  authorityKeyIdentifier: 'Authority key identifier',
  authorityInfoAccess: 'Where OCSP is answered',
  crlDistributionPoints: 'Where the CRL lies',
  unknown: 'An unknown extension',
};

export interface Consequence {
  readonly result: 'pass' | 'fail';
  readonly text: string;
  /** The id of the check that failed, or null. */
  readonly check: string | null;
  readonly alert: string | null;
}

/** What followed, in a line: who refused, for which check, with which alert. */
export function consequence({ outcome, events }: Recording): Consequence {
  for (const side of SIDES) {
    const { error } = outcome[side];
    if (error === null || error.by !== 'self') continue;
    const who = side === 'client' ? 'The client' : 'The server';
    return {
      result: 'fail',
      text: `${who} ${isCheck(error.code) ? 'refuses' : 'gives up'}: ${failureWord(error.code)}`,
      check: isCheck(error.code) ? error.code : null,
      alert: error.alert === '' ? null : error.alert,
    };
  }
  if (SIDES.some((side) => outcome[side].state === 'failed'))
    return { result: 'fail', text: 'The handshake does not come to an end', check: null, alert: null };
  const decision = events.find((event) => event.kind === 'operation' && event.operation === 'application.decide');
  if (decision?.kind === 'operation' && decision.result === 'fail') {
    const text = 'The handshake goes through, but the server refuses what this customer asks for';
    return { result: 'fail', text, check: null, alert: null };
  }
  return {
    result: 'pass',
    text: 'Accepted: the handshake goes through',
    check: null,
    alert: null,
  };
}

/** The same where the cause is to be found: whether it works, and nothing more. */
export const withoutCause = ({ result, text }: Consequence): Consequence =>
  result === 'pass'
    ? { result, text, check: null, alert: null }
    : { result, text: 'It does not work. The reason is for you to find', check: null, alert: null };
