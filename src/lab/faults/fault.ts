// A fault changes one real thing of the plan, before certificates are made. It never names what follows: that is written
// down for the tests, in the `.testing.ts` file beside the faults of its side.
import type { LeafPlan, Plan } from '../plan/plan.ts';
import type { FaultId } from '../scenario/faultId.ts';
import { type Mode, PROTOCOLS, type Protocol, REVOCATIONS, type Revocation } from '../scenario/scenario.ts';

export type FaultSide = 'server' | 'ca' | 'client' | 'clock' | 'negotiation' | 'wire' | 'proxy';

/** What is declared of a fault, under its id. */
export interface FaultUnit {
  readonly side: FaultSide;
  readonly modes: readonly Mode[];
  readonly protocols: readonly Protocol[];
  /** Settings of revocation under which it changes anything, the most telling one first. */
  readonly revocations: readonly Revocation[];
  /** `files`: what `pki` writes shows it. `run`: it is a matter of the run alone. */
  readonly shows: 'files' | 'run';
  apply(plan: Plan, protocol: Protocol): Plan;
}

export interface Fault extends FaultUnit {
  readonly id: FaultId;
}

type LeafChange = (leaf: LeafPlan, plan: Plan, protocol: Protocol) => LeafPlan;

/** A fault of the server's certificate or key. */
export const serverFault = (change: LeafChange): FaultUnit => ({
  ...EVERYWHERE,
  side: 'server',
  apply: (plan, protocol) => ({ ...plan, server: change(plan.server, plan, protocol) }),
});

/** A fault of the CA. */
export const caFault = (
  apply: FaultUnit['apply'],
  more: Partial<Pick<FaultUnit, 'revocations' | 'shows'>> = {},
): FaultUnit => ({
  ...EVERYWHERE,
  ...more,
  side: 'ca',
  apply,
});

/** A fault of the client's certificate or key. `sendUnlisted`: the client sends it although the server named other CAs. */
export const clientFault = (
  change: (leaf: LeafPlan, plan: Plan) => LeafPlan | null,
  sendUnlisted = false,
): FaultUnit => ({
  ...EVERYWHERE,
  side: 'client',
  modes: ['mutual'],
  apply: (plan) => ({
    ...plan,
    client: plan.client && change(plan.client, plan),
    clientSendsUnlisted: plan.clientSendsUnlisted || sendUnlisted,
  }),
});

/** The client's clock is off by whole days. */
export const clockFault = (off: (plan: Plan) => number): FaultUnit => ({
  ...EVERYWHERE,
  side: 'clock',
  shows: 'run',
  apply: (plan) => ({ ...plan, clientNow: off(plan) }),
});

/** A fault of what the two offer each other. */
export const negotiationFault = (apply: FaultUnit['apply']): FaultUnit => ({
  ...EVERYWHERE,
  side: 'negotiation',
  shows: 'run',
  apply,
});

/** Somebody on the wire. */
export const wireFault = (
  apply: FaultUnit['apply'],
  more: Partial<Pick<FaultUnit, 'modes' | 'protocols'>> = {},
): FaultUnit => ({
  ...EVERYWHERE,
  ...more,
  side: 'wire',
  shows: 'run',
  apply,
});

/** Behind the end of TLS, in mutual TLS. */
export const proxyFault = (apply: FaultUnit['apply']): FaultUnit => ({
  ...EVERYWHERE,
  side: 'proxy',
  modes: ['mutual'],
  shows: 'run',
  apply,
});

const EVERYWHERE = {
  modes: ['one-way', 'mutual'],
  protocols: PROTOCOLS,
  revocations: REVOCATIONS,
  shows: 'files',
} as const satisfies Partial<FaultUnit>;
