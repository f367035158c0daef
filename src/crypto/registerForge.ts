// node-forge, for the flows that it carries: importing this loads it, calling it makes it available.
import { forge } from './forge/index.ts';
import { registerProvider } from './selection.ts';

export function registerForge(): void {
  registerProvider(forge);
}
