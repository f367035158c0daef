// What a machine in the middle brings along: a CA of its own, a certificate for the server's name, and its CA's word on it.

import { publicPart } from '../../crypto/ellipticKey.ts';
import type { Random } from '../../crypto/random.ts';
import { type Certificate, parseCertificate } from '../../pki/x509/certificate.ts';
import type { Credential } from '../../tls/auth/credential.ts';
import { ocspAnswer, ocspQuestion } from '../../tls/auth/revocation.ts';
import type { RevocationQuestion } from '../../tls/events.ts';
import { honestPlan, type Plan } from '../plan/plan.ts';
import { RSA_KEYS } from '../scenario/keyKinds.ts';
import {
  type Authority,
  issueLeaf,
  type KeyStore,
  makeAuthority,
  type StatusAddress,
  serialNumber,
  statusUrl,
} from '../world/authority.ts';
import {
  answerOcsp,
  type CaOcspAnswer,
  enter,
  type IssuedCertificates,
  type PublishedCrl,
  publishCrl,
} from '../world/ca.ts';

export interface MitmCredentials {
  readonly root: Certificate;
  readonly credential: Credential;
  /** DER of its own CA's OCSPResponse about its certificate, for clients that want it stapled. */
  readonly staple: Uint8Array | null;
  /** Where its certificate says that one learns of revocation. */
  readonly status: StatusAddress;
  answer(question: RevocationQuestion): CaOcspAnswer | null;
  list(): PublishedCrl;
}

/** The certificate reads like the server's own, but for its issuer. */
export function createMitmCredentials(plan: Plan, keys: KeyStore, random: Random): MitmCredentials {
  const via = plan.ca.publishes;
  const status: StatusAddress = { via, url: statusUrl(via, 'shadow.test') };
  // Its CA has RSA keys, whatever the bank's has.
  const authority: Authority = { ...makeAuthority('rogue', { ...plan.ca, key: 'rsa' }, keys, random), status };
  const key = keys('rogueServer');
  const honest = honestPlan('one-way', plan.now, 'past', via, RSA_KEYS, plan.names);
  const leaf = { ...honest.server, dnsNames: [plan.serverName] };
  const serial = serialNumber(random, 'attacker');
  const der = issueLeaf(leaf, publicPart(key), authority.issuing, authority.issuing.key, serial, status);
  const certificate = parseCertificate(der);
  const register: IssuedCertificates = enter(new Map(), certificate);
  const own = ocspQuestion(certificate, authority.issuing.certificate, null);
  return {
    root: authority.root.certificate,
    credential: { chain: [der, ...[...authority.chain, authority.root.certificate].map((each) => each.der)], key },
    staple: own && ocspAnswer(answerOcsp(authority, register, own.http, plan.now).http),
    status,
    answer: ({ via: asked, http }) => (asked === 'ocsp' ? answerOcsp(authority, register, http, plan.now) : null),
    list: () => publishCrl(authority, register, plan.ca),
  };
}
