// The client of TLS 1.3: one state for each message that may come next (RFC 9846 appendix A.1). Its own proof goes out with
// its Finished, and it is connected at once: whether the server accepts the proof, it learns from what it reads next.

import { SCHEME_CODES, schemeOf, schemesOf } from '../../crypto/signingKey.ts';
import { anyPublicKeyFromSpki } from '../../crypto/spki.ts';
import type { Certificate } from '../../pki/certificate.ts';
import type { CheckResult } from '../../pki/path/result.ts';
import type { PathResult } from '../../pki/path/validate.ts';
import type { ClientConfig, ClientState } from '../endpoint.ts';
import type { TlsError } from '../error.ts';
import { type Machine, fail as refuse } from '../machine.ts';
import { decodeHandshake } from '../messages/handshake.ts';
import {
  askRevocation,
  commonName,
  decide,
  decodeChain,
  type Judge,
  judgePath,
  possessionCheck,
  type Verdict,
} from '../peer.ts';
import type { FinishedProof, PathProof } from '../proof.ts';
import { answerOf, type Pending, type RevocationAnswer, statusFacts } from '../revocation.ts';
import { client12 } from '../tls12/client.ts';
import type { Turn } from '../turn.ts';
import { checkAnswer, checkReply, checkRetry, firstOffer, type Offer, secondOffer } from './clientHello13.ts';
import { originOf, provePossession13, type ServerIdentity } from './identity.ts';
import { resumptionPsk } from './keySchedule.ts';
import { takeKeyUpdate, updateKeys } from './keyUpdate.ts';
import { find, misplaced } from './messages/extensionTypes.ts';
import { decodeHandshake13 } from './messages/handshake.ts';
import type {
  Certificate13,
  CertificateRequest13,
  CertificateVerify13,
  EncryptedExtensions,
  Handshake13,
  HelloRetryRequest,
  NewSessionTicket,
  ServerHello13,
} from './messages/types.ts';
import type { ClientOptions13 } from './options13.ts';
import {
  type ApplicationKeys,
  checkFinished,
  deriveApplicationKeys,
  deriveHandshakeKeys,
  deriveResumptionSecret,
  type HandshakeKeys,
  verifyData,
} from './secrets13.ts';
import type { Session13 } from './session.ts';
import { privateBytes } from './shares.ts';
import { chooseSigner13, type Signer13, signTranscript } from './signature13.ts';
import { foldFirstHello, hasLeftover, say, transcriptHash } from './speech.ts';
import { reportOffer } from './ticketReport.ts';

/** What every state behind ServerHello remembers. */
interface Agreed13 {
  readonly offer: Offer;
  readonly keys: HandshakeKeys;
  /** Null in a full handshake. */
  readonly resumed: Session13 | null;
}

export type Client13 = { readonly version: 'tls1.3' } & (
  | { readonly name: 'waitServerHello'; readonly offer: Offer }
  | { readonly name: 'waitEncryptedExtensions'; readonly agreed: Agreed13 }
  | { readonly name: 'waitCertificateOrRequest'; readonly agreed: Agreed13 }
  | { readonly name: 'waitCertificate'; readonly agreed: Agreed13; readonly request: CertificateRequest13 | null }
  | {
      readonly name: 'expectRevocationAnswer';
      readonly agreed: Agreed13;
      readonly request: CertificateRequest13 | null;
      readonly pending: Pending;
    }
  | {
      readonly name: 'waitCertificateVerify';
      readonly agreed: Agreed13;
      readonly request: CertificateRequest13 | null;
      readonly path: PathProof;
    }
  | {
      readonly name: 'waitFinished';
      readonly agreed: Agreed13;
      readonly request: CertificateRequest13 | null;
      readonly identity: ServerIdentity;
    }
  | {
      readonly name: 'connected';
      readonly keys: ApplicationKeys;
      readonly identity: ServerIdentity;
      readonly finished: FinishedProof;
      readonly resumption: Uint8Array;
    }
);
type State<Name extends Client13['name']> = Extract<ClientState, { readonly version: 'tls1.3'; readonly name: Name }>;

export function client13(options: ClientOptions13): Machine<ClientState> {
  const machine: Machine<ClientState> = {
    start: (state, turn) => start(state, turn, options),
    handshake(state, turn, raw) {
      if (state.name === 'waitServerHello' && !state.offer.retry && speaksOlder(raw)) return handOver(state, turn, raw);
      const decoded = decodeHandshake13(raw);
      if (!decoded.ok) return fail(state, turn, { kind: 'decode', error: decoded.error });
      const { message } = decoded.value;
      // Nothing that came behind our close_notify matters any more.
      if (state.name === 'closing') return state;
      return (
        take(state, turn, message, raw) ?? fail(state, turn, { kind: 'order', expected: state.name, got: message.type })
      );
    },
    // 5: to be dropped from the first ClientHello to the server's Finished.
    changeCipherSpec: (state) => (state.name.startsWith('wait') ? state : null),
    answer(state, turn, http) {
      if (state.name !== 'expectRevocationAnswer' || state.version !== 'tls1.3') return state;
      const { agreed, request, pending } = state;
      const verdict = decide(turn, judgeOf(state.config), pending.path, answerOf(pending, http));
      return concluded(state, turn, agreed, request, pending.path, verdict);
    },
    updateKeys: (state, turn, request) => {
      updateKeys(turn, 'client', request);
      return state;
    },
    unproven,
    end: (state, ending) => ({ ...base(state), ...ending }),
  };
  const fail = (state: ClientState, turn: Turn, error: TlsError): ClientState =>
    refuse('client', machine, state, turn, error);

  /** Null where the state can't take the message. */
  function take(state: ClientState, turn: Turn, message: Handshake13, raw: Uint8Array): ClientState | null {
    switch (state.name) {
      case 'waitServerHello':
        if (message.type === 'HelloRetryRequest') return state.offer.retry ? null : onRetry(state, turn, message, raw);
        return message.type === 'ServerHello' ? onServerHello(state, turn, message, raw) : null;
      case 'waitEncryptedExtensions':
        return message.type === 'EncryptedExtensions' ? onExtensions(state, turn, message, raw) : null;
      case 'waitCertificateOrRequest':
        if (message.type === 'CertificateRequest') return onRequest(state, turn, message, raw);
        return message.type === 'Certificate' ? onCertificate(state, turn, message, raw, null) : null;
      case 'waitCertificate':
        return message.type === 'Certificate' ? onCertificate(state, turn, message, raw, state.request) : null;
      case 'waitCertificateVerify':
        return message.type === 'CertificateVerify' ? onCertificateVerify(state, turn, message, raw) : null;
      case 'waitFinished':
        return message.type === 'Finished' ? onFinished(state, turn, message.verifyData, raw) : null;
      case 'connected':
        if (state.version !== 'tls1.3') return null;
        if (message.type === 'NewSessionTicket') return onTicket(state, turn, message);
        if (message.type !== 'KeyUpdate') return null;
        return takeKeyUpdate(turn, 'client', message) ? state : fail(state, turn, SPANS_KEYS);
      default:
        return null;
    }
  }

  /** 4.2.4: once more, with what the server asked for. */
  function onRetry(
    state: State<'waitServerHello'>,
    turn: Turn,
    message: HelloRetryRequest,
    raw: Uint8Array,
  ): ClientState {
    const checked = checkRetry(state.offer, message, options);
    if (!checked.ok) return fail(state, turn, checked.error);
    foldFirstHello(turn, checked.suite);
    turn.addToTranscript(raw);
    const offer = secondOffer(turn, state.config, state.offer, message, checked.suite);
    if (offer.retry?.group) reportShares(turn, offer);
    if (offer.session) reportOffer(turn, offer.session, state.config.now);
    turn.sendChangeCipherSpec({ dummy: true });
    say(turn, offer.hello, { facts: helloFacts(state.config, offer) });
    return { ...base(state), name: 'waitServerHello', offer };
  }

  function onServerHello(
    state: State<'waitServerHello'>,
    turn: Turn,
    message: ServerHello13,
    raw: Uint8Array,
  ): ClientState {
    const { offer } = state;
    const checked = checkAnswer(offer, message, options);
    if (!checked.ok) return fail(state, turn, checked.error);
    if (hasLeftover(turn)) return fail(state, turn, SPANS_KEYS);
    turn.addToTranscript(raw);
    turn.emit({ kind: 'secret', secret: 'serverRandom', value: message.random, how: 'received' });
    const { suite, shared, group, resumed } = checked;
    const keys = deriveHandshakeKeys(turn, 'client', { suite, shared, group, psk: resumed?.psk ?? null });
    turn.connection = { ...turn.connection, read: keys.server, write: keys.client };
    return { ...base(state), name: 'waitEncryptedExtensions', agreed: { offer, keys, resumed } };
  }

  function onExtensions(
    state: State<'waitEncryptedExtensions'>,
    turn: Turn,
    { extensions }: EncryptedExtensions,
    raw: Uint8Array,
  ): ClientState {
    const { agreed } = state;
    const refused = checkReply(agreed.offer.hello, extensions);
    if (refused) return fail(state, turn, refused);
    const chosen = find(extensions, 'application_layer_protocol_negotiation')?.protocols ?? [];
    if (chosen.some((protocol) => !state.config.alpn.includes(protocol))) {
      return fail(state, turn, { kind: 'parameter', field: 'extension.application_layer_protocol_negotiation' });
    }
    turn.addToTranscript(raw);
    if (!agreed.resumed) return { ...base(state), name: 'waitCertificateOrRequest', agreed };
    const identity: ServerIdentity = { kind: 'resumed', before: originOf(agreed.resumed.server) };
    return { ...base(state), name: 'waitFinished', agreed, request: null, identity };
  }

  function onRequest(
    state: State<'waitCertificateOrRequest'>,
    turn: Turn,
    request: CertificateRequest13,
    raw: Uint8Array,
  ): ClientState {
    const wrong = misplaced(request.extensions);
    if (wrong) return fail(state, turn, { kind: 'parameter', field: `extension.${wrong}` });
    if (request.context.length > 0)
      return fail(state, turn, { kind: 'parameter', field: 'certificateRequest.context' });
    if (!find(request.extensions, 'signature_algorithms')) {
      return fail(state, turn, { kind: 'hello.missing', extension: 'signature_algorithms' });
    }
    turn.addToTranscript(raw);
    return { ...base(state), name: 'waitCertificate', agreed: state.agreed, request };
  }

  /** 4.5.1: the path is judged at once, the possession of the key with the message that follows. */
  function onCertificate(
    state: State<'waitCertificateOrRequest' | 'waitCertificate'>,
    turn: Turn,
    { context, entries }: Certificate13,
    raw: Uint8Array,
    request: CertificateRequest13 | null,
  ): ClientState {
    const { agreed, config } = state;
    if (context.length > 0) return fail(state, turn, { kind: 'parameter', field: 'certificate.context' });
    for (const entry of entries) {
      const refused = checkReply(agreed.offer.hello, entry.extensions);
      if (refused) return fail(state, turn, refused);
    }
    const decoded = decodeChain(entries.map(({ certificate }) => certificate));
    if (!decoded.ok) return fail(state, turn, { kind: 'certificate', index: decoded.index, error: decoded.error });
    const leaf: Certificate | undefined = decoded.certificates[0];
    // 4.5.1.4: a server without certificate is a decode_error.
    if (!leaf) return fail(state, turn, { kind: 'empty', field: 'certificate.list' });
    turn.addToTranscript(raw);
    turn.emit({
      kind: 'belief',
      belief: 'client.shownCertificate',
      tone: 'neutral',
      facts: { subject: commonName(leaf) },
    });
    const rules = judgeOf(config);
    const path = judgePath(turn, rules, decoded.certificates);
    const pending = askRevocation(turn, rules, path, config.random);
    if (pending) return { ...base(state), name: 'expectRevocationAnswer', agreed, request, pending };
    const stapled = find(entries[0]?.extensions ?? [], 'status_request')?.status;
    const answer: RevocationAnswer =
      rules.revocation !== 'stapled'
        ? { kind: 'notAsked' }
        : { kind: 'stapled', response: stapled?.kind === 'response' ? stapled.response : null };
    return concluded(state, turn, agreed, request, path, decide(turn, rules, path, answer));
  }

  function concluded(
    state: ClientState,
    turn: Turn,
    agreed: Agreed13,
    request: CertificateRequest13 | null,
    path: PathResult,
    verdict: Verdict,
  ): ClientState {
    if (verdict.kind === 'refused') return fail(state, turn, { kind: 'check', check: verdict.check });
    const facts = { name: state.config.serverName, subject: path.path[0] ? commonName(path.path[0]) : '' };
    turn.emit({ kind: 'belief', belief: 'client.certificateValid', tone: 'neutral', facts });
    return { ...base(state), name: 'waitCertificateVerify', agreed, request, path: verdict.proof };
  }

  /** 4.5.2: only who holds the private key of the certificate could sign this very handshake. */
  function onCertificateVerify(
    state: State<'waitCertificateVerify'>,
    turn: Turn,
    message: CertificateVerify13,
    raw: Uint8Array,
  ): ClientState {
    const { agreed, request, path, config } = state;
    const { leaf } = path;
    const scheme = schemeOf(message.scheme);
    const key = anyPublicKeyFromSpki(leaf.spki);
    if (!key.ok) return fail(state, turn, { kind: 'key.type', algorithm: leaf.publicKey.algorithm });
    if (!scheme || !config.schemes.includes(message.scheme) || !schemesOf(key.value, '1.3').includes(scheme)) {
      return fail(state, turn, { kind: 'parameter', field: 'certificateVerify.algorithm' });
    }
    const hash = transcriptHash(turn, agreed.keys.suite);
    const possession = provePossession13(leaf.spki, scheme, 'server', hash, message.signature);
    const check = possessionCheck(
      'server',
      possession ? 'pass' : 'fail',
      { shown: 'CertificateVerify', signedBytes: turn.connection.transcript.length, scheme },
      'tls13.4.5.2',
    );
    turn.emit(
      {
        kind: 'work',
        work: 'possession.verify',
        tone: possession ? 'pass' : 'fail',
        subject: 'server',
        certificates: [leaf.der],
        facts: { subject: commonName(leaf), bytes: turn.connection.transcript.length, scheme },
      },
      { kind: 'check', subject: 'server', check },
    );
    if (!possession) return fail(state, turn, { kind: 'check', check });
    turn.addToTranscript(raw);
    const facts = { name: config.serverName };
    turn.emit({ kind: 'belief', belief: 'client.possessionProven', tone: 'neutral', facts });
    const identity: ServerIdentity = { kind: 'certificate', path, possession };
    return { ...base(state), name: 'waitFinished', agreed, request, identity };
  }

  /** The server's Finished, then all that the client still owes: its certificate, its proof, its Finished. */
  function onFinished(state: State<'waitFinished'>, turn: Turn, received: Uint8Array, raw: Uint8Array): ClientState {
    const { agreed, request, identity, config } = state;
    const name = config.serverName;
    const facts = agreed.resumed ? { name, resumed: true } : { name };
    const { proof: finished, check } = checkFinished(turn, agreed.keys, 'server', received, facts);
    if (!finished) return fail(state, turn, { kind: 'check', check });
    if (hasLeftover(turn)) return fail(state, turn, SPANS_KEYS);
    turn.addToTranscript(raw);
    const keys = deriveApplicationKeys(turn, agreed.keys);
    turn.connection = { ...turn.connection, read: keys.server };
    // A dummy for middleboxes; the one before the second hello was it already.
    if (!agreed.offer.retry) turn.sendChangeCipherSpec({ dummy: true });
    if (request) sendCertificate(turn, config, agreed.keys, request);
    const own = { type: 'Finished', verifyData: verifyData(turn, agreed.keys, 'client') } as const;
    say(turn, own, agreed.resumed ? { facts: { resumed: true } } : {});
    turn.connection = { ...turn.connection, write: keys.client };
    const resumption = deriveResumptionSecret(turn, keys);
    turn.emit({ kind: 'belief', belief: 'client.connected', tone: 'pass', facts }, { kind: 'established' });
    return { ...base(state), name: 'connected', keys, identity, finished, resumption };
  }

  /** Certificate, empty where there is none to show, and CertificateVerify behind one. */
  function sendCertificate(turn: Turn, config: ClientConfig, keys: HandshakeKeys, request: CertificateRequest13): void {
    const signer = chooseSigner13(config, request);
    const chain = signer?.credential.chain ?? [];
    const wanted = find(request.extensions, 'status_request') !== undefined;
    const staple = wanted ? options.staple : null;
    const entries = chain.map((certificate, index) => ({
      certificate,
      extensions:
        index === 0 && staple
          ? [{ type: 'status_request', status: { kind: 'response', response: staple } } as const]
          : [],
    }));
    const facts = { count: chain.length, ...(staple && chain.length > 0 ? statusFacts(staple) : {}) };
    say(turn, { type: 'Certificate', context: request.context, entries }, { certificates: chain, facts });
    if (signer) sendCertificateVerify(turn, config, keys, signer);
  }

  function sendCertificateVerify(turn: Turn, config: ClientConfig, keys: HandshakeKeys, signer: Signer13): void {
    const signature = signTranscript(signer, 'client', transcriptHash(turn, keys.suite), config.random);
    const facts = { bytes: turn.connection.transcript.length, scheme: signer.scheme };
    turn.emit({ kind: 'work', work: 'transcript.sign', tone: 'neutral', subject: null, certificates: [], facts });
    const scheme = SCHEME_CODES[signer.scheme];
    say(turn, { type: 'CertificateVerify', scheme, signature }, { facts: { scheme: signer.scheme } });
  }

  /** 4.7.1: kept by whoever wants to resume. */
  function onTicket(
    state: Extract<ClientState, { version: 'tls1.3'; name: 'connected' }>,
    turn: Turn,
    { lifetime, ageAdd, nonce, ticket, extensions }: NewSessionTicket,
  ): ClientState {
    const wrong = misplaced(extensions);
    if (wrong) return fail(state, turn, { kind: 'parameter', field: `extension.${wrong}` });
    if (lifetime > WEEK_SECONDS) return fail(state, turn, { kind: 'parameter', field: 'newSessionTicket.lifetime' });
    const { keys, identity, resumption, config } = state;
    const session: Session13 = {
      ticket,
      psk: resumptionPsk(keys.suite.hash, resumption, nonce),
      suite: keys.suite,
      receivedAt: config.now,
      lifetimeSeconds: lifetime,
      ageAdd,
      serverName: config.serverName,
      server: identity,
    };
    // 4.7.1: a lifetime of zero says that the ticket is to be thrown away.
    if (lifetime > 0) turn.emit({ kind: 'session', session });
    return state;
  }

  return machine;
}

function start(state: ClientState, turn: Turn, options: ClientOptions13): ClientState {
  const { config } = state;
  const offer = firstOffer(config, options);
  reportShares(turn, offer);
  if (offer.session) reportOffer(turn, offer.session, config.now);
  say(turn, offer.hello, { facts: helloFacts(config, offer) });
  turn.emit(
    { kind: 'secret', secret: 'clientRandom', value: offer.hello.random, how: 'generated' },
    { kind: 'belief', belief: 'client.offered', tone: 'neutral', facts: { serverName: config.serverName } },
  );
  return { ...base(state), name: 'waitServerHello', offer };
}

function reportShares(turn: Turn, { keys }: Offer): void {
  for (const { share, private: own } of keys) {
    turn.emit(
      {
        kind: 'work',
        work: 'ecdhe.generate',
        tone: 'neutral',
        subject: null,
        certificates: [],
        facts: { group: own.group },
      },
      { kind: 'secret', secret: 'clientSharePrivateKey', value: privateBytes(own), how: 'generated' },
      { kind: 'secret', secret: 'clientShare', value: share, how: 'derived' },
    );
  }
}

/** A ServerHello without supported_versions speaks TLS 1.2 or older. */
function speaksOlder(raw: Uint8Array): boolean {
  const decoded = decodeHandshake13(raw);
  if (!decoded.ok || decoded.value.message.type !== 'ServerHello') return false;
  return find(decoded.value.message.extensions, 'supported_versions') === undefined;
}

/** The hello that went out offered 1.2 too, or else the machine of 1.2 refuses the version. */
function handOver(state: State<'waitServerHello'>, turn: Turn, raw: Uint8Array): ClientState {
  const own = decodeHandshake(turn.connection.transcript);
  if (!own.ok || own.value.message.type !== 'ClientHello') throw new Error('our own ClientHello can not be read');
  const { connection, config } = state;
  const older: ClientState = {
    version: 'tls1.2',
    name: 'expectServerHello',
    connection,
    config,
    hello: own.value.message,
  };
  return client12.handshake(older, turn, raw);
}

/** The server's certificate was accepted, and its signature never came to the test. */
function unproven(state: ClientState, turn: Turn, error: TlsError): void {
  if (state.name !== 'waitCertificateVerify') return;
  if (error.kind === 'check' && error.check.check === 'possession') return;
  const check: CheckResult = possessionCheck('server', 'not-reached', { reason: 'ended before' }, 'tls13.4.5.2');
  turn.emit({ kind: 'check', subject: 'server', check });
}

function helloFacts({ serverName }: ClientConfig, { hello, keys, session }: Offer) {
  const groups = keys.map((key) => key.private.group).join(', ');
  return { suites: hello.suites.length, serverName, groups, ...(session ? { resumes: true } : {}) };
}

function judgeOf({ anchors, now, serverName: name, revocation, revocationPolicy }: ClientConfig): Judge {
  const rules = { subject: 'server', anchors, now, name, revocation, revocationPolicy } as const;
  return { ...rules, leafKeyUsage: 'digitalSignature', possession: 'tls13.4.5.2' };
}

const SPANS_KEYS: TlsError = { kind: 'order', expected: 'the end of the record', got: 'more handshake bytes' };
const WEEK_SECONDS = 604_800;
const base = ({ connection, config }: ClientState) => ({ version: 'tls1.3', connection, config }) as const;
