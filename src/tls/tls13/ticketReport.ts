// What both sides do about a ticket, as cards of their own: the client makes a binder, the server opens what it once
// sealed and verifies the binder (RFC 9846 4.3.11.2).
import { equalBytes, toHex } from '../../bytes/hex.ts';
import type { CheckResult } from '../../pki/path/result.ts';
import { commonName, parseCertificate } from '../../pki/x509/certificate.ts';
import type { HandshakeContext } from '../handshakeContext.ts';
import { binderKey, earlyStage } from './keySchedule.ts';
import type { Session13, TicketContent } from './session.ts';
import type { Suite13 } from './suites13.ts';

/** A ticket of the server's own, with the binder that it should have come with, and the one that came. */
export interface OfferedTicket {
  readonly ticket: TicketContent;
  readonly suite: Suite13;
  readonly expected: Uint8Array;
  readonly received: Uint8Array;
}

export const binderCheck = ({ expected, received }: OfferedTicket): CheckResult => ({
  certificate: null,
  check: 'psk.binder',
  result: equalBytes(expected, received) ? 'pass' : 'fail',
  reference: 'tls13.4.3.11.2',
  evidence: { expected: toHex(expected), received: toHex(received) },
});

/** The client's part: with the hello that will carry both. */
export function reportOffer(context: HandshakeContext, { psk, suite, receivedAt }: Session13, now: number): void {
  const details = { ageSeconds: Math.round((now - receivedAt) / 1000), hash: suite.hash };
  context.recordOperation('ticket.offer', details);
  reportSecrets(context, psk, suite, 'derived');
}

/** The server's part. */
export function reportTicket(context: HandshakeContext, offered: OfferedTicket, now: number): void {
  const { ticket, suite } = offered;
  const check = binderCheck(offered);
  const details = { ageSeconds: Math.round((now - ticket.issuedAt) / 1000), subject: '', ...whose(ticket) };
  const result = check.result === 'pass' ? 'pass' : 'fail';
  const certificates = ticket.client ? [ticket.client] : [];
  context.recordChecks('ticket.open', result, 'client', { certificates, details }, []);
  reportSecrets(context, ticket.psk, suite, 'opened');
  context.emit({ kind: 'check', subject: 'client', check });
}

/** Whom the ticket was given to, where that client had shown who it is. */
export const whose = ({ client }: TicketContent): { readonly subject?: string } =>
  client ? { subject: commonName(parseCertificate(client)) } : {};

function reportSecrets(context: HandshakeContext, psk: Uint8Array, suite: Suite13, how: 'derived' | 'opened'): void {
  const early = earlyStage(suite.hash, psk);
  context.recordSecret('preSharedKey', psk, how);
  context.recordSecret('earlySecret', early.secret, 'derived');
  context.recordSecret('binderKey', binderKey(early), 'derived');
}
