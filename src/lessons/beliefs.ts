// What an endpoint believes at a moment, in a few words: never more than it knows.
import type { BeliefId, Facts } from '../lab/recording/recording.ts';
import { ALERT_WORDS } from './alerts.ts';
import { isProtocolCheck } from './checks/protocol.ts';
import { failureWord, isCheck } from './checks.ts';
import { clip, commonName, number, text } from './phrases.ts';

export function beliefText(belief: BeliefId, facts: Facts): string {
  switch (belief) {
    case 'client.idle':
      return `wants ${shortName(text(facts.serverName) ?? 'a server')}`;
    case 'client.offered':
      return 'waiting for an answer';
    case 'client.shownCertificate':
    case 'server.shownCertificate':
      return `shown ${shortName(commonName(facts.subject))}, unproven`;
    case 'client.certificateValid':
    case 'server.certificateValid':
      return 'certificate valid, key unproven';
    case 'client.possessionProven':
      return `key of ${shortName(text(facts.name) ?? 'the server')} proven`;
    case 'client.connected':
      return `${talking(facts)} ${shortName(text(facts.name) ?? 'the server')}`;
    case 'client.refused':
      return refused('server', facts);
    case 'client.told':
    case 'server.told':
      return told(text(facts.alert) ?? 'no');
    case 'client.closed':
    case 'server.closed':
      return 'connection closed';
    case 'server.listening':
      return 'waiting for a client';
    case 'server.anonymous':
      return text(facts.subject) === null
        ? 'client unknown'
        : `ticket of ${shortName(commonName(facts.subject))}, unproven`;
    case 'server.possessionProven':
      return `key of ${shortName(commonName(facts.subject))} proven`;
    case 'server.connectedAnonymous':
      return facts.resumed === true ? 'the same unknown client as before' : 'talking to an unknown client';
    case 'server.connected':
      return `${talking(facts)} ${shortName(commonName(facts.subject))}`;
    case 'server.refused':
      return refused('client', facts);
    case 'ca.ready':
      return 'ready to issue';
    case 'ca.issued':
      return `issued: ${clip(commonName(facts.subject), 25)}`;
    case 'ca.revoked':
      return `${facts.reason === 'certificateHold' ? 'on hold' : 'revoked'}: ${clip(commonName(facts.subject), 24)}`;
    case 'ca.released':
      return `valid again: ${clip(commonName(facts.subject), 20)}`;
    case 'ca.published':
      if (facts.delta === true) return `delta ${facts.number} of list ${facts.base}`;
      return number(facts.number) === null ? 'new list published' : `list ${facts.number}: ${facts.revoked} revoked`;
    case 'ca.declined':
      return facts.problem === 'request' ? 'refused a request' : 'could not do that';
    case 'ca.answered':
      return `answered: ${text(facts.status) ?? 'a question'}`;
    case 'attacker.relays':
      return 'passes everything on';
    case 'attacker.records':
      return 'records everything, reads little';
    case 'attacker.changed':
      return `changed ${text(facts.message) ?? 'a message'}`;
    case 'attacker.dropped':
      return `dropped ${text(facts.message) ?? 'a message'}`;
    case 'attacker.replayed':
      return `replayed an old ${text(facts.message) ?? 'message'}`;
    case 'attacker.pretends':
      return `plays ${shortName(text(facts.name) ?? 'the server')}`;
    case 'attacker.refused':
      return `found out by the ${facts.by === 'server' ? 'server' : 'client'}`;
    case 'attacker.reads':
      return 'reads everything';
    case 'attacker.readsNothing':
      return 'reads nothing of it';
  }
}

/** With a ticket: nobody has shown a certificate in this connection. */
const talking = (facts: Facts): string => (facts.resumed === true ? 'resumed with' : 'talking to');

/** By the alert's name, or where that is too long for a head, by its title. */
function told(alert: string): string {
  const title = alert.length > 24 ? ALERT_WORDS[alert]?.title : undefined;
  return `received: ${title === undefined ? alert : title.toLowerCase()}`;
}

/** `refuses client: expired`. What proves nothing against the peer is said without blaming it. */
function refused(peer: string, facts: Facts): string {
  const code = text(facts.check) ?? '';
  const word = failureWord(code);
  return NO_PROOF.has(code) || isProtocolCheck(code) || !isCheck(code)
    ? `gave up: ${word}`
    : `refuses ${peer}: ${word}`;
}

/** Failures that may as well come from somebody on the wire. */
const NO_PROOF = new Set(['psk.binder', 'record.mac', 'finished.verify']);

/** For a pill under an actor's head; whole names are in the tabs. */
const shortName = (name: string): string => clip(name, 40);
