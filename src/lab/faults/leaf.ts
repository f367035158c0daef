// Changes that fit a server's certificate and a client's alike.

import { type LeafPlan, midnight, type Plan } from '../plan/plan.ts';
import { attackerKeyOfKind } from '../scenario/keyKinds.ts';

export const expired =
  (lifetimeDays: number, daysAgo: number) =>
  (leaf: LeafPlan, { now }: Plan): LeafPlan => ({
    ...leaf,
    notBefore: midnight(now, -daysAgo - lifetimeDays),
    notAfter: midnight(now, -daysAgo),
  });

export const notYetValid =
  (lifetimeDays: number, inDays: number) =>
  (leaf: LeafPlan, { now }: Plan): LeafPlan => ({
    ...leaf,
    notBefore: midnight(now, inDays),
    notAfter: midnight(now, inDays + lifetimeDays),
  });

export const selfSigned = (leaf: LeafPlan): LeafPlan => ({ ...leaf, issuer: 'self' });

export const untrustedRoot = (leaf: LeafPlan): LeafPlan => ({ ...leaf, issuer: 'rogue' });

export const missingIntermediate = (leaf: LeafPlan): LeafPlan => ({ ...leaf, sends: 'leaf' });

export const tampered = (leaf: LeafPlan): LeafPlan => ({ ...leaf, altered: true });

/** The certificate of the rightful owner, and a thief's key. */
export const stolen = (leaf: LeafPlan): LeafPlan => ({ ...leaf, heldKey: attackerKeyOfKind(leaf.key) });

/** An RSA key that is too short. A thief who comes along has an RSA key then. */
export const weakKey =
  (key: 'weak' | 'weakClient') =>
  (leaf: LeafPlan): LeafPlan => ({ ...leaf, key, heldKey: leaf.heldKey === leaf.key ? key : attackerKeyOfKind(key) });

export const weakSignature = (leaf: LeafPlan): LeafPlan => ({ ...leaf, hash: 'sha1' });

export const revoked = (leaf: LeafPlan): LeafPlan => ({ ...leaf, revoked: true });
