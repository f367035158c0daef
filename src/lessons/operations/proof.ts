// Work that decides whom one believes to talk to: path validation, verdict, possession, and what the peer may do.
import type { Actor } from '../../lab/recording/recording.ts';
import type { Scenario } from '../../lab/scenario/scenario.ts';
import type { CheckResult } from '../../pki/path/result.ts';
import { whyChecked } from '../checks/why.ts';
import { failureWord } from '../checks.ts';
import { commonNameIn, signs, The, the } from '../phrases.ts';
import type { Lesson, Operation } from '../types.ts';
import { keyUsed, serverSignature } from './ecdhe.ts';

export function pathValidate(
  { actor, subject, result, details }: Operation<'path.validate'>,
  checks: readonly CheckResult[],
): Lesson {
  const peer = subject ?? 'server';
  const failed = checks.filter((check) => check.result === 'fail' || check.enforced === false);
  return {
    title: `${The(actor)} validates the ${peer}’s path`,
    plain: `${The(actor)} builds a path from the ${peer}’s certificate up to a trust anchor in its own store, and checks every certificate on it: signatures, dates, names, permitted uses.`,
    why:
      firstWhy(failed) ??
      'A public key is useful only if the verifier knows whose key it is. The path carries that knowledge from the trust anchor down to this certificate.',
    wrong:
      details.enforced === false
        ? 'Many think that a server that does not insist makes no checks. In fact many make them and hand the result over. Others make none, and then the application has to.'
        : result === 'fail'
          ? 'Many think that a verifier reports every failure. In fact many programs stop at the first one. The lab makes every check it can, so that the list is complete.'
          : `Many think that the CA must be asked for this. In fact the root’s key comes from the trust store, and the other keys come in the certificates that the ${peer} sent. The path does not yet show that the ${peer} holds its private key.`,
    cites: ['pkix.6.1', peer === 'server' ? 'id.6' : 'tls12.7.4.6'],
  };
}

export function certificateDecide(
  { actor, subject, result, details }: Operation<'certificate.decide'>,
  checks: readonly CheckResult[],
  scenario: Scenario,
): Lesson {
  const peer = subject ?? 'server';
  if (details.enforced === false) return takenUnverified(details);
  if (result === 'fail') {
    return {
      title: `${The(actor)} refuses the ${peer}’s certificate`,
      plain: `At least one check failed, so ${the(actor)} does not believe what the certificate says. It breaks off the handshake with an alert.`,
      why:
        firstWhy(checks.filter((check) => check.result === 'fail')) ??
        (details.check === '' ? null : whyChecked(details.check)) ??
        'One failed check is enough: a path counts only as a whole.',
      wrong: REFUSED_WRONG[peer],
      cites: ['pkix.6.1', 'tls12.7.2.2', peer === 'server' ? 'tls12.7.4.2' : 'tls12.7.4.6'],
    };
  }
  const status = statusLearnt(checks);
  return {
    title: `${The(actor)} accepts the ${peer}’s certificate`,
    plain: `The path is valid${STATUS_LEARNT[status]}. ${The(actor)} now believes that this public key belongs to ${owner(peer, details.subject)}.`,
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

function takenUnverified({ subject, check }: Operation<'certificate.decide'>['details']): Lesson {
  const name = owner('client', subject);
  return {
    title: 'The server takes the certificate without a valid path',
    plain: `The check “${check === '' ? 'path' : failureWord(check)}” fails, and this server does not insist: it asks for a certificate and takes any. It will only see whether the client holds the key in it. The name ${name} is what the client itself says.`,
    why: 'So a server can know a client again by its key: it looks up the fingerprint of the certificate, and needs no CA. An application that goes by the name has to ask what the checks found.',
    wrong:
      'Many think that CertificateVerify makes up for the missing CA. In fact it proves the key alone: anybody can make a certificate with this name and sign with its key.',
    cites: ['pkix.6.1', 'tls12.7.4.8'],
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
  unknown: '; whether it is revoked is not known, and with soft-fail the verifier goes on',
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
    'Many think that a valid certificate shows who is at the other end. In fact it may be a copy. With RSA key exchange the proof of the key comes last, with the server’s Finished.',
  client:
    'Many think that the client is accepted now. In fact only its certificate is, and that may be a copy. The proof of the key is CertificateVerify. What the client may do is another question.',
} satisfies Record<Peer | keyof typeof OTHER_PEERS, string>;

const COPY =
  'Many think that a valid certificate shows who is at the other end. In fact it may be a copy. The proof of the key is ';
const SIGNED_BY: Readonly<Record<string, string>> = {
  'tls1.2-ecdhe': 'the signature in ServerKeyExchange, which the client checks next.',
  'tls1.3': 'CertificateVerify, which the client checks next.',
};

const REFUSED_WRONG: Record<Actor, string> = {
  ...OTHER_PEERS,
  server: 'Many think that the server learns which check failed. In fact it receives an alert and nothing more.',
  client:
    'Many think that the client waits for this decision before it goes on. In fact it has sent its whole flight, Finished included, before the alert arrives.',
};

export function certificateMissing({ result }: Operation<'certificate.missing'>): Lesson {
  return {
    title:
      result === 'fail'
        ? 'The server refuses a client without certificate'
        : 'The server goes on without a client certificate',
    plain:
      result === 'fail'
        ? 'The client’s Certificate message is empty. This server requires a certificate, so it ends the handshake with handshake_failure.'
        : 'The client’s Certificate message is empty. This server only asks for a certificate, so it goes on and treats the client as anonymous.',
    why: 'The standard leaves the choice to the server: go on without knowing the client, or refuse.',
    wrong:
      result === 'fail'
        ? 'Many think that the alert names the missing certificate. In fact TLS 1.2 has no alert for that; TLS 1.3 added certificate_required.'
        : 'Many think that an empty Certificate is a protocol error. In fact the standard allows it, and no CertificateVerify follows it.',
    cites: result === 'fail' ? ['tls12.7.4.6'] : ['tls12.7.4.6', 'tls12.7.4.8'],
  };
}

/** RFC 8017 8.2: RSASSA-PKCS1-v1_5. Where the scheme is not named, it follows from the key. */
const byPkcs1 = (scheme: string | undefined, key: Scenario['clientKey']): boolean =>
  scheme?.startsWith('rsa_pkcs1') ?? key === 'rsa';

export function signTranscript({ actor, details }: Operation<'transcript.sign'>, { clientKey }: Scenario): Lesson {
  return {
    title: 'The client signs the handshake so far',
    plain: `The client takes all handshake messages from ClientHello to ClientKeyExchange, its own and the server’s, and signs them. ${keyUsed(actor, details)}`,
    why: 'The messages contain both randoms, so the signature fits this handshake and no other. It cannot be recorded and used again.',
    wrong:
      'Many think that signing encrypts something. In fact nothing becomes secret here. The private key signs, and anyone with the certificate can verify.',
    cites: byPkcs1(details.scheme, clientKey) ? ['tls12.7.4.8', 'pkcs1.8.2'] : ['tls12.7.4.8'],
  };
}

export function possession(event: Operation<'possession.verify'>): Lesson {
  if (event.details.shown === 'ServerKeyExchange') return serverSignature(event);
  return event.subject === 'server' ? serverPossession(event) : clientPossession(event);
}

function clientPossession({ result }: Operation<'possession.verify'>): Lesson {
  return {
    title: result === 'fail' ? 'The client’s signature does not verify' : 'The client’s signature verifies',
    plain:
      result === 'fail'
        ? 'The server verifies the signature in CertificateVerify with the public key from the client’s certificate. It does not verify: the signer does not hold the private key of this certificate or signed something else, or the signature was changed on the way.'
        : 'The server verifies the signature in CertificateVerify with the public key from the client’s certificate. It verifies: the client holds the private key of the certificate that it has shown.',
    why:
      result === 'fail'
        ? 'Certificate and client are not tied together. The certificate may be a copy, so the server refuses.'
        : 'Only now are certificate and client tied together. Before, the client could have shown a copy of any certificate.',
    wrong:
      'Many think that a valid certificate proves who the client is. In fact only CertificateVerify does. The CA’s signature ties the name to the key, not the key to this client.',
    cites: ['tls12.7.4.8'],
  };
}

function serverPossession({ details }: Operation<'possession.verify'>): Lesson {
  const { alert } = details;
  return {
    title: 'The server has not proven its key',
    plain: `Instead of the server’s Finished, ${alert === undefined ? 'an alert' : `the alert ${alert}`} arrives: the other side could not read the client’s Finished. A server without the private key cannot open the premaster secret, and so has other keys.`,
    why: 'With RSA key exchange the only proof of the server’s key is that it can open the premaster secret, which shows in its Finished.',
    wrong:
      'Many think that this shows who is at fault. In fact the client cannot tell a thief from a record that was damaged on the way. It knows only that the key was not proven.',
    cites: ['tls12.F.1.1.2', 'tls12.7.4.9', 'tls12.7.2.2'],
  };
}

export function applicationDecide({ result, details }: Operation<'application.decide'>): Lesson {
  if (details.status === '400') {
    return {
      title: 'The refusal comes over HTTP',
      plain:
        'The server did not accept the client’s certificate, or got none, and ended the handshake all the same. Only now, with the first request before it, it refuses: with status 400 and no alert.',
      why: 'A server that acts behind the handshake can say in words what is wrong, to a person or a program that reads HTTP.',
      wrong:
        'Many think that a handshake that ends well means that the certificate was accepted. In fact each server decides when it acts on the result of its checks.',
      cites: ['tls12.10'],
    };
  }
  if (details.by === 'name' || details.by === 'unverified') return withUnverified(details);
  const byPassword = details.by === 'password';
  const known = byPassword
    ? 'TLS does not tell who the client is, so the application looks at the password that came with the request'
    : `TLS has shown that the request comes from ${details.customer || 'an unknown client'}. Now the application looks at its own rules`;
  return {
    title: result === 'fail' ? 'The application refuses the request' : 'The application grants the request',
    plain: `${known}. It ${result === 'fail' ? 'refuses' : 'grants'} what is asked.`,
    why: 'The identity of the client and its rights are two questions. TLS can answer only the first.',
    wrong: byPassword
      ? 'Many think that a password is as good as a certificate here. In fact the server receives the password itself. A client certificate proves who asks without giving a secret away.'
      : 'Many think that an authenticated client is allowed everything. In fact a valid client certificate opens the connection, and the application decides about the account.',
    cites: details.status === '403' ? ['tls12.10', 'http.15.5.4'] : ['tls12.10'],
  };
}

function withUnverified({ customer, by, status }: Operation<'application.decide'>['details']): Lesson {
  const asks = by === 'unverified';
  return {
    title: asks ? 'The application refuses an unverified name' : 'The application believes an unverified name',
    plain: asks
      ? `The server took the client’s certificate although its path is not valid. The application asks what TLS found, and answers ${status}.`
      : `The application takes ${customer} from the certificate and answers ${status}. TLS has proven a key, and no CA says whose it is.`,
    why: asks
      ? 'A server that does not insist leaves the decision here. Without this question anybody who writes a customer’s name into a certificate of their own would be that customer.'
      : 'A server that does not insist hands the verdict over, beside the certificate. An application that reads the name and not the verdict lets anybody in.',
    wrong:
      'Many think that a certificate which arrives over TLS has been verified. In fact that depends on the server’s setting. The application has to ask for the verdict, or to compare the fingerprint with one that it knows.',
    cites: ['tls12.10'],
  };
}

const owner = (peer: Actor, subject: string): string => (subject === '' ? `the ${peer}` : commonNameIn(subject));

const firstWhy = (failed: readonly CheckResult[]): string | null =>
  failed[0] === undefined ? null : whyChecked(failed[0].check);
