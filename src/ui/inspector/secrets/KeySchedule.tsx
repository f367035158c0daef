// The key schedule of TLS 1.3 as a picture that fills as one steps: D3 computes, React draws.
import { useMemo } from 'react';
import { secretWords } from '../../../lessons/secrets.ts';
import { useWidth } from '../../shared/useWidth.ts';
import type { Selection } from '../selection.ts';
import styles from './KeySchedule.module.css';
import { type ScheduleNode, schedulePicture } from './keySchedule.ts';

/** Where there is less room than this, the picture is drawn smaller. */
const LEAST = 396;

export default function KeySchedule({ selection }: { readonly selection: Selection }) {
  const { recording, step } = selection;
  const [box, measured] = useWidth<HTMLDivElement>(560);
  const width = Math.max(measured, LEAST);
  const picture = useMemo(() => schedulePicture(recording, step, width), [recording, step, width]);
  const words = `Key schedule: ${picture.made} of ${picture.all} secrets are made at this step. ${picture.nodes
    .filter((node) => node.fresh)
    .map((node) => titleOf(node))
    .join(', ')}`;
  return (
    <section className={styles.schedule} aria-labelledby="key-schedule">
      <h3 id="key-schedule" className={styles.heading}>
        Key schedule
        <span className={styles.count}>
          {picture.made} of {picture.all} made
        </span>
      </h3>

      <div ref={box} className={styles.box}>
        <svg
          width={measured}
          height={(picture.height * measured) / width}
          viewBox={`0 0 ${width} ${picture.height}`}
          role="img"
          aria-label={words}
        >
          {picture.edges.map((edge) => (
            <g key={edge.key} data-filled={edge.filled ? '' : undefined} className={styles.edge}>
              <path d={edge.path} />
            </g>
          ))}
          {/* Above all lines: each label keeps its own clear of the others. */}
          {picture.edges
            .filter(({ label }) => label !== '')
            .map((edge) => (
              <g key={edge.key} className={styles.edge}>
                <text x={edge.x} y={edge.y} textAnchor={edge.anchor}>
                  {edge.label}
                </text>
              </g>
            ))}
          {picture.nodes.map((node) => (
            <Node key={node.id} node={node} />
          ))}
        </svg>
      </div>
    </section>
  );
}

function Node({ node }: { readonly node: ScheduleNode }) {
  const { x, y, width, height, filled, fresh, client, server } = node;
  const value = client ?? server;
  const inset = node.column === 'input' ? 6 : 10;
  return (
    <g
      className={styles.node}
      data-filled={filled ? '' : undefined}
      data-fresh={fresh ? '' : undefined}
      data-column={node.column}
      transform={`translate(${x},${y})`}
    >
      <rect width={width} height={height} rx={8} />
      <text className={styles.title} x={inset} y={18}>
        {titleOf(node)}
      </text>
      <text className={styles.value} x={inset} y={34}>
        {node.id === 'zerosMain' || (node.id === 'zeros' && value === null)
          ? '00 00 …'
          : value === null
            ? 'not yet'
            : `${(value.slice(0, SHOWN[node.column]).match(/../g) ?? []).join(' ')} …`}
      </text>
      {filled && node.column !== 'input' && (
        <text className={styles.holders} x={width - 8} y={34} textAnchor="end">
          {client !== null && <tspan className={styles.client}>C</tspan>}
          {server !== null && (
            <tspan className={styles.server} dx={client === null ? 0 : 4}>
              S
            </tspan>
          )}
        </text>
      )}
    </g>
  );
}

/** Hexadecimal digits that have room. */
const SHOWN = { input: 4, stage: 6, derived: 6 } as const;

function titleOf({ id, client, server }: ScheduleNode): string {
  switch (id) {
    case 'zeros':
      return client === null && server === null ? 'no ticket' : 'PSK';
    case 'zerosMain':
      return 'zeros';
    case 'preSharedKey':
      return 'PSK of the ticket';
    case 'sharedSecret':
      return '(EC)DHE';
    case 'clientHandshakeTrafficSecret':
      return 'Client handshake';
    case 'serverHandshakeTrafficSecret':
      return 'Server handshake';
    case 'clientApplicationTrafficSecret0':
      return 'Client traffic 0';
    case 'serverApplicationTrafficSecret0':
      return 'Server traffic 0';
    case 'clientApplicationTrafficSecretN':
      return 'Client traffic 1';
    case 'serverApplicationTrafficSecretN':
      return 'Server traffic 1';
    default:
      return secretWords(id).title;
  }
}
