// Work that decides whom one believes to talk to: path validation, verdict, possession, and what the peer may do.
import type { Actor, EventOf } from '../../lab/recording.ts';
import type { Scenario } from '../../lab/scenario.ts';
import type { CheckResult } from '../../pki/path/result.ts';
import { CHECK_WORDS } from '../checks/words.ts';
import { commonName, signs, The, text, the } from '../phrases.ts';
import type { Lesson } from '../types.ts';
import { serverSignature } from './ecdhe.ts';

type Work = EventOf<'work'>;

export function pathValidate({ actor, subject, tone }: Work, checks: readonly CheckResult[]): Lesson {
  const peer = subject ?? 'server';
  const failed = checks.filter((check) => check.result === 'fail');
  return {
    title: `${The(actor)} validates the ${peer}’s path`,
    plain: `${The(actor)} builds a path from the ${peer}’s certificate up to a trust anchor in its own store, and checks every certificate on it: signatures, dates, names, permitted uses.`,
    why:
      firstWhy(failed) ??
      'A public key is useful only if one knows whose it is. The path carries that knowledge from the trust anchor down to this certificate.',
    wrong:
      tone === 'fail'
        ? 'The lab makes every check it can even after one has failed, so that the list is complete. Many programs stop at the first failure.'
        : 'The CA is not asked for any of this: its signatures are checked with the public key from the trust store. And a valid path does not yet show that the peer holds the private key.',
    cites: ['pkix.6.1', peer === 'server' ? 'id.6' : 'tls12.7.4.6'],
  };
}

export function certificateDecide(
  { actor, subject, tone, facts }: Work,
  checks: readonly CheckResult[],
  scenario: Scenario,
): Lesson {
  const peer = subject ?? 'server';
  if (tone === 'fail') {
    return {
      title: `${The(actor)} refuses the ${peer}’s certificate`,
      plain: `At least one check failed, so ${the(actor)} does not believe what the certificate says. It breaks off the handshake with an alert.`,
      why:
        firstWhy(checks.filter((check) => check.result === 'fail')) ??
        whyOf(facts.check) ??
        'One failed check is enough: a path counts only as a whole.',
      wrong: REFUSED_WRONG[peer],
      cites: ['pkix.6.1', 'tls12.7.2.2', peer === 'server' ? 'tls12.7.4.2' : 'tls12.7.4.6'],
    };
  }
  const status = statusLearnt(checks);
  return {
    title: `${The(actor)} accepts the ${peer}’s certificate`,
    plain: `The path is valid${STATUS_LEARNT[status]}. ${The(actor)} now believes that this public key belongs to ${owner(peer, facts.subject)}.`,
    why:
      peer === 'server'
        ? signs(scenario)
          ? 'The client can now use the key: a signature that it verifies comes from the owner of the private key.'
          : 'The client can now use the key: what it encrypts with it, only the owner of the private key can open.'
        : 'The server can now use the key: a signature that it verifies comes from the owner of the private key.',
    wrong: peer === 'server' && signs(scenario) ? COPY + SIGNED_BY[scenario.protocol] : ACCEPTED_WRONG[peer],
    cites: status === 'good' ? ['pkix.6.1', 'pkix.6.1.3.a.3'] : ['pkix.6.1'],
  };
}

/** What an accepted certificate's revocation checks came to. */
export function statusLearnt(checks: readonly CheckResult[]): 'good' | 'unknown' | 'notAsked' {
  const status = checks.find(({ check }) => check === 'revocation.status');
  if (status === undefined) return 'notAsked';
  return status.result === 'pass' ? 'good' : 'unknown';
}

const STATUS_LEARNT = {
  good: ' and the CA says that the certificate is not revoked',
  unknown: '; whether it is revoked could not be learnt, and with soft-fail that does not matter',
  notAsked:
    ', and nobody asks whether it is revoked; most programs outside browsers, such as OpenSSL, Go and Java, don’t unless told to',
} as const;

type Peer = Exclude<Actor, 'ca' | 'attacker'>;
const OTHER_PEERS = {
  ca: 'The key behind the certificate is still to be proven.',
  attacker: 'The key behind the certificate is still to be proven.',
};

const ACCEPTED_WRONG: Record<Actor, string> = {
  ...OTHER_PEERS,
  server:
    'That the certificate is right does not mean that its owner is at the other end: it may be a copy. With RSA key exchange the proof of the key comes last, with the server’s Finished.',
  client:
    'Accepted is the certificate, not yet the client: it may be a copy. The proof of the key is CertificateVerify. And what the client may do is another question again: authenticated is not authorised.',
} satisfies Record<Peer | keyof typeof OTHER_PEERS, string>;

const COPY =
  'That the certificate is right does not mean that its owner is at the other end: it may be a copy. The proof of the key is ';
const SIGNED_BY: Readonly<Record<string, string>> = {
  'tls1.2-ecdhe': 'the signature in ServerKeyExchange, which the client checks next.',
  'tls1.3': 'CertificateVerify, which the client checks next.',
};

const REFUSED_WRONG: Record<Actor, string> = {
  ...OTHER_PEERS,
  server:
    'The server does not learn which check failed, only the alert. And it is always the verifier who refuses: nothing stops a server from sending a bad certificate.',
  client:
    'The client has sent its whole flight, Finished included, before it hears of this. In TLS 1.3 it would by then even believe that it is connected.',
};

export function certificateMissing({ tone }: Work): Lesson {
  return {
    title:
      tone === 'fail'
        ? 'The server refuses a client without certificate'
        : 'The server goes on without a client certificate',
    plain:
      tone === 'fail'
        ? 'The client’s Certificate message is empty. This server requires a certificate, so it ends the handshake with handshake_failure.'
        : 'The client’s Certificate message is empty. This server only asks for a certificate, so it goes on and treats the client as anonymous.',
    why: 'The standard leaves the choice to the server: go on without knowing the client, or refuse.',
    wrong:
      tone === 'fail'
        ? 'Many think that the alert names the missing certificate. In fact TLS 1.2 has no alert for that; TLS 1.3 added certificate_required.'
        : 'Many think that an empty Certificate is a protocol error. In fact the standard allows it, and no CertificateVerify follows it.',
    cites: tone === 'fail' ? ['tls12.7.4.6'] : ['tls12.7.4.6', 'tls12.7.4.8'],
  };
}

export function signTranscript(): Lesson {
  return {
    title: 'The client signs the handshake so far',
    plain:
      'The client takes all handshake messages from ClientHello to ClientKeyExchange, its own and the server’s, and signs them with its private key.',
    why: 'The messages contain both randoms, so the signature fits this handshake and no other. It cannot be recorded and used again.',
    wrong:
      'Signing is not encrypting: nothing becomes secret here. The private key signs, and anyone with the certificate can verify.',
    cites: ['tls12.7.4.8', 'pkcs1.8.2'],
  };
}

export function possession(event: Work): Lesson {
  if (event.facts.shown === 'ServerKeyExchange') return serverSignature(event);
  return event.subject === 'server' ? serverPossession(event) : clientPossession(event);
}

function clientPossession({ tone }: Work): Lesson {
  return {
    title: tone === 'fail' ? 'The client’s signature does not verify' : 'The client’s signature verifies',
    plain:
      tone === 'fail'
        ? 'The server verifies the signature in CertificateVerify with the public key from the client’s certificate. It does not fit: whoever signed does not have the private key of this certificate, or signed something else.'
        : 'The server verifies the signature in CertificateVerify with the public key from the client’s certificate. It fits: the client holds the private key of the certificate it has shown.',
    why: 'Only now are certificate and client tied together. Before, the client could have shown anybody’s certificate.',
    wrong:
      'Presenting a certificate proves nothing; CertificateVerify does. And the CA’s signature on the certificate is another one: it ties the name to the key, not the key to this client.',
    cites: ['tls12.7.4.8'],
  };
}

function serverPossession({ facts }: Work): Lesson {
  const alert = text(facts.alert);
  return {
    title: 'The server has not proven its key',
    plain: `Instead of the server’s Finished, ${alert === null ? 'an alert' : `the alert ${alert}`} arrives: the other side could not read the client’s Finished. A server without the private key cannot open the premaster secret, and so has other keys.`,
    why: 'With RSA key exchange the only proof of the server’s key is that it can open the premaster secret, which shows in its Finished.',
    wrong:
      'The client cannot tell a thief from a record that was damaged on the way. It knows only that the key was not proven, and that is enough to stop.',
    cites: ['tls12.F.1.1.2', 'tls12.7.4.9', 'tls12.7.2.2'],
  };
}

export function applicationDecide({ tone, facts }: Work): Lesson {
  const customer = text(facts.customer);
  const byPassword = facts.by === 'password';
  const known = byPassword
    ? 'TLS does not tell who the client is, so the application looks at the password that came with the request'
    : `TLS has shown that the request comes from ${customer ?? 'an unknown client'}. Now the application looks at its own rules`;
  return {
    title: tone === 'fail' ? 'The application refuses the request' : 'The application grants the request',
    plain: `${known}. It ${tone === 'fail' ? 'refuses' : 'grants'} what is asked.`,
    why: 'Who somebody is and what they may do are two questions. At best, TLS answers the first.',
    wrong: byPassword
      ? 'TLS keeps the password from eavesdroppers, but hands it to the server. A client certificate would prove who asks without giving the secret away.'
      : 'Authenticated is not authorised. A valid client certificate opens the connection, not the account.',
    cites: ['tls12.10', 'http.15.5.4'],
  };
}

const owner = (peer: Actor, subject: string | number | boolean | undefined): string =>
  text(subject) === null ? `the ${peer}` : commonName(subject);

const firstWhy = (failed: readonly CheckResult[]): string | null =>
  failed[0] === undefined ? null : CHECK_WORDS[failed[0].check].why;

const whyOf = (code: string | number | boolean | undefined): string | null =>
  typeof code === 'string' && code in CHECK_WORDS ? CHECK_WORDS[code as keyof typeof CHECK_WORDS].why : null;
