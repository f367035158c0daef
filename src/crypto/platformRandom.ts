// The platform's random generator, through node-forge: for fresh keys only, never for a scenario.
import forgeRoot from 'node-forge/lib/forge.js';
import 'node-forge/lib/random.js';
import { fromBinary } from './binary.ts';
import type { Random } from './random.ts';

const { getBytesSync }: Pick<typeof forgeRoot.random, 'getBytesSync'> = forgeRoot.random;

/** Not pure, in contrast to every other Random: each call yields other bytes. */
export const platformRandom: Random = (_label, length) => fromBinary(getBytesSync(length));
