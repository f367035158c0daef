// What a seed hides: the fault of a mission whose fault is not told, and who is at fault in a mystery.
import { seededRandom } from '../../crypto/random.ts';
import type { Edits } from '../../lab/scenario/edits.ts';
import type { FaultId } from '../../lab/scenario/faultId.ts';
import type { Side } from '../../tls/events.ts';
import type { Mission } from './mission.ts';

/** Whose part of the world is broken: what may be changed in a repair. */
export type Culprit = 'server' | 'client' | 'ca' | 'clock';

/** Answers about revocation that can't be believed, or do not come: by the word of the answer that names them. */
export const UNTOLD_STATUS = {
  forged: 'ca/ocsp-forged',
  stale: 'ca/ocsp-stale',
  silent: 'ca/ocsp-unreachable',
} as const satisfies Readonly<Record<string, FaultId>>;

/** Each is repaired by one edit of what is at fault, in mutual TLS and all protocols; each alert has several of them. */
export const MYSTERIES = {
  'server/expired': 'server',
  'server/not-yet-valid': 'server',
  'server/wrong-host': 'server',
  'server/no-san': 'server',
  'server/weak-signature': 'server',
  'server/wrong-eku': 'server',
  'server/wrong-key-usage': 'server',
  'ca/intermediate-expired': 'ca',
  'ca/no-cert-sign': 'ca',
  'ca/path-too-long': 'ca',
  'client/expired': 'client',
  'client/not-yet-valid': 'client',
  'client/wrong-eku': 'client',
  'client/weak-signature': 'client',
  'clock/client-slow': 'clock',
  'clock/client-fast': 'clock',
} as const satisfies Readonly<Partial<Record<FaultId, Culprit>>>;
export type MysteryId = keyof typeof MYSTERIES;

export const isMystery = (id: FaultId): id is MysteryId => Object.hasOwn(MYSTERIES, id);

/** The faults that a mission begins with; the same for the same seed. In the last one that of its mystery. */
export function hiddenFaults({ id, start }: Mission, seed: number): readonly FaultId[] {
  if (id === 9) return [chosen(Object.values(UNTOLD_STATUS), seed)];
  if (id === 15) return [chosen(Object.keys(MYSTERIES) as MysteryId[], seed)];
  return start.faults ?? [];
}

/** The side that is told the alert: it has seen no check fail. Its view is all that the mystery shows. */
export const mysteryView = (fault: MysteryId): Side => (MYSTERIES[fault] === 'client' ? 'client' : 'server');

/** Whether the edits touch nothing but what is at fault. */
export function touchesOnly({ clocks, trust, certificates = {} }: Edits, culprit: Culprit): boolean {
  if (trust?.client !== undefined || trust?.server !== undefined || clocks?.server !== undefined) return false;
  if (clocks?.client !== undefined && culprit !== 'clock') return false;
  return Object.keys(certificates).every((id) =>
    culprit === 'ca' ? id === 'root' || id === 'issuing' || id === 'subordinate' : id === culprit,
  );
}

function chosen<T>(of: readonly T[], seed: number): T {
  const [a = 0, b = 0] = seededRandom(seed, 'mission')('hidden', 2);
  return of[(a * 256 + b) % of.length] as T;
}
