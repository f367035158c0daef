// What a mission says of an answer that misses its goal: the one thing that is missing, and where to look. One or two
// sentences each, of this run; never the answer.

import type { NearMissId } from '../exercises/missions/mission.ts';
import type { MissionFacts } from '../exercises/missions/missionFacts.ts';
import { failureText } from './checks/failures.ts';
import { failureWord } from './checks.ts';
import { commonNameIn } from './phrases.ts';

type NearMissWords = string | ((facts: MissionFacts) => string);

const FAULT_OFF =
  'You have taken away the fault that the mission begins with. It has to stay: repair what it has broken.';

const NEAR_MISS_WORDS: Readonly<Record<NearMissId, NearMissWords>> = {
  '1/no-flag': 'There is no flag yet. Put it on a row: the first after which the client may send its PIN.',
  '1/no-such-row': 'This run has no such row. Give the number of a row, or its key, as in client:path.validate.',
  '1/other-run':
    'In this run the server never proves anything, or something in it is broken. Use the run of the mission, in which nothing is wrong.',
  '1/nothing-shown': 'At this row the server has not even shown a certificate. Anybody could be at the other end.',
  '1/certificate':
    'A certificate is public: everybody who has ever connected has a copy of it. Showing it proves nothing about who shows it.',
  '1/sealed':
    'The client has sealed a secret for the owner of the certificate. It has not seen yet that anybody could open it.',
  '1/unchecked': 'At this row the client has not checked a proof yet. Sent is not verified.',
  '1/path': 'The path says that the certificate is good, and whose key it names. It does not say who holds that key.',
  '1/later': 'Here the client may send its PIN. But there is an earlier row after which it could have done so.',

  '2/accepted': 'The client refused nothing: it is connected. Certificate and proof were both good.',
  '2/bad-certificate': (facts) =>
    `This certificate does not pass: ${failed(facts)}. The client is right to refuse it. Find a certificate in which nothing is wrong.`,
  '2/no-path': (facts) =>
    `This certificate does not lead to a root that the client trusts: ${failed(facts)}. Of such a certificate nothing is shown to be right.`,
  '2/status': (facts) => `The certificate does not pass every check: its status is asked, too (${failed(facts)}).`,
  '2/rsa':
    'Here the server fails, and the client is only told: with RSA key exchange nobody signs. The same fault in another protocol is found by the client itself.',
  '2/server-refused':
    'The server refuses here, and the client is only told so. The client itself has to find the error.',
  '2/not-shown':
    'The client refuses before it has looked at any certificate. A check that was never made has not passed.',
  '2/record':
    'The client refuses bytes that somebody has changed on the way. Leave the bytes alone: let it refuse because of who shows the certificate.',

  '3/fault-off': FAULT_OFF,
  '3/re-issued':
    'The server sends another certificate now. You have changed the witness, not the judge: the certificate of before has to be accepted.',
  '3/cross-signed':
    'It works, but you have touched a certificate above the leaf: it was signed anew. Here no certificate may change, only what somebody thinks of them.',
  '3/other-store':
    'This is the trust store of the server, which looks at clients. Who looks at the certificate of the server?',
  '3/namesake':
    'This root has the name of the bank’s root and another key. It signed nothing in this path: a name alone is no trust anchor.',
  '3/status':
    'The path is trusted now. But the client asks for the status of the certificate, and this CA has no responder: switch revocation off, as the mission has it.',
  '3/refused': (facts) =>
    `The client still refuses: ${failed(facts)}. It trusts ${commonNameIn(facts.trusted ?? '')}, and this path ends elsewhere.`,

  '4/fault-off': FAULT_OFF,
  '4/roots':
    'More roots do not help: the gap is between the leaf and the root. The client lacks the certificate that stands between them, not trust.',
  '4/cost': 'It connects, but with more than one edit. One is enough.',
  '4/not-seen':
    'You have edited a certificate that the server does not send. The client never sees it, so nothing changes for it.',
  '4/refused': (facts) =>
    `The client still refuses: ${failed(facts)}. The server sends one certificate, which ${commonNameIn(facts.server?.issuer ?? '')} has issued.`,

  '5/fault-off': FAULT_OFF,
  '5/star':
    'A star stands for exactly one label, the leftmost one. It does not reach over a dot, so this name does not cover the host.',
  '5/other-name': (facts) =>
    `There is a name in the right place now, but not the one that the client wants: ${failed(facts)}.`,
  '5/common-name':
    'You have changed the common name. Clients have stopped looking there (RFC 9525): the name has to stand elsewhere.',
  '5/elsewhere': 'Nothing is wrong with trust, time or the CA. What is missing is in the certificate of the server.',
  '5/cost': 'It connects, but with more than one edit. One is enough.',
  '5/refused': (facts) => `The client still refuses: ${failed(facts)}. Edit the certificate of the server.`,

  '6/other-run':
    'In this run no issuer is refused. Use the run of the mission: its path has a certificate that must not be where it is.',
  '6/no-answer': 'Name both: the certificate, by its place in the path (0 is the leaf), and the field in it.',
  '6/leaf':
    'The leaf says nothing false: its name, its dates and its key are right. Look at who signed it, and whether that signer may.',
  '6/other-certificate':
    'This certificate is what it says it is. Look at the checks that failed: each names one certificate in the path.',
  '6/other-field':
    'This is the certificate. The field that you name is as it should be: look at what the failed check has compared.',

  '7/one-way':
    'In a one-way handshake the server asks for no certificate, and there is nothing to refuse. Use mutual TLS.',
  '7/forbidden': ({ client }) =>
    `TLS has let ${commonNameIn(client?.subject ?? '')} in: the 403 is an answer inside the connection, by rules of the application. Find something at which the handshake itself stops.`,
  '7/none':
    'The client has sent an empty Certificate. Nothing was shown, so the server cannot refuse a valid certificate.',
  '7/accepted': ({ client }) =>
    `The server refused nothing: it is connected with ${commonNameIn(client?.subject ?? '')}.`,
  '7/bad-certificate': (facts) =>
    `This certificate is not valid: ${failed(facts)}. The server is right to refuse it. Leave the certificate as it is.`,
  '7/no-path': (facts) =>
    `This certificate does not lead to a root that the server trusts: ${failed(facts)}. A valid one does.`,
  '7/status': (facts) => `The certificate does not pass every check: its status is asked, too (${failed(facts)}).`,
  '7/client-refused': 'Here the client refuses the server. It stops before the server has looked at the client.',
  '7/not-looked-at':
    'The server refuses before it has looked at the client’s certificate. A check that was never made has not passed.',
  '7/record':
    'The server refuses a record that somebody has changed on the way. That says nothing of the client: look for something that the client itself cannot show.',

  '8/one-way': 'In a one-way handshake nobody asks the client for a certificate. Use mutual TLS.',
  '8/fault-off': FAULT_OFF,
  '8/touched':
    'You have edited a certificate. Here none may change: the client has a certificate, and it is good enough.',
  '8/client-store':
    'This is the client’s trust store, by which it judges the server. The client holds back because of a list that it was sent: who made that list?',
  '8/namesake':
    'The list names the bank twice now: the root that you added has the same name. The client’s CA is still not on it.',
  '8/nothing-shown':
    'It connects, but the client has shown no certificate: the server let it in without. The certificate has to be sent.',
  '8/unasked':
    'The client sent a certificate that nobody asked for, and the server does not know its CA. The two lists have to agree.',
  '8/status':
    'The certificate is sent and trusted. But its status is asked, and this CA has no responder: switch revocation off, as the mission has it.',
  '8/not-sent': ({ asked, client }) =>
    `The client still sends nothing. It was asked for a certificate of ${asked || 'a CA that the server trusts'}; its own is from ${commonNameIn(client?.issuer ?? '')}.`,
  '8/refused': (facts) => `Here the client refuses the server: ${failed(facts)}. Leave what it trusts as it is.`,

  '9/not-asked':
    'In this run no answer about the status is in doubt: nobody was asked, or the answer counts. Keep the way of asking that the mission has.',
  '9/no-choice': 'Name the cause: forged, stale, silent or server.',
  '9/server':
    'The server has no part in this answer: its certificate is only what was asked about. Who should have signed the answer, and when?',
  '9/not-forged': 'No signature is wrong here. Look at the row again: which of its checks stopped?',
  '9/not-stale':
    'The dates of an answer are not what stopped the check. Look at the row again: which of its checks stopped?',
  '9/not-silent': 'Somebody did answer here. Look at the row again: which of its checks stopped?',
  '9/unsafe':
    'The cause is right. But the client has connected all the same: without an answer that counts, it just goes on. Make it refuse.',

  '10/fault-off': FAULT_OFF,
  '10/revocation':
    'Revocation is one question, the date is another: the dates of a certificate are read whether or not its status is asked.',
  '10/server-clock': 'You have set the clock of the server. The one who refuses reads another clock: its own.',
  '10/other-time': (facts) =>
    `You have found the clock, but at this time the certificates do not count either: ${failed(facts)}.`,
  '10/certificates': (facts) =>
    `Now this one stops it: ${failed(facts)}. There is more than one date in this run, and all of them are right.`,
  '10/cost': 'It connects, but with more than one edit. One is enough.',
  '10/refused': (facts) => `The client still refuses: ${failed(facts)}. Whose date is wrong?`,

  '11/fault-off': 'The key does not leak any more: the thief has nothing to try. It has to leak, and to open nothing.',
  '11/mutual':
    'A certificate of the client changes who is known, not which key sealed the secret. The thief has opened the record all the same.',
  '11/suite':
    'A stronger cipher does not help against a thief who has its key. Which key sealed the secret from which all others come?',
  '11/opened': 'The thief has opened what was recorded: the secret was sealed for the key that is stolen later.',
  '11/refused': 'Client and server have to connect, so that there is something to record.',

  '12/proxy-gone': 'The proxy is not trusted any more, or is gone. It has to stay as it is: trusted by the client.',
  '12/not-reached':
    'The proxy never gets as far as the bank here, so the bank has refused nobody. It has to refuse by itself.',
  '12/tunnels':
    'Both tunnels are well encrypted, each to its end. But the proxy stands between them and reads everything: stronger ciphers protect it as well.',
  '12/served': 'The bank serves the proxy: it has asked nobody to prove who they are.',

  '13/one-way': 'In a one-way handshake the client proves nothing. Use mutual TLS.',
  '13/not-by-hand':
    'Something else than one byte is changed in this run. Take faults and edits away: the byte alone has to do it.',
  '13/none': 'No byte is changed yet. Choose a message, a byte in it, and a new value.',
  '13/several': 'More than one byte is changed. One is enough.',
  '13/idle': 'This byte changes nothing: it had that value already, or its message is never sent.',
  '13/encrypted':
    'In TLS 1.3 the client’s proof travels encrypted. A changed byte breaks the record, and nobody sees the proof: use TLS 1.2.',
  '13/header': ({ alert }) =>
    `This byte belongs to a header: type, version or length. The server cannot tell what it was given, and says ${alert ?? 'nothing'}.`,
  '13/finished':
    'This record is encrypted. Its tag does not fit any more, so that the server opens nothing and says bad_record_mac.',
  '13/certificate': ({ alert }) =>
    `This byte belongs to the client’s certificate. Then the certificate is wrong (${alert ?? 'no alert'}), and its proof is not looked at.`,
  '13/client-refused':
    'The client finds this one, before it proves anything. The server has to find it, at the client’s proof.',
  '13/too-late':
    'The server finds nothing wrong, or waits for bytes that do not come. It has to refuse the client’s proof.',
  '13/other-alert': (facts) =>
    `The server refuses, but not the proof: ${failed(facts)}, and the alert is ${facts.alert ?? 'none'}.`,

  '14/one-run': 'Two runs are wanted: one in TLS 1.3, then one in TLS 1.2.',
  '14/waits':
    'In TLS 1.2 the client waits for the server’s Finished before it asks for anything. The first run has to be in TLS 1.3.',
  '14/client-refused':
    'Here the client refuses, before it asks for anything. Look for something that only the server can find wrong.',
  '14/accepted': 'The server refuses nothing here. Break something that it looks at only after the client is done.',
  '14/too-early': 'The server refuses before the client counts itself as connected. It has to come later than that.',
  '14/second-modern': 'Both runs are in TLS 1.3. Show the same in TLS 1.2.',
  '14/second-accepted': 'In TLS 1.2 the server refuses nothing here. It has to refuse there as well.',
  '14/second-client-refused': 'In TLS 1.2 the client refuses here. The server has to refuse there as well.',
  '14/second-request':
    'In TLS 1.2 the client has sent a request here: the server refused something that came later. Break what it looks at before.',

  '15/one-run': 'Two runs are wanted, with the same alert and two causes.',
  '15/no-failure': 'One of the two runs does not end with an alert because of a failed check.',
  '15/alerts-differ': 'The alerts differ. Look for another cause that is told by the same word.',
  '15/same-check': ({ failure }) =>
    `The alert is the same, but so is the cause: ${failure === null ? 'one check' : failureWord(failure.check.check)} in both runs. Look for another one.`,
  '15/mystery-other': 'This is not the mystery that you were given: its fault has to be on, and no other.',
  '15/mystery-refused':
    'The mystery is still refused. What can this alert mean? Compare the certificates with that, and change the one thing that does not fit.',
  '15/mystery-peer':
    'You have changed somebody who did nothing wrong. Repair the one at fault, and leave the clocks, the roots and the certificates of all others as they were.',
  '15/mystery-cost': 'The mystery connects, but one edit is enough.',
};

/** One or two sentences; `facts` of the run that the near-miss is about. */
export function nearMissText(id: NearMissId, facts: MissionFacts): string {
  const words = NEAR_MISS_WORDS[id];
  return typeof words === 'string' ? words : words(facts);
}

/** What failed, in a few words: `it expired 53 days ago`. */
const failed = ({ failure, now }: MissionFacts): string =>
  failure === null ? 'no check failed' : failureText(failure.check, now);
