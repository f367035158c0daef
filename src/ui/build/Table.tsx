// The cards on the table: those that lie in order, and those that are left.
import { Shuffle, Undo2 } from 'lucide-react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import type { CardVerdict, Deck, MessageCard } from '../../exercises/build/deck.ts';
import { BUILD_WORDS, directionText, doneSentence, verdictSentence, waitsSentence } from '../../lessons/build.ts';
import { Button } from '../shared/Button.tsx';
import { VerdictMark } from '../shared/Marks.tsx';
import styles from './Build.module.css';

interface Props {
  readonly deck: Deck;
  readonly onAgain: () => void;
}

interface Said {
  readonly card: MessageCard;
  readonly verdict: CardVerdict;
  /** So that the same sentence is said once more. */
  readonly turn: number;
}

export function Table({ deck, onAgain }: Props) {
  const [placed, setPlaced] = useState(0);
  const [refused, setRefused] = useState(0);
  const [said, setSaid] = useState<Said | null>(null);
  const left = useRef<HTMLUListElement>(null);
  const end = useRef<HTMLParagraphElement>(null);
  const [focusAt, setFocusAt] = useState<number | null>(null);
  const inOrder = deck.order.slice(0, placed).flatMap((id) => deck.cards.find((card) => card.id === id) ?? []);
  const rest = deck.cards.filter(({ id }) => !deck.order.slice(0, placed).includes(id));
  const isDone = placed === deck.order.length;

  // The card that had the focus has left its list: the next one gets it, and at the end the sentence about it.
  useEffect(() => {
    if (focusAt === null) return;
    const buttons = left.current?.querySelectorAll('button') ?? [];
    (isDone ? end.current : buttons[Math.min(focusAt, buttons.length - 1)])?.focus();
    setFocusAt(null);
  }, [focusAt, isDone]);

  const put = (card: MessageCard, byKey: boolean) => {
    const verdict = deck.verdicts[placed]?.[card.id];
    if (verdict === undefined) return;
    setSaid({ card, verdict, turn: (said?.turn ?? 0) + 1 });
    if (verdict.kind !== 'right') return setRefused(refused + 1);
    setPlaced(placed + 1);
    if (byKey) setFocusAt(rest.findIndex(({ id }) => id === card.id));
  };

  return (
    <>
      <div className={styles.said} role="status">
        {said !== null && !isDone && (
          <p key={said.turn} className={styles.sentence} data-kind={said.verdict.kind}>
            <VerdictMark mark={said.verdict.kind === 'right' ? 'pass' : 'fail'} />
            {verdictSentence(said.card, said.verdict)}
          </p>
        )}
        {isDone && (
          <p ref={end} tabIndex={-1} className={styles.sentence} data-kind="right">
            <VerdictMark mark="pass" />
            {doneSentence(deck, refused)}
          </p>
        )}
      </div>
      {said !== null && said.verdict.kind !== 'right' && !isDone && (
        <details key={said.turn} className={styles.waits}>
          <summary>{BUILD_WORDS.waits}</summary>
          <p>{waitsSentence(said.verdict)}</p>
        </details>
      )}
      <div className={styles.table}>
        <section aria-labelledby="build-own" className={styles.own}>
          <h2 id="build-own">
            {BUILD_WORDS.own}{' '}
            <span className={styles.count}>
              {placed} of {deck.order.length}
            </span>
          </h2>
          <ol className={styles.flow}>
            {inOrder.map((card) => (
              <li key={card.id} className={styles.placed} data-from={card.from}>
                <span className={styles.type}>{card.type}</span>
                <span className={styles.direction}>{directionText(card)}</span>
              </li>
            ))}
          </ol>
          {!isDone && <Place onDrop={(id) => put(deck.cards.find((card) => card.id === id) ?? NOTHING, false)} />}
        </section>
        <section aria-labelledby="build-left" className={styles.left}>
          <h2 id="build-left">{BUILD_WORDS.left}</h2>
          <ul ref={left} className={styles.cards}>
            {rest.map((card) => (
              <li key={card.id}>
                <button
                  type="button"
                  className={styles.card}
                  data-from={card.from}
                  aria-disabled={isDone}
                  draggable={!isDone}
                  onDragStart={({ dataTransfer }) => {
                    dataTransfer.setData('text/plain', card.id);
                    dataTransfer.effectAllowed = 'move';
                  }}
                  onClick={({ detail }) => !isDone && put(card, detail === 0)}
                  onKeyDown={(event) =>
                    moveAmong(event.key, event.currentTarget, left.current) && event.preventDefault()
                  }
                >
                  <span className={styles.type}>{card.type}</span>
                  <span className={styles.direction}>{directionText(card)}</span>
                </button>
              </li>
            ))}
          </ul>
          <div className={styles.tools}>
            <Button
              icon={Undo2}
              aria-disabled={placed === 0}
              onClick={() => {
                if (placed === 0) return;
                setPlaced(placed - 1);
                setSaid(null);
              }}
            >
              {BUILD_WORDS.undo}
            </Button>
            <Button icon={Shuffle} onClick={onAgain}>
              {BUILD_WORDS.again}
            </Button>
          </div>
        </section>
      </div>
    </>
  );
}

/** No card of any deck: what is dragged here from elsewhere has no verdict. */
const NOTHING: MessageCard = { id: '', from: 'client', type: 'Alert', encrypted: false, bytes: 0, foreign: null };

/** Where a card is dropped. */
function Place({ onDrop }: { readonly onDrop: (id: string) => void }) {
  const [over, setOver] = useState(false);
  return (
    <div
      className={styles.place}
      data-over={over}
      aria-hidden="true"
      onDragOver={(event: DragEvent) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onDrop(event.dataTransfer.getData('text/plain'));
      }}
    >
      {BUILD_WORDS.drop}
    </div>
  );
}

/** Up and down walk through the cards. */
function moveAmong(key: string, from: HTMLButtonElement, list: HTMLElement | null): boolean {
  const by = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[key];
  if (by === undefined || list === null) return false;
  const all = [...list.querySelectorAll('button')];
  all[all.indexOf(from) + by]?.focus();
  return true;
}
