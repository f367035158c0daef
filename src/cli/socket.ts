// An endpoint of ours on a TCP socket: bytes in, bytes out, and what it reports.
import type { Socket } from 'node:net';
import { Recorder } from '../lab/recorder.ts';
import type { LabEvent, Outcome } from '../lab/recording.ts';
import { type ClientState, handleClient, handleServer, type ServerState } from '../tls/endpoint.ts';
import { alertFor, errorCode } from '../tls/error.ts';
import type { EndpointEvent, EndpointInput, Side } from '../tls/events.ts';

export type EndpointState = ClientState | ServerState;

export interface Session {
  readonly recorder: Recorder;
  /** Feeds an input to the endpoint: application data to write, or the wish to close. */
  feed(input: EndpointInput): void;
  /** Lets go of the socket, whatever is going on. */
  stop(problem: string): void;
  outcome(): Outcome;
  state(): EndpointState;
}

interface Hooks {
  onEvent(event: EndpointEvent): void;
  /** Once, when the socket is closed or broken. */
  onEnd(problem: string | null): void;
}

/** Runs the endpoint until the socket closes. `silenceMs` of nothing from the peer end it, so that a stalled one is let go. */
export function runOnSocket(
  socket: Socket,
  start: EndpointState,
  side: Side,
  hooks: Hooks,
  silenceMs: number,
): Session {
  const recorder = new Recorder();
  let state = start;
  let problem: string | null = null;
  /** The endpoint neither reads nor writes any more. */
  let ended = false;
  let linger: NodeJS.Timeout | undefined;

  const session: Session = {
    recorder,
    state: () => state,
    outcome: () => outcomeOf(state, side, recorder.events),
    stop,
    feed(input) {
      if (ended) return;
      try {
        for (const event of step(input)) report(event);
      } catch (error) {
        // A broken invariant must not take other connections of this process with it.
        stop(`internal error: ${error instanceof Error ? error.message : String(error)}`);
      }
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
    hooks.onEvent(event);
  }

  /** Reads on for a while: closing with unread bytes would reset the connection, and the peer might miss our alert. */
  function hangUp(): void {
    socket.end();
    linger ??= setTimeout(() => socket.destroy(), LINGER_MS);
  }

  function stop(reason: string): void {
    problem ??= reason;
    ended = true;
    socket.destroy();
  }

  socket.setTimeout(silenceMs, () => stop(`nothing came for ${silenceMs / 1000} s`));
  socket.on('data', (data) => session.feed({ kind: 'bytes', bytes: new Uint8Array(data) }));
  socket.on('error', (error) => {
    if (!ended && state.name !== 'closing') problem ??= networkProblem(error);
  });
  socket.on('close', () => {
    clearTimeout(linger);
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

/** On a socket nobody knows why the other side refused, beyond its alert and what was found here before. */
function outcomeOf(state: EndpointState, side: Side, events: readonly LabEvent[]): Outcome {
  switch (state.name) {
    case 'connected':
      return { state: 'connected', error: null };
    case 'closing':
    case 'closed':
      return { state: 'closed', error: null };
    case 'failed': {
      const { error } = state;
      if (error.kind !== 'alert') {
        return {
          state: 'failed',
          error: { code: errorCode(error), alert: alertFor(error, state.version) ?? '', by: 'self' },
        };
      }
      return { state: 'failed', error: { code: failedCheck(side, events) ?? 'alert', alert: error.alert, by: 'peer' } };
    }
    default:
      return { state: 'failed', error: { code: 'connection.closed', alert: '', by: 'peer' } };
  }
}

function failedCheck(side: Side, events: readonly LabEvent[]): string | undefined {
  for (const event of events) {
    if (event.kind === 'check' && event.actor === side && event.check.result === 'fail') return event.check.check;
  }
  return undefined;
}

const LINGER_MS = 2_000;
