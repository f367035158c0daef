// A lesson plan of one page for each mission: what to expect, and what to talk about afterwards. The goal and the minutes
// are those of the mission itself.
import type { MissionId } from '../exercises/missions/mission.ts';

interface LessonPlan {
  /** What many believe before, as they would say it. */
  readonly misconception: string;
  /** What the run shows instead: to look at together. */
  readonly shows: string;
  /** Questions for the class, without an answer of one word. */
  readonly discussion: readonly [string, string, ...string[]];
}

export const LESSON_PLANS: Readonly<Record<MissionId, LessonPlan>> = {
  1: {
    misconception: 'Who shows a valid certificate is the one whom it names.',
    shows: 'A certificate is public, and everybody can copy it. Only the use of the private key is a proof.',
    discussion: [
      'What may an attacker do who has a copy of the bank’s certificate? What may it not do?',
      'Where does TLS 1.2 with RSA key exchange prove the same thing, and who does it?',
    ],
  },
  2: {
    misconception: 'A certificate that passes every check is enough.',
    shows: 'The path can be good while the key does not belong to it. The check of possession is one of its own.',
    discussion: [
      'Which checks are about the certificate, and which about the one who shows it?',
      'Why does a browser not need to ask the CA whether the server has the key?',
    ],
  },
  3: {
    misconception: 'A certificate is trusted or not by its own contents.',
    shows: 'The same certificate is refused and accepted: what differs is the trust store of the one who looks.',
    discussion: [
      'Who decides which roots are in your browser, and how would you find out?',
      'What else becomes valid when one more root is trusted?',
    ],
  },
  4: {
    misconception: 'If a certificate can’t be verified, a root is missing.',
    shows: 'The gap is between the leaf and the root: the server has to send what lies between.',
    discussion: [
      'Why does the same server work in one browser and fail in a program?',
      'Who should repair it, and why should the clients not?',
    ],
  },
  5: {
    misconception: 'The common name says for which host a certificate is.',
    shows: 'The host name is compared with the subject alternative names alone.',
    discussion: ['What does a star in a name stand for, and what not?', 'Why is it better that only one place counts?'],
  },
  6: {
    misconception: 'Where a certificate is refused, something in that certificate is wrong.',
    shows: 'The leaf says nothing false. The certificate that signed it was not allowed to.',
    discussion: [
      'What could everybody do who has any certificate, if this field were not checked?',
      'Which other fields limit what a CA may issue?',
    ],
  },
  7: {
    misconception: 'In mutual TLS the server knows the client as soon as it has its certificate.',
    shows: 'The server asks for a signature, too. Without the key a valid certificate is refused.',
    discussion: [
      'What does CertificateVerify sign, and why is that new in every handshake?',
      'What is the difference between a client that is refused and one that may not do something (HTTP 403)?',
    ],
  },
  8: {
    misconception: 'A client sends the certificate that it has.',
    shows: 'The server says which issuers it accepts. A client that has none of them sends an empty list.',
    discussion: [
      'Who wrote the list, and where does it come from?',
      'What does the server know about a client that sends nothing?',
    ],
  },
  9: {
    misconception: 'A revoked certificate is always refused.',
    shows: 'An answer may be forged, old or missing. What happens then is a setting of the client.',
    discussion: [
      'Who can make the responder silent, and what does it gain by that?',
      'What would happen on a bad day if every client refused whenever no answer came?',
    ],
  },
  10: {
    misconception: 'A certificate that is not valid yet was made wrongly.',
    shows: 'The clock of the one who looks is wrong. Nothing about the certificate has to change.',
    discussion: [
      'Which machines have a wrong clock, and when?',
      'How can a machine set its clock safely, if safe connections need the clock?',
    ],
  },
  11: {
    misconception: 'Who steals the server’s key can read all that was recorded.',
    shows: 'It depends on how the secret was agreed on. With ephemeral keys the stolen key only signs.',
    discussion: [
      'What can the thief still do with the key, from now on?',
      'Why do longer keys or mutual TLS not help here?',
    ],
  },
  12: {
    misconception: 'Mutual TLS encrypts more.',
    shows: 'Both tunnels are well encrypted either way. The proxy fails since it can’t prove the client’s key.',
    discussion: [
      'Who has put the proxy’s root into the store, and was it right to do so?',
      'What does the proxy still read in TLS 1.3 before it is refused?',
    ],
  },
  13: {
    misconception: 'An error in transmission is repaired, or seen at once.',
    shows: 'Signatures and Finished cover what was sent. Which byte is changed decides who notices, and how.',
    discussion: [
      'Why do two places in the same message lead to two different alerts?',
      'What could be changed on the way without anybody noticing?',
    ],
  },
  14: {
    misconception: 'A client that has finished its handshake is accepted.',
    shows: 'In TLS 1.3 the client sends its request before it is told about its certificate. TLS 1.2 waits.',
    discussion: [
      'What must a client not put into its first request?',
      'What does an error message look like that a user gets so late?',
    ],
  },
  15: {
    misconception: 'The alert says what is wrong.',
    shows: 'One alert stands for several causes. Who received it needs the log of the other side.',
    discussion: ['Why do alerts say so little?', 'Which line of which log would you ask the other side for first?'],
  },
};
