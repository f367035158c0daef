// The parts of node-forge that a handshake needs: digests, HMAC and AES. Keys and containers: forgeKeys.ts, pkcs12.ts.
import forgeRoot from 'node-forge/lib/forge.js';
import 'node-forge/lib/aes.js';
import 'node-forge/lib/hmac.js';
import 'node-forge/lib/sha1.js';
import 'node-forge/lib/sha256.js';
import 'node-forge/lib/sha512.js';

/** Typed to what the imports above have loaded. */
export const forge: Pick<typeof forgeRoot, 'cipher' | 'hmac' | 'md' | 'util'> = forgeRoot;
