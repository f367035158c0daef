// Loads what a scenario needs beyond TLS 1.2, RSA, AES and SHA-2: in the browser each part is a chunk of its own.

import { fromBase64url } from '../../bytes/base64url.ts';
import { toHex } from '../../bytes/hex.ts';
import { kindOfName } from '../../crypto/poolNames.ts';
import { isEccRegistered, isMlDsaRegistered, isPostQuantumRegistered } from '../../crypto/registered.ts';
import type { CaAction, CsrKeyKind } from '../scenario/caActions.ts';
import { hasMlDsa } from '../scenario/choices.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type Alike, isBehavioursRegistered, registerBehaviours } from './behaviourOf.ts';
import { isTls13Registered, registerTls13 } from './capabilities.ts';

type Needing = Pick<Scenario, 'protocol' | 'group' | 'serverKey' | 'clientKey' | 'caKey'> &
  Partial<Pick<Scenario, 'edits' | 'caWork' | Alike>>;

/** Whether elliptic curves come into it: by a key, or by the key exchange of the protocol. */
export const needsEcc = (needing: Omit<Needing, 'group'>): boolean =>
  needing.protocol !== 'tls1.2-rsa' || hasEllipticKey(needing);

function hasEllipticKey({ serverKey, clientKey, caKey, edits, caWork = [] }: Omit<Needing, 'group' | 'protocol'>) {
  const edited = Object.values(edits?.certificates ?? {}).flatMap(({ key }) => (key ? [kindOfName(key)] : []));
  const atCa = caWork.flatMap((action): CsrKeyKind[] => {
    if (action.act === 'request') return [action.key ?? 'rsa'];
    // What somebody brings may have any key.
    return action.act === 'sign' ? ['p256'] : [];
  });
  return [serverKey, clientKey, caKey, ...edited, ...atCa].some((kind) => kind !== 'rsa');
}

/** Whether the CA is asked for a certificate for a key of ML-DSA: by a request of the lab's, or by one that is brought. */
const bringsMlDsa = (caWork: readonly CaAction[] = []): boolean =>
  caWork.some((action) => {
    if (action.act === 'request') return hasMlDsa({ serverKey: action.key ?? 'rsa' });
    return action.act === 'sign' && toHex(fromBase64url(action.csr) ?? new Uint8Array()).includes(ML_DSA_ARC);
  });
/** DER of the identifier 2.16.840.1.101.3.4.3.17 (ML-DSA-44), 18 or 19, without its last byte: RFC 9881 2. */
const ML_DSA_ARC = '06096086480165030403';

/** To be awaited before `runScenario`. */
export async function prepareRun(scenario: Needing): Promise<void> {
  const isModern = scenario.protocol === 'tls1.3';
  await Promise.all([
    needsEcc(scenario) && !isEccRegistered() ? loadElliptic() : null,
    isModern && scenario.group === 'X25519MLKEM768' && !isPostQuantumRegistered() ? loadPostQuantum() : null,
    (hasMlDsa(scenario) || bringsMlDsa(scenario.caWork)) && !isMlDsaRegistered() ? loadMlDsa() : null,
    isModern && !isTls13Registered() ? loadTls13() : null,
    (scenario.clientLike ?? scenario.serverLike) && !isBehavioursRegistered() ? loadBehaviours() : null,
  ]);
}

/** All there is, for programs that meet peers of any kind. */
export async function prepareAll(): Promise<void> {
  await Promise.all([loadElliptic(), loadPostQuantum(), loadMlDsa(), loadTls13(), loadBehaviours()]);
}

async function loadElliptic(): Promise<void> {
  const { registerEcc } = await import('../../crypto/registerEcc.ts');
  registerEcc();
}

async function loadPostQuantum(): Promise<void> {
  const { registerPostQuantum } = await import('../../crypto/registerPostQuantum.ts');
  registerPostQuantum();
}

async function loadMlDsa(): Promise<void> {
  const { registerMlDsa } = await import('../../crypto/registerMlDsa.ts');
  registerMlDsa();
}

async function loadBehaviours(): Promise<void> {
  const { BEHAVIOURS } = await import('../behaviour/index.ts');
  registerBehaviours(BEHAVIOURS);
}

async function loadTls13(): Promise<void> {
  registerTls13(await import('../../tls/tls13/index.ts'));
}
