// Where the secrets of TLS 1.3 stand in the picture of the key schedule (RFC 9846 7.1), and which of them exist at a step.
import { scalePoint } from 'd3';
import type { EventOf, Hex, Recording, SecretId, Step } from '../../../lab/recording.ts';

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
];

const NODE = { height: 44, gap: 14 };
const COLUMNS = { input: 0.148, stage: 0.288, derived: 0.309 } as const;
/** The labels have their room before the inputs have theirs. */
const LABELS = 84;
const MARGIN = 2;

export function schedulePicture(
  { events }: Pick<Recording, 'events'>,
  step: Pick<Step, 'event' | 'until'>,
  width: number,
): SchedulePicture {
  const known = secretsBefore(events, step.until);
  const before = secretsBefore(events, step.event);
  const rows = scalePoint<number>()
    .domain(Array.from({ length: 13 }, (_, i) => i / 2))
    .range([NODE.height / 2 + MARGIN, NODE.height / 2 + MARGIN + 6 * (NODE.height + NODE.gap)]);
  const inner = width - 2 * MARGIN;
  const room = (inner * (1 - COLUMNS.input - COLUMNS.stage - COLUMNS.derived)) / 2;
  const left = {
    input: MARGIN,
    stage: MARGIN + inner * COLUMNS.input + 2 * room - Math.max(room, LABELS),
    derived: MARGIN + inner * (COLUMNS.input + COLUMNS.stage) + 2 * room,
  };
  const nodes = PLACES.map((place): ScheduleNode => {
    const isZeros = place.id === 'zeros' || place.id === 'zerosMain';
    const psk = place.id === 'zeros' ? known.get('preSharedKey') : undefined;
    const holders = isZeros ? psk : known.get(place.id as SecretId);
    const had = before.get(place.id as SecretId);
    return {
      ...place,
      x: left[place.column],
      y: (rows(place.row) ?? 0) - NODE.height / 2,
      width: inner * COLUMNS[place.column],
      height: NODE.height,
      client: holders?.client ?? null,
      server: holders?.server ?? null,
      filled: isZeros || holders !== undefined,
      fresh: !isZeros && (holders?.client !== had?.client || holders?.server !== had?.server),
    };
  });
  const at = (id: NodeId): ScheduleNode => {
    const node = nodes.find((one) => one.id === id);
    if (node === undefined) throw new Error(`no node ${id}`);
    return node;
  };
  const edges = LINKS.map(([from, to, label]) => edge(at(from), at(to), label));
  const secrets = nodes.filter(({ id }) => id !== 'zeros' && id !== 'zerosMain');
  return {
    width,
    height: 2 * MARGIN + 7 * NODE.height + 6 * NODE.gap,
    nodes,
    edges,
    made: secrets.filter(({ filled }) => filled).length,
    all: secrets.length,
  };
}

function edge(from: ScheduleNode, to: ScheduleNode, label: string): ScheduleEdge {
  const key = `${from.id} ${to.id}`;
  const filled = from.filled && to.filled;
  if (from.column === to.column) {
    const x = from.x + from.width / 2;
    const path = `M${x},${from.y + from.height}V${to.y}`;
    return { key, path, label, x: x + 6, y: (from.y + from.height + to.y) / 2 + 4, filled };
  }
  const source: [number, number] = [from.x + from.width, from.y + from.height / 2];
  const target: [number, number] = [to.x, to.y + to.height / 2];
  return {
    key,
    path: branch(source, target),
    label,
    x: target[0] - 4,
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

const TRUNK = { away: 5, corner: 5 } as const;

function secretsBefore(events: Recording['events'], until: number) {
  const known = new Map<SecretId, { client?: Hex; server?: Hex }>();
  for (const event of events.slice(0, until)) {
    if (event.kind !== 'secret' || (event.actor !== 'client' && event.actor !== 'server')) continue;
    const { secret, actor, value }: EventOf<'secret'> = event;
    known.set(secret, { ...known.get(secret), [actor]: value });
  }
  return known;
}
