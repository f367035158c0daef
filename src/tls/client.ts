// The client of TLS 1.2 with RSA key exchange: one state for each message that may come next (RFC 5246 7.3, 7.4).

import type { Random } from '../crypto/random.ts';
import { encryptPkcs1, signPkcs1 } from '../crypto/rsa.ts';
import { publicKeyFromSpki } from '../crypto/spki.ts';
import type { Certificate } from '../pki/certificate.ts';
import type { PathResult } from '../pki/path/validate.ts';
import { type Agreed, deriveKeys, finishedData, type Keys } from './agreed.ts';
import { type Credential, chooseSigner, SCHEME_HASHES, type Signer } from './credential.ts';
import { alertFor, errorCode, type TlsError } from './error.ts';
import type { EndpointEvent, EndpointInput } from './events.ts';
import { checkServerHello, clientHello } from './hello.ts';
import type { CertificateRequest, ClientHello } from './messages/types.ts';
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
import { premasterSpans } from './premaster.ts';
import { type FinishedProof, type PathProof, proveFinished } from './proof.ts';
import { type Incoming, type Machine, receive } from './receive.ts';
import { answerOf, type Pending, type RevocationAnswer, type RevocationSetting } from './revocation.ts';
import type { Suite } from './suites.ts';
import { type Connection, NEW_CONNECTION, Turn } from './turn.ts';

export interface ClientConfig {
  readonly random: Random;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The DNS name that the user asked for: sent as server_name, and what the certificate must carry. */
  readonly serverName: string;
  readonly suites: readonly Suite[];
  readonly anchors: readonly Certificate[];
  readonly credential: Credential | null;
  /**
   * Whether the certificate is sent even if none of its issuers is among the CAs that the server named.
   * RFC 5246 7.4.6 says that one SHOULD be; OpenSSL's and curl's clients don't look, browsers do.
   */
  readonly sendUnlisted: boolean;
  readonly revocation: RevocationSetting;
  readonly revocationPolicy: 'hard' | 'soft';
  readonly alpn: readonly string[];
}

export type ClientState = { readonly connection: Connection; readonly config: ClientConfig } & (
  | { readonly name: 'start' }
  | { readonly name: 'expectServerHello'; readonly hello: ClientHello }
  | { readonly name: 'expectCertificate'; readonly agreed: Agreed }
  | {
      readonly name: 'expectCertificateRequestOrDone';
      readonly agreed: Agreed;
      readonly chain: readonly Certificate[];
      readonly staple: Staple;
    }
  | {
      readonly name: 'expectServerHelloDone';
      readonly agreed: Agreed;
      readonly chain: readonly Certificate[];
      readonly staple: Staple;
      readonly request: CertificateRequest;
    }
  | {
      readonly name: 'expectRevocationAnswer';
      readonly agreed: Agreed;
      readonly request: CertificateRequest | null;
      readonly pending: Pending;
    }
  | { readonly name: 'expectChangeCipherSpec'; readonly keys: Keys; readonly path: PathProof }
  | { readonly name: 'expectFinished'; readonly keys: Keys; readonly path: PathProof }
  /** With RSA key exchange, the server's Finished proves possession of the private key too (RFC 5246 F.1.1.2). */
  | { readonly name: 'connected'; readonly path: PathProof; readonly finished: FinishedProof }
  | { readonly name: 'closing' }
  | { readonly name: 'closed' }
  | { readonly name: 'failed'; readonly error: TlsError }
);
/** The stapled OCSP response; `expected` where the server announced one that has not come, null where it did not. */
type Staple = Uint8Array | 'expected' | null;

type State<Name extends ClientState['name']> = Extract<ClientState, { name: Name }>;

export const newClient = (config: ClientConfig): ClientState => ({ name: 'start', connection: NEW_CONNECTION, config });

export function handleClient(
  state: ClientState,
  input: EndpointInput,
): { state: ClientState; events: EndpointEvent[] } {
  const turn = new Turn(state.connection, state.config.random);
  const next = take(state, turn, input);
  return { state: { ...next, connection: turn.connection }, events: turn.events };
}

function take(state: ClientState, turn: Turn, input: EndpointInput): ClientState {
  switch (input.kind) {
    case 'start':
      return state.name === 'start' ? start(state, turn) : state;
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

const machine: Machine<ClientState> = {
  peer: 'server',
  paused: (state) => state.name === 'expectRevocationAnswer' || state.name === 'start',
  ended: (state) => state.name === 'failed' || state.name === 'closed',
  step,
  fail,
};

function step(state: ClientState, turn: Turn, incoming: Incoming): ClientState {
  if (incoming.kind === 'alert') return onAlert(state, turn, incoming);
  if (incoming.kind === 'handshake') {
    // 7.4.1.1: HelloRequest may come at any time, is not part of the transcript, and may be ignored.
    if (incoming.message.type === 'HelloRequest') return state;
    const transcriptBefore = turn.connection.transcript;
    const next = onHandshake(state, turn, incoming);
    if (next !== null) return next;
    turn.connection = { ...turn.connection, transcript: transcriptBefore };
  }
  if (incoming.kind === 'changeCipherSpec' && state.name === 'expectChangeCipherSpec') {
    turn.connection = { ...turn.connection, read: state.keys.serverWrite };
    return { ...base(state), name: 'expectFinished', keys: state.keys, path: state.path };
  }
  if (incoming.kind === 'applicationData' && (state.name === 'connected' || state.name === 'closing')) {
    turn.emit({ kind: 'data', data: incoming.data });
    return state;
  }
  return fail(state, turn, { kind: 'order', expected: state.name, got: describe(incoming) });
}

/** Null where the state can't take the message. */
function onHandshake(state: ClientState, turn: Turn, incoming: Incoming & { kind: 'handshake' }): ClientState | null {
  const { message, raw } = incoming;
  if (state.name === 'expectFinished' && message.type === 'Finished')
    return onFinished(state, turn, message.verifyData);
  turn.addToTranscript(raw);
  if (state.name === 'expectServerHello' && message.type === 'ServerHello') {
    const checked = checkServerHello(state.hello, message, state.config.suites);
    if (!checked.ok) return fail(state, turn, checked.error);
    turn.emit({ kind: 'secret', secret: 'serverRandom', value: message.random, how: 'received' });
    return { ...base(state), name: 'expectCertificate', agreed: checked.agreed };
  }
  if (state.name === 'expectCertificate' && message.type === 'Certificate') {
    const decoded = decodeChain(message.chain);
    if (!decoded.ok) return fail(state, turn, { kind: 'certificate', index: decoded.index, error: decoded.error });
    const leaf = decoded.certificates[0];
    if (!leaf) return fail(state, turn, { kind: 'parameter', field: 'certificate.list' });
    turn.emit({
      kind: 'belief',
      belief: 'client.shownCertificate',
      tone: 'neutral',
      facts: { subject: commonName(leaf) },
    });
    return {
      ...base(state),
      name: 'expectCertificateRequestOrDone',
      agreed: state.agreed,
      chain: decoded.certificates,
      staple: state.agreed.stapled ? 'expected' : null,
    };
  }
  // RFC 6066 8: behind the Certificate, where the server announced it; it may still leave it out.
  if (
    state.name === 'expectCertificateRequestOrDone' &&
    message.type === 'CertificateStatus' &&
    state.staple === 'expected'
  ) {
    return { ...state, staple: message.response };
  }
  if (state.name === 'expectCertificateRequestOrDone' && message.type === 'CertificateRequest') {
    return {
      ...base(state),
      name: 'expectServerHelloDone',
      agreed: state.agreed,
      chain: state.chain,
      staple: state.staple,
      request: message,
    };
  }
  if (
    (state.name === 'expectCertificateRequestOrDone' || state.name === 'expectServerHelloDone') &&
    message.type === 'ServerHelloDone'
  ) {
    return judge(state, turn);
  }
  return null;
}

function start(state: State<'start'>, turn: Turn): ClientState {
  const hello = clientHello({ ...state.config, staple: state.config.revocation === 'stapled' });
  turn.sendHandshake(hello, { facts: { suites: hello.suites.length, serverName: state.config.serverName } });
  turn.emit(
    { kind: 'secret', secret: 'clientRandom', value: hello.random, how: 'generated' },
    { kind: 'belief', belief: 'client.offered', tone: 'neutral', facts: { serverName: state.config.serverName } },
  );
  return { ...base(state), name: 'expectServerHello', hello };
}

/** 7.4.5: upon ServerHelloDone the client should verify that the server provided a valid certificate. */
function judge(state: State<'expectCertificateRequestOrDone' | 'expectServerHelloDone'>, turn: Turn): ClientState {
  const request = state.name === 'expectServerHelloDone' ? state.request : null;
  const rules = judgeOf(state.config);
  const path = judgePath(turn, rules, state.chain);
  const pending = askRevocation(turn, rules, path, state.config.random);
  if (pending) return { ...base(state), name: 'expectRevocationAnswer', agreed: state.agreed, request, pending };
  const answer: RevocationAnswer =
    rules.revocation !== 'stapled'
      ? { kind: 'notAsked' }
      : { kind: 'stapled', response: state.staple instanceof Uint8Array ? state.staple : null };
  return concluded(state, turn, state.agreed, request, path, decide(turn, rules, path, answer));
}

function answered(state: State<'expectRevocationAnswer'>, turn: Turn, http: Uint8Array | null): ClientState {
  const { agreed, request, pending } = state;
  const verdict = decide(turn, judgeOf(state.config), pending.path, answerOf(pending, http));
  return concluded(state, turn, agreed, request, pending.path, verdict);
}

function concluded(
  state: ClientState,
  turn: Turn,
  agreed: Agreed,
  request: CertificateRequest | null,
  path: PathResult,
  verdict: Verdict,
): ClientState {
  if (verdict.kind === 'refused') return fail(state, turn, { kind: 'check', check: verdict.check });
  const facts = { name: state.config.serverName, subject: path.path[0] ? commonName(path.path[0]) : '' };
  turn.emit({ kind: 'belief', belief: 'client.certificateValid', tone: 'neutral', facts });
  return sendKeys(state, turn, agreed, request, verdict.proof);
}

/** The client's second flight: [Certificate,] ClientKeyExchange, [CertificateVerify,] ChangeCipherSpec, Finished. */
function sendKeys(
  state: ClientState,
  turn: Turn,
  agreed: Agreed,
  request: CertificateRequest | null,
  path: PathProof,
): ClientState {
  const { config } = state;
  const serverKey = publicKeyFromSpki(path.leaf.spki);
  if (!serverKey.ok) return fail(state, turn, { kind: 'key.type', algorithm: path.leaf.publicKey.algorithm });
  const signer = request && chooseSigner(config, request);
  if (request) {
    const chain = signer?.credential.chain ?? [];
    turn.sendHandshake({ type: 'Certificate', chain }, { certificates: chain, facts: { count: chain.length } });
  }

  const premaster = new Uint8Array([3, 3, ...config.random('client.premaster', 46)]);
  turn.emit(
    {
      kind: 'work',
      work: 'premaster.generate',
      tone: 'neutral',
      subject: null,
      certificates: [],
      facts: { bytes: 48 },
    },
    { kind: 'secret', secret: 'premasterSecret', value: premaster, how: 'generated' },
  );
  const { ciphertext, block } = encryptPkcs1(serverKey.value, premaster, config.random);
  turn.sendHandshake(
    { type: 'ClientKeyExchange', encryptedPremaster: ciphertext },
    { sealed: { bytes: block, spans: premasterSpans(block) }, facts: { bits: serverKey.value.bits } },
  );
  const keys = deriveKeys(turn, agreed, premaster);

  if (signer) sendCertificateVerify(turn, signer);
  turn.sendChangeCipherSpec();
  turn.connection = { ...turn.connection, write: keys.clientWrite };
  turn.sendHandshake({ type: 'Finished', verifyData: finishedData(turn, keys, 'client') });
  return { ...base(state), name: 'expectChangeCipherSpec', keys, path };
}

/** 7.4.8: the signature covers all handshake messages so far. */
function sendCertificateVerify(turn: Turn, { credential, scheme }: Signer): void {
  const hash = SCHEME_HASHES[scheme];
  const { transcript } = turn.connection;
  const signature = signPkcs1(credential.key, hash, transcript);
  const facts = { bytes: transcript.length, hash };
  turn.emit({ kind: 'work', work: 'transcript.sign', tone: 'neutral', subject: null, certificates: [], facts });
  turn.sendHandshake({ type: 'CertificateVerify', scheme, signature }, { facts: { hash } });
}

function onFinished(state: State<'expectFinished'>, turn: Turn, received: Uint8Array): ClientState {
  const expected = finishedData(turn, state.keys, 'server');
  const finished = proveFinished(expected, received);
  const check = finishedCheck(expected, received);
  const possession = possessionCheck('server', finished ? 'pass' : 'fail', { shown: 'Finished' });
  const name = state.config.serverName;
  turn.emit(
    {
      kind: 'work',
      work: 'finished.verify',
      tone: finished ? 'pass' : 'fail',
      subject: 'server',
      certificates: [],
      facts: { name },
    },
    { kind: 'check', subject: 'server', check },
    { kind: 'check', subject: 'server', check: possession },
  );
  if (!finished) return fail(state, turn, { kind: 'check', check });
  turn.emit({ kind: 'belief', belief: 'client.connected', tone: 'pass', facts: { name } }, { kind: 'established' });
  return { ...base(state), name: 'connected', path: state.path, finished };
}

function onAlert(state: ClientState, turn: Turn, incoming: Incoming & { kind: 'alert' }): ClientState {
  if (incoming.alert === 'close_notify') {
    if (state.name !== 'closing') turn.sendAlert('warning', 'close_notify'); // 7.2.1: respond, then close
    if (state.name === 'connected' || state.name === 'closing') return close(state, turn);
  } else if (incoming.level === 'warning') {
    return state;
  }
  // The server could not read our first protected record: it has other keys, so it could not open the premaster
  // secret. With RSA key exchange that is how a server without the private key shows itself (F.1.1.2).
  if (state.name === 'expectChangeCipherSpec' && incoming.alert === 'bad_record_mac') {
    turn.emit(
      {
        kind: 'work',
        work: 'possession.verify',
        tone: 'fail',
        subject: 'server',
        certificates: [state.path.leaf.der],
        facts: { alert: incoming.alert },
      },
      {
        kind: 'check',
        subject: 'server',
        check: possessionCheck('server', 'fail', { expected: 'Finished', got: incoming.alert }),
      },
    );
  } else possessionUnproven(state, turn);
  turn.emit(
    { kind: 'belief', belief: 'client.told', tone: 'fail', facts: { alert: incoming.alert } },
    { kind: 'ended' },
  );
  return { ...base(state), name: 'failed', error: { kind: 'alert', level: incoming.level, alert: incoming.alert } };
}

function fail(state: ClientState, turn: Turn, error: TlsError): ClientState {
  // 7.2.1: this side sends nothing behind its close_notify, no alert either, and need not wait for the answer to it.
  if (state.name === 'closing') return close(state, turn);
  const code = errorCode(error);
  if (code !== 'finished.verify') possessionUnproven(state, turn);
  turn.emit({ kind: 'belief', belief: 'client.refused', tone: 'fail', facts: { check: code } });
  const alert = alertFor(error);
  if (alert) turn.sendAlert('fatal', alert);
  turn.emit({ kind: 'ended' });
  return { ...base(state), name: 'failed', error };
}

/** The server's certificate was accepted, and its Finished never came to the test. */
function possessionUnproven(state: ClientState, turn: Turn): void {
  if (state.name !== 'expectChangeCipherSpec' && state.name !== 'expectFinished') return;
  turn.emit({
    kind: 'check',
    subject: 'server',
    check: possessionCheck('server', 'not-reached', { reason: 'ended before' }),
  });
}

function close(state: ClientState, turn: Turn): ClientState {
  turn.emit({ kind: 'belief', belief: 'client.closed', tone: 'neutral', facts: {} }, { kind: 'ended' });
  return { ...base(state), name: 'closed' };
}

function judgeOf(config: ClientConfig): Judge {
  const { anchors, now, serverName: name, revocation, revocationPolicy } = config;
  return { subject: 'server', anchors, now, name, leafKeyUsage: 'keyEncipherment', revocation, revocationPolicy };
}

const NOTHING = new Uint8Array();
const base = ({ connection, config }: ClientState) => ({ connection, config });
const describe = (incoming: Incoming): string =>
  incoming.kind === 'handshake' ? incoming.message.type : incoming.kind;
