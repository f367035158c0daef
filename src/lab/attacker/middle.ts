// A machine in the middle: to the client it is a server, to the server a client, with two connections of its own. Both
// ends are our own machines; all that the attacker knows, it knows from them.
import { fromUtf8 } from '../../bytes/hex.ts';
import type { PrivateKey } from '../../crypto/signingKey.ts';
import {
  type ClientSetup,
  type ClientState,
  handleClient,
  handleServer,
  newClient,
  newServer,
  type ServerSetup,
  type ServerState,
} from '../../tls/endpoint.ts';
import type { EndpointEvent, EndpointInput, SentMessage, Side } from '../../tls/events.ts';
import { CONTENT_TYPES } from '../../tls/record/record.ts';
import { type Attacker, type AttackerAction, belief, type InterceptedMessage, operation, send } from './attacker.ts';

export interface MitmConfig {
  /** Towards the client. */
  readonly server: ServerSetup;
  /** Towards the server; it shows the certificate that the client has shown, with a key of the attacker's own. */
  readonly client: ClientSetup;
  readonly key: PrivateKey;
}

/**
 * Waits for the client: connects to the server once it has what it needs there. That is the client's certificate where
 * the server wants one, else the established connection with the client.
 */
export function machineInTheMiddle({ server, client, key }: MitmConfig): Attacker {
  let down: ServerState = newServer(server);
  let up: ClientState | null = null;
  let upstream: 'none' | 'pending' | 'established' | 'over' = 'none';
  /** What the client sends while it is open whether the server will let the attacker in. */
  let held: Uint8Array[] = [];
  let outbox: Uint8Array[] = [];
  /** DER, the leaf first. */
  let shown: readonly Uint8Array[] = [];
  const isMutual = server.clientCertificate !== 'none';

  return {
    carry: (passing) => {
      if (passing.to === 'client') return fromServer(passing);
      if (isMutual && upstream === 'pending') {
        held.push(passing.bytes);
        return [];
      }
      return towardsClient({ kind: 'bytes', bytes: passing.bytes });
    },
  };

  function towardsClient(input: EndpointInput): AttackerAction[] {
    const { state, events } = handleServer(down, input);
    down = state;
    return events.flatMap(onDownstream);
  }

  function onDownstream(event: EndpointEvent): AttackerAction[] {
    switch (event.kind) {
      case 'send':
        return [made('client', event.message)];
      case 'operation':
        if (event.operation === 'path.validate') shown = event.certificates.slice(0, -1); // without the anchor
        return operationOf(event);
      case 'secret':
        return [event];
      case 'belief':
        if (event.belief === 'server.certificateValid') return connect();
        if (event.belief === 'server.told')
          return [belief('attacker.refused', { by: 'client', alert: event.details.alert }, 'fail')];
        return [];
      case 'established':
        return isMutual ? [] : connect();
      case 'data':
        outbox.push(event.data);
        return [...read('client', 'request', event.data), ...flush()];
      case 'ended':
        return up && upstream === 'established' ? towardsServer({ kind: 'close' }) : [];
      case 'check':
      case 'ask':
      case 'session':
      case 'agreed':
      case 'alpn':
      case 'asked':
        return [];
    }
  }

  function connect(): AttackerAction[] {
    if (up !== null) return [];
    const credential = shown.length > 0 ? { chain: shown, key } : null;
    up = newClient({ ...client, credential });
    upstream = 'pending';
    return [belief('attacker.pretends', { name: client.serverName }), ...towardsServer({ kind: 'start' })];
  }

  function fromServer(passing: InterceptedMessage): AttackerAction[] {
    const acts = towardsServer({ kind: 'bytes', bytes: passing.bytes });
    if (up?.name !== 'failed' || upstream === 'over') return acts;
    upstream = 'over';
    return [...acts, ...turnedAway(passing)];
  }

  function towardsServer(input: EndpointInput): AttackerAction[] {
    if (up === null) return [];
    const { state, events } = handleClient(up, input);
    up = state;
    return events.flatMap(onUpstream);
  }

  function onUpstream(event: EndpointEvent): AttackerAction[] {
    switch (event.kind) {
      case 'send':
        return [made('server', event.message)];
      case 'operation':
        return operationOf(event);
      case 'secret':
        return [event];
      case 'belief':
        if (event.belief === 'client.told')
          return [belief('attacker.refused', { by: 'server', alert: event.details.alert }, 'fail')];
        return [];
      case 'established':
        upstream = 'established';
        return [...release(), ...flush()];
      case 'data':
        return [...read('server', 'response', event.data), ...towardsClient({ kind: 'write', data: event.data })];
      case 'check':
      case 'ask':
      case 'session':
      case 'agreed':
      case 'alpn':
      case 'asked':
      case 'ended':
        return [];
    }
  }

  /** What waited for the server's decision. */
  function release(): AttackerAction[] {
    const bytes = held;
    held = [];
    return bytes.flatMap((each) => towardsClient({ kind: 'bytes', bytes: each }));
  }

  function flush(): AttackerAction[] {
    if (upstream !== 'established') return [];
    const data = outbox;
    outbox = [];
    return data.flatMap((each) => towardsServer({ kind: 'write', data: each }));
  }

  /** The server's alert goes on to the client where that can still read it; an established connection is closed. */
  function turnedAway(last: InterceptedMessage): AttackerAction[] {
    const isReadable = last.bytes[0] === CONTENT_TYPES.alert && last.bytes.length === READABLE_ALERT;
    if (down.name !== 'connected' && isReadable) return [send(last)];
    return [...release(), ...towardsClient({ kind: 'close' })];
  }
}

/** Five bytes of header, level, description. */
const READABLE_ALERT = 7;

const made = (to: Side, message: SentMessage): AttackerAction =>
  send({ to, bytes: message.wire, origin: { kind: 'made', message } });

/** What the attacker holds in its hands, in the clear. */
function read(from: Side, secret: 'request' | 'response', data: Uint8Array): AttackerAction[] {
  const line = fromUtf8(data).split('\r\n', 1)[0] ?? '';
  return [
    operation('attacker.read', { from, line, bytes: data.length }, 'pass'),
    { kind: 'secret', secret, value: data, how: 'received' },
    belief('attacker.reads', {}, 'pass'),
  ];
}

/** Only what makes keys: what the attacker's machines find out about the certificates that they are shown is its own affair. */
function operationOf(event: EndpointEvent & { kind: 'operation' }): AttackerAction[] {
  switch (event.operation) {
    case 'premaster.generate':
    case 'premaster.open':
    case 'ecdhe.generate':
    case 'ecdhe.agree':
    case 'parameters.sign':
    case 'keys.handshake':
    case 'keys.application':
    case 'keys.derive':
    case 'transcript.sign':
      return [event];
    default:
      return [];
  }
}
