// The part of node-forge that a handshake needs: AES. Keys and containers: forgeKeys.ts, pkcs12.ts.
import forgeRoot from 'node-forge/lib/forge.js';
import 'node-forge/lib/aes.js';

/** Typed to what the imports above have loaded. */
export const forge: Pick<typeof forgeRoot, 'cipher' | 'util'> = forgeRoot;
