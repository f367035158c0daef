// The words of the rules of the protocol itself: what holds, and how it reads when a message breaks it.
import type { Evidence as EvidenceOf } from '../../pki/path/evidence.ts';
import type { CheckResult, ProtocolCheckId } from '../../pki/path/result.ts';
import type { ParameterProblem } from '../../tls/error.ts';
import { text } from '../phrases.ts';
import type { CheckWords } from '../types.ts';

type Evidence = EvidenceOf<ProtocolCheckId>;

interface ProtocolWords extends CheckWords {
  /** One or two words for a failure. */
  readonly short: string;
  /** Half a sentence. */
  readonly failure: (evidence: Evidence) => string;
  readonly mend: string;
}

/** Why a value that can be read is refused, as the end of a sentence that begins with the field. */
export const PROBLEM_WORDS: Readonly<Record<ParameterProblem, string>> = {
  alreadySent: 'asks for a key share that the client has sent already',
  asksForNothing: 'asks the client to change nothing',
  changed: 'differs from the one in the first ClientHello',
  empty: 'is empty',
  misplaced: 'must not stand in this message',
  noUncompressed: 'lacks the format uncompressed',
  notAsked: 'is not what the HelloRetryRequest asked for',
  notEchoed: 'is not a copy of the value that this side sent',
  notEmpty: 'must be empty here',
  notLast: 'must be the last extension',
  notLegacy: 'must be 0x0303 in TLS 1.3',
  notListed: 'has a share of a group that supported_groups does not list',
  notOffered: 'was not offered',
  notOneEach: 'needs one entry for each ticket',
  onlyOlder: 'was offered for TLS 1.2 only',
  tooLong: 'is longer than seven days',
  twice: 'has two shares of one group',
  unusable: 'is no valid public key of its group',
};

export const PROTOCOL_WORDS: Readonly<Record<ProtocolCheckId, ProtocolWords>> = {
  order: {
    title: 'Message order',
    plain: 'In each state of the handshake only certain messages may come next.',
    why: 'A message that is skipped or repeated could leave out a proof.',
    wrong: 'The order counts before the content: what may not come now is not read at all.',
    short: 'unexpected message',
    failure: (e) =>
      e.problem === undefined
        ? `${cameText(e.value)} must not come here${expectedText(e.expected)}`
        : `${fieldOf(e)} cannot be read: ${e.problem}`,
    mend: 'Look at which message the peer left out, repeated or sent too early.',
  },
  flood: {
    title: 'Number of messages',
    plain: 'Messages that change nothing may come a few times, and not without end.',
    why: 'Otherwise a peer could keep this side busy for ever with messages that cost it nothing.',
    wrong: 'The standard sets no number. Each program has its own limit.',
    short: 'too many messages',
    failure: (e) => `more than ${e.limit ?? 'a few'} messages changed nothing, the last one ${e.value ?? 'of them'}`,
    mend: 'Let the peer send such messages only where something has changed.',
  },
  decode: {
    title: 'Message encoding',
    plain: 'Each length fits what follows, and each field lies within its bounds.',
    why: 'If two programs read a broken message differently, an attacker can use the difference.',
    wrong: 'A length that is wrong by one makes all that follows unreadable.',
    short: 'unreadable message',
    failure: (e) => `${fieldOf(e)} cannot be read${text(e.problem) === null ? '' : `: ${e.problem}`}`,
    mend: 'Look at the byte that is named: the length before it, or the field in front of it.',
  },
  parameter: {
    title: 'Parameter values',
    plain: 'Each value is one that may stand there, and agrees with what was said before.',
    why: 'A server chooses among what the client offered. Anything else was not agreed on.',
    wrong: 'A value can be well-formed and still be illegal.',
    short: 'illegal value',
    failure: (e) => (e.missing === undefined ? parameterText(e) : missingText(e)),
    mend: 'Compare the named field with what the other side offered or asked for.',
  },
  'record.overflow': {
    title: 'Record length',
    plain: 'A record holds at most 2^14 bytes, and a little more where it is encrypted.',
    why: 'The receiver keeps a record in memory until it is complete.',
    wrong: 'A longer message is no error: it takes several records.',
    short: 'record too long',
    failure: (e) => `the record has ${e.value ?? 'too many'} bytes`,
    mend: 'Split what is sent into records of at most 2^14 bytes.',
  },
  'hello.version': {
    title: 'Protocol version',
    plain: 'The hello names a version of TLS that the other side speaks, in the field that counts.',
    why: 'Without a common version there is no protocol to speak.',
    wrong: 'With TLS 1.3 the versions stand in supported_versions. The old field must say 0x0303.',
    short: 'no common version',
    failure: (e) => `this side does not accept ${text(e.value) ?? 'the version in the hello'}`,
    mend: 'Enable a version on one side that the other side has.',
  },
  'hello.downgrade': {
    title: 'Version downgrade',
    plain: 'The end of the server’s random does not say that the server could have spoken a newer version.',
    why: 'Whoever removes TLS 1.3 from the ClientHello cannot change this random without being noticed.',
    wrong: 'The mark is part of the random. Old clients do not look at it.',
    short: 'downgrade',
    failure: () => 'the server’s random says that it could speak a newer version',
    mend: 'Look for a device on the way that changes ClientHello.',
  },
  'hello.cipher': {
    title: 'Cipher suite',
    plain: 'The server finds a suite that both know, and the client gets one that it offered.',
    why: 'The suite names the algorithms of the connection.',
    wrong: 'Suites of TLS 1.2 and of TLS 1.3 are different lists.',
    short: 'no common cipher',
    failure: (e) =>
      e.field === 'serverHello.cipherSuite'
        ? `the suite ${e.value} was not offered`
        : 'none of the client’s suites can be used',
    mend: 'Enable a suite on one side that the other side has and that fits the certificate’s key.',
  },
  'hello.compression': {
    title: 'Compression method',
    plain: 'The hello offers no method to compress data.',
    why: 'Compression lets an observer guess secrets from the length of what is encrypted.',
    wrong: 'The field is still in every hello, with the single value 0.',
    short: 'compression',
    failure: (e) => `the compression method must be null, and the hello has ${e.value ?? 'another one'}`,
    mend: 'Switch compression off.',
  },
  'hello.extension': {
    title: 'Extensions in the reply',
    plain: 'A reply carries an extension only where the request had it.',
    why: 'A side that did not ask may not know what the extension means.',
    wrong: 'The cookie of a HelloRetryRequest is the exception.',
    short: 'unasked extension',
    failure: (e) => `${extensionText(e.value)} was not asked for`,
    mend: 'Let the peer answer only the extensions of the request.',
  },
  'hello.missing': {
    title: 'Required extensions',
    plain: 'The message has each extension that it must have in this version.',
    why: 'In TLS 1.3 keys, groups and signatures are agreed on in extensions.',
    wrong:
      'An extension that the receiver does not know counts as absent, also where it is another one with a wrong number.',
    short: 'extension missing',
    failure: (e) => `the extension ${e.missing ?? 'that is required'} is missing`,
    mend: 'Look at the list of extensions in the message: is one left out, or its number wrong?',
  },
  'hello.group': {
    title: 'Key-exchange group',
    plain: 'One of the groups for key agreement is known to both.',
    why: 'Both sides need key pairs of the same group.',
    wrong: 'The list counts, not only the key shares that came with it.',
    short: 'no common group',
    failure: (e) => `none of the groups ${text(e.value) ?? ''} is known here`,
    mend: 'Enable a group on one side that the other side has.',
  },
  'hello.scheme': {
    title: 'Signature scheme',
    plain: 'The server’s key can sign in a way that the client can verify.',
    why: 'The server proves its key by a signature.',
    wrong: 'The kind of the key in the certificate limits the schemes.',
    short: 'no common signature',
    failure: () => 'the server’s key cannot sign in any way that the client can verify',
    mend: 'Use a certificate with a key of another kind, or let the client offer more schemes.',
  },
  'hello.sni': {
    title: 'Server name (SNI)',
    plain: 'The name in server_name is one that the server has a certificate for.',
    why: 'One address can serve many names.',
    wrong: 'Most servers go on with a default certificate instead.',
    short: 'unknown name',
    failure: (e) => `the name ${text(e.value) ?? ''} is not served here`,
    mend: 'Ask for a name that the server has, or add the name to its configuration.',
  },
  'hello.alpn': {
    title: 'Application protocol (ALPN)',
    plain: 'One of the protocols in ALPN is known to both.',
    why: 'Both sides must speak the same protocol inside the connection.',
    wrong: 'A server that ignores ALPN goes on without it.',
    short: 'no common protocol',
    failure: (e) => `none of the protocols ${text(e.value) ?? ''} is spoken here`,
    mend: 'Let both sides name the protocol that they speak.',
  },
  'hello.renegotiation': {
    title: 'Renegotiation (renegotiation_info)',
    plain: 'In the first handshake of a connection, renegotiation_info is empty.',
    why: 'Otherwise somebody could put a foreign handshake in front of this one.',
    wrong: 'In a first handshake the extension must be empty.',
    short: 'renegotiation',
    failure: () => 'renegotiation_info is not empty, though this is the first handshake',
    mend: 'Look for a device on the way that joins two connections.',
  },
  'key.type': {
    title: 'Kind of key',
    plain: 'The key in the certificate is of the kind that the suite needs.',
    why: 'An RSA key cannot make the signature of an ECDSA suite.',
    wrong: 'The CA’s signature on the certificate may be of another kind.',
    short: 'unsuitable key',
    failure: (e) => `a key of the kind ${text(e.value) ?? ''} cannot be used here`,
    mend: 'Use a certificate with a key of the kind that the suite names.',
  },
};

export const hasProtocolWords = (id: string): id is ProtocolCheckId => Object.hasOwn(PROTOCOL_WORDS, id);

/** Of a rule of the protocol. */
export const isOfProtocol = (result: CheckResult): result is CheckResult<ProtocolCheckId> =>
  hasProtocolWords(result.check);

/** One value for each of them. */
export const mapProtocol = <T>(value: (words: ProtocolWords) => T): Record<ProtocolCheckId, T> =>
  Object.fromEntries(Object.entries(PROTOCOL_WORDS).map(([id, words]) => [id, value(words)])) as Record<
    ProtocolCheckId,
    T
  >;

/** `ClientHello, clientHello.cipherSuites = …, byte 44`: where, what, and what was wanted. */
export function protocolEvidence(e: Evidence): string {
  const parts = [
    [text(e.message), text(e.field)].filter((part) => part !== null).join(', '),
    e.missing === undefined ? null : `missing: ${e.missing}`,
    e.value === undefined ? null : `value: ${e.value}`,
    e.unknown === undefined ? null : `not known: ${e.unknown}`,
    e.problem === undefined || e.missing !== undefined ? null : problemText(e),
    expectedText(e.expected).slice(2),
    e.limit === undefined ? null : `limit: ${e.limit}`,
    e.certificate === undefined ? null : `certificate ${e.certificate}`,
    e.byte === undefined ? null : `byte ${e.byte}${e.record === undefined ? '' : ' of what is inside the record'}`,
    e.record === undefined ? null : `the record begins at byte ${e.record} of all that was sent`,
  ];
  return parts.filter((part) => part !== null && part !== '').join('; ');
}

/** `the field “cipher suites”`, `the field “key” in the extension key_share`, `the extension server_name`, `ServerHello`. */
function fieldOf(e: Evidence): string {
  const [whole, ...parts] = (text(e.field) ?? '').split('.');
  if (whole === undefined || whole === '') return 'a field';
  if (whole === 'extension') {
    const [name, ...inner] = parts;
    const extension = name === 'unknown' || name === undefined ? 'an unknown extension' : `the extension ${name}`;
    return inner.length === 0 ? extension : `the field “${plainName(inner)}” in ${extension}`;
  }
  if (parts.length === 0) return whole === 'certificate' ? 'a certificate in it' : `the ${whole}`;
  const where = whole === 'record' ? ' of the record' : whole === 'handshake' ? ' of the message' : '';
  return `the field “${plainName(parts)}”${where}`;
}

/** `list.entry.serialNumber` becomes `entry: serial number`: the last two parts of an id, as words. */
const plainName = (parts: readonly string[]): string =>
  parts.length > 1 && parts.at(-1) === 'length' ? `length of ${plainName(parts.slice(0, -1))}` : wordsOf(parts);

const wordsOf = (parts: readonly string[]): string =>
  parts
    .filter((part, i) => part !== 'list' || i === parts.length - 1)
    .slice(-2)
    .map((part) => part.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase())
    .join(': ');

/** A problem that a decoder found is told in its own words. */
function problemText({ problem, message }: Evidence): string {
  if (problem === 'changed' && message === 'ServerHello') return 'differs from the one in the HelloRetryRequest';
  const known = Object.entries(PROBLEM_WORDS).find(([id]) => id === problem);
  return known?.[1] ?? problem ?? 'is not allowed';
}

const parameterText = (e: Evidence): string =>
  e.problem === 'changed' && e.field === 'extension.unknown'
    ? `${extensionText(e.value)} was not in the first ClientHello`
    : `${fieldOf(e)} ${problemText(e)}`;

const missingText = (e: Evidence): string =>
  `${extensionText(e.missing)} is missing${e.problem === 'changed' ? ', and the first ClientHello had it' : ''}`;

/** One that has no name is called `extension 307`. */
function extensionText(name: string | number | undefined): string {
  const said = `${name ?? 'unknown'}`;
  return said.startsWith('extension ') ? said : `the extension ${said}`;
}

/** What came, by the name of its message or record. */
function cameText(value: string | number | undefined): string {
  const came = text(value) ?? 'a message';
  return CAME[came] ?? came;
}

const CAME: Readonly<Record<string, string>> = {
  applicationData: 'application data',
  changeCipherSpec: 'ChangeCipherSpec',
  'more handshake bytes': 'another handshake message in the same record',
};

/** `: ServerHello is expected`, of the state that waits; nothing where no message is expected by name. */
function expectedText(state: string | undefined): string {
  const [, waited] = /^(?:expect|wait)([A-Z].*)$/.exec(text(state) ?? '') ?? [];
  if (waited !== undefined) return `: ${AWAITED[waited] ?? waited} is expected`;
  const known = STATES[text(state) ?? ''];
  return known === undefined ? '' : `: ${known}`;
}

const AWAITED: Readonly<Record<string, string>> = {
  CertificateOrRequest: 'Certificate or CertificateRequest',
  CertificateRequestOrDone: 'CertificateRequest or ServerHelloDone',
  SecondClientHello: 'the second ClientHello',
};

const STATES: Readonly<Record<string, string>> = {
  connected: 'the handshake is over',
  'rest of a handshake message': 'the rest of a handshake message is expected',
  'the end of the record': 'the record must end before the keys change',
};
