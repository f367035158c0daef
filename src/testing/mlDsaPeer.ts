// Our endpoint with a key of ML-DSA, made of seeds: the same bytes for the same bytes of its peer, under any Node. Mutual TLS
// 1.3; needs prepareAll().
import { type Bundle, makeBundle } from '../cli/bundle.ts';
import { seededRandom } from '../crypto/random.ts';
import { offered, preferred } from '../lab/run/capabilities.ts';
import type { ML_DSA_KEY_KINDS } from '../lab/scenario/choices.ts';
import { LAB_NAMES } from '../lab/scenario/names.ts';
import { DEFAULT_SCENARIO, normalizeScenario } from '../lab/scenario/scenario.ts';
import { handleClient, handleServer, newClient, newServer } from '../tls/endpoint.ts';
import type { EndpointEvent, EndpointInput } from '../tls/events.ts';

export type PeerRole = 'client' | 'server';

export interface MlDsaPeer {
  /** Certificates and keys of both sides. */
  readonly bundle: Bundle;
  readonly handle: (input: EndpointInput) => readonly EndpointEvent[];
}

/** `now`: milliseconds since 1970. */
export function mlDsaPeer(kind: (typeof ML_DSA_KEY_KINDS)[number], role: PeerRole, now: number): MlDsaPeer {
  const keys = { serverKey: kind, clientKey: kind, caKey: kind } as const;
  const scenario = normalizeScenario({ ...DEFAULT_SCENARIO, mode: 'mutual', protocol: 'tls1.3', ...keys });
  const bundle = makeBundle(scenario, [], 1, now);
  const random = seededRandom(1, role);
  const common = {
    random,
    now,
    anchors: [bundle.world.authority.root.certificate],
    revocation: 'off' as const,
    revocationPolicy: 'hard' as const,
    alpn: [],
  };
  if (role === 'client') {
    let state = newClient({
      ...common,
      ...offered({ protocol: 'tls1.3', group: 'x25519', ...keys }),
      serverName: LAB_NAMES.host,
      credential: bundle.world.client,
      sendUnlisted: false,
    });
    return {
      bundle,
      handle: (input) => {
        const next = handleClient(state, input);
        state = next.state;
        return next.events;
      },
    };
  }
  let state = newServer({
    ...common,
    ...preferred({ ...scenario, ...keys }, { random, asksForStaple: false, tickets: 1 }),
    credential: bundle.world.server,
    clientCertificate: 'require',
    staple: null,
  });
  return {
    bundle,
    handle: (input) => {
      const next = handleServer(state, input);
      state = next.state;
      return next.events;
    },
  };
}
