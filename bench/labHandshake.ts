// A mutual handshake of our two endpoints, in memory: what the lab runs, without the recording around it.

import { clearEllipticMemo } from '../src/crypto/ellipticPrivate.ts';
import { privateKeyFromPem } from '../src/crypto/keyFormat.ts';
import type { ProviderName } from '../src/crypto/provider.ts';
import { seededRandom } from '../src/crypto/random.ts';
import { clearRsaMemo } from '../src/crypto/rsa.ts';
import { withProvider } from '../src/crypto/selection.ts';
import type { Protocol } from '../src/lab/scenario/scenario.ts';
import { parseCertificate } from '../src/pki/x509/certificate.ts';
import type { Credential } from '../src/tls/auth/credential.ts';
import {
  type ClientState,
  handleClient,
  handleServer,
  newClient,
  newServer,
  type ServerState,
} from '../src/tls/endpoint.ts';
import type { EndpointEvent } from '../src/tls/events.ts';
import { suiteByName } from '../src/tls/suites.ts';
import { ECDHE, RSA_KEY_EXCHANGE } from '../src/tls/tls12/capabilities.ts';
import { suite13ByName, tls13 } from '../src/tls/tls13/index.ts';
import { type Credentials, type Credential as PemCredential, SERVER_NAME } from './credentials.ts';

const GROUPS = ['secp256r1'] as const;

/** One suite and one group for each protocol. */
const ABILITIES = {
  'tls1.2-rsa': { ...RSA_KEY_EXCHANGE, suites: [suiteByName('TLS_RSA_WITH_AES_128_GCM_SHA256')] },
  'tls1.2-ecdhe': { ...ECDHE, groups: GROUPS, suites: [suiteByName('TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256')] },
  'tls1.3': {
    ...ECDHE,
    versions: ['tls1.3'],
    suites: [],
    groups: GROUPS,
    tls13: tls13({
      suites: [suite13ByName('TLS_AES_128_GCM_SHA256')],
      groups: GROUPS,
      shares: GROUPS,
      session: null,
      staple: null,
      requirePreferredGroup: true,
      asksForStaple: false,
      tickets: null,
    }),
  },
} as const;

/**
 * What an application prepares once for many connections: its keys, certificates and trust anchors, decoded. The
 * function returned runs one handshake; it needs registerEcc() for elliptic keys, and throws where that does not end with both sides connected and authenticated.
 */
export function labContestant(
  protocol: Protocol,
  { root, server, client }: Credentials,
  provider: ProviderName = 'noble',
): (seed: number) => void {
  const shared = {
    ...ABILITIES[protocol],
    now: Date.now(),
    anchors: [parseCertificate(der(root))],
    revocation: 'off',
    revocationPolicy: 'hard',
    alpn: [],
  } as const;
  const clientConfig = { ...shared, serverName: SERVER_NAME, credential: credential(client), sendUnlisted: false };
  const serverConfig = {
    ...shared,
    credential: credential(server),
    clientCertificate: 'require',
    staple: null,
  } as const;
  return (seed) => {
    // The engine remembers results within a session; a stranger's handshake has none to remember.
    clearRsaMemo();
    clearEllipticMemo();
    withProvider(provider, () =>
      handshake(
        newClient({ ...clientConfig, random: seededRandom(seed, 'client') }),
        newServer({ ...serverConfig, random: seededRandom(seed, 'server') }),
      ),
    );
  };
}

function handshake(clientStart: ClientState, serverStart: ServerState): void {
  let serverState = serverStart;
  let turn = handleClient(clientStart, { kind: 'start' });
  let clientState = turn.state;
  let toServer = sent(turn.events);
  while (toServer.length > 0) {
    const answers: Uint8Array[] = [];
    for (const bytes of toServer) {
      const { state, events } = handleServer(serverState, { kind: 'bytes', bytes });
      serverState = state;
      answers.push(...sent(events));
    }
    toServer = [];
    for (const bytes of answers) {
      turn = handleClient(clientState, { kind: 'bytes', bytes });
      clientState = turn.state;
      toServer.push(...sent(turn.events));
    }
  }
  const mutual = serverState.name === 'connected' && serverState.identity.kind === 'certificate';
  if (clientState.name !== 'connected' || !mutual) {
    throw new Error(`our handshake ended with ${clientState.name} and ${serverState.name}`);
  }
}

function sent(events: readonly EndpointEvent[]): Uint8Array[] {
  return events.flatMap((event) => (event.kind === 'send' ? [event.message.wire] : []));
}

function credential({ chain, key }: PemCredential): Credential {
  const decoded = privateKeyFromPem(key);
  if (!decoded.ok) throw decoded.error;
  return { chain: chain.map(der), key: decoded.value };
}

function der(pem: string): Uint8Array {
  return new Uint8Array(Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64'));
}
