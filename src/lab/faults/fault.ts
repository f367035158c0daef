// A fault changes one real thing of the plan, before certificates are made. It never names what follows.
import type { LeafPlan, Plan } from '../plan/plan.ts';
import { type Mode, PROTOCOLS, type Protocol, REVOCATIONS, type Revocation } from '../scenario/scenario.ts';

export type FaultSide = 'server' | 'ca' | 'client' | 'clock' | 'negotiation' | 'wire';

export interface Fault {
  /** `server/expired`: the id of the catalogue. */
  readonly id: string;
  readonly side: FaultSide;
  readonly modes: readonly Mode[];
  readonly protocols: readonly Protocol[];
  /** Settings of revocation under which it changes anything, the most telling one first. */
  readonly revocations: readonly Revocation[];
  /** `files`: what `pki` writes shows it. `run`: it is a matter of the run alone. */
  readonly shows: 'files' | 'run';
  apply(plan: Plan, protocol: Protocol): Plan;
}

type LeafChange = (leaf: LeafPlan, plan: Plan, protocol: Protocol) => LeafPlan;

/** A fault of the server's certificate or key. */
export const serverFault = (name: string, change: LeafChange): Fault => ({
  ...EVERYWHERE,
  id: `server/${name}`,
  side: 'server',
  apply: (plan, protocol) => ({ ...plan, server: change(plan.server, plan, protocol) }),
});

/** A fault of the CA. */
export const caFault = (
  name: string,
  apply: Fault['apply'],
  more: Partial<Pick<Fault, 'revocations' | 'shows'>> = {},
): Fault => ({
  ...EVERYWHERE,
  ...more,
  id: `ca/${name}`,
  side: 'ca',
  apply,
});

/** A fault of the client's certificate or key. `sendUnlisted`: the client sends it although the server named other CAs. */
export const clientFault = (
  name: string,
  change: (leaf: LeafPlan, plan: Plan) => LeafPlan | null,
  sendUnlisted = false,
): Fault => ({
  ...EVERYWHERE,
  id: `client/${name}`,
  side: 'client',
  modes: ['mutual'],
  apply: (plan) => ({
    ...plan,
    client: plan.client && change(plan.client, plan),
    clientSendsUnlisted: plan.clientSendsUnlisted || sendUnlisted,
  }),
});

/** The client's clock is off by whole days. */
export const clockFault = (name: string, off: (plan: Plan) => number): Fault => ({
  ...EVERYWHERE,
  id: `clock/${name}`,
  side: 'clock',
  shows: 'run',
  apply: (plan) => ({ ...plan, clientNow: off(plan) }),
});

/** A fault of what the two offer each other. */
export const negotiationFault = (name: string, apply: Fault['apply']): Fault => ({
  ...EVERYWHERE,
  id: `hello/${name}`,
  side: 'negotiation',
  shows: 'run',
  apply,
});

/** Somebody on the wire. */
export const wireFault = (
  name: string,
  apply: Fault['apply'],
  more: Partial<Pick<Fault, 'modes' | 'protocols'>> = {},
): Fault => ({
  ...EVERYWHERE,
  ...more,
  id: `wire/${name}`,
  side: 'wire',
  shows: 'run',
  apply,
});

const EVERYWHERE = {
  modes: ['one-way', 'mutual'],
  protocols: PROTOCOLS,
  revocations: REVOCATIONS,
  shows: 'files',
} as const satisfies Partial<Fault>;
