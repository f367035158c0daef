// What the state machines of both sides and of both protocols share: their inputs, application data, alerts, and how
// they end (RFC 5246 7.2, RFC 9846 6).

import type { Span } from '../bytes/span.ts';
import { chosenAlert } from './behaviour.ts';
import { handshakeTypeName } from './codePoints/handshakeTypes.ts';
import type { Version } from './codePoints/versions.ts';
import { errorCode, type OwnError, type TlsError } from './error.ts';
import type { EndpointInput, Side } from './events.ts';
import type { Connection, HandshakeContext } from './handshakeContext.ts';
import { MAX_IDLE_MESSAGES, MAX_WARNINGS } from './limits.ts';
import { positionOf, protocolCheck } from './protocolCheck.ts';
import { type Incoming, type Receiver, receive } from './record/deframer.ts';

/** The ends of every endpoint, whatever it spoke. */
export type Ending =
  /** Its close_notify is sent. */
  { readonly name: 'closing' } | { readonly name: 'closed' } | { readonly name: 'failed'; readonly error: TlsError };

export interface Common {
  readonly version: Version;
  readonly name: string;
  readonly connection: Connection;
}

/** What stays from state to state. */
export interface Kept<Config> {
  readonly connection: Connection;
  readonly config: Config;
}

export const kept12 = <Config>({ connection, config }: Kept<Config>) =>
  ({ version: 'tls1.2', connection, config }) as const;
export const kept13 = <Config>({ connection, config }: Kept<Config>) =>
  ({ version: 'tls1.3', connection, config }) as const;

/** In place of the state that would follow: this side gives up, and why. The machine sends the alert. */
export class Refusal {
  constructor(readonly error: OwnError) {}
}
export type Next<State> = State | Refusal;

/** Of a handshake message that the state does not wait for. */
export const outOfOrder = ({ name }: Pick<Common, 'name'>, got: string): Refusal =>
  new Refusal({ kind: 'order', expected: name, got });

/**
 * Refuses a message whose type is none of `wanted`, before anything else of it is read: one that may not come now is
 * unexpected, whatever stands in it (RFC 5246 7.4, RFC 9846 4). Null where it may come.
 */
export function outOfTurn(
  state: Pick<Common, 'name'>,
  raw: Uint8Array,
  wanted: readonly string[],
  codes: Readonly<Record<string, number>>,
): Refusal | null {
  const [code = -1] = raw;
  if (wanted.some((name) => codes[name] === code)) return null;
  return outOfOrder(state, handshakeTypeName(code) ?? `handshake type ${code}`);
}

/** `state`, in which a message changes nothing, unless there were too many such. `got` names the message. */
export function tolerated<State>(context: HandshakeContext, state: State, got: string): Next<State> {
  return context.tolerates('message') ? state : new Refusal({ kind: 'flood', got, limit: MAX_IDLE_MESSAGES });
}

/** What each machine does in its own way. `State` is that of its side, so that one machine can hand over to another. */
export interface Machine<State> {
  start(state: State, context: HandshakeContext): State;
  /** One whole handshake message, with its header, not yet decoded. */
  handshake(state: State, context: HandshakeContext, raw: Uint8Array): Next<State>;
  /** Null where the state can't take it. */
  changeCipherSpec(state: State, context: HandshakeContext): State | null;
  /** The CA's HTTP answer, in state `waitRevocationAnswer`. */
  answer(state: State, context: HandshakeContext, http: Uint8Array | null): Next<State>;
  /** TLS 1.3 alone: new keys for what this side sends, and, where `request` says so, for what the peer sends. */
  updateKeys?(state: State, context: HandshakeContext, request: boolean): State;
  /** Where the fields of a message are; null where it can't be read. As in TLS 1.2 where it is not given. */
  spansOf?(raw: Uint8Array): readonly Span[] | null;
  /** The connection is about to fail: reports which proofs it still owed. */
  unproven(state: State, context: HandshakeContext, error: TlsError): void;
  /** The same endpoint at its end. */
  end(state: State, ending: Ending): State;
}

/** One input to the endpoint of `side`; `machineOf` may find another machine after each message. */
export function take<State extends Common>(
  side: Side,
  machineOf: (state: State) => Machine<State>,
  state: State,
  context: HandshakeContext,
  input: EndpointInput,
): State {
  const receiver: Receiver<State> = {
    peer: side === 'client' ? 'server' : 'client',
    paused: ({ name }) => name === 'waitRevocationAnswer' || name === 'start',
    ended: ({ name }) => name === 'failed' || name === 'closed',
    step: (current, now, incoming) => step(side, machineOf(current), current, now, incoming),
    fail: (current, now, error: OwnError) => fail(side, machineOf(current), current, now, error),
  };
  switch (input.kind) {
    case 'start':
      return state.name === 'start' ? machineOf(state).start(state, context) : state;
    case 'bytes':
      return receive(receiver, state, context, input.bytes);
    case 'answer': {
      if (state.name !== 'waitRevocationAnswer') return state;
      const machine = machineOf(state);
      const next = settle(side, machine, state, context, machine.answer(state, context, input.http));
      return receive(receiver, next, context, NOTHING);
    }
    case 'updateKeys':
      return state.name === 'connected'
        ? (machineOf(state).updateKeys?.(state, context, input.request) ?? state)
        : state;
    case 'write':
      if (state.name === 'connected') context.sendApplicationData(input.data);
      return state;
    case 'end':
      return cutOff(side, machineOf(state), state, context);
    case 'close':
      // RFC 9846 6.1: who gives up a handshake says so, then closes.
      if (state.version === 'tls1.3' && isHandshaking(state)) context.sendAlert('warning', 'user_canceled');
      else if (state.name !== 'connected') return state;
      context.sendAlert('warning', 'close_notify');
      return machineOf(state).end(state, { name: 'closing' });
  }
}

function step<State extends Common>(
  side: Side,
  machine: Machine<State>,
  state: State,
  context: HandshakeContext,
  incoming: Incoming,
): State {
  switch (incoming.kind) {
    case 'alert':
      return onAlert(side, machine, state, context, incoming);
    case 'handshake':
      return handOver(side, machine, state, context, incoming.raw);
    case 'changeCipherSpec': {
      const next = machine.changeCipherSpec(state, context);
      if (next === null) break;
      // In TLS 1.3 it means nothing.
      return next === state
        ? settle(side, machine, state, context, tolerated(context, state, 'ChangeCipherSpec'))
        : next;
    }
    case 'applicationData':
      if (state.name !== 'connected' && state.name !== 'closing') break;
      if (incoming.data.length === 0)
        return settle(side, machine, state, context, tolerated(context, state, 'empty application data'));
      context.emit({ kind: 'data', data: incoming.data });
      return state;
  }
  return fail(side, machine, state, context, { kind: 'order', expected: state.name, got: incoming.kind });
}

function onAlert<State extends Common>(
  side: Side,
  machine: Machine<State>,
  state: State,
  context: HandshakeContext,
  { level, alert }: Incoming & { kind: 'alert' },
): State {
  const ignored = (): State =>
    context.tolerates('warning')
      ? state
      : fail(side, machine, state, context, { kind: 'flood', got: alert, limit: MAX_WARNINGS });
  // RFC 9846 6.1: a close_notify follows.
  if (alert === 'user_canceled' && state.version === 'tls1.3') return ignored();
  if (alert === 'close_notify') {
    if (state.name !== 'closing') context.sendAlert('warning', 'close_notify'); // 7.2.1: respond, then close
    if (state.name === 'connected' || state.name === 'closing') return close(side, machine, state, context);
  } else if (level === 'warning' && state.version === 'tls1.2') {
    return ignored();
  }
  const error: TlsError = { kind: 'alert', level, alert };
  machine.unproven(state, context, error);
  context.recordBelief(`${side}.told`, { alert }, 'fail');
  context.emit({ kind: 'ended' });
  return machine.end(state, { name: 'failed', error });
}

/** The machine takes a handshake message; one machine may do so for another, in a state of the other's. */
export function handOver<State extends Common>(
  side: Side,
  machine: Machine<State>,
  state: State,
  context: HandshakeContext,
  raw: Uint8Array,
): State {
  return settle(side, machine, state, context, machine.handshake(state, context, raw));
}

function settle<State extends Common>(
  side: Side,
  machine: Machine<State>,
  state: State,
  context: HandshakeContext,
  next: Next<State>,
): State {
  return next instanceof Refusal ? fail(side, machine, state, context, next.error) : next;
}

/** This side refuses: the alert goes out, nothing follows. */
function fail<State extends Common>(
  side: Side,
  machine: Machine<State>,
  state: State,
  context: HandshakeContext,
  error: OwnError,
): State {
  // 7.2.1: this side sends nothing behind its close_notify, no alert either, and need not wait for the answer to it.
  if (state.name === 'closing') return close(side, machine, state, context);
  const broken = protocolCheck(error, context.reading, state.version, machine.spansOf ?? null);
  if (broken) {
    const { message, field } = broken.evidence;
    const details = {
      check: broken.check,
      ...(message && { message }),
      ...(field && { field }),
      ...(context.reading && { at: positionOf(broken, context.reading) }),
    };
    context.recordChecks('message.refuse', 'fail', side === 'client' ? 'server' : 'client', { details }, [broken]);
  }
  machine.unproven(state, context, error);
  context.recordBelief(`${side}.refused`, { check: errorCode(error) }, 'fail');
  const alert = chosenAlert(context.behaviour, error, state.version);
  const isPlain = context.behaviour?.plainAlerts === true && side === 'client' && state.version === 'tls1.3';
  if (alert && isPlain && state.name.startsWith('wait')) context.sendPlainAlert('fatal', alert);
  else if (alert) context.sendAlert('fatal', alert);
  context.emit(alert ? { kind: 'ended' } : { kind: 'ended', silent: true });
  return machine.end(state, { name: 'failed', error });
}

/** RFC 9846 6.1: without close_notify nobody knows whether the peer had more to say. */
function cutOff<State extends Common>(
  side: Side,
  machine: Machine<State>,
  state: State,
  context: HandshakeContext,
): State {
  if (state.name === 'failed' || state.name === 'closed') return state;
  if (state.name === 'closing') return close(side, machine, state, context);
  const error: TlsError = { kind: 'cut' };
  machine.unproven(state, context, error);
  context.recordBelief(`${side}.cutOff`, {}, 'fail');
  context.emit({ kind: 'ended' });
  return machine.end(state, { name: 'failed', error });
}

function close<State extends Common>(
  side: Side,
  machine: Machine<State>,
  state: State,
  context: HandshakeContext,
): State {
  context.recordBelief(`${side}.closed`, {});
  context.emit({ kind: 'ended' });
  return machine.end(state, { name: 'closed' });
}

const isHandshaking = ({ name }: Common): boolean =>
  !['start', 'waitClientHello', 'connected', 'closing', 'closed', 'failed'].includes(name);

const NOTHING = new Uint8Array();
