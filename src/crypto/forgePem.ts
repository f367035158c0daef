// The part of node-forge that reads and writes PEM.
import forgeRoot from 'node-forge/lib/forge.js';
import 'node-forge/lib/pem.js';

/** Typed to what the imports above have loaded. */
export const { pem }: Pick<typeof forgeRoot, 'pem'> = forgeRoot;
