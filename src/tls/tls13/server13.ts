// The server of TLS 1.3: one state for each message that may come next (RFC 9846 appendix A.2). It may send data behind its
// own Finished; here it waits for the client's, so that it knows to whom it speaks.

import { equalBytes } from '../../bytes/hex.ts';
import { GROUPS } from '../../crypto/keyAgreement.ts';
import { SCHEME_CODES, type SignatureSchemeName, schemeOf, schemesOf } from '../../crypto/signingKey.ts';
import { anyPublicKeyFromSpki } from '../../crypto/spki.ts';
import { parseCertificate } from '../../pki/certificate.ts';
import type { CheckResult } from '../../pki/path/result.ts';
import type { ServerConfig, ServerState } from '../endpoint.ts';
import type { TlsError } from '../error.ts';
import { TLS_1_2, TLS_1_3 } from '../hello.ts';
import { type Machine, fail as refuse } from '../machine.ts';
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
import type { Turn } from '../turn.ts';
import { type ClientIdentity13, provePossession13 } from './identity.ts';
import { resumptionPsk } from './keySchedule.ts';
import { takeKeyUpdate, updateKeys } from './keyUpdate.ts';
import { type Extension13, find, misplaced } from './messages/extensionTypes.ts';
import { decodeHandshake13 } from './messages/handshake.ts';
import type { Certificate13, CertificateVerify13, ClientHello13, Handshake13 } from './messages/types.ts';
import type { ServerOptions13, TicketSettings } from './options13.ts';
import {
  type ApplicationKeys,
  checkFinished,
  deriveApplicationKeys,
  deriveHandshakeKeys,
  deriveResumptionSecret,
  type HandshakeKeys,
  verifyData,
} from './secrets13.ts';
import { type Choice, changedField, choose, cookieOf } from './serverHello13.ts';
import { sealTicket } from './session.ts';
import { signTranscript } from './signature13.ts';
import { foldFirstHello, hasLeftover, say, sayAfterwards, transcriptHash } from './speech.ts';
import { reportTicket, whose } from './ticketReport.ts';

interface Retry {
  readonly hello: ClientHello13;
  readonly choice: Choice;
  readonly cookie: Uint8Array;
}

interface Flight {
  readonly serverName: string | null;
  readonly handshake: HandshakeKeys;
  readonly application: ApplicationKeys;
}

export type Server13 = { readonly version: 'tls1.3' } & (
  | { readonly name: 'waitSecondClientHello'; readonly retry: Retry }
  | { readonly name: 'waitCertificate'; readonly flight: Flight }
  | { readonly name: 'expectRevocationAnswer'; readonly flight: Flight; readonly pending: Pending }
  | { readonly name: 'waitCertificateVerify'; readonly flight: Flight; readonly path: PathProof }
  | { readonly name: 'waitFinished'; readonly flight: Flight; readonly identity: ClientIdentity13 }
  | {
      readonly name: 'connected';
      readonly keys: ApplicationKeys;
      readonly identity: ClientIdentity13;
      readonly finished: FinishedProof;
    }
);
type State<Name extends Server13['name']> = Extract<ServerState, { readonly version: 'tls1.3'; readonly name: Name }>;

export function server13(options: ServerOptions13): Machine<ServerState> {
  const machine: Machine<ServerState> = {
    start: (state) => state,
    handshake(state, turn, raw) {
      const decoded = decodeHandshake13(raw);
      if (!decoded.ok) return fail(state, turn, { kind: 'decode', error: decoded.error });
      if (state.name === 'closing') return state;
      const { message } = decoded.value;
      return (
        take(state, turn, message, raw) ?? fail(state, turn, { kind: 'order', expected: state.name, got: message.type })
      );
    },
    // 5: to be dropped from the first ClientHello to the client's Finished.
    changeCipherSpec: (state) => (state.name.startsWith('wait') ? state : null),
    answer(state, turn, http) {
      if (state.name !== 'expectRevocationAnswer' || state.version !== 'tls1.3') return state;
      const verdict = decide(turn, judgeOf(state.config, options), state.pending.path, answerOf(state.pending, http));
      return concluded(state, turn, state.flight, verdict);
    },
    updateKeys: (state, turn, request) => {
      updateKeys(turn, 'server', request);
      return state;
    },
    unproven: () => {},
    end: (state, ending) => ({ ...base(state), ...ending }),
  };
  const fail = (state: ServerState, turn: Turn, error: TlsError): ServerState =>
    refuse('server', machine, state, turn, error);

  /** Null where the state can't take the message. */
  function take(state: ServerState, turn: Turn, message: Handshake13, raw: Uint8Array): ServerState | null {
    switch (state.name) {
      case 'expectClientHello':
        return message.type === 'ClientHello' ? onHello(state, turn, message, raw, null) : null;
      case 'waitSecondClientHello':
        return message.type === 'ClientHello' ? onHello(state, turn, message, raw, state.retry) : null;
      case 'waitCertificate':
        return message.type === 'Certificate' ? onCertificate(state, turn, message, raw) : null;
      case 'waitCertificateVerify':
        return message.type === 'CertificateVerify' ? onCertificateVerify(state, turn, message, raw) : null;
      case 'waitFinished':
        return message.type === 'Finished' ? onFinished(state, turn, message.verifyData, raw) : null;
      case 'connected':
        // 4.2.2: there is no renegotiation; any ClientHello now is unexpected.
        if (message.type !== 'KeyUpdate') return null;
        return takeKeyUpdate(turn, 'server', message) ? state : fail(state, turn, SPANS_KEYS);
      default:
        return null;
    }
  }

  function onHello(
    state: ServerState,
    turn: Turn,
    hello: ClientHello13,
    raw: Uint8Array,
    retry: Retry | null,
  ): ServerState {
    const { config } = state;
    const broken = retry ? brokenRetry(retry, hello) : null;
    if (broken) return fail(state, turn, { kind: 'parameter', field: broken });
    // 4.3.11: the binders are the end of the hello.
    const at = hello.extensions.findIndex(({ type }) => type === 'pre_shared_key');
    const psk = hello.extensions[at];
    if (psk && at !== hello.extensions.length - 1) {
      return fail(state, turn, { kind: 'parameter', field: 'extension.pre_shared_key' });
    }
    if (psk?.type === 'pre_shared_key' && psk.psk.kind === 'offer') {
      if (psk.psk.identities.length !== psk.psk.binders.length) {
        return fail(state, turn, { kind: 'parameter', field: 'extension.pre_shared_key.binders' });
      }
    }
    const chosen = choose(hello, raw, turn.connection.transcript, config, options);
    if (!chosen.ok) {
      if (chosen.offered) reportTicket(turn, chosen.offered, config.now);
      return fail(state, turn, chosen.error);
    }
    const { choice } = chosen;
    turn.addToTranscript(raw);
    if (!retry) turn.emit({ kind: 'secret', secret: 'clientRandom', value: hello.random, how: 'received' });
    if (choice.kind === 'answer') return answer(state, turn, hello, choice, retry !== null);
    // A second retry is not allowed: this hello had to bring the share.
    if (retry) return fail(state, turn, { kind: 'parameter', field: 'extension.key_share.group' });
    return askAgain(state, turn, hello, choice);
  }

  function askAgain(state: ServerState, turn: Turn, hello: ClientHello13, choice: Choice): ServerState {
    const cookie = cookieOf(state.config);
    foldFirstHello(turn, choice.suite);
    const group = GROUPS[choice.group];
    say(
      turn,
      {
        type: 'HelloRetryRequest',
        ...helloBody(hello, choice),
        extensions: [
          { type: 'supported_versions', versions: [TLS_1_3] },
          { type: 'key_share', share: { kind: 'retry', group } },
          { type: 'cookie', cookie },
        ],
      },
      { facts: { group: choice.group, suite: choice.suite.name } },
    );
    if (hello.sessionId.length > 0) turn.sendChangeCipherSpec({ dummy: true });
    return { ...base(state), name: 'waitSecondClientHello', retry: { hello, choice, cookie } };
  }

  /** The whole flight: ServerHello, EncryptedExtensions, [CertificateRequest,] Certificate, CertificateVerify, Finished. */
  function answer(
    state: ServerState,
    turn: Turn,
    hello: ClientHello13,
    choice: Choice & { kind: 'answer' },
    retried: boolean,
  ): ServerState {
    const { config } = state;
    const { suite, group, shared, share, by } = choice;
    if (hasLeftover(turn)) return fail(state, turn, SPANS_KEYS);
    const resumption = 'ticket' in by ? by : null;
    if (resumption) reportTicket(turn, resumption.offered, config.now);
    const random = config.random('server.random', 32);
    const extensions: Extension13[] = [
      { type: 'supported_versions', versions: [TLS_1_3] },
      { type: 'key_share', share: { kind: 'answer', entry: { group: GROUPS[group], key: share } } },
    ];
    if (resumption) extensions.push({ type: 'pre_shared_key', psk: { kind: 'selected', index: resumption.index } });
    turn.emit(
      { kind: 'work', work: 'ecdhe.generate', tone: 'neutral', subject: null, certificates: [], facts: { group } },
      { kind: 'secret', secret: 'serverSharePrivateKey', value: choice.scalar, how: 'generated' },
      { kind: 'secret', secret: 'serverShare', value: share, how: 'derived' },
    );
    say(
      turn,
      { type: 'ServerHello', random, ...helloBody(hello, choice), extensions },
      { facts: { suite: suite.name, group, ...(resumption ? { resumes: true } : {}) } },
    );
    turn.emit(
      { kind: 'secret', secret: 'serverRandom', value: random, how: 'generated' },
      {
        kind: 'belief',
        belief: 'server.anonymous',
        tone: 'neutral',
        facts: resumption ? whose(resumption.ticket) : {},
      },
    );
    // A dummy for middleboxes; the one behind the HelloRetryRequest was it already.
    if (hello.sessionId.length > 0 && !retried) turn.sendChangeCipherSpec({ dummy: true });
    const psk = resumption?.ticket.psk ?? null;
    const handshake = deriveHandshakeKeys(turn, 'server', { suite, shared, group, psk });
    turn.connection = { ...turn.connection, read: handshake.client, write: handshake.server };
    sayExtensions(turn, choice);
    if (!resumption && config.clientCertificate !== 'none') sayRequest(turn, config);
    if ('scheme' in by) sayCertificate(turn, config, hello, handshake, by.scheme);
    const finished = { type: 'Finished', verifyData: verifyData(turn, handshake, 'server') } as const;
    say(turn, finished, resumption ? { facts: { resumed: true } } : {});
    const application = deriveApplicationKeys(turn, handshake);
    turn.connection = { ...turn.connection, write: application.server };
    const flight: Flight = { serverName: choice.serverName, handshake, application };
    if (resumption) {
      const { client } = resumption.ticket;
      const leaf = client ? parseCertificate(client) : null;
      const identity: ClientIdentity13 = { kind: 'resumed', leaf, proof: resumption.proof };
      return { ...base(state), name: 'waitFinished', flight, identity };
    }
    return config.clientCertificate === 'none'
      ? { ...base(state), name: 'waitFinished', flight, identity: { kind: 'anonymous' } }
      : { ...base(state), name: 'waitCertificate', flight };
  }

  function sayExtensions(turn: Turn, { serverName, alpn }: Choice): void {
    const extensions: Extension13[] = [];
    if (serverName !== null) extensions.push({ type: 'server_name', name: null });
    if (alpn !== null) extensions.push({ type: 'application_layer_protocol_negotiation', protocols: [alpn] });
    say(turn, { type: 'EncryptedExtensions', extensions }, { facts: alpn === null ? {} : { alpn } });
  }

  function sayRequest(turn: Turn, { anchors, schemes }: ServerConfig): void {
    const authorities = anchors.map((anchor) => anchor.subject.der);
    const [first] = anchors;
    const extensions: Extension13[] = [{ type: 'signature_algorithms', schemes }];
    if (authorities.length > 0) extensions.push({ type: 'certificate_authorities', authorities });
    if (options.asksForStaple) extensions.push({ type: 'status_request', status: { kind: 'empty' } });
    say(
      turn,
      { type: 'CertificateRequest', context: new Uint8Array(), extensions },
      { facts: { authorities: authorities.length, authority: first ? commonName(first) : '' } },
    );
  }

  function sayCertificate(
    turn: Turn,
    { credential, staple, random }: ServerConfig,
    hello: ClientHello13,
    keys: HandshakeKeys,
    scheme: SignatureSchemeName,
  ): void {
    const { chain } = credential;
    const asked = find(hello.extensions, 'status_request')?.status;
    const stapled = asked?.kind === 'request' && asked.request.type === 'ocsp' ? staple : null;
    const entries = chain.map((certificate, index) => ({
      certificate,
      extensions:
        index === 0 && stapled
          ? [{ type: 'status_request', status: { kind: 'response', response: stapled } } as const]
          : [],
    }));
    const facts = { count: chain.length, ...(stapled ? statusFacts(stapled) : {}) };
    say(turn, { type: 'Certificate', context: new Uint8Array(), entries }, { certificates: chain, facts });
    const signature = signTranscript({ credential, scheme }, 'server', transcriptHash(turn, keys.suite), random);
    turn.emit({
      kind: 'work',
      work: 'transcript.sign',
      tone: 'neutral',
      subject: null,
      certificates: [],
      facts: { bytes: turn.connection.transcript.length, scheme },
    });
    say(turn, { type: 'CertificateVerify', scheme: SCHEME_CODES[scheme], signature }, { facts: { scheme } });
  }

  function onCertificate(
    state: State<'waitCertificate'>,
    turn: Turn,
    { context, entries }: Certificate13,
    raw: Uint8Array,
  ): ServerState {
    const { config, flight } = state;
    if (context.length > 0) return fail(state, turn, { kind: 'parameter', field: 'certificate.context' });
    const refused = unasked(entries, options);
    if (refused) return fail(state, turn, refused);
    turn.addToTranscript(raw);
    if (entries.length === 0) return withoutCertificate(state, turn);
    const decoded = decodeChain(entries.map(({ certificate }) => certificate));
    if (!decoded.ok) return fail(state, turn, { kind: 'certificate', index: decoded.index, error: decoded.error });
    const leaf = decoded.certificates[0];
    const subject = leaf ? commonName(leaf) : '';
    turn.emit({ kind: 'belief', belief: 'server.shownCertificate', tone: 'neutral', facts: { subject } });
    const rules = judgeOf(config, options);
    const path = judgePath(turn, rules, decoded.certificates);
    const pending = askRevocation(turn, rules, path, config.random);
    if (pending) return { ...base(state), name: 'expectRevocationAnswer', flight, pending };
    const stapled = find(entries[0]?.extensions ?? [], 'status_request')?.status;
    const response = stapled?.kind === 'response' ? stapled.response : null;
    const learnt: RevocationAnswer =
      rules.revocation === 'stapled' ? { kind: 'stapled', response } : { kind: 'notAsked' };
    return concluded(state, turn, flight, decide(turn, rules, path, learnt));
  }

  /** 4.5.1.4: whether the server goes on without authentication is its own decision. */
  function withoutCertificate(state: State<'waitCertificate'>, turn: Turn): ServerState {
    const required = state.config.clientCertificate === 'require';
    const check: CheckResult = {
      certificate: null,
      check: 'client.required',
      result: required ? 'fail' : 'pass',
      reference: 'tls13.4.5.1',
      evidence: { certificates: 0, policy: state.config.clientCertificate },
    };
    const tone = required ? 'fail' : 'neutral';
    turn.emit(
      { kind: 'work', work: 'certificate.missing', tone, subject: 'client', certificates: [], facts: { required } },
      { kind: 'check', subject: 'client', check },
    );
    if (!required) {
      return { ...base(state), name: 'waitFinished', flight: state.flight, identity: { kind: 'anonymous' } };
    }
    const possession = possessionCheck('client', 'not-reached', { reason: 'no certificate' }, 'tls13.4.5.2');
    turn.emit({ kind: 'check', subject: 'client', check: possession });
    return fail(state, turn, { kind: 'check', check });
  }

  function concluded(state: ServerState, turn: Turn, flight: Flight, verdict: Verdict): ServerState {
    if (verdict.kind === 'refused') return fail(state, turn, { kind: 'check', check: verdict.check });
    const subject = commonName(verdict.proof.leaf);
    turn.emit({ kind: 'belief', belief: 'server.certificateValid', tone: 'neutral', facts: { subject } });
    return { ...base(state), name: 'waitCertificateVerify', flight, path: verdict.proof };
  }

  function onCertificateVerify(
    state: State<'waitCertificateVerify'>,
    turn: Turn,
    message: CertificateVerify13,
    raw: Uint8Array,
  ): ServerState {
    const { flight, path, config } = state;
    const { leaf } = path;
    const scheme = schemeOf(message.scheme);
    const key = anyPublicKeyFromSpki(leaf.spki);
    if (!key.ok) return fail(state, turn, { kind: 'key.type', algorithm: leaf.publicKey.algorithm });
    if (!scheme || !config.schemes.includes(message.scheme) || !schemesOf(key.value, '1.3').includes(scheme)) {
      return fail(state, turn, { kind: 'parameter', field: 'certificateVerify.algorithm' });
    }
    const hash = transcriptHash(turn, flight.handshake.suite);
    const possession = provePossession13(leaf.spki, scheme, 'client', hash, message.signature);
    const bytes = turn.connection.transcript.length;
    const check = possessionCheck(
      'client',
      possession ? 'pass' : 'fail',
      { shown: 'CertificateVerify', signedBytes: bytes, scheme },
      'tls13.4.5.2',
    );
    const subject = commonName(leaf);
    turn.emit(
      {
        kind: 'work',
        work: 'possession.verify',
        tone: possession ? 'pass' : 'fail',
        subject: 'client',
        certificates: [leaf.der],
        facts: { subject, bytes, scheme },
      },
      { kind: 'check', subject: 'client', check },
    );
    if (!possession) return fail(state, turn, { kind: 'check', check });
    turn.addToTranscript(raw);
    turn.emit({ kind: 'belief', belief: 'server.possessionProven', tone: 'neutral', facts: { subject } });
    return { ...base(state), name: 'waitFinished', flight, identity: { kind: 'certificate', path, possession } };
  }

  /** The client's Finished; tickets for the next time go out behind it. */
  function onFinished(state: State<'waitFinished'>, turn: Turn, received: Uint8Array, raw: Uint8Array): ServerState {
    const { flight, identity, config } = state;
    const resumed = identity.kind === 'resumed' ? { resumed: true } : {};
    const { proof: finished, check } = checkFinished(turn, flight.handshake, 'client', received, resumed);
    if (!finished) return fail(state, turn, { kind: 'check', check });
    if (hasLeftover(turn)) return fail(state, turn, SPANS_KEYS);
    turn.addToTranscript(raw);
    turn.connection = { ...turn.connection, read: flight.application.client };
    const resumption = deriveResumptionSecret(turn, flight.application);
    const leaf = leafOf(identity);
    turn.emit(
      leaf
        ? { kind: 'belief', belief: 'server.connected', tone: 'pass', facts: { subject: commonName(leaf), ...resumed } }
        : { kind: 'belief', belief: 'server.connectedAnonymous', tone: 'pass', facts: resumed },
    );
    if (options.tickets) giveTickets(turn, config, flight, options.tickets, resumption, leaf?.der ?? null);
    // Last, since whoever hears of it may send at once.
    turn.emit({ kind: 'established' });
    return { ...base(state), name: 'connected', keys: flight.application, identity, finished };
  }

  return machine;
}

/** 4.7.1. */
function giveTickets(
  turn: Turn,
  config: ServerConfig,
  { application: { suite }, serverName }: Flight,
  { key, lifetimeSeconds, count }: TicketSettings,
  resumption: Uint8Array,
  client: Uint8Array | null,
): void {
  for (let i = 0; i < count; i++) {
    const nonce = Uint8Array.of(i);
    const ageAdd = new DataView(config.random(`server.ticket.ageAdd.${i}`, 4).slice().buffer).getUint32(0);
    const psk = resumptionPsk(suite.hash, resumption, nonce);
    const content = { psk, suite: suite.name, issuedAt: config.now, lifetimeSeconds, ageAdd, serverName, client };
    const ticket = sealTicket(key, content, config.random, `server.ticket.nonce.${i}`);
    sayAfterwards(
      turn,
      { type: 'NewSessionTicket', lifetime: lifetimeSeconds, ageAdd, nonce, ticket, extensions: [] },
      { facts: { lifetimeHours: Math.round(lifetimeSeconds / 3600) } },
    );
  }
}

/** What both hellos of the server say alike. */
const helloBody = (hello: ClientHello13, { suite }: Choice) => ({
  version: TLS_1_2,
  sessionId: hello.sessionId,
  suite: suite.code,
  compression: 0,
});

function brokenRetry({ hello, cookie, choice }: Retry, second: ClientHello13): string | null {
  const echoed = find(second.extensions, 'cookie')?.cookie;
  if (!echoed || !equalBytes(echoed, cookie)) return 'extension.cookie.cookie';
  const share = find(second.extensions, 'key_share')?.share;
  const [entry, ...more] = share?.kind === 'offers' ? share.entries : [];
  const asked = choice.kind === 'retry' ? GROUPS[choice.group] : null;
  if (more.length > 0 || entry?.group !== asked) return 'extension.key_share.group';
  return changedField(hello, second);
}

/** 4.5.1: extensions of an entry answer those of the CertificateRequest. */
function unasked(entries: Certificate13['entries'], { asksForStaple }: ServerOptions13): TlsError | null {
  for (const { extensions } of entries) {
    const wrong = misplaced(extensions);
    if (wrong) return { kind: 'parameter', field: `extension.${wrong}` };
    const stranger = extensions.find(({ type }) => type !== 'status_request' || !asksForStaple);
    if (stranger) return { kind: 'hello.extension', extension: stranger.type };
  }
  return null;
}

/** The certificate that the client goes by, shown now or in the connection that gave the ticket. */
export const leafOf = (identity: ClientIdentity13) => {
  switch (identity.kind) {
    case 'anonymous':
      return null;
    case 'certificate':
      return identity.path.leaf;
    case 'resumed':
      return identity.leaf;
  }
};

function judgeOf({ anchors, now, revocation, revocationPolicy }: ServerConfig, options: ServerOptions13): Judge {
  return {
    subject: 'client',
    anchors,
    now,
    name: null,
    leafKeyUsage: 'digitalSignature',
    revocation: options.asksForStaple ? 'stapled' : revocation,
    revocationPolicy,
    possession: 'tls13.4.5.2',
  };
}

const SPANS_KEYS: TlsError = { kind: 'order', expected: 'the end of the record', got: 'more handshake bytes' };
const base = ({ connection, config }: ServerState) => ({ version: 'tls1.3', connection, config }) as const;
