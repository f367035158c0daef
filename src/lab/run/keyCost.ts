// What a kind of key costs in TLS 1.3: the same honest scenario with such keys everywhere, one-way and mutual.
import { type HandshakeCost, handshakeCost } from '../recording/cost.ts';
import { type CaKeyKind, MODES, type Mode } from '../scenario/choices.ts';
import { type CostScenario, costScenario } from '../scenario/costScenario.ts';
import { runPrepared } from './runPrepared.ts';

export interface KeyCost {
  readonly kind: CaKeyKind;
  readonly modes: Readonly<Record<Mode, HandshakeCost>>;
}

/** `began` is told when the code is there and only the work remains. */
export async function keyCost(base: CostScenario, kind: CaKeyKind, began: () => void = () => {}): Promise<KeyCost> {
  const costs: [Mode, HandshakeCost][] = [];
  for (const mode of MODES)
    costs.push([mode, handshakeCost(await runPrepared(costScenario(base, kind, mode), null, began))]);
  return { kind, modes: Object.fromEntries(costs) as Record<Mode, HandshakeCost> };
}
