// An operation: a card on the lifeline of the actor who does it.
import { RESULT_ICONS } from './icons.ts';
import type { Card } from './rows.ts';
import { Sign } from './Sign.tsx';
import s from './Stage.module.css';

export function CardView({ card }: { readonly card: Card }) {
  return (
    <span className={s.cardTrack} data-at={card.at}>
      <span className={s.card} data-tone={card.result} data-hue={card.at}>
        <span className={s.cardLabel}>
          {card.result !== 'neutral' && <Sign name={RESULT_ICONS[card.result]} size={13} />}
          {card.label}
        </span>
        {card.detail !== '' && <span className={s.detail}>{card.detail}</span>}
      </span>
    </span>
  );
}
