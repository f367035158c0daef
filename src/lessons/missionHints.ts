// The hints of the missions. The n-th is about this certificate, this field and this row; none names the answer.

import type { MissionId } from '../exercises/missions/mission.ts';
import type { MissionFacts, MissionRows } from '../exercises/missions/missionFacts.ts';
import { evidenceText } from './checks.ts';
import { commonNameIn, count, date } from './phrases.ts';

export interface MissionHint {
  readonly text: string;
  /** The number of the row that it is about; null where it is about none that this run has. */
  readonly row: number | null;
}

type HintWords = readonly [
  row: keyof MissionRows | readonly (keyof MissionRows)[],
  text: string | ((facts: MissionFacts) => string),
];

const HINT_WORDS: Readonly<Record<MissionId, readonly HintWords[]>> = {
  1: [
    [
      'serverCertificate',
      ({ server }) =>
        `The certificate of ${commonNameIn(server?.subject)} goes over the wire in this row. Everybody who connects is sent the same bytes.`,
    ],
    [
      'clientPath',
      ({ server }) =>
        `From this row on the client knows which public key belongs to ${commonNameIn(server?.subject)}. What would show who holds the private half of it?`,
    ],
    [
      ['serverVerify', 'keyExchange'],
      'This row has to do with the private key: only its owner could make, or open, what is sent here. Find the row at which the client knows that it worked.',
    ],
  ],
  2: [
    [
      'clientPath',
      ({ server }) =>
        `In this row the client checks the certificate of ${commonNameIn(server?.subject)}. Whatever you break, this row has to stay green.`,
    ],
    ['serverCertificate', 'A certificate is public. Anybody could have copied these bytes and could send them.'],
    ['clientProof', 'In this row the client asks for something that is in no certificate. Who could not give it?'],
  ],
  3: [
    [
      'failure',
      'The path is followed to its end here, and the end is compared with what the client was given. No signature is wrong in it.',
    ],
    [
      'trust',
      ({ trusted }) =>
        `Before the handshake the client was given ${commonNameIn(trusted ?? '')}. Who chooses what it is given?`,
    ],
    [
      'serverCertificate',
      ({ sent }) =>
        `The server sends ${count(sent, 'certificate')} here, and not one of them has to change. What has to change is on the other side.`,
    ],
  ],
  4: [
    ['failure', (facts) => `The client looks for the issuer of the leaf: ${evidence(facts)}.`],
    [
      'serverCertificate',
      ({ sent, trusted }) =>
        `The server sends ${count(sent, 'certificate')} here, and the client has ${commonNameIn(trusted ?? '')}. Nothing that it has joins the two.`,
    ],
    [
      'serverCertificate',
      ({ server }) =>
        `This leaf names ${commonNameIn(server?.issuer)} as its issuer. For which issuer would the client need no further certificate?`,
    ],
  ],
  5: [
    [
      'failure',
      (facts) => `The client compares the name of the host with one extension of the certificate: ${evidence(facts)}.`,
    ],
    [
      'serverCertificate',
      ({ server }) =>
        `In this certificate ${commonNameIn(server?.subject)} stands in the subject alone. Which of its extensions would have room for it?`,
    ],
    [
      'serverCertificate',
      'The certificate of an honest run has one extension more than this one. If you write a star there, it stands for one label.',
    ],
  ],
  6: [
    [
      'serverCertificate',
      ({ sent }) =>
        `The server sends ${count(sent, 'certificate')} here. Read from the leaf upwards: who has signed whom?`,
    ],
    [
      'failure',
      'Some checks are made of the leaf, some of each certificate that has signed another one. Which kind fails here?',
    ],
    [
      'serverCertificate',
      'Whether a key may sign certificates is said in an extension of its own certificate. Read this extension in each of them.',
    ],
  ],
  7: [
    [
      'clientCertificate',
      ({ client }) =>
        `Leave the certificate of ${commonNameIn(client?.subject)} as it is, nothing in it is wrong. What else does the client send after it, and who looks at that?`,
    ],
    [
      'serverPath',
      ({ serverChecks }) =>
        `${serverChecks.passed} of ${serverChecks.made} checks of the client’s certificate pass. The server makes one more, of something that is not in the certificate.`,
    ],
    [
      'clientVerify',
      'In this row the client signs with its private key. Whose signature would not fit this certificate?',
    ],
  ],
  8: [
    [
      'clientCertificate',
      ({ client }) =>
        `In this row the client sends an empty list. It does have a certificate, from ${commonNameIn(client?.issuer)}.`,
    ],
    [
      'certificateRequest',
      ({ asked }) =>
        `The server asks for a certificate of ${asked || 'a CA that it knows'} here. Where does it take this name from?`,
    ],
    ['certificateRequest', 'A server lists whom it would believe. The client only does as it is told.'],
  ],
  9: [
    ['doubt', 'Open this row. One of its checks stopped, and what stands behind it was not reached.'],
    [
      'doubt',
      (facts) => `An answer has a signer, two dates and a status. What was compared here: ${doubtText(facts)}.`,
    ],
    [
      'clientConnected',
      'To be safe is another matter: a setting says what the client does where it has learnt nothing.',
    ],
  ],
  10: [
    ['failure', (facts) => `Two dates are compared here: ${evidence(facts)}.`],
    [
      'serverCertificate',
      ({ server, now }) =>
        `This certificate is valid from ${day(server?.notBefore)} to ${day(server?.notAfter)}. For the server and the CA it is ${day(now)}.`,
    ],
    ['failure', 'Count what you would have to change on each side of this comparison.'],
  ],
  11: [
    ['keyExchange', 'In this row a secret travels that all keys come from. For which key is it sealed?'],
    [
      'theft',
      'The thief has recorded everything, and has the private key of the server now. That is enough for this row.',
    ],
    [
      'keyExchange',
      'There are ways to agree on a secret in which the key of the certificate only signs, and nothing secret travels.',
    ],
  ],
  12: [
    ['upstream', 'Here the proxy opens a connection of its own to the bank. What does the bank ask it for?'],
    [
      'attackerReads',
      'The proxy reads the request here, since the client trusts its root. Which key does it not have?',
    ],
    [
      'upstream',
      'The customer has a private key which never leaves the customer’s machine. In this run nobody has asked for it.',
    ],
  ],
  13: [
    [
      'clientVerify',
      'In this row the client signs all messages so far, as it has seen them. The server verifies with what it has seen itself.',
    ],
    [
      'serverProof',
      'Only at this row the server says decrypt_error. What comes before it has to stay readable, and every certificate whole.',
    ],
    [
      'clientVerify',
      'A record begins with 5 bytes of header, a handshake message with 4. What stands behind them is what counts.',
    ],
  ],
  14: [
    [
      'clientConnected',
      'From this row on the client counts itself as connected. What has the server not looked at by then?',
    ],
    [
      'request',
      'The request goes out in this row. Break something that only the server can find wrong, and only after it.',
    ],
    ['clientCertificate', 'The server looks at what comes in this row. Break it, and run the same in TLS 1.2.'],
  ],
  15: [
    [
      'told',
      'An alert is one word for many checks. The words of this alert, in the inspector, say what it can stand for.',
    ],
    ['failure', 'Two runs have the same cause if their first failed check is the same, whoever made it.'],
    [
      'told',
      'In the mystery, look at what the side that was told has sent itself: its dates, its name, its purpose. If all of it is right, look at the other side.',
    ],
  ],
};

/** How many hints a mission has. */
export const hintCount = (id: MissionId): number => HINT_WORDS[id].length;

/** The n-th hint, from 1, for this run; null where there are no more. */
export function missionHint(id: MissionId, n: number, facts: MissionFacts): MissionHint | null {
  const words = HINT_WORDS[id][n - 1];
  if (words === undefined) return null;
  const [rows, text] = words;
  const row = (typeof rows === 'string' ? [rows] : rows).map((name) => facts.rows[name]).find((each) => each !== null);
  return { text: typeof text === 'string' ? text : text(facts), row: row ?? null };
}

const evidence = ({ failure }: MissionFacts): string =>
  (failure === null ? '' : evidenceText(failure.check)) || 'see its checks';

const doubtText = ({ doubt }: MissionFacts): string => {
  if (doubt === null) return 'nothing, since nobody was asked';
  const { check } = doubt;
  return check.result === 'fail'
    ? evidenceText(check) || 'nothing'
    : evidenceText({ ...check, result: 'fail' }) || 'nothing';
};

/** Milliseconds since 1970. */
const day = (at: number | undefined): string => (at === undefined ? 'another day' : date(new Date(at).toISOString()));
