// Faults of the CA: its certificates, what it issues, and its answers about revocation.
import { type CaPlan, DAY, midnight, type Plan } from '../plan/plan.ts';
import { caFault, type Fault } from './fault.ts';

export const CA_FAULTS: readonly Fault[] = [
  // It expired while the leaf that it had issued was still good.
  caFault('intermediate-expired', (plan) => issuing(plan, { notAfter: midnight(plan.now, -20) })),
  caFault('not-a-ca', (plan) => ({ ...plan, server: { ...plan.server, issuer: 'customer' } })),
  caFault('no-cert-sign', (plan) => issuing(plan, { keyUsage: ['digitalSignature', 'cRLSign'] })),
  caFault('path-too-long', (plan) => ca(plan, { subordinate: true })),
  caFault('outside-name-constraints', (plan) => issuing(plan, { permitted: ['shop.test'] })),
  caFault('excluded-name', (plan) => issuing(plan, { excluded: ['bank.test'] })),
  caFault('same-name-other-key', (plan) => ({ ...plan, clientTrusts: ['namesake'] })),
  caFault('ocsp-unreachable', (plan) => ca(plan, { responder: 'silent' }), byOcsp()),
  caFault('ocsp-forged', (plan) => ca(plan, { responder: 'stranger' }), byOcsp()),
  // What is played back was true until the certificate was revoked.
  caFault(
    'ocsp-stale',
    (plan) => ({ ...ca(plan, { responder: 'replay' }), server: { ...plan.server, revoked: true } }),
    byOcsp(),
  ),
  caFault(
    'crl-expired',
    (plan) =>
      ca(plan, { crl: { thisUpdate: midnight(plan.now, -40), nextUpdate: midnight(plan.now, -40) + 30 * DAY } }),
    { revocations: ['crl'] },
  ),
];

function byOcsp(): Pick<Fault, 'revocations' | 'shows'> {
  return { revocations: ['ocsp', 'stapled'], shows: 'run' };
}

const ca = (plan: Plan, change: Partial<CaPlan>): Plan => ({ ...plan, ca: { ...plan.ca, ...change } });

const issuing = (plan: Plan, change: Partial<CaPlan['issuing']>): Plan =>
  ca(plan, { issuing: { ...plan.ca.issuing, ...change } });
