// The server of TLS 1.2, with RSA key exchange or ECDHE: one state for each message that may come next (RFC 5246 7.3, 7.4).

import type { PrivateShare } from '../../crypto/keyAgreement.ts';
import type { CheckResult } from '../../pki/path/result.ts';
import { type Agreed, deriveKeys, finishedData, type Keys } from '../agreed.ts';
import { certificateTypesOf } from '../credential.ts';
import type { ServerConfig, ServerState } from '../endpoint.ts';
import type { TlsError } from '../error.ts';
import { answerClientHello } from '../hello.ts';
import { type Machine, fail as refuse } from '../machine.ts';
import { decodeHandshake, HANDSHAKE_CODES } from '../messages/handshake.ts';
import type { CertificateVerify, ClientHello, ClientKeyExchange, Handshake } from '../messages/types.ts';
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
import { openPremaster } from '../premaster.ts';
import { type FinishedProof, type PathProof, type PossessionProof, proveFinished, provePossession } from '../proof.ts';
import { answerOf, type Pending, statusFacts } from '../revocation.ts';
import type { Turn } from '../turn.ts';
import { sendShare, takeShare } from './keyExchange.ts';

/** Who the client is: nobody in particular, or the holder of a certificate, by path and possession. */
export type ClientIdentity =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'certificate'; readonly path: PathProof; readonly possession: PossessionProof };

interface Negotiated {
  readonly hello: ClientHello;
  readonly agreed: Agreed;
  /** What the server keeps of its share; null with RSA key exchange. */
  readonly kept: PrivateShare | null;
}

export type Server12 = { readonly version: 'tls1.2' } & (
  | { readonly name: 'expectCertificate'; readonly negotiated: Negotiated }
  | { readonly name: 'expectRevocationAnswer'; readonly negotiated: Negotiated; readonly pending: Pending }
  | { readonly name: 'expectClientKeyExchange'; readonly negotiated: Negotiated; readonly path: PathProof | null }
  | { readonly name: 'expectCertificateVerify'; readonly keys: Keys; readonly path: PathProof }
  | { readonly name: 'expectChangeCipherSpec'; readonly keys: Keys; readonly identity: ClientIdentity }
  | { readonly name: 'expectFinished'; readonly keys: Keys; readonly identity: ClientIdentity }
  | { readonly name: 'connected'; readonly identity: ClientIdentity; readonly finished: FinishedProof }
);
type State<Name extends Server12['name']> = Extract<ServerState, { readonly version: 'tls1.2'; readonly name: Name }>;

export const server12: Machine<ServerState> = {
  start: (state) => state,
  handshake(state, turn, raw) {
    if (raw[0] === HANDSHAKE_CODES.ServerKeyExchange) {
      return fail(state, turn, { kind: 'order', expected: state.name, got: 'ServerKeyExchange' });
    }
    const keyExchange = 'negotiated' in state ? state.negotiated.agreed.suite.keyExchange : null;
    const decoded = decodeHandshake(raw, keyExchange);
    if (!decoded.ok) return fail(state, turn, { kind: 'decode', error: decoded.error });
    const { message } = decoded.value;
    const next = take(state, turn, message, raw);
    return next ?? fail(state, turn, { kind: 'order', expected: state.name, got: message.type });
  },
  changeCipherSpec(state, turn) {
    if (state.name !== 'expectChangeCipherSpec') return null;
    turn.connection = { ...turn.connection, read: state.keys.clientWrite };
    return { ...base(state), name: 'expectFinished', keys: state.keys, identity: state.identity };
  },
  answer(state, turn, http) {
    if (state.name !== 'expectRevocationAnswer' || state.version !== 'tls1.2') return state;
    const { negotiated, pending } = state;
    const verdict = decide(turn, judgeOf(state.config), pending.path, answerOf(pending, http));
    return concluded(state, turn, negotiated, verdict);
  },
  unproven: () => {},
  end: (state, ending) => ({ ...base(state), ...ending }),
};

const fail = (state: ServerState, turn: Turn, error: TlsError): ServerState =>
  refuse('server', server12, state, turn, error);

/** Null where the state can't take the message. */
function take(state: ServerState, turn: Turn, message: Handshake, raw: Uint8Array): ServerState | null {
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
function onClientHello(state: ServerState, turn: Turn, hello: ClientHello, raw: Uint8Array): ServerState {
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
  const kept = answer.ecdhe ? sendShare(turn, answer.agreed, answer.ecdhe, config.credential) : null;
  if (config.clientCertificate !== 'none') {
    const authorities = config.anchors.map((anchor) => anchor.subject.der);
    const first = config.anchors[0];
    turn.sendHandshake(
      {
        type: 'CertificateRequest',
        certificateTypes: certificateTypesOf(config.schemes),
        schemes: config.schemes,
        authorities,
      },
      { facts: { authorities: authorities.length, authority: first ? commonName(first) : '' } },
    );
  }
  turn.sendHandshake({ type: 'ServerHelloDone' });
  const negotiated = { hello, agreed: answer.agreed, kept };
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
  const premaster =
    negotiated.kept && 'point' in message
      ? takeShare(turn, negotiated.kept, message.point)
      : receivePremaster(turn, config, negotiated.hello.version, message);
  if (premaster === null) return fail(state, turn, { kind: 'parameter', field: 'clientKeyExchange.point' });
  const keys = deriveKeys(turn, negotiated.agreed, premaster);
  return path
    ? { ...base(state), name: 'expectCertificateVerify', keys, path }
    : { ...base(state), name: 'expectChangeCipherSpec', keys, identity: { kind: 'anonymous' } };
}

/** Null where the message has no premaster secret: that of another key exchange. */
function receivePremaster(
  turn: Turn,
  { credential: { key }, random }: ServerConfig,
  version: number,
  message: ClientKeyExchange,
): Uint8Array | null {
  if (key.kind !== 'rsa' || 'point' in message) return null;
  const { premaster, opened } = openPremaster(key, message.encryptedPremaster, version, random);
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
  return premaster;
}

function onCertificateVerify(
  state: State<'expectCertificateVerify'>,
  turn: Turn,
  message: CertificateVerify,
  raw: Uint8Array,
): ServerState {
  if (!state.config.schemes.includes(message.scheme)) {
    return fail(state, turn, { kind: 'parameter', field: 'certificateVerify.algorithm' });
  }
  const { transcript } = turn.connection;
  const { leaf } = state.path;
  const possession = provePossession(leaf.spki, message.scheme, transcript, message.signature);
  const check = possessionCheck('client', possession ? 'pass' : 'fail', {
    shown: 'CertificateVerify',
    signedBytes: transcript.length,
    keyBits: 'bits' in leaf.publicKey ? leaf.publicKey.bits : 256,
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

const base = ({ connection, config }: ServerState) => ({ version: 'tls1.2', connection, config }) as const;
