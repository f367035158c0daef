// A wire held in memory: it carries bytes between two endpoints, and questions to the CA, until nobody has more to say.
import { type ClientState, handleClient, handleServer, type ServerState } from '../../tls/endpoint.ts';
import type { EndpointEvent, EndpointInput, RevocationQuestion, Side } from '../../tls/events.ts';
import type { Carrier } from '../attacker/carrier.ts';

export interface Ends {
  client: ClientState;
  server: ServerState;
}

/** What happens beside the wire. All of it is optional for the endpoints: a benchmark passes nothing. */
export interface Bystanders {
  /** Sees every event; returns an id for a sent message, which comes back to `arrived`. */
  saw?(side: Side, event: EndpointEvent): number | null;
  arrived?(side: Side, message: number): void;
  /** The CA's HTTP answer to a question of `side`, or null where none comes. */
  askCa?(side: Side, question: RevocationQuestion): Uint8Array | null;
  /** What an endpoint's application does on an event: further inputs for its endpoint. */
  application?(side: Side, event: EndpointEvent, ends: Ends): readonly EndpointInput[];
  /** Somebody on the wire; needs `saw`. */
  readonly carrier?: Carrier | null;
}

type Parcel =
  | { readonly to: Side; readonly input: EndpointInput; readonly message: number | null }
  | { readonly to: 'carrier'; readonly from: Side; readonly message: number };

/** Runs both ends from the client's start until the wire is silent. */
export function converse(from: Ends, bystanders: Bystanders = {}): Ends {
  const ends: Ends = { ...from };
  const queue: Parcel[] = [{ to: 'client', input: { kind: 'start' }, message: null }];
  for (let next = queue.shift(); next; next = queue.shift()) {
    if (next.to === 'carrier') {
      for (const { to, bytes, message } of bystanders.carrier?.carry(next.from, next.message) ?? [])
        queue.push({ to, input: { kind: 'bytes', bytes }, message });
      continue;
    }
    if (next.message !== null) bystanders.arrived?.(next.to, next.message);
    deliver(next.to, next.input);
  }
  return ends;

  function deliver(side: Side, input: EndpointInput): void {
    for (const event of handle(ends, side, input)) {
      const message = bystanders.saw?.(side, event) ?? null;
      if (event.kind === 'send' && bystanders.carrier && message !== null)
        queue.push({ to: 'carrier', from: side, message });
      else if (event.kind === 'send')
        queue.push({ to: other(side), input: { kind: 'bytes', bytes: event.message.wire }, message });
      // Whoever goes without a word leaves the other end at the end of the connection.
      if (event.kind === 'ended' && event.silent)
        queue.push({ to: other(side), input: { kind: 'end' }, message: null });
      if (event.kind === 'ask') {
        // The endpoint waits for this answer and buffers what arrives meanwhile: it goes first.
        const http = bystanders.askCa?.(side, event.question) ?? null;
        queue.unshift({ to: side, input: { kind: 'answer', http }, message: null });
      }
      // An application acts at once, and what is on the way takes its time.
      const wishes = bystanders.application?.(side, event, ends) ?? [];
      queue.unshift(...wishes.map((wish) => ({ to: side, input: wish, message: null })));
    }
  }
}

function handle(ends: Ends, side: Side, input: EndpointInput): EndpointEvent[] {
  if (side === 'client') {
    const { state, events } = handleClient(ends.client, input);
    ends.client = state;
    return events;
  }
  const { state, events } = handleServer(ends.server, input);
  ends.server = state;
  return events;
}

const other = (side: Side): Side => (side === 'client' ? 'server' : 'client');
