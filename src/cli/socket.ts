// An endpoint of ours on a TCP socket: bytes in, bytes out, and what it reports.
import type { Socket } from 'node:net';
import { Recorder } from '../lab/recorder.ts';
import type { Outcome } from '../lab/recording.ts';
import { type ClientState, handleClient } from '../tls/client.ts';
import { alertFor, errorCode } from '../tls/error.ts';
import type { EndpointEvent, EndpointInput, Side } from '../tls/events.ts';
import { handleServer, type ServerState } from '../tls/server.ts';

export type EndpointState = ClientState | ServerState;

export interface Session {
  readonly recorder: Recorder;
  /** Feeds an input to the endpoint: application data to write, or the wish to close. */
  feed(input: EndpointInput): void;
  outcome(): Outcome;
  state(): EndpointState;
}

interface Hooks {
  onEvent(event: EndpointEvent): void;
  /** Once, when the socket is closed or broken. */
  onEnd(problem: string | null): void;
}

/** Runs the endpoint until the socket closes. `silenceMs` of nothing from the peer end it, so that a stalled one is let go. */
export function runOnSocket(socket: Socket, start: EndpointState, side: Side, hooks: Hooks, silenceMs: number): Session {
  const recorder = new Recorder();
  let state = start;
  let problem: string | null = null;

  const session: Session = {
    recorder,
    state: () => state,
    outcome: () => outcomeOf(state),
    feed(input) {
      for (const event of step(input)) {
        recorder.endpoint(side, event);
        if (event.kind === 'send') socket.write(event.message.wire);
        if (event.kind === 'ask') queueMicrotask(() => session.feed({ kind: 'answer', http: null }));
        hooks.onEvent(event);
        if (event.kind === 'ended') socket.end();
      }
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

  socket.setTimeout(silenceMs, () => {
    problem = `nothing came for ${silenceMs / 1000} s`;
    socket.destroy();
  });
  socket.on('data', (data) => session.feed({ kind: 'bytes', bytes: new Uint8Array(data) }));
  socket.on('error', (error) => {
    problem = error.message;
  });
  socket.on('close', () => hooks.onEnd(problem));
  return session;

  function isClient(candidate: EndpointState): candidate is ClientState {
    return side === 'client' && 'serverName' in candidate.config;
  }
}

/** On a socket nobody knows why the other side refused, beyond its alert. */
function outcomeOf(state: EndpointState): Outcome {
  switch (state.name) {
    case 'connected':
      return { state: 'connected', error: null };
    case 'closing':
    case 'closed':
      return { state: 'closed', error: null };
    case 'failed':
      return {
        state: 'failed',
        error:
          state.error.kind === 'alert'
            ? { code: 'alert', alert: state.error.alert, by: 'peer' }
            : { code: errorCode(state.error), alert: alertFor(state.error) ?? '', by: 'self' },
      };
    default:
      return { state: 'failed', error: { code: 'connection.closed', alert: '', by: 'peer' } };
  }
}
