// A fault changes one real thing of the plan, before certificates are made. It never names what follows.
import type { LeafPlan, Plan } from '../plan.ts';
import type { Mode, Protocol } from '../scenario.ts';

export type FaultSide = 'server' | 'ca' | 'client' | 'clock' | 'negotiation' | 'wire';

export interface Fault {
  /** `server/expired`: the id of the catalogue. */
  readonly id: string;
  readonly side: FaultSide;
  readonly modes: readonly Mode[];
  readonly protocols: readonly Protocol[];
  apply(plan: Plan): Plan;
}

type LeafChange = (leaf: LeafPlan, plan: Plan) => LeafPlan;

/** A fault of the server's certificate or key. */
export function serverFault(name: string, change: LeafChange): Fault {
  return {
    id: `server/${name}`,
    side: 'server',
    modes: ['one-way', 'mutual'],
    protocols: ['tls1.2-rsa'],
    apply: (plan) => ({ ...plan, server: change(plan.server, plan) }),
  };
}

/** A fault of the client's certificate or key. `sendUnlisted`: the client sends it although the server named other CAs. */
export function clientFault(
  name: string,
  change: (leaf: LeafPlan, plan: Plan) => LeafPlan | null,
  sendUnlisted = false,
): Fault {
  return {
    id: `client/${name}`,
    side: 'client',
    modes: ['mutual'],
    protocols: ['tls1.2-rsa'],
    apply: (plan) => ({
      ...plan,
      client: plan.client && change(plan.client, plan),
      clientSendsUnlisted: plan.clientSendsUnlisted || sendUnlisted,
    }),
  };
}
