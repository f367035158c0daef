// What a mission has shown, once it is done: two sentences, of this run.

import type { Mission, MissionId } from '../exercises/missions/mission.ts';
import type { MissionFacts } from '../exercises/missions/missionFacts.ts';
import type { Protocol } from '../lab/scenario/scenario.ts';
import { failureText, failureWord } from './checks.ts';
import { commonNameIn, signs } from './phrases.ts';

type SuccessWords = string | ((facts: MissionFacts) => string);

const SUCCESS_WORDS: Readonly<Record<MissionId, SuccessWords>> = {
  1: ({ scenario }) =>
    signs(scenario)
      ? 'Here the client has verified a signature that only the owner of the private key could make. Before this row it had only seen a certificate, of which everybody has a copy.'
      : 'Here the client has seen that somebody could open its secret, and only the owner of the private key could. Before this row it had only seen a certificate, of which everybody has a copy.',
  2: ({ failure, now }) =>
    failure?.check.check === 'possession'
      ? 'Every check of the certificate passed, and the client was right to refuse: whoever sent it does not have its key. A certificate says whose key it is; only a proof says who is there.'
      : `Every check of the certificate passed, and the client refused all the same: ${failure === null ? 'nothing failed' : failureText(failure.check, now)}. A certificate says whose key it is, not who is there: try it with a server that has copied it.`,
  3: ({ trusted }) =>
    `The same certificate is accepted now, and not one byte of it has changed. An authority is whoever the client was told to trust, and that is a setting: this client was given ${commonNameIn(trusted ?? '')}.`,
  4: ({ server }) =>
    `The client builds a path from the leaf to a root that it has; each issuer in between has to be sent along. Now ${commonNameIn(server?.issuer)} is the issuer, and the client knows it.`,
  5: 'Clients look for the name of a host in subjectAltName alone (RFC 9525). What stands in the common name is for people.',
  6: ({ failure }) =>
    `Nobody lied about a name or a date: ${commonNameIn(failure?.about ?? '')} signed a certificate without being allowed to. Whether a key may issue is written in its own certificate, and clients have to look there.`,
  7: ({ client, scenario }) =>
    scenario.faults.includes('wire/mitm-trusted')
      ? `The certificate of ${commonNameIn(client?.subject)} passed every check, and the server refused: the one in the middle cannot sign with its key. A proof of the key cannot be passed on to another connection.`
      : `The certificate of ${commonNameIn(client?.subject)} passed every check, and the server refused: the signature over this handshake is not by its key. Whoever has only the certificate does not get in.`,
  8: ({ asked }) =>
    `The list in CertificateRequest is made from the server’s trust store; now it begins with ${asked || 'another CA'}. A client that finds none of its CAs there sends nothing, however good its certificate is.`,
  9: ({ doubt }) =>
    `The answer did not count: ${doubt === null ? 'nobody was asked' : failureWord(doubt.check.check)}. A client that goes on without an answer can be made to do so, by anybody on the wire.`,
  10: ({ server }) =>
    `The certificate of ${commonNameIn(server?.subject)} was right all the time; the client had the wrong idea of today. Whoever cannot trust a clock cannot trust a date.`,
  11: 'The thief has every record and the private key, and reads nothing: the secrets of this connection were made for it alone and are gone. The key of the certificate only signed.',
  12: ({ client, scenario }) =>
    scenario.protocol === 'tls1.3'
      ? `The bank has asked for a proof by the key of ${commonNameIn(client?.subject)}, which the proxy does not have. The proxy has still read the request: mutual TLS protects the bank’s answer, not a client that trusts the wrong root.`
      : `The bank has asked for a proof by the key of ${commonNameIn(client?.subject)}, which the proxy does not have. What protects the bank is not the encryption, but the signature over its own handshake.`,
  13: 'The client has signed all messages so far, as it saw them; the server verifies with what it saw. One byte of difference anywhere in them, or in the signature, and the proof fails.',
  14: 'In TLS 1.3 the client is done first: its request was on the way before the server had looked at its certificate. In TLS 1.2 the server’s Finished comes first, and a refused client never gets to ask.',
  15: ({ failure }) =>
    `One alert, and two causes that differ${failure === null ? '' : `: here it is “${failureWord(failure.check.check)}”`}. Whoever is told has only the word; the reason is known to the side that has checked.`,
};

export function successText(id: MissionId, facts: MissionFacts): string {
  const words = SUCCESS_WORDS[id];
  return typeof words === 'string' ? words : words(facts);
}

/** `Done in 1 edit, par 1`; of missions in which nothing is changed, `Done`. */
export const doneText = ({ cost, par }: { readonly cost: number; readonly par: number | null }): string =>
  par === null ? 'Done' : `Done in ${cost} ${cost === 1 ? 'edit' : 'edits'}, par ${par}`;

/** The button behind a mission that is done: the same idea elsewhere; null where there is none. */
export function variantText({ variant }: Pick<Mission, 'variant'>): string | null {
  if (variant === null) return null;
  return `Same idea in ${variant.protocol === undefined ? 'mutual TLS' : PROTOCOL_NAMES[variant.protocol]}`;
}

const PROTOCOL_NAMES: Readonly<Record<Protocol, string>> = {
  'tls1.2-rsa': 'TLS 1.2 with RSA key exchange',
  'tls1.2-ecdhe': 'TLS 1.2',
  'tls1.3': 'TLS 1.3',
};
