// NSS key log format: what tshark and Wireshark read to open a capture. Secrets behind a KeyUpdate have no line: they
// follow from those of the connection's beginning, and the readers compute them.
import { connectionsOf } from './connections.ts';
import type { LabEvent, SecretId } from './recording.ts';

/** Lines of every connection; of both sides where a machine in the middle has parted one in two. */
export const keyLogs = (events: readonly LabEvent[]): string =>
  connectionsOf(events)
    .map((part) => {
      const [client, server] = [keyLogOf(part.events, 'client'), keyLogOf(part.events, 'server')];
      return randomOf(client) === randomOf(server) ? client : client + server;
    })
    .join('');

const randomOf = (line: string): string => line.split(' ')[1] ?? '';

/** Lines `LABEL random secret`, one for each secret that `side` derived; empty where it derived none. */
export const keyLogOf = (events: readonly LabEvent[], side: 'client' | 'server'): string =>
  connectionsOf(events)
    .map((part) => linesOf(part.events, side))
    .join('');

function linesOf(events: readonly LabEvent[], side: 'client' | 'server'): string {
  const value = (id: SecretId): string | null => {
    const found = events.find((event) => event.kind === 'secret' && event.actor === side && event.secret === id);
    return found?.kind === 'secret' ? found.value : null;
  };
  const random = value('clientRandom');
  if (random === null) return '';
  return LABELS.map(([id, label]) => {
    const secret = value(id);
    return secret === null ? '' : `${label} ${random} ${secret}\n`;
  }).join('');
}

/** TLS 1.2 has one line, TLS 1.3 one for each traffic secret. */
const LABELS: readonly (readonly [SecretId, string])[] = [
  ['masterSecret', 'CLIENT_RANDOM'],
  ['clientHandshakeTrafficSecret', 'CLIENT_HANDSHAKE_TRAFFIC_SECRET'],
  ['serverHandshakeTrafficSecret', 'SERVER_HANDSHAKE_TRAFFIC_SECRET'],
  ['clientApplicationTrafficSecret0', 'CLIENT_TRAFFIC_SECRET_0'],
  ['serverApplicationTrafficSecret0', 'SERVER_TRAFFIC_SECRET_0'],
  ['exporterSecret', 'EXPORTER_SECRET'],
];
