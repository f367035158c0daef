// The client of TLS 1.2 with RSA key exchange: one state for each message that may come next (RFC 5246 7.3, 7.4).

import { encryptPkcs1, signPkcs1 } from '../../crypto/rsa.ts';
import { publicKeyFromSpki } from '../../crypto/spki.ts';
import type { Certificate } from '../../pki/certificate.ts';
import type { PathResult } from '../../pki/path/validate.ts';
import { type Agreed, deriveKeys, finishedData, type Keys } from '../agreed.ts';
import { chooseSigner, SCHEME_HASHES, type Signer } from '../credential.ts';
import type { ClientConfig, ClientState } from '../endpoint.ts';
import { errorCode, type TlsError } from '../error.ts';
import { checkServerHello, clientHello } from '../hello.ts';
import { type Machine, fail as refuse } from '../machine.ts';
import { decodeHandshake } from '../messages/handshake.ts';
import type { CertificateRequest, ClientHello, Handshake, ServerHello } from '../messages/types.ts';
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
import { premasterSpans } from '../premaster.ts';
import { type FinishedProof, type PathProof, proveFinished } from '../proof.ts';
import { answerOf, type Pending, type RevocationAnswer } from '../revocation.ts';
import type { Turn } from '../turn.ts';

export type Client12 = { readonly version: 'tls1.2' } & (
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
);
/** The stapled OCSP response; `expected` where the server announced one that has not come, null where it did not. */
type Staple = Uint8Array | 'expected' | null;

type State<Name extends Client12['name']> = Extract<ClientState, { readonly version: 'tls1.2'; readonly name: Name }>;

export const client12: Machine<ClientState> = {
  start,
  handshake,
  changeCipherSpec(state, turn) {
    if (state.name !== 'expectChangeCipherSpec') return null;
    turn.connection = { ...turn.connection, read: state.keys.serverWrite };
    return { ...base(state), name: 'expectFinished', keys: state.keys, path: state.path };
  },
  answer(state, turn, http) {
    if (state.name !== 'expectRevocationAnswer' || state.version !== 'tls1.2') return state;
    const { agreed, request, pending } = state;
    const verdict = decide(turn, judgeOf(state.config), pending.path, answerOf(pending, http));
    return concluded(state, turn, agreed, request, pending.path, verdict);
  },
  unproven,
  end: (state, ending) => ({ ...base(state), ...ending }),
};

const fail = (state: ClientState, turn: Turn, error: TlsError): ClientState =>
  refuse('client', client12, state, turn, error);

function handshake(state: ClientState, turn: Turn, raw: Uint8Array): ClientState {
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
    case 'expectCertificateRequestOrDone':
      // RFC 6066 8: behind the Certificate, where the server announced it; it may still leave it out.
      if (message.type === 'CertificateStatus' && state.staple === 'expected') {
        turn.addToTranscript(raw);
        return { ...state, staple: message.response };
      }
      if (message.type === 'CertificateRequest') {
        turn.addToTranscript(raw);
        const { agreed, chain, staple } = state;
        return { ...base(state), name: 'expectServerHelloDone', agreed, chain, staple, request: message };
      }
      if (message.type !== 'ServerHelloDone') return null;
      turn.addToTranscript(raw);
      return judge(state, turn, null);
    case 'expectServerHelloDone':
      if (message.type !== 'ServerHelloDone') return null;
      turn.addToTranscript(raw);
      return judge(state, turn, state.request);
    case 'expectFinished':
      return message.type === 'Finished' ? onFinished(state, turn, message.verifyData) : null;
    default:
      return null;
  }
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
  return {
    ...base(state),
    name: 'expectCertificateRequestOrDone',
    agreed: state.agreed,
    chain: decoded.certificates,
    staple: state.agreed.stapled ? 'expected' : null,
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
function judge(
  state: State<'expectCertificateRequestOrDone' | 'expectServerHelloDone'>,
  turn: Turn,
  request: CertificateRequest | null,
): ClientState {
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

/** The server's certificate was accepted, and its Finished never came to the test. */
function unproven(state: ClientState, turn: Turn, error: TlsError): void {
  if (errorCode(error) === 'finished.verify') return;
  if (state.name !== 'expectChangeCipherSpec' && state.name !== 'expectFinished') return;
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

function judgeOf(config: ClientConfig): Judge {
  const { anchors, now, serverName: name, revocation, revocationPolicy } = config;
  return { subject: 'server', anchors, now, name, leafKeyUsage: 'keyEncipherment', revocation, revocationPolicy };
}

const base = ({ connection, config }: ClientState) => ({ version: 'tls1.2', connection, config }) as const;
