// What a built copy of this version offers to a later one that measures itself against it: `npm run bench -- --keep DIR`
// writes it to DIR/engine.mjs. Scenarios go in as plain data, and nothing is remembered from one run to the next.
import { clearEllipticMemo } from '../src/crypto/ellipticPrivate.ts';
import type { ProviderName } from '../src/crypto/provider.ts';
import { clearRsaMemo } from '../src/crypto/rsa.ts';
import type { Recording } from '../src/lab/recording/recording.ts';
import { prepareAll } from '../src/lab/run/prepare.ts';
import { prepareProvider } from '../src/lab/run/provider.ts';
import { runScenario } from '../src/lab/run/run.ts';
import { DEFAULT_SCENARIO, normalizeScenario, type Scenario } from '../src/lab/scenario/scenario.ts';
import { labValidate, makeChain } from './validation.ts';

export interface KeptEngine {
  /** To be awaited before anything else. */
  readonly prepareAll: () => Promise<void>;
  /** Takes the fields that differ from the default scenario. Versions before there were providers know noble only. */
  readonly run: (fields: Partial<Scenario>, provider?: ProviderName) => Recording;
  /** A function that reads and judges a chain of three certificates. */
  readonly validation: () => () => void;
}

export const engine: KeptEngine = {
  prepareAll: async () => {
    await Promise.all([prepareAll(), prepareProvider('forge')]);
  },
  run: (fields, provider = 'noble') => {
    clearRsaMemo();
    clearEllipticMemo();
    return runScenario(normalizeScenario({ ...DEFAULT_SCENARIO, ...fields }), provider);
  },
  validation: () => {
    const der = makeChain(3);
    const [chain, anchor] = [der.slice(0, -1), der.at(-1) ?? new Uint8Array()];
    return () => labValidate(chain, anchor);
  },
};
