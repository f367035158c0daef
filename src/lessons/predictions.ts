// The words of predictions: each question, its choices, and one sentence for each answer. What is true stands in the
// recording (exercises/predictions); here is only how it is said.
import type { ChoiceKind, ChoiceOf } from '../exercises/predictions/choices.ts';
import type { Prediction, Ring } from '../exercises/predictions/prediction.ts';
import type { CheckId } from '../pki/path/result.ts';
import { ALERT_WORDS } from './alerts.ts';
import { CHECK_WORDS } from './checks/words.ts';
import { count } from './phrases.ts';

export interface ChoiceWords {
  readonly label: string;
  /** What somebody who chooses it thinks; empty where the label says all. */
  readonly detail: string;
  /** The same inside a sentence, where the label alone would not be one: “it opens none of them”. */
  readonly said?: string;
}

/** One question of a kind: what is asked, and of each choice its words and why it is wrong, or right. */
interface Words<Choice extends string> {
  readonly question: string;
  readonly choices: Readonly<Record<Choice, ChoiceWords>>;
  /** By what is true and what was chosen: one sentence that refutes the choice, or, of the true one, says why it is true. */
  why(choice: Choice, truth: readonly Choice[]): string;
}

const words = (label: string, detail = '', said?: string): ChoiceWords =>
  said === undefined ? { label, detail } : { label, detail, said };

const P1: Words<ChoiceOf<'P1'>> = {
  question: 'The server’s certificate has arrived. Whom does the client now know it talks to?',
  choices: {
    nobody: words('Nobody yet', 'a name was shown, no more', 'it knows nobody yet'),
    host: words('The host that it names', 'the certificate belongs to it'),
    issuer: words('Somebody whom the CA knows', 'the CA signed the certificate'),
    encrypted: words('Whoever has the keys', 'they were agreed before'),
  },
  why: (choice) =>
    ({
      nobody: 'A certificate is public and anybody can send a copy, so only a proof with its private key will tell.',
      host: 'To show a certificate proves nothing: it is public, and anybody can send a copy of it.',
      issuer: 'The CA’s signature says whose key it is; it does not say who has sent the certificate.',
      encrypted: 'Keys can be agreed with anybody, with an attacker, too: encryption alone names nobody.',
    })[choice],
};

const P2: Words<ChoiceOf<'P2'>> = {
  question: 'If all goes well: who has to be asked over the network before the client accepts the certificate?',
  choices: {
    nobody: words('Nobody', 'all that is needed is here', 'nobody has to be asked'),
    status: words('The OCSP responder', 'whether it is revoked', 'the OCSP responder is asked'),
    list: words('The server of the list', 'for all revoked certificates', 'the list is fetched from its server'),
    path: words('The CA', 'whether it issued the certificate'),
  },
  why(choice, [truth]) {
    if (choice === 'path')
      return 'The CA’s signature in the certificate is its word: the client verifies it offline, with the CA’s public key.';
    switch (truth) {
      case 'status':
        return 'The path is checked offline, but a certificate can be revoked after it was issued, so the responder is asked.';
      case 'list':
        return 'The path is checked offline, but a certificate can be revoked after it was issued, so the list is fetched.';
      default:
        return 'The path is checked offline, and with these settings nothing about revocation has to be fetched.';
    }
  },
};

const P6: Words<ChoiceOf<'P6'>> = {
  question: 'Who will know the premaster secret once this message has been read? Tick all who will.',
  choices: {
    client: words('The client', 'it makes the secret'),
    server: words('The server', 'it opens the message'),
    ca: words('The CA', 'it issued the certificate'),
    wire: words('Somebody on the wire', 'the message passes there'),
  },
  why(choice, truth) {
    const isTrue = truth.includes(choice);
    switch (choice) {
      case 'client':
        return 'The client made the secret itself, of random bytes.';
      case 'server':
        return isTrue
          ? 'The private key that belongs to the certificate opens the message, and the server has it.'
          : 'The message opens with the private key of the certificate alone, and the server did not open it.';
      case 'ca':
        return 'The CA has signed a public key; it never had the private key, which alone opens this message.';
      case 'wire':
        return isTrue
          ? 'The message was encrypted with the attacker’s own public key, so the attacker opens it.'
          : 'Whoever listens has the message and not the private key, which alone opens it.';
    }
  },
};

const P7: Words<ChoiceOf<'P7'>> = {
  question: 'This request lists CAs. What does a client send whose certificate comes from none of them?',
  choices: {
    empty: words('An empty Certificate', 'and the server decides', 'it sends an empty Certificate'),
    anyway: words('Its certificate', 'all the same'),
    aborts: words('An alert', 'and it gives up'),
    asks: words('A request to a CA', 'for a certificate that fits'),
  },
  why: (choice) =>
    ({
      empty: 'To have nothing to show is not an error of the client: it says so, and the server decides what follows.',
      anyway: 'The list says whose certificates the server takes, so a client without one of those shows nothing.',
      aborts: 'To have nothing to show is not an error: the client sends an empty Certificate, and the server decides.',
      asks: 'During a handshake no certificate is issued: a client has one that fits, or it has none.',
    })[choice],
};

const P8: Words<ChoiceOf<'P8'>> = {
  question: 'The client has sent its certificate. Can somebody who listens read the name in it?',
  choices: {
    clear: words('Yes, in this version', 'it is sent in clear here', 'in this version the name can be read'),
    sealed: words('No, in this version', 'it is encrypted here', 'in this version the name is encrypted'),
    always: words('Yes, in every version', 'certificates are public'),
    never: words('No, in no version', 'that is what TLS is for'),
  },
  why(choice, [truth]) {
    if (truth === 'sealed')
      return choice === 'never'
        ? 'Here it is encrypted, but in TLS 1.2 the same message is sent in clear.'
        : 'TLS 1.3 encrypts all that follows ServerHello, and certificates with it.';
    return choice === 'always'
      ? 'Here it can be read, but TLS 1.3 encrypts the same message.'
      : 'In TLS 1.2 nothing is encrypted before ChangeCipherSpec, and certificates come earlier.';
  },
};

const P9: Words<ChoiceOf<'P9'>> = {
  question: 'A CertificateVerify will follow. What is signed in it, and what for?',
  choices: {
    handshake: words(
      'The handshake so far',
      'to prove the key, now',
      'the handshake so far is signed, to prove the key',
    ),
    peer: words('The other side’s certificate', 'to acknowledge it'),
    own: words('Its own certificate', 'to show that it is genuine'),
    secret: words('The secret of the session', 'to agree on the keys'),
  },
  why: (choice) =>
    ({
      handshake: 'The handshake is new each time, so only somebody who has the key now can sign it.',
      peer: 'It acknowledges nothing: it signs all messages so far, which proves that its sender has the private key now.',
      own: 'A signature on a certificate could be copied along with it; that on this handshake fits no other one.',
      secret: 'Secrets are never signed: the signature covers the messages so far, which both sides have seen.',
    })[choice],
};

const P10: Words<ChoiceOf<'P10'>> = {
  question: 'The client’s Finished is next. What will the client believe when it has sent it?',
  choices: {
    connected: words('It is connected', 'and may send data at once'),
    waits: words('It waits for an OK', 'the server answers first'),
    certificate: words('It was accepted', 'the server has checked it'),
    unknown: words('Nothing new', 'it knows nobody yet'),
  },
  why(choice, [truth]) {
    if (truth !== 'connected') return 'In this run the client does not hold the connection after its Finished.';
    return {
      connected:
        'In TLS 1.3 nothing answers the client’s Finished, so a refusal by the server comes later, if it comes.',
      waits: 'In TLS 1.3 nothing answers the client’s Finished: the client is connected and learns of a refusal later.',
      certificate:
        'The server has seen nothing yet: the client is connected before it can know whether it is accepted.',
      unknown:
        'The client has verified the server’s proof and Finished already: it is connected with its last message.',
    }[choice];
  },
};

const P11: Words<ChoiceOf<'P11'>> = {
  question: 'The server knows who the client is, and does not serve this customer. What will it send?',
  choices: {
    http: words('An HTTP answer', '403 Forbidden', 'it sends an HTTP answer, 403 Forbidden'),
    alert: words('An alert', 'access_denied'),
    closes: words('Nothing', 'it closes the connection'),
    serves: words('What is asked for', 'the certificate is valid'),
  },
  why: (choice) =>
    ({
      http: 'TLS has done its work, it says who the client is; what a client may do is a matter of the application.',
      alert: 'The certificate was accepted, so TLS has nothing to refuse: what a client may do, the application says.',
      closes: 'The connection is in order, so the application can answer in it, and say no.',
      serves: 'A valid certificate says who somebody is, and not what they may do.',
    })[choice],
};

const P12: Words<ChoiceOf<'P12'>> = {
  question: 'The client trusts the attacker’s CA, and sends its request next. What will the attacker get? Tick all.',
  choices: {
    request: words('The request', 'as the client wrote it'),
    answer: words('The answer', 'as the server wrote it'),
    account: words('The use of the account', 'the server serves it'),
    key: words('The server’s private key', 'with all old sessions'),
  },
  why(choice, truth) {
    const isTrue = truth.includes(choice);
    switch (choice) {
      case 'request':
        return 'The client encrypts to the one whose certificate it accepted, the attacker, which reads the request in any case.';
      case 'answer':
        return isTrue
          ? 'The server encrypts its answer to the one it is connected to, which is the attacker.'
          : 'The server asks for a proof that only the client’s key can give, for just this connection: the attacker has none.';
      case 'account':
        return isTrue
          ? 'The server sees the right password in the request, and serves whoever sends it.'
          : 'The client’s proof was made for the connection with the attacker, and does not fit that with the server.';
      case 'key':
        return 'The attacker uses a key of its own: that of the server never leaves it.';
    }
  },
};

const P13: Words<ChoiceOf<'P13'>> = {
  question: 'The server’s private key is stolen. Which of the recorded sessions does it open?',
  choices: {
    all: words('All', 'request and answer', 'it opens all of them'),
    none: words('None', 'what is recorded stays closed', 'it opens none of them'),
    requests: words('Only the requests', 'what the client sent'),
    later: words('Only later ones', 'from the theft on'),
  },
  why: (_, [truth]) =>
    truth === 'all'
      ? 'The recorded ClientKeyExchange was encrypted to just this key, and all other keys follow from it.'
      : 'The key has only signed: the secret came from two other key pairs, which both sides have long thrown away.',
};

const P14: Words<ChoiceOf<'P14'>> = {
  question: 'No answer comes from the responder. When does the client go on all the same?',
  choices: {
    softOnly: words('Only with soft-fail', '', 'it goes on only with soft-fail'),
    both: words('With both policies', 'revoked it is not'),
    neither: words('With neither', 'what is not known is refused'),
    hardOnly: words('Only with hard-fail', ''),
  },
  why: (choice) =>
    ({
      softOnly: 'With soft-fail no answer counts as a good one, so whoever blocks the responder hides a revocation.',
      both: 'With hard-fail the client goes on only where it was told that the certificate is not revoked.',
      neither: 'With soft-fail no answer counts as a good one, even where the certificate was revoked.',
      hardOnly: 'It is the other way round: with hard-fail no answer is a refusal, with soft-fail it is none.',
    })[choice],
};

const BY_KIND: { readonly [K in ChoiceKind]: Words<ChoiceOf<K>> } = {
  ...{ P1, P2, P6, P7, P8, P9, P10, P11, P12, P13, P14 },
};

/** The words of one kind, with its choices as plain texts. */
const wordsOf = (kind: ChoiceKind): Words<string> => BY_KIND[kind] as unknown as Words<string>;

const FLAG_QUESTION = 'What happens in this run: where does it fail, and at which check?';
const ALERT_QUESTION = 'The connection ends here. What does the other side receive?';

export function predictionQuestion(prediction: Prediction): string {
  switch (prediction.kind) {
    case 'P3':
      return FLAG_QUESTION;
    case 'P5':
      return ALERT_QUESTION;
    default:
      return wordsOf(prediction.kind).question;
  }
}

export function choiceWords(prediction: Prediction, choice: string): ChoiceWords {
  switch (prediction.kind) {
    case 'P3':
      return words(CHECK_WORDS[choice as CheckId].title, CHECK_CHOICES[choice as CheckId]?.[0]);
    case 'P5': {
      const alert = alertIn(choice);
      if (alert !== null) return words(`Alert ${ALERT_WORDS[alert]?.number ?? ''}`, alert);
      return choice === 'words'
        ? words('The reason in words', 'a text of the one who refuses')
        : words('Nothing', 'no byte more', 'no byte is sent');
    }
    default:
      return wordsOf(prediction.kind).choices[choice] ?? words(choice);
  }
}

/** One sentence: why what was chosen is wrong, or why it is right. Of P3: why `choice`, a check, does not decide. */
export function whyNot(prediction: Prediction, choice: string): string {
  switch (prediction.kind) {
    case 'P3':
      return CHECK_CHOICES[choice as CheckId]?.[1] ?? CHECK_WORDS[choice as CheckId].why;
    case 'P5':
      return aboutAlert(choice, alertIn(prediction.truth[0] ?? ''), prediction.truth.includes(choice));
    default:
      return wordsOf(prediction.kind).why(choice, prediction.truth);
  }
}

/** Where nothing fails. */
export const NOTHING_FAILS = 'No check of either side fails in this run, so neither has a reason to refuse.';

function aboutAlert(choice: string, alert: string | null, isTrue: boolean): string {
  if (alert === null)
    return isTrue ? 'Whoever refused has sent no alert.' : 'No alert was sent, and TLS has no other way to tell.';
  const said = `${alert} (${ALERT_WORDS[alert]?.number ?? '?'})`;
  if (isTrue) return `An alert is one number: the other side receives ${said}, and no more of the reason.`;
  if (choice === 'words') return `TLS has no words for a reason: an alert is two bytes, and the second says ${said}.`;
  if (choice === 'nothing') return `Whoever refuses says so before the end, with an alert: ${said}.`;
  return `Each failure has its own alert where the standard names one, and this one’s is ${said}.`;
}

const alertIn = (choice: string): string | null => (choice.startsWith('alert:') ? choice.slice('alert:'.length) : null);

/** What is decided at a ring: stands behind “client” or “server”. `short`: for a narrow stage. */
export function ringText({ what, subject }: Pick<Ring, 'what' | 'subject'>, short = false): string {
  const whose = subject === 'server' ? 'the server’s' : 'the client’s';
  switch (what) {
    case 'path':
      return short ? `checks ${subject}’s path` : `checks the path of ${whose} certificate`;
    case 'revocation':
      return short ? 'checks revocation' : 'checks whether it is revoked';
    case 'signature':
      return short ? 'verifies signature' : `verifies ${whose} signature`;
    case 'finished':
      return short ? 'verifies Finished' : `verifies ${whose} Finished`;
    case 'request':
      return short ? 'reads the request' : 'opens and reads the request';
    case 'answer':
      return short ? 'reads the answer' : 'opens and reads the answer';
  }
}

/** Rows as the diagram has them, for the first line of an answer to P3. */
export interface FlagRows {
  /** Of the flag; null where it is on no row that this run has. `nowhere`: it connects. */
  readonly flag: number | 'nowhere' | null;
  /** Where it fails; null where it connects. */
  readonly fails: number | null;
  /** By how many rows the flag stands too late, negative where too early; null where there is no distance. */
  readonly distance: number | null;
  readonly place: boolean;
  readonly choice: boolean;
}

/** The first line: how far off. */
export function flagLine({ flag, fails, distance, place, choice }: FlagRows): string {
  if (fails === null) return flag === 'nowhere' ? 'Right: it connects.' : 'It does not fail: both sides connect.';
  if (place && choice) return `Right: row ${fails}.`;
  if (place) return `Row ${fails} is right, and the check is another one.`;
  if (flag === 'nowhere' || distance === null) return `It does not connect: it fails at row ${fails}.`;
  const rows = count(Math.abs(distance), 'row');
  if (distance === 0) return `It fails at row ${fails}, next to your flag.`;
  const where = `It fails at row ${fails}, ${rows} ${distance < 0 ? 'later' : 'earlier'}.`;
  return flag === null
    ? where.replace(/(later|earlier)\.$/, distance < 0 ? 'after your flag.' : 'before your flag.')
    : `Not at row ${flag}. ${where}`;
}

/** The first line of an answer to another question. */
export function choiceLine(prediction: Prediction, right: boolean): string {
  const labels = prediction.truth.map((choice) => {
    const { label, said } = choiceWords(prediction, choice);
    return said ?? label;
  });
  const [alert] = prediction.truth.map(alertIn);
  const text = prediction.kind === 'P5' && alert ? `${labels[0]}, ${alert}` : inOneLine(labels);
  return right ? `Right: ${lowered(text)}.` : `Not quite: ${lowered(text)}.`;
}

const inOneLine = (labels: readonly string[]): string =>
  labels.length <= 1 ? (labels[0] ?? 'none of them') : `${labels.slice(0, -1).join(', ')} and ${labels.at(-1)}`;

/** Inside a sentence; a name in capitals stays. */
const lowered = (text: string): string =>
  text
    .split(/(?<=, | and )/)
    .map((part) => (/^[A-Z][a-z]|^A[n]? /.test(part) ? part.charAt(0).toLowerCase() + part.slice(1) : part))
    .join('');

/** Of a check that can be chosen: what it looks at, and what it would take for it to fail. */
const CHECK_CHOICES: Readonly<Partial<Record<CheckId, readonly [detail: string, whyNot: string]>>> = {
  'client.required': [
    'the client shows one',
    'That check fails only where a client shows nothing to a server that wants something.',
  ],
  'chain.build': [
    'each issuer was found',
    'The path breaks only where an issuer’s certificate is neither sent nor known, and a root need not be sent.',
  ],
  'chain.trustAnchor': [
    'the path ends at a trusted root',
    'Which roots count is set by the one who verifies: a signature can be true and its root a stranger.',
  ],
  'signature.verify': [
    'the issuer’s key fits it',
    'The CA’s signature stays true on every copy, so it fails only where a byte or the issuer’s key is another.',
  ],
  'validity.notBefore': [
    'the time has come',
    'The start of validity is compared with the clock of the one who verifies, and with no other.',
  ],
  'validity.notAfter': [
    'the time is not over',
    'Expiry depends on the date in the certificate and on the verifier’s clock, and on nothing else.',
  ],
  'ca.basicConstraints': [
    'every issuer is a CA',
    'A certificate may sign others only where it says that it is a CA; a signature alone does not make one.',
  ],
  'ca.keyCertSign': [
    'every issuer may sign',
    'A CA’s key needs the usage keyCertSign as well: to be a CA is not enough.',
  ],
  'ca.pathLen': ['not too many CAs', 'The CAs below a CA are counted only where its own certificate sets a limit.'],
  'nc.permitted': [
    'the name is inside',
    'A CA’s permitted names bind what it issues, and only where the CA’s certificate has such a list.',
  ],
  'nc.excluded': [
    'the name is not excluded',
    'A CA’s excluded names bind what it issues, and only where the CA’s certificate has such a list.',
  ],
  'ext.unknownCritical': [
    'every critical extension is known',
    'An unknown extension matters only where it is marked as critical; others are passed over.',
  ],
  'crypto.keySize': [
    'the key is long enough',
    'A short key verifies like a long one: only the policy of the one who verifies refuses it.',
  ],
  'crypto.signatureHash': [
    'the hash is strong enough',
    'A signature over a weak hash verifies: only the policy of the one who verifies refuses it.',
  ],
  'identity.san': [
    'there is a list of names',
    'The list of names can be missing only where the certificate has no subjectAltName at all.',
  ],
  'identity.dns': [
    'the host name is in it',
    'A name fits or does not whatever the signature is; a valid certificate can be that of another host.',
  ],
  'eku.serverAuth': [
    'it may be a server’s',
    'The purpose says what a certificate may be used for, and only where it has one that leaves servers out.',
  ],
  'eku.clientAuth': [
    'it may be a client’s',
    'The purpose says what a certificate may be used for, and only where it has one that leaves clients out.',
  ],
  'leaf.keyUsage': [
    'its key may do this',
    'The key’s usage has to fit what this handshake does with it, and that alone.',
  ],
  'revocation.available': [
    'there is an answer',
    'An answer can be missing whatever the certificate is: it depends on the responder and on the way to it.',
  ],
  'revocation.signature': [
    'the answer is the CA’s',
    'An answer counts only with the CA’s signature, or that of a responder that the CA has named.',
  ],
  'revocation.fresh': [
    'the answer is not too old',
    'An answer has dates of its own, which are not those of the certificate.',
  ],
  'revocation.status': [
    'it is not revoked',
    'A revocation is not in the certificate: only the CA’s answer of today can tell.',
  ],
  possession: [
    'its sender holds the key',
    'A signature over the handshake proves the key; it fails only where another key made it or the handshake differs.',
  ],
  'record.mac': [
    'the record opens',
    'A record opens where both sides hold the same keys and nobody has changed a byte of it.',
  ],
  'finished.verify': [
    'both saw the same handshake',
    'Finished fails only where the two sides have seen different messages or hold different secrets.',
  ],
};
