// What the CA's work leaves in the recording, whoever asks for it: client and server before the handshake (issuance.ts), or
// the scenario (caOperations.ts).

import { isoTime } from '../../asn1/time.ts';
import type { Span } from '../../bytes/span.ts';
import { parseCrl } from '../../pki/revocation/crl.ts';
import type { Certificate } from '../../pki/x509/certificate.ts';
import type { Side } from '../../tls/events.ts';
import type { OperationDetails } from '../recording/details.ts';
import type { Recorder } from '../recording/recorder.ts';
import type { PublishedCrl } from './ca.ts';

/** Of an action of the scenario: that it comes from neither client nor server, and its place in the list. */
type ByScenario = Partial<Pick<OperationDetails['ca.checkRequest'], 'outsider' | 'action'>>;

/** A certification request (RFC 2986) goes out and reaches the CA. */
export function recordRequest(
  recorder: Recorder,
  from: Side,
  { der, spans, subject }: { readonly der: Uint8Array; readonly spans: readonly Span[]; readonly subject: string },
  by: ByScenario = {},
): void {
  const details = { subject, ...by };
  const sent = recorder.caMessage({
    from,
    to: 'ca',
    channel: 'enrolment',
    type: 'CertificationRequest',
    wire: der,
    spans,
    details,
  });
  recorder.received('ca', sent);
}

/** The CA accepts the request; the certificate goes back. `subject`: the name by which it is called. */
export function recordIssued(
  recorder: Recorder,
  to: Side,
  { der, spans, serial }: Certificate,
  subject: string,
  by: ByScenario = {},
): void {
  const details = { subject, serial, ...by };
  const certificates = [der];
  recorder.operation('ca', 'ca.checkRequest', details, {
    result: 'pass',
    ...(by.outsider ? {} : { subject: to }),
    certificates,
  });
  recorder.belief('ca', 'ca.issued', { subject });
  const issued = recorder.caMessage({
    from: 'ca',
    to,
    channel: 'enrolment',
    type: 'IssuedCertificate',
    wire: der,
    spans,
    certificates,
    details,
  });
  recorder.received(to, issued);
}

/** The CA's register says from when on (in milliseconds) the certificate is revoked. */
export function recordRevoked(
  recorder: Recorder,
  { serial, subject, der }: Certificate,
  { reason, at }: Pick<OperationDetails['ca.revoke'], 'reason'> & { readonly at: number },
  by: ByScenario = {},
): void {
  const details = { serial, subject: subject.text, reason, at: isoTime(at), ...by };
  recorder.operation('ca', 'ca.revoke', details, { certificates: [der] });
}

/** A complete list is out. That of an action can be looked into there; the other when somebody fetches it. */
export function recordPublished(
  recorder: Recorder,
  { number, revoked, der }: PublishedCrl,
  { thisUpdate, nextUpdate }: { readonly thisUpdate: number; readonly nextUpdate: number },
  by: ByScenario = {},
): void {
  const details = { number, revoked, thisUpdate: isoTime(thisUpdate), nextUpdate: isoTime(nextUpdate), ...by };
  const body = by.action === undefined ? {} : { body: { bytes: der, spans: parseCrl(der).spans } };
  recorder.operation('ca', 'ca.publishCrl', details, body);
}
