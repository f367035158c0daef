// What an endpoint believes at a moment, in a few words: never more than it knows.
import type { BeliefDetails, BeliefId } from '../lab/recording/details.ts';
import type { CheckId } from '../pki/path/result.ts';
import { ALERT_WORDS } from './alerts.ts';
import { hasProtocolWords } from './checks/protocol.ts';
import { failureWord } from './checks.ts';
import { clip, commonNameIn } from './phrases.ts';

/** As in a `belief` event. */
export type Belief = {
  [Id in BeliefId]: { readonly belief: Id; readonly details: BeliefDetails[Id] };
}[BeliefId];

export function beliefText(held: Belief): string {
  switch (held.belief) {
    case 'client.idle':
      return `wants ${shortName(held.details.serverName || 'a server')}`;
    case 'client.offered':
      return 'waiting for an answer';
    case 'client.shownCertificate':
    case 'server.shownCertificate':
      return `shown ${shortName(commonNameIn(held.details.subject))}, unproven`;
    case 'client.certificateValid':
    case 'server.certificateValid':
      return 'certificate valid, key unproven';
    case 'client.possessionProven':
      return `key of ${shortName(held.details.name)} proven`;
    case 'client.connected':
      return `${talking(held.details)} ${shortName(held.details.name)}`;
    case 'client.refused':
      return refused('server', held.details.check);
    case 'client.told':
    case 'server.told':
      return told(held.details.alert);
    case 'client.cutOff':
    case 'server.cutOff':
      return 'connection ended without a word';
    case 'client.putOff':
    case 'server.putOff':
      return clip(`not accepted: ${failureWord(held.details.check)}`, 40);
    case 'client.closed':
    case 'server.closed':
      return 'connection closed';
    case 'server.listening':
      return 'waiting for a client';
    case 'server.anonymous':
      return held.details.subject === undefined
        ? 'client unknown'
        : `ticket of ${shortName(commonNameIn(held.details.subject))}, unproven`;
    case 'server.possessionProven':
      return `key of ${shortName(commonNameIn(held.details.subject))} proven`;
    case 'server.connectedAnonymous':
      return held.details.resumed === true ? 'the same unknown client as before' : 'talking to an unknown client';
    case 'server.connectedUnverified':
      return `calls itself ${shortName(commonNameIn(held.details.subject))}`;
    case 'server.connected':
      return `${talking(held.details)} ${shortName(commonNameIn(held.details.subject))}`;
    case 'server.refused':
      return refused('client', held.details.check);
    case 'ca.ready':
      return 'ready to issue';
    case 'ca.issued':
      return `issued: ${clip(commonNameIn(held.details.subject), 25)}`;
    case 'ca.revoked':
      return `${held.details.reason === 'certificateHold' ? 'on hold' : 'revoked'}: ${clip(commonNameIn(held.details.subject), 24)}`;
    case 'ca.released':
      return `valid again: ${clip(commonNameIn(held.details.subject), 20)}`;
    case 'ca.published':
      if (held.details.delta === true) return `delta ${held.details.number} of list ${held.details.base}`;
      return `list ${held.details.number}: ${held.details.revoked} revoked`;
    case 'ca.declined':
      return held.details.problem === 'request' ? 'refused a request' : 'could not do that';
    case 'ca.answered':
      return `answered: ${held.details.status}`;
    case 'attacker.relays':
      return 'passes everything on';
    case 'attacker.records':
      return 'records everything, reads little';
    case 'attacker.changed':
      return `changed ${held.details.message}`;
    case 'attacker.dropped':
      return `dropped ${held.details.message}`;
    case 'attacker.replayed':
      return `replayed an old ${held.details.message}`;
    case 'attacker.pretends':
      return `plays ${shortName(held.details.name)}`;
    case 'attacker.refused':
      return `found out by the ${held.details.by === 'server' ? 'server' : 'client'}`;
    case 'attacker.reads':
      return 'reads everything';
    case 'attacker.asks':
      return held.details.served ? `served as ${clip(held.details.customer, 20)}` : 'turned away';
    case 'attacker.readsNothing':
      return 'reads nothing of it';
  }
}

/** With a ticket: nobody has shown a certificate in this connection. */
const talking = ({ resumed }: { readonly resumed?: boolean }): string =>
  resumed === true ? 'resumed with' : 'talking to';

/** By the alert's name, or where that is too long for a head, by its title. */
function told(alert: string): string {
  const title = alert.length > 24 ? ALERT_WORDS[alert]?.title : undefined;
  return `received: ${title === undefined ? alert : title.toLowerCase()}`;
}

/** `refuses client: expired`. What proves nothing against the peer is said without blaming it. */
function refused(peer: string, code: CheckId): string {
  const word = failureWord(code);
  return NO_PROOF.has(code) || hasProtocolWords(code) ? `gave up: ${word}` : `refuses ${peer}: ${word}`;
}

/** Failures that may as well come from somebody on the wire. */
const NO_PROOF: ReadonlySet<CheckId> = new Set<CheckId>(['psk.binder', 'record.mac', 'finished.verify']);

/** For a pill under an actor's head; whole names are in the tabs. */
const shortName = (name: string): string => clip(name, 40);
