// Elliptic curves and ChaCha20, for scenarios that use them: importing this changes nothing, calling it does.
// In the browser it is a chunk of its own, imported when a scenario needs it; elsewhere an ordinary import.
import { open, seal } from './chacha.ts';
import { isPointOn, verifyEcdsa } from './ecdsa.ts';
import { verifyEd25519 } from './ed25519.ts';
import { ecdh, ed25519Public, pointOf, signEcdsa, signEd25519, x25519, x25519Public } from './ellipticPrivate.ts';
import spareKeys from './extraKeys.json' with { type: 'json' };
import { addSpareKeys } from './pool.ts';
import { setElliptic } from './registered.ts';
import { registerVerifiers } from './verifiers.ts';

/** To be called once, before a scenario with elliptic keys, groups or ChaCha20 runs. Includes registerEllipticKeys(). */
export function registerEcc(): void {
  const verifiers = { isPointOn, verifyEcdsa, verifyEd25519 };
  const signers = { signEcdsa, signEd25519, pointOf, ed25519Public };
  const agreement = { ecdh, x25519, x25519Public };
  registerVerifiers(verifiers);
  addSpareKeys(spareKeys);
  setElliptic({ ...verifiers, ...signers, ...agreement, chacha20Poly1305: { seal, open } });
}
