// What an endpoint believes at a moment, in a few words: never more than it knows.
import type { BeliefId, Details } from '../lab/recording/recording.ts';
import { ALERT_WORDS } from './alerts.ts';
import { isProtocolCheck } from './checks/protocol.ts';
import { failureWord, isCheck } from './checks.ts';
import { clip, commonName, number, text } from './phrases.ts';

export function beliefText(belief: BeliefId, details: Details): string {
  switch (belief) {
    case 'client.idle':
      return `wants ${shortName(text(details.serverName) ?? 'a server')}`;
    case 'client.offered':
      return 'waiting for an answer';
    case 'client.shownCertificate':
    case 'server.shownCertificate':
      return `shown ${shortName(commonName(details.subject))}, unproven`;
    case 'client.certificateValid':
    case 'server.certificateValid':
      return 'certificate valid, key unproven';
    case 'client.possessionProven':
      return `key of ${shortName(text(details.name) ?? 'the server')} proven`;
    case 'client.connected':
      return `${talking(details)} ${shortName(text(details.name) ?? 'the server')}`;
    case 'client.refused':
      return refused('server', details);
    case 'client.told':
    case 'server.told':
      return told(text(details.alert) ?? 'no');
    case 'client.closed':
    case 'server.closed':
      return 'connection closed';
    case 'server.listening':
      return 'waiting for a client';
    case 'server.anonymous':
      return text(details.subject) === null
        ? 'client unknown'
        : `ticket of ${shortName(commonName(details.subject))}, unproven`;
    case 'server.possessionProven':
      return `key of ${shortName(commonName(details.subject))} proven`;
    case 'server.connectedAnonymous':
      return details.resumed === true ? 'the same unknown client as before' : 'talking to an unknown client';
    case 'server.connected':
      return `${talking(details)} ${shortName(commonName(details.subject))}`;
    case 'server.refused':
      return refused('client', details);
    case 'ca.ready':
      return 'ready to issue';
    case 'ca.issued':
      return `issued: ${clip(commonName(details.subject), 25)}`;
    case 'ca.revoked':
      return `${details.reason === 'certificateHold' ? 'on hold' : 'revoked'}: ${clip(commonName(details.subject), 24)}`;
    case 'ca.released':
      return `valid again: ${clip(commonName(details.subject), 20)}`;
    case 'ca.published':
      if (details.delta === true) return `delta ${details.number} of list ${details.base}`;
      return number(details.number) === null
        ? 'new list published'
        : `list ${details.number}: ${details.revoked} revoked`;
    case 'ca.declined':
      return details.problem === 'request' ? 'refused a request' : 'could not do that';
    case 'ca.answered':
      return `answered: ${text(details.status) ?? 'a question'}`;
    case 'attacker.relays':
      return 'passes everything on';
    case 'attacker.records':
      return 'records everything, reads little';
    case 'attacker.changed':
      return `changed ${text(details.message) ?? 'a message'}`;
    case 'attacker.dropped':
      return `dropped ${text(details.message) ?? 'a message'}`;
    case 'attacker.replayed':
      return `replayed an old ${text(details.message) ?? 'message'}`;
    case 'attacker.pretends':
      return `plays ${shortName(text(details.name) ?? 'the server')}`;
    case 'attacker.refused':
      return `found out by the ${details.by === 'server' ? 'server' : 'client'}`;
    case 'attacker.reads':
      return 'reads everything';
    case 'attacker.readsNothing':
      return 'reads nothing of it';
  }
}

/** With a ticket: nobody has shown a certificate in this connection. */
const talking = (details: Details): string => (details.resumed === true ? 'resumed with' : 'talking to');

/** By the alert's name, or where that is too long for a head, by its title. */
function told(alert: string): string {
  const title = alert.length > 24 ? ALERT_WORDS[alert]?.title : undefined;
  return `received: ${title === undefined ? alert : title.toLowerCase()}`;
}

/** `refuses client: expired`. What proves nothing against the peer is said without blaming it. */
function refused(peer: string, details: Details): string {
  const code = text(details.check) ?? '';
  const word = failureWord(code);
  return NO_PROOF.has(code) || isProtocolCheck(code) || !isCheck(code)
    ? `gave up: ${word}`
    : `refuses ${peer}: ${word}`;
}

/** Failures that may as well come from somebody on the wire. */
const NO_PROOF = new Set(['psk.binder', 'record.mac', 'finished.verify']);

/** For a pill under an actor's head; whole names are in the tabs. */
const shortName = (name: string): string => clip(name, 40);
