// The words of the editor: what can be changed by hand, what was, and what came of it.

import type { Recording } from '../lab/recording/recording.ts';
import type { Anchor, CertificateId, Edits, ExtensionId, Signer } from '../lab/scenario/edits.ts';
import type { Protocol } from '../lab/scenario/scenario.ts';
import { failureWord, isCheck } from './checks.ts';

export const CERTIFICATE_TITLES: Readonly<Record<CertificateId, string>> = {
  root: 'Bank’s root',
  issuing: 'Issuing CA',
  subordinate: 'Subordinate CA',
  server: 'Server’s certificate',
  client: 'Client’s certificate',
  rogueRoot: 'Attacker’s root',
  rogueIssuing: 'Attacker’s CA',
};

export const ANCHOR_TITLES: Readonly<Record<Anchor, string>> = {
  bank: 'Bank Root CA',
  namesake: 'Bank Root CA, another key of the same name',
  rogue: 'Shadow Root CA, the attacker’s',
};

/** `id`: whose certificate it is that gets signed. */
export function signerTitle(signer: Signer, id: CertificateId): string {
  const leaf = id === 'server' || id === 'client';
  switch (signer) {
    case 'bank':
      return 'the bank’s issuing CA';
    case 'root':
      return 'the bank’s root';
    case 'issuing':
      return 'the issuing CA';
    case 'self':
      return 'itself';
    case 'rogue':
      return leaf ? 'the attacker’s CA' : 'the attacker’s root';
    case 'customer':
      return 'another customer, who is no CA';
  }
}

export interface KeyHint {
  readonly text: string;
  /** Which protocol can use the key, and what to call taking it. */
  readonly protocol: Protocol;
  readonly label: string;
}

/** Why this key is of no use to an endpoint here; null where it is. */
export function keyHint(
  id: CertificateId,
  kind: 'rsa' | 'p256' | 'p384' | 'ed25519',
  protocol: Protocol,
): KeyHint | null {
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

export interface EditedPart {
  readonly key: string;
  readonly title: string;
  /** The edits without this part. */
  readonly without: Edits;
}

/** What is edited, part by part, for the chips that undo it. */
export function editedParts(edits: Edits | undefined): EditedPart[] {
  if (edits === undefined) return [];
  const { clocks, trust, certificates = {} } = edits;
  const parts: EditedPart[] = [];
  for (const id of Object.keys(certificates) as CertificateId[]) {
    const { [id]: edit, ...others } = certificates;
    const fields = Object.keys(edit ?? {}).length;
    const title = `${CERTIFICATE_TITLES[id]} · ${fields === 1 ? '1 edit' : `${fields} edits`}`;
    parts.push({ key: id, title, without: drop({ ...edits, certificates: others }) });
  }
  for (const side of SIDES) {
    if (clocks?.[side] !== undefined) {
      const { [side]: _, ...others } = clocks;
      parts.push({ key: `${side}.clock`, title: CLOCK_TITLES[side], without: drop({ ...edits, clocks: others }) });
    }
    if (trust?.[side] !== undefined) {
      const { [side]: _, ...others } = trust;
      parts.push({ key: `${side}.trust`, title: TRUST_TITLES[side], without: drop({ ...edits, trust: others }) });
    }
  }
  return parts;
}

export const SIDES = ['client', 'server'] as const;
const CLOCK_TITLES = { client: 'Client’s clock set', server: 'Server’s and CA’s clock set' } as const;
const TRUST_TITLES = { client: 'Client’s trust store edited', server: 'Server’s trust store edited' } as const;

/** Without the parts that are empty. */
export const drop = (edits: Edits): Edits =>
  Object.fromEntries(Object.entries(edits).filter(([, part]) => Object.keys(part ?? {}).length > 0));

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
