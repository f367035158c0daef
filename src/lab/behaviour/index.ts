// What each program does with the room that the standards leave, by role: one table a program, each row by the check that
// fails and never by the fault behind it. src/stacks/behaviour.test.ts holds all of them against what was measured.
import type { Behaviour } from '../../tls/behaviour.ts';
import type { ClientProgram, ServerProgram } from '../scenario/choices.ts';
import { CHROMIUM_CLIENT, FIREFOX_CLIENT } from './browsers.ts';
import { GNUTLS_CLIENT, GNUTLS_SERVER } from './gnutls.ts';
import { GO_CLIENT, GO_SERVER } from './go.ts';
import { JAVA_CLIENT, JAVA_SERVER } from './java.ts';
import { HAPROXY_SERVER, NGINX_SERVER, NODE_CLIENT, NODE_SERVER, OPENSSL_CLIENT, OPENSSL_SERVER } from './openssl.ts';
import { RUSTLS_CLIENT, RUSTLS_SERVER } from './rustls.ts';

export interface Behaviours {
  readonly client: Readonly<Record<Exclude<ClientProgram, 'own'>, Behaviour>>;
  readonly server: Readonly<Record<Exclude<ServerProgram, 'own'>, Behaviour>>;
}

export const BEHAVIOURS: Behaviours = {
  client: {
    'openssl-3.0': OPENSSL_CLIENT,
    'gnutls-3.7': GNUTLS_CLIENT,
    'node-20': NODE_CLIENT,
    'java-17': JAVA_CLIENT,
    'go-1.24': GO_CLIENT,
    'rustls-0.23': RUSTLS_CLIENT,
    'firefox-153': FIREFOX_CLIENT,
    'chromium-156': CHROMIUM_CLIENT,
  },
  server: {
    'openssl-3.0': OPENSSL_SERVER,
    'gnutls-3.7': GNUTLS_SERVER,
    'node-20': NODE_SERVER,
    'java-17': JAVA_SERVER,
    'go-1.24': GO_SERVER,
    'rustls-0.23': RUSTLS_SERVER,
    'nginx-1.22': NGINX_SERVER,
    'haproxy-2.6': HAPROXY_SERVER,
  },
};
