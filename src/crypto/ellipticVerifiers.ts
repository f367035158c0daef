// ECDSA and Ed25519 for programs that judge certificates from outside. Importing it changes nothing; calling it does.
import { isPointOn, verifyEcdsa } from './ecdsa.ts';
import { verifyEd25519 } from './ed25519.ts';
import { registerVerifiers } from './verifiers.ts';

/** To be called once, before the first signature is looked at: without it, elliptic signatures are unsupported. */
export const registerEllipticKeys = (): void => registerVerifiers({ isPointOn, verifyEcdsa, verifyEd25519 });
