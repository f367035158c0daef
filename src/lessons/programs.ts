// The programs that an endpoint can behave as: what each is called, and the version and day of the measurements behind it.
import type { Actor } from '../lab/recording/recording.ts';
import type { ClientProgram, ServerProgram } from '../lab/scenario/choices.ts';
import type { Scenario } from '../lab/scenario/scenario.ts';

export type ProgramId = Exclude<ClientProgram | ServerProgram, 'own'>;

interface ProgramWords {
  /** In lists: as it is chosen. */
  readonly name: string;
  /** As it calls itself in the corpus (`src/stacks`). */
  readonly version: string;
  /** `2026-11-30`. */
  readonly date: string;
}

const DATE = '2026-11-30';

export const PROGRAMS: Readonly<Record<ProgramId, ProgramWords>> = {
  'openssl-3.0': { name: 'OpenSSL 3.0', version: 'OpenSSL 3.0.22', date: DATE },
  'gnutls-3.7': { name: 'GnuTLS 3.7', version: 'GnuTLS 3.7.9', date: DATE },
  'node-20': { name: 'Node 20', version: 'Node v20.20.2 (OpenSSL 3.0.19)', date: DATE },
  'java-17': { name: 'Java 17', version: 'Java 17.0.15', date: DATE },
  'go-1.24': { name: 'Go 1.24', version: 'Go 1.24.4', date: DATE },
  'rustls-0.23': { name: 'rustls 0.23', version: 'rustls 0.23.26', date: DATE },
  'firefox-153': { name: 'Firefox ESR 153', version: 'Firefox ESR 153.8.0', date: DATE },
  'chromium-156': { name: 'Chromium 156', version: 'Chromium 156.0.8078.108', date: DATE },
  'nginx-1.22': { name: 'nginx 1.22', version: 'nginx 1.22.1 (OpenSSL 3.0.22)', date: DATE },
  'haproxy-2.6': { name: 'HAProxy 2.6', version: 'haproxy 2.6.12 (OpenSSL 3.0.22)', date: DATE },
};

type Alike = Pick<Scenario, 'clientLike' | 'serverLike'>;

/** As which program this side behaves; null where it does as the lab's own. */
function programOf(actor: Actor, { clientLike = 'own', serverLike = 'own' }: Alike): ProgramId | null {
  const like = actor === 'client' ? clientLike : actor === 'server' ? serverLike : 'own';
  return like === 'own' ? null : like;
}

/** `as nginx 1.22.1 (OpenSSL 3.0.22), measured 2026-11-30`; null where the side behaves as the lab's own. */
export function measuredAsText(actor: Actor, scenario: Alike): string | null {
  const id = programOf(actor, scenario);
  return id === null ? null : `as ${PROGRAMS[id].version}, measured ${PROGRAMS[id].date}`;
}

/** For the story: `The server behaves like nginx 1.22.`; empty where both behave as the lab's own. */
export function alikeText(scenario: Alike): string {
  const client = programOf('client', scenario);
  const server = programOf('server', scenario);
  if (client !== null && client === server) return `Both behave like ${PROGRAMS[client].name}.`;
  const parts = [
    ...(client === null ? [] : [`the client behaves like ${PROGRAMS[client].name}`]),
    ...(server === null ? [] : [`the server behaves like ${PROGRAMS[server].name}`]),
  ];
  const text = parts.join(', ');
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** In the panel of options, under the two pickers. */
export const PROGRAMS_NOTE =
  'It changes what the standards leave open: alerts, what is let pass, and what a client keeps to itself. Revocation stays as set above.';
