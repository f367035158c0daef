// The parts of node-forge that read and write keys: ASN.1 and PEM.
import forgeRoot from 'node-forge/lib/forge.js';
import 'node-forge/lib/asn1.js';
import 'node-forge/lib/pem.js';

/** Typed to what the imports above have loaded. */
export const forge: Pick<typeof forgeRoot, 'asn1' | 'pem'> = forgeRoot;
