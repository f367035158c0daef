// What one has the CA do: requests from outside, revocation with its reasons, holds.
import type { OperationDetails, RequestProblem } from '../../lab/recording/details.ts';
import { clip, commonNameIn, date } from '../phrases.ts';
import { reasonText } from '../reasons.ts';
import type { Lesson, Operation } from '../types.ts';

/** Why a request is refused, in one line. */
export function refusalDetail({ details }: Operation<'ca.checkRequest'>): string {
  switch (details.problem) {
    case 'unreadable':
      return `unreadable at byte ${details.offset ?? 0}`;
    case 'key':
      return clip(`this CA takes no key of ${details.detail ?? 'this kind'}`, 44);
    case 'noKey':
      return 'its key is not a valid key';
    case 'algorithm':
      return 'signed in a way that it does not know';
    case 'name':
      return details.detail === undefined || details.detail === ''
        ? 'it asks for no name'
        : clip(`“${details.detail}” can’t be certified`, 44);
    default:
      return 'its signature does not verify';
  }
}

export function checkOutsider({ result, details }: Operation<'ca.checkRequest'>): Lesson {
  if (result !== 'fail') {
    return {
      title: 'The CA checks the request',
      plain: `The CA verifies the request’s signature with the public key inside the request. It fits, so whoever asks holds the private key. Then it signs a certificate for ${commonNameIn(details.subject)} and enters it in its records.`,
      why: 'Otherwise anybody could have somebody else’s public key certified under their own name.',
      wrong:
        'The key is one question, the name is another. This lab certifies every name that is asked for; a public CA first makes sure who controls it, with a file on the web server or an entry in the DNS.',
      cites: ['csr.3', 'csr.4.2', 'pkix.3.2'],
    };
  }
  return {
    title: 'The CA refuses the request',
    plain: refusalPlain(details),
    why: REFUSAL_WHY[details.problem ?? 'signature'],
    wrong:
      'PKCS #10 has no message for no. How a refusal is told is for the protocol around it, such as ACME or a web page. The requester gets no certificate, and nothing is entered in the records.',
    cites: details.problem === 'key' ? ['csr.3', 'br.6.1.5'] : ['csr.3', 'csr.4.2'],
  };
}

function refusalPlain(details: OperationDetails['ca.checkRequest']): string {
  switch (details.problem) {
    case 'unreadable':
      return `The request cannot be read: ${sentence(details.detail)} (at byte ${details.offset ?? 0}, in ${details.field ?? 'the request'}).`;
    case 'key':
      return `The key in the request is ${details.detail ?? 'of another kind'}. This CA certifies RSA keys of 2048 bits and more, keys on P-256, P-384 and P-521, and Ed25519 keys.`;
    case 'noKey':
      return `What the request calls its key (${details.detail ?? 'of some kind'}) is not a valid key: the point is not on the curve, or modulus and exponent are not valid for RSA.`;
    case 'algorithm':
      return `The request is signed with an algorithm that this CA does not take (${details.detail ?? 'unknown'}), so it can’t tell who holds the key.`;
    case 'name':
      return details.detail === undefined || details.detail === ''
        ? 'The request asks for no name at all.'
        : `The request asks for the name “${details.detail}”, which this CA does not certify.`;
    default:
      return 'The CA verifies the request’s signature with the public key inside the request, and it does not verify. Whoever asks has not shown that they hold the private key.';
  }
}

const SIGNATURE_WHY =
  'Without this proof, anybody could have somebody else’s public key certified under their own name. A single changed byte breaks it, too.';

const REFUSAL_WHY: Readonly<Record<RequestProblem, string>> = {
  signature: SIGNATURE_WHY,
  algorithm: SIGNATURE_WHY,
  unreadable: 'A CA signs what it understands, and nothing else.',
  key: 'A short key can be broken, and one of an unknown kind can’t be judged. The CA would vouch for it for as long as the certificate lasts.',
  noKey: 'Nothing can be verified with an invalid key, so nobody can have signed the request with it.',
  name: 'A certificate binds a key to a name. A name that no verifier could compare is of no use to anyone.',
};

/** What becomes of a certificate, or why nothing does. */
export function actionDetail({ result, details }: Operation<'ca.revoke' | 'ca.release'>): string {
  if (result !== 'fail') {
    // Of what a fault revokes the lesson gives the reason.
    const reason = 'reason' in details && details.action !== undefined ? details.reason : null;
    return withReason(details.subject ?? null, reason);
  }
  switch (details.problem) {
    case 'revoked':
      return 'it is revoked already, for good';
    case 'notHeld':
      return 'it is not on hold';
    default:
      return 'the CA has issued no such certificate';
  }
}

export function revokeByAction({ result, details }: Operation<'ca.revoke'>): Lesson {
  if (result === 'fail') {
    return {
      title: 'The CA can’t revoke this',
      plain:
        details.problem === 'revoked'
          ? `The certificate of ${commonNameIn(details.subject)} is revoked already. Only one that is on hold can still be revoked for another reason.`
          : 'The CA has issued no certificate with this number, so that it has none to revoke.',
      why: 'A CA can withdraw only what it has itself issued, and revocation is final but for a hold.',
      wrong: 'Many think that the owner can revoke a certificate. In fact only its CA can; the owner asks the CA.',
      cites: ['pkix.3.3', 'pkix.5.3.1'],
    };
  }
  const subject = commonNameIn(details.subject);
  const { reason, at } = details;
  const since = at === undefined ? '' : ` as of ${date(at, true)} UTC`;
  if (reason === 'certificateHold') {
    return {
      title: 'The CA puts a certificate on hold',
      plain: `The certificate of ${subject} does not count${since}, until it is cleared up. To a verifier it is revoked, like any other.`,
      why: 'A card may be lost or only mislaid. A hold can be lifted; every other revocation is final.',
      wrong:
        'Many think that a hold leaves a trace. In fact the certificate is gone from the list once the hold is lifted. Public web CAs must not use it.',
      cites: ['pkix.3.3', 'pkix.5.3.1'],
    };
  }
  return {
    title: 'The CA revokes a certificate',
    plain: `The CA notes in its records that the certificate of ${subject} no longer counts${since}. The reason: ${reasonText(reason)}. The certificate itself stays as it is.`,
    why: 'A private key may be stolen or a name given up long before the certificate expires.',
    wrong:
      'Many think that revoking takes effect at once. In fact by OCSP the CA says so from now on, but an older stapled answer stays usable until its nextUpdate, and a list has it only when a new one is published and fetched.',
    cites: ['pkix.3.3', 'pkix.5.3.1', 'ocsp.2.2'],
  };
}

export function releaseByAction({ result, details }: Operation<'ca.release'>): Lesson {
  if (result === 'fail') {
    return {
      title: 'The CA can’t lift a hold here',
      plain:
        details.problem === 'notHeld'
          ? `The certificate of ${commonNameIn(details.subject)} is not on hold.`
          : 'The CA has issued no certificate with this number.',
      why: 'Only a hold can be lifted. Every other revocation is final; its owner needs a new certificate.',
      wrong: 'A certificate revoked by mistake stays revoked. That is why a hold is there: to have time to look.',
      cites: ['pkix.5.3.1'],
    };
  }
  return {
    title: 'The CA lifts a hold',
    plain: `The certificate of ${commonNameIn(details.subject)} counts again. By OCSP it is good from now on; the next list does not have it.`,
    why: 'The lost card was found, and nobody had used it.',
    wrong:
      'The reason removeFromCRL stands for this, but only in delta lists, which tell what changed. A full list leaves the entry out.',
    cites: ['pkix.5.3.1', 'pkix.5.2.4'],
  };
}

export const nothingToLookUp = (): Lesson => ({
  title: 'There is nothing to look up',
  plain: 'The question was to be about a certificate of the client, and in this scenario the client has none.',
  why: 'OCSP goes by serial number, and without a certificate there is none.',
  wrong: 'Switch to mutual, and the client has a certificate to ask about.',
  cites: ['ocsp.4.1.1'],
});

/** Both have to fit on a card. */
function withReason(subject: string | null, reason: string | null): string {
  const name = subject === null ? '' : `of ${clip(commonNameIn(subject), reason === null ? 40 : 18)}`;
  return [name, reason ?? ''].filter(Boolean).join(' · ');
}

const sentence = (value: string | undefined): string => (value || 'it breaks off').replaceAll('"', '”');

/** `1 revoked, 1 removed since list 20780`. */
export function deltaDetail({ result, details }: Operation<'ca.publishCrl'>): string {
  if (result === 'fail') return 'there is no complete list to build on';
  const { revoked = 0, removed = 0, base = 0 } = details;
  return `${revoked} revoked${removed > 0 ? `, ${removed} removed` : ''} since list ${base}`;
}

/** RFC 5280 5.2.4. */
export function publishDelta({ result, details }: Operation<'ca.publishCrl'>): Lesson {
  if (result === 'fail') {
    return {
      title: 'There is no list to build a delta on',
      plain:
        'A delta says what has changed since a complete list. This CA has published none yet, so there is nothing to add to.',
      why: 'A verifier that had only the delta would accept every certificate that was revoked before.',
      wrong:
        'A delta is no newer list: by itself it says nothing of most certificates. Have the CA publish a complete one first, or let certificates be checked by CRL, and it has one from the morning on.',
      cites: ['pkix.5.2.4'],
    };
  }
  const { revoked = 0, removed = 0, base = 0 } = details;
  const newly = revoked === 0 ? 'nothing' : revoked;
  return {
    title: 'The CA publishes a delta list',
    plain: `The CA signs what has changed since its complete list number ${base}: ${newly} newly revoked${
      removed > 0
        ? `, and ${removed === 1 ? 'one hold that was lifted, which stands' : `${removed} holds that were lifted, which stand`} there with the reason removeFromCRL`
        : ''
    }. A critical extension, deltaCRLIndicator, says on which list it builds, so that nobody takes it for a complete one.`,
    why: 'Complete lists of large CAs have megabytes. A delta is short, and can be made often.',
    wrong:
      'Nobody has to use deltas. Client and server of this lab fetch the complete list alone, as most programs do: to them, what the delta says is not known yet, and a hold that was lifted still holds.',
    cites: ['pkix.5.2.4', 'pkix.5.3.1', 'pkix.5.2.3'],
  };
}
