// Which idea of the missions a prediction speaks of.
import type { ConceptId } from '../missions/mission.ts';
import type { PredictionKind } from '../predictions/prediction.ts';

export const IDEA_OF: Readonly<Record<PredictionKind, ConceptId>> = {
  P1: 'possession',
  P2: 'status',
  P3: 'diagnosis',
  P4: 'diagnosis',
  P5: 'diagnosis',
  P6: 'forward-secrecy',
  P7: 'authorities',
  P8: 'client-proof',
  P9: 'transcript',
  P10: 'late-rejection',
  P11: 'client-proof',
  P12: 'middle',
  P13: 'forward-secrecy',
  P14: 'status',
};
