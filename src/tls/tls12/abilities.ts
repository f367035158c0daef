// What an endpoint brings that speaks TLS 1.2 with RSA key exchange alone; its suites come from elsewhere.
import { OFFERED_SCHEMES } from '../hello.ts';

export const RSA_KEY_EXCHANGE = { versions: ['tls1.2'], tls13: null, schemes: OFFERED_SCHEMES } as const;
