// The faults of the catalogue: what is changed, never what follows from it.

export interface FaultWords {
  readonly title: string;
  /** What is changed: a line in the drawer. */
  readonly changes: string;
  /** One line for the story bar. */
  readonly question: string;
}

export const FAULT_WORDS: Record<string, FaultWords> = {
  'server/expired': {
    title: 'Expired',
    changes: 'its end of validity (notAfter) lies in the past',
    question: 'Name, key and signature are all right. Who looks at the date, and what does the server get to hear?',
  },
  'server/wrong-host': {
    title: 'Wrong host name',
    changes: 'a good certificate from the right CA, issued for www.bank.test',
    question: 'The CA is trusted and the signature is right. Is that enough to know whom one talks to?',
  },
  'server/self-signed': {
    title: 'Self-signed',
    changes: 'the server signs its certificate with its own key; no CA takes part',
    question: 'The signature verifies. Why might a client still not believe it?',
  },
  'server/untrusted-root': {
    title: 'Untrusted root',
    changes: 'a complete chain from a CA that is in nobody’s trust store',
    question: 'Every signature in the chain verifies. What decides whether it counts?',
  },
  'server/tampered': {
    title: 'Tampered with',
    changes: 'one byte of the name is changed after the CA has signed',
    question: 'One byte differs from what the CA signed. How could anybody tell?',
  },
  'server/stolen-certificate': {
    title: 'Stolen: key does not match',
    changes: 'the right certificate in the hands of someone who lacks its private key',
    question: 'Anyone can copy a certificate. At which message does the missing key come to light?',
  },
  'server/revoked': {
    title: 'Revoked',
    changes: 'the CA has withdrawn it; the certificate itself is unchanged',
    question: 'The certificate looks the same as ever. How can a client learn that it no longer counts?',
  },
  'client/none': {
    title: 'None to send',
    changes: 'the client has no certificate',
    question: 'The server asks for a certificate and the client has none. What does it send instead, and who decides?',
  },
  'client/expired': {
    title: 'Expired',
    changes: 'its end of validity (notAfter) lies in the past',
    question: 'Both sides hold certificates from the same CA. Who notices, and what does the other side get to see?',
  },
  'client/untrusted-root': {
    title: 'Untrusted root',
    changes: 'a complete chain from a CA that is in nobody’s trust store; the client sends it anyway',
    question: 'Client and key belong together. What else does the server need before it believes the name?',
  },
  'client/wrong-eku': {
    title: 'Issued for servers',
    changes: 'its extended key usage says serverAuth only',
    question: 'Right CA, right name, right key. May this certificate be used to identify a client?',
  },
  'client/stolen-certificate': {
    title: 'Stolen: key does not match',
    changes: 'the right certificate in the hands of someone who lacks its private key',
    question: 'The certificate passes every check. Which message gives the thief away?',
  },
};

const SIDES: Record<string, string> = {
  server: 'Server certificate',
  client: 'Client certificate',
  ca: 'CA',
  clock: 'Clock',
  hello: 'Negotiation',
  wire: 'Wire',
};

/** For chips: `Client certificate · expired`. */
export function faultTitleLong(id: string): string {
  const side = SIDES[id.split('/')[0] ?? ''] ?? 'Fault';
  const title = FAULT_WORDS[id]?.title ?? (id.split('/')[1] ?? id).replaceAll('-', ' ');
  return `${side} · ${title.charAt(0).toLowerCase()}${title.slice(1)}`;
}
