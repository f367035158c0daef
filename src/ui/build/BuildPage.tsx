// Build the handshake: the messages of a run lie in disorder, and the endpoints' own machines say which may come next.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Deck } from '../../exercises/build/deck.ts';
import { type Mode, PROTOCOLS, type Protocol } from '../../lab/scenario/scenario.ts';
import { BUILD_WORDS } from '../../lessons/build.ts';
import { protocolName } from '../../lessons/scenarioLine.ts';
import { Button } from '../shared/Button.tsx';
import { Picker } from '../shared/Picker.tsx';
import { Segmented } from '../shared/Segmented.tsx';
import styles from './Build.module.css';
import { Table } from './Table.tsx';

interface Props {
  readonly arrived: boolean;
  readonly wanted: Choice;
  readonly deal: (mode: Mode, protocol: Protocol, seed: number) => Promise<Deck>;
}

interface Choice {
  readonly mode: Mode;
  readonly protocol: Protocol;
}

type Dealt = { readonly deck: Deck } | { readonly problem: string } | null;

export function BuildPage({ arrived, wanted, deal }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [choice, setChoice] = useState<Choice>(wanted);
  const [seed, setSeed] = useState(1);
  const { dealt, retry } = useDeck(deal, choice, seed);
  useEffect(() => {
    if (arrived) heading.current?.focus();
  }, [arrived]);
  return (
    <main className={styles.main}>
      <h1 ref={heading} tabIndex={-1}>
        {BUILD_WORDS.title}
      </h1>
      <p className={styles.intro}>
        {BUILD_WORDS.intro} {BUILD_WORDS.how}
      </p>
      <div className={styles.choices}>
        <Segmented
          label="Authentication"
          options={[
            { value: 'one-way', label: 'One-way' },
            { value: 'mutual', label: 'Mutual' },
          ]}
          value={choice.mode}
          onChange={(mode) => setChoice({ ...choice, mode })}
        />
        <Picker
          label="Protocol"
          options={PROTOCOLS.map((value) => ({ value, label: protocolName(value) }))}
          value={choice.protocol}
          onChange={(protocol) => setChoice({ ...choice, protocol })}
        />
      </div>
      {dealt === null && <p role="status">{BUILD_WORDS.loading}</p>}
      {dealt !== null && 'problem' in dealt && (
        <div role="alert" className={styles.problem}>
          <p>
            {BUILD_WORDS.failed} {dealt.problem}
          </p>
          <Button onClick={retry}>{BUILD_WORDS.retry}</Button>
        </div>
      )}
      {dealt !== null && 'deck' in dealt && (
        <Table
          key={`${dealt.deck.mode} ${dealt.deck.protocol} ${dealt.deck.seed}`}
          deck={dealt.deck}
          onAgain={() => setSeed((before) => before + 1)}
        />
      )}
    </main>
  );
}

/** The last one that was asked for; null while it is on its way. */
function useDeck(deal: Props['deal'], { mode, protocol }: Choice, seed: number) {
  const [dealt, setDealt] = useState<Dealt>(null);
  const [round, setRound] = useState(0);
  const ask = useRef(deal);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round asks for the same once more.
  useEffect(() => {
    let wanted = true;
    setDealt(null);
    ask.current(mode, protocol, seed).then(
      (deck) => wanted && setDealt({ deck }),
      (error: unknown) => wanted && setDealt({ problem: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [mode, protocol, seed, round]);
  return { dealt, retry: useCallback(() => setRound((before) => before + 1), []) };
}
