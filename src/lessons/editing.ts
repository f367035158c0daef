// What was edited by hand, in words. Those of the editor alone: editor.ts.

import type { CertificateId, EditedSigner, Edits } from '../lab/scenario/edits.ts';
import type { Tampering } from '../lab/scenario/scenario.ts';
import { hexByte } from './phrases.ts';

export const CERTIFICATE_TITLES: Readonly<Record<CertificateId, string>> = {
  root: 'Bank’s root',
  issuing: 'Issuing CA',
  subordinate: 'Subordinate CA',
  server: 'Server’s certificate',
  client: 'Client’s certificate',
  rogueRoot: 'Attacker’s root',
  rogueIssuing: 'Attacker’s CA',
};

/** `id`: whose certificate it is that gets signed. */
export function signerTitle(signer: EditedSigner, id: CertificateId): string {
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

/** `client’s ClientHello, byte 12: ff`. */
export function tamperedText({ message, offset, value }: Tampering): string {
  const [sender = '', type = ''] = message.split(':');
  return `${sender === 'ca' ? 'CA' : sender}’s ${type}, byte ${offset}: ${hexByte(value)}`;
}

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
