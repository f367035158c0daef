// ML-DSA, for scenarios and certificates with such keys. A chunk of its own in the browser.
import { mlDsaNoble } from './mlDsa.ts';
import { setMlDsa } from './registered.ts';

export function registerMlDsa(): void {
  setMlDsa(mlDsaNoble);
}
