// ML-KEM, for scenarios with X25519MLKEM768, which need registerEcc() too. A chunk of its own in the browser.
import { mlKem768 } from './mlKem.ts';
import { setMlKem } from './registered.ts';

export function registerPostQuantum(): void {
  setMlKem(mlKem768);
}
