// Where the secrets of TLS 1.3 stand in the picture of the key schedule (RFC 9846 7.1), and which of them exist at a step.
import { linearScale } from '../../../diagram/linearScale.ts';
import { connectionAt } from '../../../lab/recording/connections.ts';
import type { EventOf, Hex, Recording, SecretId, Step } from '../../../lab/recording/recording.ts';

interface Place {
  readonly id: SecretId | 'zeros' | 'zerosMain';
  readonly column: 'input' | 'stage' | 'derived';
  readonly row: number;
}

export interface ScheduleNode extends Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly client: Hex | null;
  readonly server: Hex | null;
  /** At least one side has it; zeros are always there. */
  readonly filled: boolean;
  /** Came to be in this very step. */
  readonly fresh: boolean;
}

export interface ScheduleEdge {
  readonly key: string;
  readonly path: string;
  /** The label that goes into the derivation. */
  readonly label: string;
  readonly anchor: 'start' | 'end';
  readonly x: number;
  readonly y: number;
  readonly filled: boolean;
}

export interface SchedulePicture {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly ScheduleNode[];
  readonly edges: readonly ScheduleEdge[];
  readonly made: number;
  readonly all: number;
}

type NodeId = Place['id'];

const PLACES: readonly Place[] = [
  { id: 'zeros', column: 'input', row: 0 },
  { id: 'sharedSecret', column: 'input', row: 1.5 },
  { id: 'zerosMain', column: 'input', row: 4.5 },
  { id: 'earlySecret', column: 'stage', row: 0 },
  { id: 'handshakeSecret', column: 'stage', row: 1.5 },
  { id: 'mainSecret', column: 'stage', row: 4.5 },
  { id: 'clientHandshakeTrafficSecret', column: 'derived', row: 1 },
  { id: 'serverHandshakeTrafficSecret', column: 'derived', row: 2 },
  { id: 'clientApplicationTrafficSecret0', column: 'derived', row: 3 },
  { id: 'serverApplicationTrafficSecret0', column: 'derived', row: 4 },
  { id: 'exporterSecret', column: 'derived', row: 5 },
  { id: 'resumptionSecret', column: 'derived', row: 6 },
];

/** With a ticket, and with new keys; else these are not part of the picture. */
const FURTHER: readonly Place[] = [
  { id: 'binderKey', column: 'derived', row: 0 },
  { id: 'preSharedKey', column: 'stage', row: 6 },
  { id: 'clientApplicationTrafficSecretN', column: 'derived', row: 7 },
  { id: 'serverApplicationTrafficSecretN', column: 'derived', row: 8 },
];

/** From, to, and the label of the derivation; extraction has none. */
const LINKS: readonly (readonly [NodeId, NodeId, string])[] = [
  ['zeros', 'earlySecret', ''],
  ['sharedSecret', 'handshakeSecret', ''],
  ['zerosMain', 'mainSecret', ''],
  ['earlySecret', 'handshakeSecret', 'derived'],
  ['handshakeSecret', 'mainSecret', 'derived'],
  ['handshakeSecret', 'clientHandshakeTrafficSecret', 'c hs traffic'],
  ['handshakeSecret', 'serverHandshakeTrafficSecret', 's hs traffic'],
  ['mainSecret', 'clientApplicationTrafficSecret0', 'c ap traffic'],
  ['mainSecret', 'serverApplicationTrafficSecret0', 's ap traffic'],
  ['mainSecret', 'exporterSecret', 'exp master'],
  ['mainSecret', 'resumptionSecret', 'res master'],
  ['earlySecret', 'binderKey', 'res binder'],
  ['resumptionSecret', 'preSharedKey', 'resumption'],
  ['clientApplicationTrafficSecret0', 'clientApplicationTrafficSecretN', 'traffic upd'],
  ['serverApplicationTrafficSecret0', 'serverApplicationTrafficSecretN', 'traffic upd'],
];

const NODE = { height: 44, gap: 14 };
const COLUMNS = { input: 0.148, stage: 0.288, derived: 0.309 } as const;
/** The labels have their room before the inputs have theirs, whose lines have the least that one can see. */
const LABELS = 96;
const INPUT_LINE = 10;
const MARGIN = 2;

export function schedulePicture(
  { events }: Pick<Recording, 'events'>,
  step: Pick<Step, 'event' | 'until'>,
  width: number,
): SchedulePicture {
  const part = connectionAt(events, step.event);
  const known = secretsBefore(part.events, step.until - part.start);
  const before = secretsBefore(part.events, step.event - part.start);
  const ever = new Set(part.events.flatMap((event) => (event.kind === 'secret' ? [event.secret] : [])));
  // With a ticket the picture begins with its secret; without, it may end with that of the ticket for the next time.
  const resumes = ever.has('binderKey');
  const further = FURTHER.filter(({ id }) => ever.has(id as SecretId) && !(id === 'preSharedKey' && resumes));
  const places = [...PLACES, ...further];
  const last = Math.max(...places.map(({ row }) => row));
  const rows = linearScale([0, last], [MARGIN, MARGIN + last * (NODE.height + NODE.gap)]);
  // At the right, the way from a traffic secret to the next one.
  const inner = width - 2 * MARGIN - (last > 6 ? ROUND : 0);
  const room = (inner * (1 - COLUMNS.input - COLUMNS.stage - COLUMNS.derived)) / 2;
  const labels = Math.max(room, Math.min(LABELS, 2 * room - INPUT_LINE));
  const left = {
    input: MARGIN,
    stage: MARGIN + inner * COLUMNS.input + 2 * room - labels,
    derived: MARGIN + inner * (COLUMNS.input + COLUMNS.stage) + 2 * room,
  };
  const nodes = places.map((place): ScheduleNode => {
    const isZeros = place.id === 'zeros' || place.id === 'zerosMain';
    const psk = place.id === 'zeros' && resumes ? known.get('preSharedKey') : undefined;
    const holders = isZeros ? psk : known.get(place.id as SecretId);
    const had = before.get(place.id as SecretId);
    return {
      ...place,
      x: left[place.column],
      y: rows(place.row),
      width: inner * COLUMNS[place.column],
      height: NODE.height,
      client: holders?.client ?? null,
      server: holders?.server ?? null,
      filled: isZeros || holders !== undefined,
      fresh: !isZeros && (holders?.client !== had?.client || holders?.server !== had?.server),
    };
  });
  const edges = LINKS.flatMap(([from, to, label]) => {
    const [source, target] = [from, to].map((id) => nodes.find((one) => one.id === id));
    return source && target ? [edge(source, target, label)] : [];
  });
  const secrets = nodes.filter(({ id }) => id !== 'zeros' && id !== 'zerosMain');
  return {
    width,
    height: 2 * MARGIN + (last + 1) * NODE.height + last * NODE.gap,
    nodes,
    edges,
    made: secrets.filter(({ filled }) => filled).length,
    all: secrets.length,
  };
}

function edge(from: ScheduleNode, to: ScheduleNode, label: string): ScheduleEdge {
  const key = `${from.id} ${to.id}`;
  const filled = from.filled && to.filled;
  if (from.column === 'derived' && to.column === 'stage') {
    // Back to the left, below the way by which it came.
    const y = from.y + 0.8 * from.height;
    const path = `M${from.x},${y}H${to.x + to.width}`;
    return { key, path, label, anchor: 'end', x: from.x - 4, y: y + 12, filled };
  }
  if (from.column === 'derived') {
    // Around what stands between: the client's way inside of the server's.
    const right = from.x + from.width;
    const [y, toY] = [from.y + from.height / 2, to.y + to.height / 2];
    const out = right + (from.id.startsWith('client') ? ROUND / 2 : ROUND - 2);
    const path = `M${right},${y}H${out - 5}Q${out},${y} ${out},${y + 5}V${toY - 5}Q${out},${toY} ${out - 5},${toY}H${right}`;
    return { key, path, label, anchor: 'end', x: right - 4, y: to.y - 4, filled };
  }
  if (from.column === to.column) {
    const x = from.x + from.width / 2;
    const path = `M${x},${from.y + from.height}V${to.y}`;
    return { key, path, label, anchor: 'start', x: x + 6, y: (from.y + from.height + to.y) / 2 + 4, filled };
  }
  const source: [number, number] = [from.x + from.width, from.y + from.height / 2];
  const target: [number, number] = [to.x, to.y + to.height / 2];
  return {
    key,
    path: branch(source, target),
    label,
    anchor: 'end',
    x: target[0] - 3,
    y: target[1] - 5,
    filled,
  };
}

/** All of a secret's branches leave by one trunk, so that none crosses the label of another. */
function branch([x, y]: readonly [number, number], [toX, toY]: readonly [number, number]): string {
  if (y === toY) return `M${x},${y}H${toX}`;
  const trunk = x + TRUNK.away;
  const turn = Math.sign(toY - y) * TRUNK.corner;
  return `M${x},${y}H${trunk}V${toY - turn}Q${trunk},${toY} ${trunk + TRUNK.corner},${toY}H${toX}`;
}

const ROUND = 20;
const TRUNK = { away: 4, corner: 5 } as const;

function secretsBefore(events: Recording['events'], until: number) {
  const known = new Map<SecretId, { client?: Hex; server?: Hex }>();
  for (const event of events.slice(0, until)) {
    if (event.kind !== 'secret' || (event.actor !== 'client' && event.actor !== 'server')) continue;
    const { secret, actor, value }: EventOf<'secret'> = event;
    known.set(secret, { ...known.get(secret), [actor]: value });
  }
  return known;
}
