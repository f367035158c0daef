// The server of TLS 1.2 with RSA key exchange: one state for each message that may come next (RFC 5246 7.3, 7.4).
import type { Random } from '../crypto/random.ts';
import type { Certificate } from '../pki/certificate.ts';
import type { CheckResult } from '../pki/path/result.ts';
import { type Agreed, deriveKeys, finishedData, type Keys } from './agreed.ts';
import { type Credential, RSA_SIGN } from './credential.ts';
import { alertFor, errorCode, type TlsError } from './error.ts';
import type { EndpointEvent, EndpointInput } from './events.ts';
import { answerClientHello, OFFERED_SCHEMES } from './hello.ts';
import type { CertificateVerify, ClientHello, ClientKeyExchange } from './messages/types.ts';
import {
  askRevocation,
  commonName,
  decide,
  decodeChain,
  finishedCheck,
  type Judge,
  judgePath,
  possessionCheck,
  type Verdict,
} from './peer.ts';
import { openPremaster } from './premaster.ts';
import { type FinishedProof, type PathProof, type PossessionProof, proveFinished, provePossession } from './proof.ts';
import { type Incoming, type Machine, receive } from './receive.ts';
import { answerOf, type Pending, type RevocationSetting, statusFacts } from './revocation.ts';
import type { Suite } from './suites.ts';
import { type Connection, NEW_CONNECTION, Turn } from './turn.ts';

export interface ServerConfig {
  readonly random: Random;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly suites: readonly Suite[];
  readonly credential: Credential;
  /** `none`: one-way. `require`: mutual, an empty Certificate is refused. `request`: mutual, it is taken as anonymous. */
  readonly clientCertificate: 'none' | 'request' | 'require';
  /** Whom a client's certificate must lead to; their names go into CertificateRequest. */
  readonly anchors: readonly Certificate[];
  /** How the server learns whether a client's certificate is revoked: TLS 1.2 has no stapling for clients. */
  readonly revocation: Exclude<RevocationSetting, 'stapled'>;
  readonly revocationPolicy: 'hard' | 'soft';
  /** DER of an OCSPResponse about the server's own certificate, for clients that ask for it (RFC 6066 8). */
  readonly staple: Uint8Array | null;
  readonly alpn: readonly string[];
  /** The names that it answers for, in lower case; null or none: whatever it is asked for. */
  readonly servedNames?: readonly string[] | null;
}

/** Who the client is: nobody in particular, or the holder of a certificate, by path and possession. */
export type ClientIdentity =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'certificate'; readonly path: PathProof; readonly possession: PossessionProof };

interface Negotiated {
  readonly hello: ClientHello;
  readonly agreed: Agreed;
}

export type ServerState = { readonly connection: Connection; readonly config: ServerConfig } & (
  | { readonly name: 'expectClientHello' }
  | { readonly name: 'expectCertificate'; readonly negotiated: Negotiated }
  | { readonly name: 'expectRevocationAnswer'; readonly negotiated: Negotiated; readonly pending: Pending }
  | { readonly name: 'expectClientKeyExchange'; readonly negotiated: Negotiated; readonly path: PathProof | null }
  | { readonly name: 'expectCertificateVerify'; readonly keys: Keys; readonly path: PathProof }
  | { readonly name: 'expectChangeCipherSpec'; readonly keys: Keys; readonly identity: ClientIdentity }
  | { readonly name: 'expectFinished'; readonly keys: Keys; readonly identity: ClientIdentity }
  | { readonly name: 'connected'; readonly identity: ClientIdentity; readonly finished: FinishedProof }
  | { readonly name: 'closing' }
  | { readonly name: 'closed' }
  | { readonly name: 'failed'; readonly error: TlsError }
);
type State<Name extends ServerState['name']> = Extract<ServerState, { name: Name }>;

export const newServer = (config: ServerConfig): ServerState => ({
  name: 'expectClientHello',
  connection: NEW_CONNECTION,
  config,
});

export function handleServer(
  state: ServerState,
  input: EndpointInput,
): { state: ServerState; events: EndpointEvent[] } {
  const turn = new Turn(state.connection, state.config.random);
  const next = take(state, turn, input);
  return { state: { ...next, connection: turn.connection }, events: turn.events };
}

function take(state: ServerState, turn: Turn, input: EndpointInput): ServerState {
  switch (input.kind) {
    case 'start':
      return state;
    case 'bytes':
      return receive(machine, state, turn, input.bytes);
    case 'answer':
      return state.name === 'expectRevocationAnswer'
        ? receive(machine, answered(state, turn, input.http), turn, NOTHING)
        : state;
    case 'write':
      if (state.name === 'connected') turn.sendApplicationData(input.data, {});
      return state;
    case 'close':
      if (state.name !== 'connected') return state;
      turn.sendAlert('warning', 'close_notify');
      return { ...base(state), name: 'closing' };
  }
}

const machine: Machine<ServerState> = {
  peer: 'client',
  paused: (state) => state.name === 'expectRevocationAnswer',
  ended: (state) => state.name === 'failed' || state.name === 'closed',
  step,
  fail,
};

function step(state: ServerState, turn: Turn, incoming: Incoming): ServerState {
  switch (incoming.kind) {
    case 'alert':
      return onAlert(state, turn, incoming);
    case 'changeCipherSpec':
      if (state.name !== 'expectChangeCipherSpec') break;
      turn.connection = { ...turn.connection, read: state.keys.clientWrite };
      return { ...base(state), name: 'expectFinished', keys: state.keys, identity: state.identity };
    case 'applicationData':
      if (state.name !== 'connected' && state.name !== 'closing') break;
      turn.emit({ kind: 'data', data: incoming.data });
      return state;
    case 'handshake': {
      const next = onHandshake(state, turn, incoming);
      if (next !== null) return next;
    }
  }
  return fail(state, turn, { kind: 'order', expected: state.name, got: describe(incoming) });
}

/** Null where the state can't take the message. */
function onHandshake(state: ServerState, turn: Turn, incoming: Incoming & { kind: 'handshake' }): ServerState | null {
  const { message, raw } = incoming;
  switch (state.name) {
    case 'expectClientHello':
      return message.type === 'ClientHello' ? onClientHello(state, turn, message, raw) : null;
    case 'expectCertificate':
      if (message.type !== 'Certificate') return null;
      turn.addToTranscript(raw);
      return onCertificate(state, turn, message.chain);
    case 'expectClientKeyExchange':
      if (message.type !== 'ClientKeyExchange') return null;
      turn.addToTranscript(raw);
      return onClientKeyExchange(state, turn, message);
    case 'expectCertificateVerify':
      return message.type === 'CertificateVerify' ? onCertificateVerify(state, turn, message, raw) : null;
    case 'expectFinished':
      return message.type === 'Finished' ? onFinished(state, turn, message.verifyData, raw) : null;
    case 'connected':
      // A renegotiation is refused without ending the connection (7.2.2 no_renegotiation).
      if (message.type !== 'ClientHello') return null;
      turn.sendAlert('warning', 'no_renegotiation');
      return state;
    default:
      return null;
  }
}

/** Answers with the whole flight: ServerHello, Certificate, [CertificateStatus, CertificateRequest,] ServerHelloDone. */
function onClientHello(
  state: State<'expectClientHello'>,
  turn: Turn,
  hello: ClientHello,
  raw: Uint8Array,
): ServerState {
  const { config } = state;
  turn.addToTranscript(raw);
  const answer = answerClientHello(hello, config);
  if (!answer.ok) return fail(state, turn, answer.error);
  turn.emit({ kind: 'secret', secret: 'clientRandom', value: hello.random, how: 'received' });
  turn.sendHandshake(answer.serverHello, { facts: { suite: answer.agreed.suite.name } });
  turn.emit(
    { kind: 'secret', secret: 'serverRandom', value: answer.serverHello.random, how: 'generated' },
    { kind: 'belief', belief: 'server.anonymous', tone: 'neutral', facts: {} },
  );
  const { chain } = config.credential;
  turn.sendHandshake({ type: 'Certificate', chain }, { certificates: chain, facts: { count: chain.length } });
  if (config.staple && answer.agreed.stapled) {
    turn.sendHandshake({ type: 'CertificateStatus', response: config.staple }, { facts: statusFacts(config.staple) });
  }
  if (config.clientCertificate !== 'none') {
    const authorities = config.anchors.map((anchor) => anchor.subject.der);
    const first = config.anchors[0];
    turn.sendHandshake(
      { type: 'CertificateRequest', certificateTypes: [RSA_SIGN], schemes: OFFERED_SCHEMES, authorities },
      { facts: { authorities: authorities.length, authority: first ? commonName(first) : '' } },
    );
  }
  turn.sendHandshake({ type: 'ServerHelloDone' });
  const negotiated = { hello, agreed: answer.agreed };
  return config.clientCertificate === 'none'
    ? { ...base(state), name: 'expectClientKeyExchange', negotiated, path: null }
    : { ...base(state), name: 'expectCertificate', negotiated };
}

function onCertificate(state: State<'expectCertificate'>, turn: Turn, chain: readonly Uint8Array[]): ServerState {
  const { config, negotiated } = state;
  if (chain.length === 0) return withoutCertificate(state, turn);
  const decoded = decodeChain(chain);
  if (!decoded.ok) return fail(state, turn, { kind: 'certificate', index: decoded.index, error: decoded.error });
  const leaf = decoded.certificates[0];
  const subject = leaf ? commonName(leaf) : '';
  turn.emit({ kind: 'belief', belief: 'server.shownCertificate', tone: 'neutral', facts: { subject } });
  const rules = judgeOf(config);
  const path = judgePath(turn, rules, decoded.certificates);
  const pending = askRevocation(turn, rules, path, config.random);
  if (pending) return { ...base(state), name: 'expectRevocationAnswer', negotiated, pending };
  return concluded(state, turn, negotiated, decide(turn, rules, path, { kind: 'notAsked' }));
}

/** 7.4.6: an empty Certificate is legal; the server decides whether it goes on without authentication. */
function withoutCertificate(state: State<'expectCertificate'>, turn: Turn): ServerState {
  const required = state.config.clientCertificate === 'require';
  const check: CheckResult = {
    certificate: null,
    check: 'client.required',
    result: required ? 'fail' : 'pass',
    reference: 'tls12.7.4.6',
    evidence: { certificates: 0, policy: state.config.clientCertificate },
  };
  turn.emit(
    {
      kind: 'work',
      work: 'certificate.missing',
      tone: required ? 'fail' : 'neutral',
      subject: 'client',
      certificates: [],
      facts: { required },
    },
    { kind: 'check', subject: 'client', check },
  );
  if (required) {
    turn.emit({
      kind: 'check',
      subject: 'client',
      check: possessionCheck('client', 'not-reached', { reason: 'no certificate' }),
    });
    return fail(state, turn, { kind: 'check', check });
  }
  return { ...base(state), name: 'expectClientKeyExchange', negotiated: state.negotiated, path: null };
}

function answered(state: State<'expectRevocationAnswer'>, turn: Turn, http: Uint8Array | null): ServerState {
  const { negotiated, pending } = state;
  const verdict = decide(turn, judgeOf(state.config), pending.path, answerOf(pending, http));
  return concluded(state, turn, negotiated, verdict);
}

function concluded(state: ServerState, turn: Turn, negotiated: Negotiated, verdict: Verdict): ServerState {
  if (verdict.kind === 'refused') return fail(state, turn, { kind: 'check', check: verdict.check });
  const subject = commonName(verdict.proof.leaf);
  turn.emit({ kind: 'belief', belief: 'server.certificateValid', tone: 'neutral', facts: { subject } });
  return { ...base(state), name: 'expectClientKeyExchange', negotiated, path: verdict.proof };
}

function onClientKeyExchange(
  state: State<'expectClientKeyExchange'>,
  turn: Turn,
  message: ClientKeyExchange,
): ServerState {
  const { config, negotiated, path } = state;
  const { key } = config.credential;
  const { premaster, opened } = openPremaster(key, message.encryptedPremaster, negotiated.hello.version, config.random);
  turn.emit(
    {
      kind: 'work',
      work: 'premaster.open',
      tone: opened ? 'neutral' : 'fail',
      subject: 'client',
      certificates: [],
      facts: { opened, bits: key.bits },
    },
    { kind: 'secret', secret: 'premasterSecret', value: premaster, how: opened ? 'opened' : 'generated' },
  );
  const keys = deriveKeys(turn, negotiated.agreed, premaster);
  return path
    ? { ...base(state), name: 'expectCertificateVerify', keys, path }
    : { ...base(state), name: 'expectChangeCipherSpec', keys, identity: { kind: 'anonymous' } };
}

function onCertificateVerify(
  state: State<'expectCertificateVerify'>,
  turn: Turn,
  message: CertificateVerify,
  raw: Uint8Array,
): ServerState {
  if (!OFFERED_SCHEMES.some((scheme) => scheme === message.scheme)) {
    return fail(state, turn, { kind: 'parameter', field: 'certificateVerify.algorithm' });
  }
  const { transcript } = turn.connection;
  const { leaf } = state.path;
  const possession = provePossession(leaf.spki, message.scheme, transcript, message.signature);
  const check = possessionCheck('client', possession ? 'pass' : 'fail', {
    shown: 'CertificateVerify',
    signedBytes: transcript.length,
    keyBits: leaf.publicKey.algorithm === 'rsa' ? leaf.publicKey.bits : 0,
  });
  const subject = commonName(leaf);
  turn.emit(
    {
      kind: 'work',
      work: 'possession.verify',
      tone: possession ? 'pass' : 'fail',
      subject: 'client',
      certificates: [leaf.der],
      facts: { subject, bytes: transcript.length },
    },
    { kind: 'check', subject: 'client', check },
  );
  if (!possession) return fail(state, turn, { kind: 'check', check });
  turn.addToTranscript(raw);
  turn.emit({ kind: 'belief', belief: 'server.possessionProven', tone: 'neutral', facts: { subject } });
  return {
    ...base(state),
    name: 'expectChangeCipherSpec',
    keys: state.keys,
    identity: { kind: 'certificate', path: state.path, possession },
  };
}

/** Verifies the client's Finished, then sends ChangeCipherSpec and the server's own. */
function onFinished(state: State<'expectFinished'>, turn: Turn, received: Uint8Array, raw: Uint8Array): ServerState {
  const { keys, identity } = state;
  const expected = finishedData(turn, keys, 'client');
  const finished = proveFinished(expected, received);
  const check = finishedCheck(expected, received);
  turn.emit(
    {
      kind: 'work',
      work: 'finished.verify',
      tone: finished ? 'pass' : 'fail',
      subject: 'client',
      certificates: [],
      facts: {},
    },
    { kind: 'check', subject: 'client', check },
  );
  if (!finished) return fail(state, turn, { kind: 'check', check });
  turn.addToTranscript(raw);
  turn.sendChangeCipherSpec();
  turn.connection = { ...turn.connection, write: keys.serverWrite };
  turn.sendHandshake({ type: 'Finished', verifyData: finishedData(turn, keys, 'server') });
  turn.emit(
    identity.kind === 'certificate'
      ? { kind: 'belief', belief: 'server.connected', tone: 'pass', facts: { subject: commonName(identity.path.leaf) } }
      : { kind: 'belief', belief: 'server.connectedAnonymous', tone: 'pass', facts: {} },
    { kind: 'established' },
  );
  return { ...base(state), name: 'connected', identity, finished };
}

function onAlert(state: ServerState, turn: Turn, incoming: Incoming & { kind: 'alert' }): ServerState {
  if (incoming.alert === 'close_notify') {
    if (state.name !== 'closing') turn.sendAlert('warning', 'close_notify'); // 7.2.1: respond, then close
    if (state.name === 'connected' || state.name === 'closing') return close(state, turn);
  } else if (incoming.level === 'warning') {
    return state;
  }
  turn.emit(
    { kind: 'belief', belief: 'server.told', tone: 'fail', facts: { alert: incoming.alert } },
    { kind: 'ended' },
  );
  return { ...base(state), name: 'failed', error: { kind: 'alert', level: incoming.level, alert: incoming.alert } };
}

function fail(state: ServerState, turn: Turn, error: TlsError): ServerState {
  // 7.2.1: this side sends nothing behind its close_notify, no alert either, and need not wait for the answer to it.
  if (state.name === 'closing') return close(state, turn);
  turn.emit({ kind: 'belief', belief: 'server.refused', tone: 'fail', facts: { check: errorCode(error) } });
  const alert = alertFor(error);
  if (alert) turn.sendAlert('fatal', alert);
  turn.emit({ kind: 'ended' });
  return { ...base(state), name: 'failed', error };
}

function close(state: ServerState, turn: Turn): ServerState {
  turn.emit({ kind: 'belief', belief: 'server.closed', tone: 'neutral', facts: {} }, { kind: 'ended' });
  return { ...base(state), name: 'closed' };
}

function judgeOf({ anchors, now, revocation, revocationPolicy }: ServerConfig): Judge {
  return {
    subject: 'client',
    anchors,
    now,
    name: null,
    leafKeyUsage: 'digitalSignature',
    revocation,
    revocationPolicy,
  };
}

const NOTHING = new Uint8Array();
const base = ({ connection, config }: ServerState) => ({ connection, config });
const describe = (incoming: Incoming): string =>
  incoming.kind === 'handshake' ? incoming.message.type : incoming.kind;
