// Selectors of the validation page: what is asked about the certificates there, in the terms of the engine.
import { leafOf, questionOf, subjectOf, wantedPurpose } from '../pki/validator/handedOver.ts';
import type { HandedCertificate, Question, Subject } from '../pki/validator/question.ts';
import type { ValidationState } from './validationState.ts';

export { isAboutRevocation } from '../pki/validator/handedOver.ts';

type Given = Pick<ValidationState, 'entries' | 'sources' | 'chosen' | 'options'>;

/** The certificate to be validated, or null. */
export const selectLeaf = (state: Given): HandedCertificate | null => leafOf(state, wantedPurpose(state.options));

export const selectSubject = (state: Given): Subject => subjectOf(state, wantedPurpose(state.options));

/** Null where there is no certificate to be validated. `now`: milliseconds since 1970. */
export function selectQuestion(state: Given, now: number, labRoot: Uint8Array | null): Question | null {
  const { at, trustLab } = state.options;
  return questionOf(state, state.options, at ?? now, trustLab && labRoot !== null ? [labRoot] : []);
}
