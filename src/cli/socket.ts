// An endpoint of ours on a TCP socket: bytes in, bytes out, and what it reports.
import type { Socket } from 'node:net';
import { Recorder } from '../lab/recording/recorder.ts';
import type { LabEvent, Outcome } from '../lab/recording/recording.ts';
import { type EndpointState, outcomeOf } from '../lab/run/outcome.ts';
import { type ClientState, handleClient, handleServer } from '../tls/endpoint.ts';
import type { EndpointEvent, EndpointInput, Side } from '../tls/events.ts';

export interface Session {
  readonly recorder: Recorder;
  /** Feeds an input to the endpoint: application data to write, or the wish to close. */
  feed(input: EndpointInput): void;
  /** Lets go of the socket, whatever is going on. */
  stop(problem: string): void;
  /** The peer ended the connection without close_notify: what came last may be missing (RFC 5246 7.2.1, RFC 9846 6.1). */
  truncated(): boolean;
  outcome(): Outcome;
  state(): EndpointState;
}

interface Hooks {
  onEvent(event: EndpointEvent): void;
  /** Once, when the socket is closed or broken. */
  onEnd(problem: string | null): void;
}

/** How long a peer is waited for, in milliseconds. */
export interface Patience {
  /** From one byte to the next. */
  readonly silenceMs: number;
  /** For the whole handshake, from the beginning on, however its bytes trickle in. */
  readonly handshakeMs: number;
  /** For the whole connection. */
  readonly connectionMs: number;
}

/** Calls `act` in `ms` milliseconds, unless it is called off by what is returned. */
export type Alarm = (ms: number, act: () => void) => () => void;

const byTheClock: Alarm = (ms, act) => {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
};

/** Runs the endpoint until the socket closes, or the peer has taken more time than `patience` has. */
export function runOnSocket(
  socket: Socket,
  start: EndpointState,
  side: Side,
  hooks: Hooks,
  patience: Patience,
  alarm: Alarm = byTheClock,
): Session {
  const recorder = new Recorder();
  let state = start;
  let problem: string | null = null;
  /** The endpoint neither reads nor writes any more. */
  let ended = false;
  /** Why this side let go of the socket: a code, where the peer is not to blame or never said a word. */
  let gaveUp: string | null = null;
  let isTruncated = false;
  let linger: NodeJS.Timeout | undefined;

  const session: Session = {
    recorder,
    state: () => state,
    outcome: () => outcomeOnSocket(state, side, recorder.events, gaveUp),
    truncated: () => isTruncated,
    stop: (reason) => stop(reason, 'connection.stopped'),
    feed(input) {
      if (ended) return;
      // A flight goes out as one.
      socket.cork();
      try {
        for (const event of step(input)) report(event);
      } catch (error) {
        // A broken invariant must not take other connections of this process with it.
        stop(`internal error: ${error instanceof Error ? error.message : String(error)}`, 'internal');
      } finally {
        socket.uncork();
      }
      // Who does not read its answers is not read either.
      if (socket.writableLength > ENOUGH_UNREAD) socket.pause();
      if (ended || state.name === 'closing') hangUp();
    },
  };

  function step(input: EndpointInput): EndpointEvent[] {
    if (isClient(state)) {
      const next = handleClient(state, input);
      state = next.state;
      return next.events;
    }
    const next = handleServer(state, input);
    state = next.state;
    return next.events;
  }

  function report(event: EndpointEvent): void {
    recorder.endpoint(side, event);
    if (event.kind === 'send') socket.write(event.message.wire);
    if (event.kind === 'ask') queueMicrotask(() => session.feed({ kind: 'answer', http: null }));
    if (event.kind === 'ended') ended = true;
    if (event.kind === 'established') callOffHandshake();
    hooks.onEvent(event);
  }

  /** Reads on for a while: closing with unread bytes would reset the connection, and the peer might miss our alert. */
  function hangUp(): void {
    socket.end();
    linger ??= setTimeout(() => socket.destroy(), LINGER_MS);
  }

  function stop(reason: string, code: string): void {
    problem ??= reason;
    if (!ended) gaveUp ??= code;
    ended = true;
    socket.destroy();
  }
  const outOfPatience = (what: string) => () => stop(what, 'connection.timeout');

  const { silenceMs, handshakeMs, connectionMs } = patience;
  const seconds = (ms: number): string => `${ms / 1000} s`;
  const callOffHandshake =
    start.name === 'connected'
      ? () => {}
      : alarm(handshakeMs, outOfPatience(`the handshake was not complete after ${seconds(handshakeMs)}`));
  const callOffConnection = alarm(connectionMs, outOfPatience(`the connection lasted ${seconds(connectionMs)}`));
  // Small messages that wait for each other: without this each flight of several costs some 40 ms.
  socket.setNoDelay(true);
  const listenOn = () => alarm(silenceMs, outOfPatience(`nothing came for ${seconds(silenceMs)}`));
  let callOffSilence = listenOn();
  socket.on('drain', () => socket.resume());
  socket.on('end', () => {
    isTruncated ||= !ended && state.name === 'connected';
  });
  socket.on('data', (data) => {
    callOffSilence();
    callOffSilence = listenOn();
    session.feed({ kind: 'bytes', bytes: new Uint8Array(data) });
  });
  socket.on('error', (error) => {
    if (!ended && state.name !== 'closing') problem ??= networkProblem(error);
    isTruncated ||= !ended && state.name === 'connected';
  });
  socket.on('close', () => {
    clearTimeout(linger);
    callOffSilence();
    callOffHandshake();
    callOffConnection();
    hooks.onEnd(problem);
  });
  return session;

  function isClient(candidate: EndpointState): candidate is ClientState {
    return side === 'client' && 'serverName' in candidate.config;
  }
}

/** What the system says about a connection, in words where it has a common cause. */
export function networkProblem(error: NodeJS.ErrnoException): string {
  // Several addresses of one name were tried.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const { code = '', message } = first instanceof Error ? (first as NodeJS.ErrnoException) : error;
  return PROBLEMS[code] ?? message;
}

const PROBLEMS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EPIPE: 'connection closed by the peer',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name server does not answer',
  ETIMEDOUT: 'no answer',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  EADDRINUSE: 'in use',
  EACCES: 'permission denied',
};

/** Of a handshake that did not come to its end: whether the connection was closed, or given up here. */
function outcomeOnSocket(
  state: EndpointState,
  side: Side,
  events: readonly LabEvent[],
  gaveUp: string | null,
): Outcome {
  const outcome = outcomeOf(side, state, events, null);
  if (outcome.state !== 'failed' || outcome.error !== null) return outcome;
  return {
    state: 'failed',
    error:
      gaveUp === null ? { code: 'connection.closed', alert: '', by: 'peer' } : { code: gaveUp, alert: '', by: 'self' },
  };
}

const LINGER_MS = 2_000;
/** Bytes of ours that wait for the peer to read them. */
const ENOUGH_UNREAD = 65_536;
