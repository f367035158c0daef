// Validation of one's own certificates, for the page.
import type { Validator } from '../store/validationState.ts';
import type { WorkerClient } from './client.ts';

export interface LoadedValidator extends Validator {
  /** Has all loaded that will be needed. */
  load(): void;
}

export const validator = ({ ask }: WorkerClient): LoadedValidator => ({
  load: () => void ask({ kind: 'load', what: 'validate' }).catch(() => {}),
  read: (bytes) => ask({ kind: 'read', bytes }),
  open: (bytes, password) => ask({ kind: 'open', bytes, password }),
  validate: (question) => ask({ kind: 'validate', question }),
});
