// Work before the handshake and at the CA: keys, requests, trust stores, the database of issued certificates.

import type { KeyDetails } from '../../lab/recording/details.ts';
import type { Edits } from '../../lab/scenario/edits.ts';
import type { Scenario } from '../../lab/scenario/scenario.ts';
import { CERTIFICATE_TITLES, signerTitle } from '../editing.ts';
import { inOwnNames } from '../ownNames.ts';
import { commonNameIn, date, The, the } from '../phrases.ts';
import type { Lesson, Operation } from '../types.ts';

export function caCreate({ details }: Operation<'ca.create'>, edits: Edits | undefined): Lesson {
  const second = details.subordinate;
  return {
    title: 'The CA creates its root and its issuing CA',
    plain: `The CA makes a root key pair and a certificate for it, signed with that same key. With the root’s key it then signs a certificate for its issuing CA, which does the daily work.${
      second === undefined ? '' : ` Here the issuing CA has made a further one below it, ${commonNameIn(second)}.`
    }${otherSigners(edits)}`,
    why: 'The root’s key can stay locked away. If the issuing CA is compromised, the root certifies a new one, and no trust store has to change.',
    wrong:
      'Many think that a root’s own signature makes it trusted. In fact anyone can sign a certificate for themselves. A root counts only where somebody has put it into a trust store.',
    cites: ['pkix.3.2', 'pkix.4.2.1.9'],
  };
}

/** Where somebody chose another signer by hand, it is said. */
const otherSigners = (edits: Edits | undefined): string =>
  (['root', 'issuing', 'subordinate'] as const)
    .map((id) => [id, edits?.certificates?.[id]?.signer] as const)
    .map(([id, signer]) =>
      signer === undefined
        ? ''
        : ` Not so here: the certificate “${CERTIFICATE_TITLES[id]}” is signed by ${signerTitle(signer, id)}.`,
    )
    .join('');

export function keyGenerate({ actor, details }: Operation<'key.generate'>, scenario: Scenario): Lesson {
  const { protocol } = scenario;
  const signsOnly = details.algorithm !== 'RSA';
  return {
    title: `${The(actor)} generates its key pair`,
    plain: `${inOwnNames(WHO[actor], scenario)} makes ${keyPairOf(details)}: a public key that everyone may have, and a private key that stays where it is.`,
    why:
      actor === 'server' && !signsOnly && protocol === 'tls1.2-rsa'
        ? 'What is encrypted with the public key opens only with the private key. With RSA key exchange, that is how the premaster secret reaches a server.'
        : `What is signed with the private key can be verified by anyone who has the public key. That is how ${the(actor)} shows who it is.`,
    wrong:
      'Many think that the CA makes this key. In fact it never sees the private half. In this lab the keys ship with the page, so they are worth nothing elsewhere.',
    cites: ['csr.3'],
  };
}

const WHO: Readonly<Record<Operation['actor'], string>> = {
  client: 'The client, the banking app of a customer called alice,',
  server: 'The server of the bank',
  ca: 'The CA',
  attacker: 'The attacker',
};

function keyPairOf(details: KeyDetails): string {
  if (details.algorithm === 'EC') return `a key pair for ECDSA on the curve ${details.curve ?? 'that both know'}`;
  if (details.algorithm === 'Ed25519') return 'an Ed25519 key pair';
  if (details.algorithm !== 'RSA') return `a post-quantum key pair of ${details.algorithm}, which only signs`;
  return `an RSA key pair of ${details.bits} bits`;
}

export function checkRequest({ result, subject, details }: Operation<'ca.checkRequest'>): Lesson {
  const asker = subject === null ? 'the requester' : the(subject);
  return {
    title: 'The CA checks the request',
    plain:
      result === 'fail'
        ? 'The CA verifies the request’s signature with the public key inside the request, and it does not verify.'
        : `The CA verifies the request’s signature with the public key inside the request. It fits, so ${asker} holds the private key. Then it signs a certificate for ${commonNameIn(details.subject)}.`,
    why: 'Otherwise anybody could have somebody else’s public key certified under their own name.',
    wrong:
      subject === 'client'
        ? 'Many think that this signature also shows who the person is. In fact it shows the key only. A real CA also checks the identity, for example when the customer registers. The lab leaves that out.'
        : 'Many think that this signature also shows who owns the name. In fact it shows the key only. A real CA also checks who controls the domain. The lab leaves that out.',
    cites: ['csr.3', 'csr.4.2', 'pkix.3.2'],
  };
}

export function trustInstall({ actor, details }: Operation<'trust.install'>): Lesson {
  return {
    title: `A trust anchor for ${the(actor)}`,
    plain: `The root certificate ${commonNameIn(details.root)} is put into the trust store of ${the(actor)}. This happens long before the handshake and outside it: with the operating system, the browser, or by an administrator.`,
    why: 'Trust has to start somewhere. Every path that is validated later must end at a key in this store.',
    wrong:
      'Many think that trust comes from a signature. In fact the root is signed by itself. It is trusted because it is in the store.',
    cites: ['pkix.6.1.1.d'],
  };
}

export function caLookUp({ details }: Operation<'ca.lookUp'>): Lesson {
  const { serial, status } = details;
  return {
    title: 'The CA looks up the serial number',
    plain: `The responder looks up the serial number${serial === undefined ? '' : ` ${serial}`} in the CA’s records${status === undefined ? '' : ` and finds: ${status}`}. It signs that answer, with the time.`,
    why: 'Only the CA knows whether it has withdrawn a certificate. The serial number is what its records go by.',
    wrong:
      status === 'revoked'
        ? 'Many think that the CA tells everybody. In fact only those who ask learn of a revocation.'
        : status === 'unknown'
          ? 'Many think that unknown is as good as good. In fact this CA has issued no certificate with this number; the certificate may be forged.'
          : 'Many think that good means valid. In fact it means only that no certificate with this number is revoked.',
    cites: ['ocsp.2.2'],
  };
}

export function publishCrl({ details }: Operation<'ca.publishCrl'>, { revocation }: Scenario): Lesson {
  const { revoked, nextUpdate } = details;
  return {
    title: 'The CA publishes its list of revoked certificates',
    plain: `The CA signs a list of the serial numbers that it has withdrawn${revoked === undefined ? '' : `, ${revoked} at this time`}, and ${
      revocation === 'crl'
        ? 'puts it where its certificates say'
        : 'publishes it. Here nobody fetches it, since the certificates name no place for a list'
    }${nextUpdate === undefined ? '' : `. It is to be replaced by ${date(nextUpdate)}`}.`,
    why: 'A list can be fetched, kept and passed on by anyone. The CA need not be there when a certificate is checked.',
    wrong:
      'Many think that the list is always up to date. In fact it says nothing about what happened since it was made.',
    cites: ['pkix.3.3', 'pkix.5.1'],
  };
}
