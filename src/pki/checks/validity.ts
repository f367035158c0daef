// validity.notBefore and validity.notAfter: now lies within the period, both ends included
// (RFC 5280 4.1.2.5, 6.1.3(a)(2)). Certificates count in whole seconds, and so does the clock here.
import { isoTime } from '../../asn1/time.ts';
import { forEachCertificate, verdict } from './check.ts';

export const validityNotBefore = forEachCertificate(0, ({ notBefore }, index, _path, { now }) => ({
  certificate: index,
  check: 'validity.notBefore',
  result: verdict(notBefore <= wholeSeconds(now)),
  reference: 'pkix.6.1.3.a.2',
  evidence: { notBefore: isoTime(notBefore), now: isoTime(now) },
}));

export const validityNotAfter = forEachCertificate(0, ({ notAfter }, index, _path, { now }) => ({
  certificate: index,
  check: 'validity.notAfter',
  result: verdict(wholeSeconds(now) <= notAfter),
  reference: 'pkix.6.1.3.a.2',
  evidence: { notAfter: isoTime(notAfter), now: isoTime(now) },
}));

const wholeSeconds = (ms: number): number => Math.floor(ms / 1000) * 1000;
