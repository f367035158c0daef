// The CA's database of issued certificates at a moment of a recording: a fold over what has happened until then.

import { isoTime } from '../../asn1/time.ts';
import { fromHex } from '../../bytes/hex.ts';
import { showKey } from '../../pki/x509/algorithm.ts';
import { type Certificate, decodeCertificate } from '../../pki/x509/certificate.ts';
import { revocationOfFault } from '../plan/plan.ts';
import type { Fingerprint, Recording } from './recording.ts';

export interface CaDatabaseRow {
  /** As in `Certificate.serial`. */
  readonly serial: string;
  readonly subject: string;
  /** Such as `RSA, 2048 bits` or `P-256`. */
  readonly key: string;
  /** ISO 8601, as the two below. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** `expired`: by the lab's clock, and not revoked. */
  readonly status: 'good' | 'hold' | 'revoked' | 'expired';
  readonly reason: string | null;
  readonly revokedAt: string | null;
  readonly fingerprint: Fingerprint;
  /** To whom of the two it was issued; null for everyone else. */
  readonly holder: 'server' | 'client' | null;
}

/** Rows in the order of issuing. `until`: index behind the last event that counts, as in a step. */
export function caDatabase(recording: Recording, until: number): CaDatabaseRow[] {
  const rows = new Map<string, CaDatabaseRow>();
  const issuers = new Set<string>();
  const enter = (fingerprint: Fingerprint, holder: CaDatabaseRow['holder']) => {
    const certificate = certificateOf(recording, fingerprint);
    // The database is the issuing CA's: what others signed is not in it.
    if (certificate === null || !issuers.has(certificate.issuer.key) || rows.has(certificate.serial)) return;
    rows.set(certificate.serial, {
      serial: certificate.serial,
      subject: certificate.subject.text || alternativeName(certificate),
      key: showKey(certificate.publicKey),
      notBefore: isoTime(certificate.notBefore),
      notAfter: isoTime(certificate.notAfter),
      status: certificate.notAfter < recording.now ? 'expired' : 'good',
      reason: null,
      revokedAt: null,
      fingerprint,
      holder,
    });
  };
  const change = (serial: string, to: (row: CaDatabaseRow) => CaDatabaseRow) => {
    const row = rows.get(serial);
    if (row !== undefined) rows.set(serial, to(row));
  };
  for (const event of recording.events.slice(0, until)) {
    if (event.kind === 'sent' && event.message.type === 'IssuedCertificate') {
      const { to, certificates, details } = event.message;
      const holder = details.outsider !== true && (to === 'server' || to === 'client') ? to : null;
      for (const each of certificates) enter(each, holder);
    }
    if (event.kind !== 'operation') continue;
    const { certificates } = event;
    switch (event.operation) {
      case 'ca.create': {
        const issuing = certificates.map((each) => certificateOf(recording, each))[0];
        if (issuing) issuers.add(issuing.subject.key);
        break;
      }
      case 'certificate.obtain':
      case 'certificate.copy':
        for (const each of certificates) enter(each, null);
        break;
      case 'ca.revoke': {
        const { serial, reason, at = null } = event.details;
        if (event.result === 'fail') break;
        change(serial, (row) => ({
          ...row,
          status: reason === 'certificateHold' ? 'hold' : 'revoked',
          reason,
          // Files of older labs do not say it of a fault's revocation.
          revokedAt: at ?? isoTime(revocationOfFault(recording.now, Date.parse(row.notBefore))),
        }));
        break;
      }
      case 'ca.release':
        if (event.result === 'fail') break;
        change(event.details.serial, (row) => ({
          ...row,
          status: Date.parse(row.notAfter) < recording.now ? 'expired' : 'good',
          reason: null,
          revokedAt: null,
        }));
        break;
    }
  }
  return [...rows.values()];
}

function certificateOf({ certificates }: Recording, fingerprint: Fingerprint): Certificate | null {
  const record = certificates[fingerprint];
  const decoded = record === undefined ? null : decodeCertificate(fromHex(record.der));
  return decoded?.ok ? decoded.value : null;
}

const alternativeName = ({ extensions }: Certificate): string =>
  extensions.flatMap((each) => (each.type === 'subjectAltName' ? each.names : []))[0]?.value ?? '';
