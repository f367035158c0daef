// Why a certificate is revoked: RFC 5280 5.3.1, in plain words.
import type { RevocationReason } from '../lab/scenario/caActions.ts';

export interface ReasonWords {
  readonly title: string;
  /** For whom or what it is meant. */
  readonly plain: string;
}

export const REASON_WORDS: Readonly<Record<RevocationReason, ReasonWords>> = {
  keyCompromise: { title: 'Key compromised', plain: 'Somebody else has the private key, or may have it.' },
  superseded: { title: 'Replaced', plain: 'There is a newer certificate in its place.' },
  cessationOfOperation: {
    title: 'No longer in use',
    plain: 'The site or service has ended, or the name was given up.',
  },
  affiliationChanged: {
    title: 'Affiliation changed',
    plain: 'The holder has left, or the organisation’s name is new.',
  },
  privilegeWithdrawn: {
    title: 'Privilege withdrawn',
    plain: 'The holder may no longer do what the certificate allows.',
  },
  certificateHold: {
    title: 'On hold',
    plain:
      'For a while, until it is cleared up; the only revocation that can be lifted. Public web CAs must not use it.',
  },
  unspecified: { title: 'No reason given', plain: 'Then none is written: the extension is left out.' },
  cACompromise: { title: 'CA’s key compromised', plain: 'Meant for certificates of CAs.' },
  aACompromise: {
    title: 'Attribute authority compromised',
    plain: 'Meant for attribute certificates, which hardly exist.',
  },
};

/** `key compromised (keyCompromise)`; as it stands where it is none of these. */
export function reasonText(reason: string): string {
  const words = Object.entries(REASON_WORDS).find(([id]) => id === reason)?.[1];
  return words === undefined
    ? reason
    : `${words.title.replace(/^[KRNAPO](?=[a-z])/, (first) => first.toLowerCase())} (${reason})`;
}
