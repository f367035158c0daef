// How each side learns of revocation, as the textbook’s steps say it.

import type { Revocation, Scenario } from '../lab/scenario/scenario.ts';

export const SERVER_STATUS: Readonly<Record<Revocation, string>> = {
  ocsp: 'Only revocation is a question to the CA (OCSP); browsers have largely stopped asking it.',
  stapled: 'The server brings the CA’s answer about revocation (stapled OCSP).',
  crl: 'For revocation the client fetches the CA’s list (CRL).',
  off: 'Nobody asks whether the certificate is revoked.',
};

export const CLIENT_STATUS: Readonly<Record<Revocation, string>> = {
  ocsp: 'asks the CA whether the certificate is revoked (OCSP)',
  stapled: 'reads the CA’s stapled answer about revocation',
  crl: 'looks for the certificate in the CA’s list (CRL)',
  off: 'asks nobody whether the certificate is revoked',
};

/** Where the words depend on how revocation is learnt, they are made of it. */
export type Really = string | ((scenario: ReallyOf) => string);

export type ReallyOf = Pick<Scenario, 'mode' | 'protocol' | 'revocation'>;

/** The same of the server and the client's certificate; in TLS 1.2 a client has no message for a stapled answer. */
export const clientStatus = ({ protocol, revocation }: ReallyOf): string =>
  revocation === 'stapled' && protocol !== 'tls1.3' ? CLIENT_STATUS.ocsp : CLIENT_STATUS[revocation];

/** What the client does about the revocation of the server's certificate, in a sentence. */
export const serverStatus = ({ revocation }: ReallyOf): string => SERVER_STATUS[revocation];
