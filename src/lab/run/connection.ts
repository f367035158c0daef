// One connection of a run: client and server meet on the wire, and the recorder watches.
import { type ClientSetup, newClient, newServer, type ServerSetup } from '../../tls/endpoint.ts';
import type { Session13 } from '../../tls/tls13/index.ts';
import type { Attacker } from '../attacker/attacker.ts';
import { attackerCarrier } from '../attacker/carrier.ts';
import { application } from './applicationData.ts';
import { askCa, type RunContext } from './inquiry.ts';
import { converse, type Ends } from './wire.ts';

export interface Connected {
  readonly ends: Ends;
  /** What the client's last ticket is good for; null where it got none, or keeps none. */
  readonly session: Session13 | null;
}

/** `onHello`: when the first message has arrived at the server. */
export function runConnection(
  context: RunContext,
  configs: { readonly client: ClientSetup; readonly server: ServerSetup },
  attacker: Attacker | null,
  onHello: () => void,
): Connected {
  const { recorder, plan, equipment } = context;
  recorder.belief('client', 'client.idle', { serverName: plan.serverName });
  recorder.belief('server', 'server.listening', {});
  if (equipment) recorder.belief('attacker', 'attacker.pretends', { name: plan.serverName });
  else if (attacker) recorder.belief('attacker', 'attacker.relays', {});
  else if (plan.keyLeaks) recorder.belief('attacker', 'attacker.records', {});
  let helloArrived = false;
  let session: Session13 | null = null;
  const ends = converse(
    { client: newClient(configs.client), server: newServer(configs.server) },
    {
      saw: (side, event) => {
        if (event.kind === 'session' && context.keepsTicket) {
          session = event.session;
          recorder.secret(side, 'preSharedKey', session.psk, 'derived');
        }
        return recorder.endpoint(side, event);
      },
      arrived: (side, message) => {
        const isHello = side === 'server' && !helloArrived;
        helloArrived ||= isHello;
        recorder.received(side, message);
        if (isHello) onHello();
      },
      askCa: (side, question) => askCa(context, side, question),
      application: (side, event, current) => application(context, side, event, current),
      carrier: attacker && attackerCarrier(attacker, recorder),
    },
  );
  return { ends, session };
}
