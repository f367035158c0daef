// Asks for one kind of key after the other, so that each row is there as soon as its handshakes have run.
import { useEffect, useState } from 'react';
import type { KeyCost } from '../../lab/run/keyCost.ts';
import { ALL_CA_KEY_KINDS, type CaKeyKind } from '../../lab/scenario/choices.ts';

type Ask = (kind: CaKeyKind) => Promise<KeyCost>;
interface Asked {
  readonly by: Ask | null;
  readonly costs: ReadonlyMap<CaKeyKind, KeyCost>;
  /** Why there are no more; null where none is known. */
  readonly problem: string | null;
}

const NOTHING: Asked = { by: null, costs: new Map(), problem: null };

/** `ask`: another function asks about another scenario; what the one before it said is seen no more. */
export function useCosts(ask: Ask): Omit<Asked, 'by'> & { readonly retry: () => void } {
  const [asked, setAsked] = useState<Asked>(NOTHING);
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a further round asks again
  useEffect(() => {
    let wanted = true;
    const tell = (told: Omit<Asked, 'by'>) => {
      if (wanted) setAsked({ by: ask, ...told });
    };
    void askAll(ask, tell, () => wanted);
    return () => {
      wanted = false;
    };
  }, [ask, round]);
  const { costs, problem } = asked.by === ask ? asked : NOTHING;
  return {
    costs,
    problem,
    retry: () => {
      setAsked(NOTHING);
      setRound((before) => before + 1);
    },
  };
}

async function askAll(ask: Ask, tell: (told: Omit<Asked, 'by'>) => void, isWanted: () => boolean): Promise<void> {
  const costs = new Map<CaKeyKind, KeyCost>();
  try {
    for (const kind of ALL_CA_KEY_KINDS) {
      if (!isWanted()) return;
      costs.set(kind, await ask(kind));
      tell({ costs: new Map(costs), problem: null });
    }
  } catch (error) {
    tell({ costs, problem: error instanceof Error ? error.message : String(error) });
  }
}
