// A message: its label, its arrow between two lifelines, the tunnel around an encrypted one, and the packet on its way.
import { Fragment, type ReactNode, useRef } from 'react';
import { crossings, ends, type Lanes } from './lanes.ts';
import { type Direction, usePacketMotion } from './motion.ts';
import type { Arrow } from './rows.ts';
import { Sign } from './Sign.tsx';
import s from './Stage.module.css';
import { arrowHead, hop } from './shapes.ts';

export function ArrowView({
  arrow,
  lanes,
  packet,
}: {
  readonly arrow: Arrow;
  readonly lanes: Lanes;
  readonly packet: { readonly speed: number } | null;
}) {
  const { left, right } = ends(arrow.from, arrow.to, lanes);
  const direction: Direction = arrow.from === left ? 'right' : 'left';
  const crossed = crossings(arrow.from, arrow.to, lanes);
  return (
    <span className={s.track} data-left={left} data-right={right} data-hue={arrow.hue} data-direction={direction}>
      <span className={s.label}>
        <span className={s.name}>
          {arrow.encrypted && <Sign name="lock" size={12} className={s.lock} />}
          {arrow.label}
        </span>
        {arrow.detail !== '' && (
          <>
            {' '}
            <span className={s.detail}>
              <span className={s.masked}>{pieces(arrow.detail)}</span>
            </span>
          </>
        )}
      </span>
      <span className={s.arrow} data-dashed={arrow.dashed || undefined} data-encrypted={arrow.encrypted || undefined}>
        <svg className={s.shaft} height="16" aria-hidden="true">
          <line x1="0" x2="100%" y1="8" y2="8" />
          <svg x={direction === 'right' ? '100%' : '0'} y="8" overflow="visible" aria-hidden="true">
            <path className={s.head} d={HEADS[direction]} />
          </svg>
        </svg>
        {crossed.length > 0 && (
          <svg className={s.hops} width="100%" height="16" aria-hidden="true">
            {crossed.map((at) => (
              <svg key={at} x={`${100 * at}%`} y="8" overflow="visible" aria-hidden="true">
                <line x1="-6" x2="6" />
                <path d={hop()} />
              </svg>
            ))}
          </svg>
        )}
        {packet !== null && <Packet direction={direction} speed={packet.speed} encrypted={arrow.encrypted} />}
      </span>
    </span>
  );
}

/** Lines break between the parts of a detail, and within a part only if it is long. */
function pieces(detail: string): ReactNode {
  const parts = detail.split(SEPARATOR);
  return parts.map((part, i) => {
    const last = i === parts.length - 1;
    return (
      <Fragment key={part}>
        <span className={part.length <= 26 ? s.whole : undefined}>{last ? part : `${part} ·`}</span>
        {!last && ' '}
      </Fragment>
    );
  });
}

const SEPARATOR = ' · ';

const HEADS = { right: arrowHead('right'), left: arrowHead('left') };

function Packet({
  direction,
  speed,
  encrypted,
}: {
  readonly direction: Direction;
  readonly speed: number;
  readonly encrypted: boolean;
}) {
  const ref = useRef<HTMLSpanElement>(null);
  usePacketMotion(ref, direction, speed);
  return (
    <span ref={ref} className={s.packet} data-moving="false">
      <span className={s.packetBody}>{encrypted && <Sign name="lock" size={10} />}</span>
    </span>
  );
}
