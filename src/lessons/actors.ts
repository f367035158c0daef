// The actors: who they are, and the line below their name.
import type { Actor, Recording } from '../lab/recording/recording.ts';
import { clip, commonNameIn } from './phrases.ts';

export const ACTOR_WORDS: Record<Actor, { readonly title: string }> = {
  client: { title: 'Client' },
  server: { title: 'Server' },
  ca: { title: 'CA' },
  attacker: { title: 'Attacker' },
};

/** Name and line of an actor’s head in the diagram. */
export function actorHead(actor: Actor, recording: Recording): { name: string; line: string } {
  switch (actor) {
    case 'client': {
      return { name: 'Client', line: trustLine(recording) };
    }
    case 'server':
      return {
        name: `Server · ${clip(serverName(recording) ?? 'no name', LONGEST_NAME)}`,
        line: recording.scenario.mode === 'mutual' ? 'asks for a client certificate' : 'asks for no client certificate',
      };
    case 'ca':
      return { name: clip(ownRoot(recording) ?? 'CA', LONGEST_NAME), line: 'issues and revokes' };
    case 'attacker':
      return { name: 'Attacker', line: isInside(recording) ? 'inside the network' : 'on the wire' };
  }
}

/** Whether anything passes in the bank's own network. */
const isInside = ({ events }: Recording): boolean =>
  events.some((event) => event.kind === 'sent' && event.message.channel === 'inside');

/** In a box of the diagram; whole names are in the tabs. */
const LONGEST_NAME = 40;

/** The name that the client asks for. */
function serverName({ events }: Recording): string | null {
  for (const event of events) {
    if (event.kind === 'belief' && event.belief === 'client.idle') return event.details.serverName || null;
  }
  return null;
}

/** The first root in the client's trust store, and how many more there are. */
function trustLine({ events, scenario }: Recording): string {
  const roots = events.flatMap((event) =>
    event.kind === 'operation' && event.operation === 'trust.install' && event.actor === 'client' ? [event] : [],
  );
  const [first] = roots;
  if (first === undefined) return scenario.edits?.trust?.client ? 'trusts nobody' : 'trusts nobody yet';
  const name = clip(commonNameIn(first.details.root), LONGEST_NAME);
  return roots.length === 1 ? `trusts ${name}` : `trusts ${name} and ${roots.length - 1} more`;
}

function ownRoot(recording: Recording): string | null {
  return rootOf(recording, (event) => event.operation === 'ca.create' && event.actor === 'ca');
}

type Operation = Extract<Recording['events'][number], { kind: 'operation' }>;

/** Common name of the first root in the operations that `wanted` picks. */
function rootOf({ events, certificates }: Recording, wanted: (event: Operation) => boolean): string | null {
  for (const event of events) {
    if (event.kind !== 'operation' || !wanted(event)) continue;
    for (const fingerprint of event.certificates) {
      const record = certificates[fingerprint];
      if (record?.role === 'root') return commonNameIn(record.subject);
    }
  }
  return null;
}
