// For the tests of this folder: the two endpoints of the bank, speaking TLS 1.3.

import { GROUP_NAMES } from '../../crypto/keyAgreement.ts';
import { registerEcc } from '../../crypto/registerEcc.ts';
import { registerPostQuantum } from '../../crypto/registerPostQuantum.ts';
import { SIGNATURE_SCHEMES } from '../codePoints/signatureSchemes.ts';
import { type ClientSetup, newClient, newServer, type ServerSetup } from '../endpoint.ts';
import { configs, type Ends } from '../endpoints.testing.ts';
import { type ClientOptions13, type ServerOptions13, SUITES_13, tls13 } from './index.ts';

registerEcc();
registerPostQuantum();

export interface Setting13 {
  readonly mutual: boolean;
  readonly revocation: 'ocsp' | 'off';
  readonly client: Partial<ClientSetup>;
  readonly server: Partial<ServerSetup>;
  readonly options: Partial<ClientOptions13 & ServerOptions13>;
  /** Where the server's differ from the client's. */
  readonly serverOptions: Partial<ServerOptions13>;
}

export const TICKETS = { key: new Uint8Array(32).fill(7), lifetimeSeconds: 7200, count: 1 };

export function newEnds13(setting: Partial<Setting13> = {}): Ends {
  const { client, server } = configs({ mutual: setting.mutual ?? true, revocation: setting.revocation ?? 'ocsp' });
  const options = {
    suites: SUITES_13,
    groups: GROUP_NAMES,
    shares: ['x25519'],
    session: null,
    staple: null,
    tickets: TICKETS,
    asksForStaple: false,
    requirePreferredGroup: false,
    ...setting.options,
  } as const;
  const common = { versions: ['tls1.3'], schemes: Object.values(SIGNATURE_SCHEMES) } as const;
  return {
    client: newClient({ ...client, ...common, tls13: tls13(options), ...setting.client }),
    server: newServer({
      ...server,
      ...common,
      tls13: tls13({ ...options, ...setting.serverOptions }),
      ...setting.server,
    }),
  };
}
