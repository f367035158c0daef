// A deck, once the cryptography of all protocols is there: three of its cards are of another one.
import { prepareRun } from '../../lab/run/prepare.ts';
import { type Mode, PROTOCOLS, type Protocol } from '../../lab/scenario/scenario.ts';
import { buildDeck, type Deck } from './deck.ts';
import { buildScenario } from './moments.ts';

/** `began` is told when all is there and only the work remains. */
export async function preparedDeck(
  mode: Mode,
  protocol: Protocol,
  seed: number,
  began: () => void = () => {},
): Promise<Deck> {
  await Promise.all(PROTOCOLS.map((each) => prepareRun(buildScenario(mode, each, seed))));
  began();
  return buildDeck(mode, protocol, seed);
}
