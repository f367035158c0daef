// Who refused whom, drawn: two lifelines and one arrow. The heading beside it says the same in words.
import { ALERT_WORDS } from '../../lessons/alerts.ts';
import { refusedWhomText } from '../../lessons/why.ts';
import { directionHeading, meaningTexts, partiesOf } from '../../lessons/whyPage.ts';
import type { WhyMessage } from '../../why/answer.ts';
import { Terms } from '../shared/terms/Terms.tsx';

export function WhoRefused({ message }: { readonly message: WhyMessage }) {
  const heading = directionHeading(message);
  return (
    <div className="why-whoRefused-direction">
      <Drawing message={message} />
      <div className="why-whoRefused-words">
        <h2>{heading}</h2>
        <p>
          <Terms text={refusedWhomText(message)} />
        </p>
        {meaningTexts(message).map((text) => (
          <p key={text}>
            <Terms text={text} />
          </p>
        ))}
      </div>
    </div>
  );
}

function Drawing({ message }: { readonly message: WhyMessage }) {
  const { left, right, arrow, leftIs } = partiesOf(message);
  const { alert, side } = message;
  const said = alert ?? (side === 'unknown' ? 'not said by whom' : side === 'self' ? 'refused' : 'ended');
  const [sharp, blunt] = arrow === 'to-left' ? [LEFT, RIGHT] : [RIGHT, LEFT];
  const back = arrow === 'to-left' ? 9 : -9;
  return (
    <svg
      className="why-whoRefused-drawing"
      viewBox="0 0 330 78"
      role="img"
      aria-label={
        arrow === null
          ? `${left} and ${right}: ${said}`
          : `An arrow from ${arrow === 'to-left' ? right : left} to ${arrow === 'to-left' ? left : right}: ${said}`
      }
    >
      {(
        [
          [LEFT, left, leftIs === null ? 'self' : 'client'],
          [RIGHT, right, leftIs === null ? 'other' : 'server'],
        ] as const
      ).map(([x, name, of]) => (
        <g key={name} data-actor={of}>
          <line x1={x} x2={x} y1={31} y2={76} className="why-whoRefused-lifeline" />
          <rect x={x - 52} y={1} width={104} height={30} rx={7} />
          <text x={x} y={21} textAnchor="middle" className="why-whoRefused-name">
            {name}
          </text>
        </g>
      ))}
      <text
        x={(LEFT + RIGHT) / 2}
        y={52}
        textAnchor="middle"
        className="why-whoRefused-said"
        data-failed={arrow !== null}
      >
        {said}
        {alert !== null && <tspan className="why-whoRefused-number"> {ALERT_WORDS[alert]?.number ?? ''}</tspan>}
      </text>
      {arrow === null ? (
        <line x1={LEFT + 4} x2={RIGHT - 4} y1={63} y2={63} className="why-whoRefused-unknown" />
      ) : (
        <g className="why-whoRefused-arrow">
          <line x1={blunt} x2={sharp + (back > 0 ? 6 : -6)} y1={63} y2={63} />
          <path d={`M${sharp + (back > 0 ? 1 : -1)} 63 l${back} -5 v10 z`} />
        </g>
      )}
    </svg>
  );
}

const LEFT = 56;
const RIGHT = 274;
