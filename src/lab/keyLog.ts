// NSS key log format: what tshark and Wireshark read to open a capture.
import type { LabEvent, SecretId } from './recording.ts';

/** Both lines where a machine in the middle has parted the connection in two. */
export function keyLogs(events: readonly LabEvent[]): string {
  const [client, server] = [keyLogOf(events, 'client'), keyLogOf(events, 'server')];
  return randomOf(client) === randomOf(server) ? client : client + server;
}

const randomOf = (line: string): string => line.split(' ')[1] ?? '';

/** Lines `LABEL random secret`, one for each secret that `side` derived; empty where it derived none. */
export function keyLogOf(events: readonly LabEvent[], side: 'client' | 'server'): string {
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
