// The client of TLS 1.2, with RSA key exchange or ECDHE: one state for each message that may come next (RFC 5246 7.3, 7.4).

import type { Certificate } from '../../pki/certificate.ts';
import type { PathResult } from '../../pki/path/validate.ts';
import { type Agreed, finishedData, type Keys } from '../agreed.ts';
import type { ClientConfig, ClientState } from '../endpoint.ts';
import { errorCode, type TlsError } from '../error.ts';
import { checkServerHello, clientHello } from '../hello.ts';
import { type Machine, fail as refuse } from '../machine.ts';
import { decodeHandshake, HANDSHAKE_CODES } from '../messages/handshake.ts';
import type {
  CertificateRequest,
  CertificateStatus,
  ClientHello,
  Handshake,
  ServerHello,
  ServerKeyExchange,
} from '../messages/types.ts';
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
} from '../peer.ts';
import { type FinishedProof, type PathProof, type PossessionProof, proveFinished } from '../proof.ts';
import { answerOf, type Pending, type RevocationAnswer } from '../revocation.ts';
import type { Turn } from '../turn.ts';
import { sendFlight } from './clientFlight.ts';
import { checkParameters, verifyShare } from './keyExchange.ts';

export type Client12 = { readonly version: 'tls1.2' } & (
  | { readonly name: 'expectServerHello'; readonly hello: ClientHello }
  | { readonly name: 'expectCertificate'; readonly agreed: Agreed }
  | { readonly name: 'expectServerKeyExchange'; readonly shown: Shown }
  | { readonly name: 'expectCertificateRequestOrDone'; readonly shown: Shown }
  | { readonly name: 'expectServerHelloDone'; readonly shown: Shown; readonly request: CertificateRequest }
  | { readonly name: 'expectRevocationAnswer'; readonly awaited: Awaited; readonly pending: Pending }
  | ({ readonly name: 'expectChangeCipherSpec'; readonly keys: Keys } & Proofs)
  | ({ readonly name: 'expectFinished'; readonly keys: Keys } & Proofs)
  | ({ readonly name: 'connected'; readonly finished: FinishedProof } & Proofs)
);

/** What the server has shown of itself so far. */
interface Shown {
  readonly agreed: Agreed;
  readonly chain: readonly Certificate[];
  /** The stapled OCSP response; `expected` where the server announced one that has not come, null where it did not. */
  readonly staple: Uint8Array | 'expected' | null;
  /** Null with RSA key exchange. */
  readonly exchange: ServerKeyExchange | null;
}

/** What the client's answer will need, once the server's certificate is judged. */
interface Awaited extends Pick<Shown, 'agreed' | 'exchange'> {
  readonly request: CertificateRequest | null;
}

interface Proofs {
  readonly path: PathProof;
  /** Null with RSA key exchange: there the server's Finished proves possession of the private key too (F.1.1.2). */
  readonly possession: PossessionProof | null;
}

type State<Name extends Client12['name']> = Extract<ClientState, { readonly version: 'tls1.2'; readonly name: Name }>;

export const client12: Machine<ClientState> = {
  start,
  handshake,
  changeCipherSpec(state, turn) {
    if (state.name !== 'expectChangeCipherSpec') return null;
    turn.connection = { ...turn.connection, read: state.keys.serverWrite };
    const { keys, path, possession } = state;
    return { ...base(state), name: 'expectFinished', keys, path, possession };
  },
  answer(state, turn, http) {
    if (state.name !== 'expectRevocationAnswer' || state.version !== 'tls1.2') return state;
    const { awaited, pending } = state;
    const verdict = decide(turn, judgeOf(state.config, awaited.agreed), pending.path, answerOf(pending, http));
    return concluded(state, turn, awaited, pending.path, verdict);
  },
  unproven,
  end: (state, ending) => ({ ...base(state), ...ending }),
};

const fail = (state: ClientState, turn: Turn, error: TlsError): ClientState =>
  refuse('client', client12, state, turn, error);

function handshake(state: ClientState, turn: Turn, raw: Uint8Array): ClientState {
  // Whatever is in it: it has its place with ECDHE alone.
  if (raw[0] === HANDSHAKE_CODES.ServerKeyExchange && state.name !== 'expectServerKeyExchange') {
    return fail(state, turn, { kind: 'order', expected: state.name, got: 'ServerKeyExchange' });
  }
  const decoded = decodeHandshake(raw);
  if (!decoded.ok) return fail(state, turn, { kind: 'decode', error: decoded.error });
  const { message } = decoded.value;
  // 7.4.1.1: HelloRequest may come at any time, is not part of the transcript, and may be ignored.
  if (message.type === 'HelloRequest') return state;
  return (
    take(state, turn, message, raw) ?? fail(state, turn, { kind: 'order', expected: state.name, got: message.type })
  );
}

/** Null where the state can't take the message. */
function take(state: ClientState, turn: Turn, message: Handshake, raw: Uint8Array): ClientState | null {
  switch (state.name) {
    case 'expectServerHello':
      if (message.type !== 'ServerHello') return null;
      turn.addToTranscript(raw);
      return onServerHello(state, turn, message);
    case 'expectCertificate':
      if (message.type !== 'Certificate') return null;
      turn.addToTranscript(raw);
      return onCertificate(state, turn, message.chain);
    case 'expectServerKeyExchange': {
      if (isStaple(state.shown, message)) return stapled(state, turn, message, raw);
      if (message.type !== 'ServerKeyExchange') return null;
      turn.addToTranscript(raw);
      const wrong = checkParameters(message, state.config);
      if (wrong) return fail(state, turn, wrong);
      turn.emit({ kind: 'secret', secret: 'serverShare', value: message.point, how: 'received' });
      const shown = { ...state.shown, exchange: message };
      return { ...base(state), name: 'expectCertificateRequestOrDone', shown };
    }
    case 'expectCertificateRequestOrDone':
      if (isStaple(state.shown, message)) return stapled(state, turn, message, raw);
      if (message.type === 'CertificateRequest') {
        turn.addToTranscript(raw);
        return { ...base(state), name: 'expectServerHelloDone', shown: state.shown, request: message };
      }
      if (message.type !== 'ServerHelloDone') return null;
      turn.addToTranscript(raw);
      return judge(state, turn, state.shown, null);
    case 'expectServerHelloDone':
      if (message.type !== 'ServerHelloDone') return null;
      turn.addToTranscript(raw);
      return judge(state, turn, state.shown, state.request);
    case 'expectFinished':
      return message.type === 'Finished' ? onFinished(state, turn, message.verifyData) : null;
    default:
      return null;
  }
}

/** RFC 6066 8: right behind the Certificate, where the server announced it; it may still leave it out. */
const isStaple = ({ staple, exchange }: Shown, message: Handshake): message is CertificateStatus =>
  message.type === 'CertificateStatus' && staple === 'expected' && exchange === null;

function stapled(
  state: State<'expectServerKeyExchange' | 'expectCertificateRequestOrDone'>,
  turn: Turn,
  { response }: CertificateStatus,
  raw: Uint8Array,
): ClientState {
  turn.addToTranscript(raw);
  return { ...state, shown: { ...state.shown, staple: response } };
}

function onServerHello(state: State<'expectServerHello'>, turn: Turn, message: ServerHello): ClientState {
  const checked = checkServerHello(state.hello, message, state.config);
  if (!checked.ok) return fail(state, turn, checked.error);
  turn.emit({ kind: 'secret', secret: 'serverRandom', value: message.random, how: 'received' });
  return { ...base(state), name: 'expectCertificate', agreed: checked.agreed };
}

function onCertificate(state: State<'expectCertificate'>, turn: Turn, chain: readonly Uint8Array[]): ClientState {
  const decoded = decodeChain(chain);
  if (!decoded.ok) return fail(state, turn, { kind: 'certificate', index: decoded.index, error: decoded.error });
  const leaf = decoded.certificates[0];
  if (!leaf) return fail(state, turn, { kind: 'parameter', field: 'certificate.list' });
  const facts = { subject: commonName(leaf) };
  turn.emit({ kind: 'belief', belief: 'client.shownCertificate', tone: 'neutral', facts });
  const { agreed } = state;
  const staple = agreed.stapled ? 'expected' : null;
  return {
    ...base(state),
    name: agreed.suite.keyExchange === 'ecdhe' ? 'expectServerKeyExchange' : 'expectCertificateRequestOrDone',
    shown: { agreed, chain: decoded.certificates, staple, exchange: null },
  };
}

function start(state: ClientState, turn: Turn): ClientState {
  const hello = clientHello({ ...state.config, staple: state.config.revocation === 'stapled' });
  turn.sendHandshake(hello, { facts: { suites: hello.suites.length, serverName: state.config.serverName } });
  turn.emit(
    { kind: 'secret', secret: 'clientRandom', value: hello.random, how: 'generated' },
    { kind: 'belief', belief: 'client.offered', tone: 'neutral', facts: { serverName: state.config.serverName } },
  );
  return { ...base(state), name: 'expectServerHello', hello };
}

/** 7.4.5: upon ServerHelloDone the client should verify that the server provided a valid certificate. */
function judge(state: ClientState, turn: Turn, shown: Shown, request: CertificateRequest | null): ClientState {
  const { agreed, chain, staple, exchange } = shown;
  const rules = judgeOf(state.config, agreed);
  const path = judgePath(turn, rules, chain);
  const awaited = { agreed, exchange, request };
  const pending = askRevocation(turn, rules, path, state.config.random);
  if (pending) return { ...base(state), name: 'expectRevocationAnswer', awaited, pending };
  const answer: RevocationAnswer =
    rules.revocation !== 'stapled'
      ? { kind: 'notAsked' }
      : { kind: 'stapled', response: staple instanceof Uint8Array ? staple : null };
  return concluded(state, turn, awaited, path, decide(turn, rules, path, answer));
}

function concluded(
  state: ClientState,
  turn: Turn,
  { agreed, exchange, request }: Awaited,
  judged: PathResult,
  verdict: Verdict,
): ClientState {
  if (verdict.kind === 'refused') return fail(state, turn, { kind: 'check', check: verdict.check });
  const facts = { name: state.config.serverName, subject: judged.path[0] ? commonName(judged.path[0]) : '' };
  turn.emit({ kind: 'belief', belief: 'client.certificateValid', tone: 'neutral', facts });
  const { config } = state;
  const path = verdict.proof;
  const suits = agreed.suite.authentication === (path.leaf.publicKey.algorithm === 'rsa' ? 'rsa' : 'ecdsa');
  if (!suits) return fail(state, turn, { kind: 'key.type', algorithm: path.leaf.publicKey.algorithm });
  let possession: PossessionProof | null = null;
  if (exchange) {
    const { proof, check } = verifyShare(turn, agreed, path, exchange);
    if (!proof) return fail(state, turn, { kind: 'check', check });
    turn.emit({ kind: 'belief', belief: 'client.possessionProven', tone: 'neutral', facts });
    possession = proof;
  }
  const sent = sendFlight(turn, { config, agreed, request, exchange, path });
  if (!sent.ok) return fail(state, turn, sent.error);
  return { ...base(state), name: 'expectChangeCipherSpec', keys: sent.keys, path, possession };
}

function onFinished(state: State<'expectFinished'>, turn: Turn, received: Uint8Array): ClientState {
  const expected = finishedData(turn, state.keys, 'server');
  const finished = proveFinished(expected, received);
  const check = finishedCheck(expected, received);
  const { path, possession } = state;
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
  );
  if (!possession) {
    const proven = possessionCheck('server', finished ? 'pass' : 'fail', { shown: 'Finished' });
    turn.emit({ kind: 'check', subject: 'server', check: proven });
  }
  if (!finished) return fail(state, turn, { kind: 'check', check });
  turn.emit({ kind: 'belief', belief: 'client.connected', tone: 'pass', facts: { name } }, { kind: 'established' });
  return { ...base(state), name: 'connected', path, possession, finished };
}

/** The server's certificate was accepted, and its Finished never came to the test. */
function unproven(state: ClientState, turn: Turn, error: TlsError): void {
  if (errorCode(error) === 'finished.verify') return;
  if (state.name !== 'expectChangeCipherSpec' && state.name !== 'expectFinished') return;
  if (state.possession) return;
  // The server could not read our first protected record: it has other keys, so it could not open the premaster
  // secret. With RSA key exchange that is how a server without the private key shows itself (F.1.1.2).
  if (state.name === 'expectChangeCipherSpec' && error.kind === 'alert' && error.alert === 'bad_record_mac') {
    const evidence = { expected: 'Finished', got: error.alert };
    turn.emit(
      {
        kind: 'work',
        work: 'possession.verify',
        tone: 'fail',
        subject: 'server',
        certificates: [state.path.leaf.der],
        facts: { alert: error.alert },
      },
      { kind: 'check', subject: 'server', check: possessionCheck('server', 'fail', evidence) },
    );
    return;
  }
  turn.emit({
    kind: 'check',
    subject: 'server',
    check: possessionCheck('server', 'not-reached', { reason: 'ended before' }),
  });
}

function judgeOf(config: ClientConfig, { suite }: Agreed): Judge {
  const { anchors, now, serverName: name, revocation, revocationPolicy } = config;
  // RFC 5246 7.4.2, RFC 8422 5.3: what the key is used for decides which bit it needs.
  const leafKeyUsage = suite.keyExchange === 'rsa' ? 'keyEncipherment' : 'digitalSignature';
  return { subject: 'server', anchors, now, name, leafKeyUsage, revocation, revocationPolicy };
}

const base = ({ connection, config }: ClientState) => ({ version: 'tls1.2', connection, config }) as const;
