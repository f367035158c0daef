// What is asked about the certificates on the page: the state in the terms of the engine.
import * as handed from '../pki/validator/handedOver.ts';
import type { CertificateEntry, Question, Subject } from '../pki/validator/question.ts';
import type { ValidationState } from './validationState.ts';

export { isAboutRevocation } from '../pki/validator/handedOver.ts';

type Given = Pick<ValidationState, 'entries' | 'sources' | 'chosen' | 'options'>;

/** The certificate to be validated, or null. */
export const leafOf = (state: Given): CertificateEntry | null =>
  handed.leafOf(state, handed.wantedPurpose(state.options));

export const subjectOf = (state: Given): Subject => handed.subjectOf(state, handed.wantedPurpose(state.options));

/** Null where there is no certificate to be validated. `now`: milliseconds since 1970. */
export function questionOf(state: Given, now: number, labRoot: Uint8Array | null): Question | null {
  const { at, trustLab } = state.options;
  return handed.questionOf(state, state.options, at ?? now, trustLab && labRoot !== null ? [labRoot] : []);
}
