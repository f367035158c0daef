// Faults of the CA: its certificates, what it issues, and its answers about revocation.
import { type CaPlan, DAY, midnight, type Plan } from '../plan/plan.ts';
import type { CaFaultId } from '../scenario/faultId.ts';
import { derivedNames } from '../scenario/names.ts';
import { caFault, type FaultUnit } from './fault.ts';

export const CA_FAULTS: Record<CaFaultId, FaultUnit> = {
  // It expired while the leaf that it had issued was still good.
  'ca/intermediate-expired': caFault((plan) => issuing(plan, { notAfter: midnight(plan.now, -20) })),
  'ca/not-a-ca': caFault((plan) => ({ ...plan, server: { ...plan.server, issuer: 'customer' } })),
  'ca/no-cert-sign': caFault((plan) => issuing(plan, { keyUsage: ['digitalSignature', 'cRLSign'] })),
  'ca/path-too-long': caFault((plan) => ca(plan, { subordinate: true })),
  'ca/outside-name-constraints': caFault((plan) => issuing(plan, { permitted: [derivedNames(plan.names).outside] })),
  'ca/excluded-name': caFault((plan) => issuing(plan, { excluded: [plan.ca.domain] })),
  'ca/same-name-other-key': caFault((plan) => ({ ...plan, clientTrusts: ['namesake'] })),
  // Any certificate may be a trust anchor (RFC 5280 6.1.1(d)).
  'ca/intermediate-anchor': caFault((plan) => ({ ...plan, clientTrusts: ['issuing'] }), { shows: 'run' }),
  'ca/ocsp-unreachable': caFault((plan) => ca(plan, { responder: 'silent' }), byOcsp()),
  'ca/ocsp-forged': caFault((plan) => ca(plan, { responder: 'stranger' }), byOcsp()),
  // What is played back was true until the certificate was revoked.
  'ca/ocsp-stale': caFault(
    (plan) => ({ ...ca(plan, { responder: 'replay' }), server: { ...plan.server, revoked: true } }),
    byOcsp(),
  ),
  'ca/crl-expired': caFault(
    (plan) =>
      ca(plan, { crl: { thisUpdate: midnight(plan.now, -40), nextUpdate: midnight(plan.now, -40) + 30 * DAY } }),
    { revocations: ['crl'] },
  ),
};

function byOcsp(): Pick<FaultUnit, 'revocations' | 'shows'> {
  return { revocations: ['ocsp', 'stapled'], shows: 'run' };
}

const ca = (plan: Plan, change: Partial<CaPlan>): Plan => ({ ...plan, ca: { ...plan.ca, ...change } });

const issuing = (plan: Plan, change: Partial<CaPlan['issuing']>): Plan =>
  ca(plan, { issuing: { ...plan.ca.issuing, ...change } });
