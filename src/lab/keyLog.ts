// NSS key log format: what tshark and Wireshark read to open a capture.
import type { LabEvent } from './recording.ts';

/** Both lines where a machine in the middle has parted the connection in two. */
export function keyLogs(events: readonly LabEvent[]): string {
  const [client, server] = [keyLogOf(events, 'client'), keyLogOf(events, 'server')];
  return randomOf(client) === randomOf(server) ? client : client + server;
}

const randomOf = (line: string): string => line.split(' ')[1] ?? '';

/** One line `CLIENT_RANDOM random secret`; empty where `side` derived no master secret. */
export function keyLogOf(events: readonly LabEvent[], side: 'client' | 'server'): string {
  const value = (id: 'clientRandom' | 'masterSecret'): string | null => {
    const found = events.find((event) => event.kind === 'secret' && event.actor === side && event.secret === id);
    return found?.kind === 'secret' ? found.value : null;
  };
  const random = value('clientRandom');
  const master = value('masterSecret');
  return random && master ? `CLIENT_RANDOM ${random} ${master}\n` : '';
}
