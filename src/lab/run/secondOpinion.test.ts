// node-forge and noble are two opinions on the same flows: TLS 1.2 with RSA key exchange, one-way and mutual, as it goes well and
// with every fault. They share no code that computes, so a mistake in one of them shows.
import { beforeAll, describe, expect, it } from 'vitest';
import { forge } from '../../crypto/forge/index.ts';
import { currentProvider, registerProvider, withProvider } from '../../crypto/selection.ts';
import { writeRecording } from '../files/recordingFile.ts';
import { DEFAULT_SCENARIO, MODES, PROTOCOLS } from '../scenario/scenario.ts';
import { prepareAll } from './prepare.ts';
import { canCarry, defaultProvider } from './provider.ts';
import { RECORDED_SCENARIOS } from './recordings.testing.ts';
import { runScenario } from './run.ts';

const nameOfCurrent = () => currentProvider()?.name ?? 'noble';
let signatures = 0;
let privatePowers = 0;

beforeAll(async () => {
  await prepareAll();
  registerProvider({
    ...forge,
    rsaSign: (...input) => {
      signatures += 1;
      return forge.rsaSign(...input);
    },
    rsaPrivate: (...input) => {
      privatePowers += 1;
      return forge.rsaPrivate(...input);
    },
  });
});

describe('a scenario of the RSA flows', () => {
  it.each(MODES)('%s: leaves the same recording, byte for byte, computed with node-forge and with noble', (mode) => {
    const here = [...RECORDED_SCENARIOS].filter(([, each]) => each.protocol === 'tls1.2-rsa' && each.mode === mode);
    expect(here.length).toBeGreaterThan(50);
    const different = here.filter(
      ([, scenario]) =>
        writeRecording(runScenario(scenario, 'forge')) !== writeRecording(runScenario(scenario, 'noble')),
    );
    expect(different.map(([name]) => name)).toEqual([]);
  });

  it('is computed with node-forge where it is asked for: signatures, and the secret that the server decrypts', () => {
    [signatures, privatePowers] = [0, 0];
    runScenario({ ...DEFAULT_SCENARIO, mode: 'mutual', seed: 7 }, 'noble');
    expect([signatures, privatePowers]).toEqual([0, 0]);
    runScenario({ ...DEFAULT_SCENARIO, mode: 'mutual', seed: 7 }, 'forge');
    expect(signatures).toBeGreaterThan(0);
    expect(privatePowers).toBe(1);
  });
});

describe('the choice of a provider', () => {
  it('is node-forge for the RSA flows, and noble where curves are needed', () => {
    expect(PROTOCOLS.map((protocol) => defaultProvider({ protocol }))).toEqual(['forge', 'noble', 'noble']);
    expect(canCarry('noble', { protocol: 'tls1.2-rsa' })).toBe(true);
    expect(canCarry('forge', { protocol: 'tls1.3' })).toBe(false);
  });

  it('holds for one piece of work, nested ones included, and ends with it, even where it fails', () => {
    const seen = withProvider('forge', () => [
      nameOfCurrent(),
      withProvider('noble', () => nameOfCurrent()),
      nameOfCurrent(),
    ]);
    expect(seen).toEqual(['forge', 'noble', 'forge']);
    expect(() =>
      withProvider('forge', () => {
        throw new Error('a fault of the work');
      }),
    ).toThrow('a fault of the work');
    expect(nameOfCurrent()).toBe('noble');
  });
});
