// Revocation without a question in the middle of the handshake, or by a list: RFC 6066 8, RFC 5280 5 and 6.3.

import { count, date, The } from '../phrases.ts';
import type { Lesson, MessageLike } from '../types.ts';

export function certificateStatus({ details }: MessageLike<'CertificateStatus'>): Lesson {
  const { status } = details;
  return {
    title: 'CertificateStatus: the stapled OCSP response',
    plain: `The server hands over what the CA said about its certificate when it asked last${status === undefined ? '' : `: ${status}`}. The CA has signed and dated it, so the server cannot change it, and cannot use it for long.`,
    why: 'The client learns the status without asking anybody: no delay, and the CA does not hear who visits whom.',
    wrong:
      'Many think that stapling stops an attacker with a revoked certificate. In fact the attacker sends no answer, and browsers go on; only Firefox ever enforced must-staple. Since 2024 public CAs need not offer OCSP, so ever fewer servers can staple.',
    cites: ['status.8', 'ocsp.2.2', 'ocsp.4.2.1'],
  };
}

export function crlRequest({ from, details }: MessageLike<'CRLRequest'>): Lesson {
  return {
    title: 'Request for the CA’s list',
    plain: `${The(from)} fetches the CA’s list of revoked certificates (CRL) over plain HTTP. The certificate tells where it lies: ${details.url}.`,
    why: 'One list serves for all certificates of the CA, and may be kept until the next one is due.',
    wrong:
      'Many think that browsers fetch these lists in a handshake. In fact their makers collect them and send out a digest. Servers that check client certificates do use lists, which do not tell the CA which certificate is checked.',
    cites: ['pkix.4.2.1.13', 'pkix.6.3'],
  };
}

export function crl({ details }: MessageLike<'CRL'>): Lesson {
  const { revoked, nextUpdate } = details;
  const content =
    revoked === 0
      ? 'The list holds no serial number'
      : `The list holds ${count(revoked, 'serial number')}, each with the time of revocation`;
  return {
    title: 'The CA’s list of revoked certificates',
    plain: `${content}, and bears the CA’s signature${nextUpdate === '' ? '' : `. The next one is due by ${date(nextUpdate)}`}. A certificate of this CA that is not on it was not revoked when it was made.`,
    why: 'The list was signed when it was published. Anyone may keep and pass on copies, so plain HTTP is good enough.',
    wrong:
      'Many think that a certificate that is not on the list is not revoked. In fact it may have been revoked after the list was made, and is then on the next one.',
    cites: ['pkix.5.1', 'pkix.5.1.2.5', 'pkix.6.3'],
  };
}
