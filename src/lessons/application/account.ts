// Whose account a certificate names: what each of its fields is worth for that, and what goes wrong.
import type { NamedBy } from '../../lab/scenario/choices.ts';
import type { CitationKey } from '../../pki/citations.ts';
import { commonNameIn } from '../phrases.ts';
import type { Lesson, Operation } from '../types.ts';

interface FieldLesson {
  /** As it stands in a sentence. */
  readonly field: string;
  readonly why: string;
  readonly wrong: string;
  readonly cites: readonly CitationKey[];
}

export const ACCOUNT_FIELDS: Readonly<Record<NamedBy, FieldLesson>> = {
  cn: {
    field: 'the common name in its subject',
    why: 'TLS hands over the whole certificate; which field names the client, whoever runs the server decides. A common name is free text, and only the rules of one CA make it unique. For hosts it no longer counts.',
    wrong:
      'Many think that a name belongs to one client. In fact it does so at one CA: where a server trusts two, each may issue the same name. A subject may also have several common names, and programs pick different ones.',
    cites: ['id.2', 'pkix.4.1.2.6'],
  },
  email: {
    field: 'the e-mail address among its alternative names',
    why: 'At any one time an e-mail address belongs to one mailbox in the world, and a CA can check it by a message. But when a person leaves, the address may go to somebody else.',
    wrong:
      'Many think that small and large letters make no difference. In fact they make none behind the @ sign, and may make one before it: a CA and a server that compare differently find different accounts.',
    cites: ['pkix.4.2.1.6'],
  },
  dns: {
    field: 'the DNS name among its alternative names',
    why: 'A DNS name has a type of its own, so nobody has to guess what it means, and a CA can check who controls it. It fits clients that are machines.',
    wrong:
      'Many think that the client then comes from this host. In fact the name says who holds the key; nobody compares it with the address from which the client connects.',
    cites: ['pkix.4.2.1.6'],
  },
  uri: {
    field: 'the URI among its alternative names, here a SPIFFE ID',
    why: 'A SPIFFE ID names a program by its trust domain and a path. A certificate has exactly one such URI; a verifier refuses one with more. It takes each trust domain from the CAs of that domain alone.',
    wrong:
      'Many think that the trust domain in the URI shows who issued it. In fact any CA can write any URI: a server that puts all its CAs into one trust store takes every trust domain from each of them.',
    cites: ['pkix.4.2.1.6'],
  },
  'issuer-subject': {
    field: 'its subject, together with the name of its issuer',
    why: 'Issuer and subject together say who gave the name: the same name from another CA is somebody else. A renewed certificate has both again, so the account is still found.',
    wrong:
      'Many think that the name of the issuer shows which CA it is. In fact CAs choose their names as well. Two trusted CAs of one name would be one here, so a trust store must not hold such two.',
    cites: ['pkix.4.1.2.4', 'pkix.4.1.2.6'],
  },
  'issuer-serial': {
    field: 'its serial number, together with the name of its issuer',
    why: 'A CA gives each of its certificates another serial number, so issuer and number name exactly one certificate. It is what a list of revoked certificates goes by as well.',
    wrong:
      'Many think that a serial number alone names a certificate. In fact two CAs may use the same number. And each renewal brings another one: its owner is not found until it is noted.',
    cites: ['pkix.4.1.2.2'],
  },
  fingerprint: {
    field: 'its fingerprint, the SHA-256 of the whole certificate',
    why: 'The fingerprint names exactly one certificate. No name has to be read from it, and no CA, however bad, can make another certificate that fits.',
    wrong:
      'Many think that this is the safest way, and nothing else changes. In fact certificates are renewed, and even with the same name and the same key the fingerprint is another one: the account is lost on that day.',
    cites: ['pkix.4.1'],
  },
};

export function accountFind({ result, details }: Operation<'account.find'>): Lesson {
  const { by, value, account, noted, holder, of = 1, otherIssuer, fromHeader, unproven } = details;
  const { field, why, wrong, cites } = ACCOUNT_FIELDS[by];
  const says =
    value === undefined
      ? 'The certificate has none'
      : `It says ${shortValue(value)}${of > 1 ? `, the first of ${of}` : ''}`;
  return {
    title: result === 'fail' ? 'The certificate names no account' : 'The certificate names an account',
    plain: `${fromHeader ? 'The certificate stands in a header. Of it the application reads' : 'The certificate is verified. Now the server reads'} ${field}. ${says}. ${
      result === 'fail'
        ? `No account is noted under this. For ${holder} the bank has noted ${shortValue(noted)}.`
        : `The bank has noted this for ${account}, so the request counts as ${account}’s.${unproven ? ' But nobody has proven to hold its key.' : taken(otherIssuer)}`
    }`,
    why,
    wrong,
    cites,
  };
}

const taken = (issuer: string | undefined): string =>
  issuer === undefined ? '' : ` Nobody looks at the issuer: it is ${commonNameIn(issuer)}, and not the bank’s.`;

/** Of long digits the beginning; of an issuer its common name. */
export function shortValue(value: string): string {
  const [first = '', issuer] = value.split('; issuer ');
  const short = /^[0-9a-f]{24,}$/.test(first) ? `${first.slice(0, 16)}…` : first;
  return issuer === undefined ? short : `${short} of ${commonNameIn(issuer)}`;
}
