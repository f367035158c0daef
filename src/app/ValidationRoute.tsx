// The validation page with what it needs: its worker, its store, which outlives a visit to the lab, and the real clock.
import { useEffect } from 'react';
import { fromHex, utf8 } from '../bytes/hex.ts';
import type { Recording } from '../lab/recording/recording.ts';
import { namesOf } from '../lab/scenario/names.ts';
import { toPem } from '../pki/intake/pem.ts';
import { createValidationStore, type ValidationStore } from '../store/validation.ts';
import { type Remembered, recall, remember } from '../store/validationMemory.ts';
import { type Lab, type LabStore, useLab, useLabStore } from '../ui/useLab.tsx';
import type { PlaceProps } from '../ui/usePlaces.tsx';
import type { Example } from '../ui/validation/Handover.tsx';
import { takeCertificates } from '../ui/validation/handedCertificates.ts';
import { ValidationProvider } from '../ui/validation/useValidation.tsx';
import { ValidationPage } from '../ui/validation/ValidationPage.tsx';
import { pageWorker } from '../workers/client.ts';
import { type LoadedValidator, validator } from '../workers/validator.ts';

interface OpenPage {
  readonly validator: LoadedValidator;
  readonly store: ValidationStore;
}
let openPage: OpenPage | null = null;

export default function ValidationRoute({ arrived }: PlaceProps) {
  const lab = useLabStore();
  openPage ??= makeOpenPage(lab);
  const { store } = openPage;
  const canTrustLab = useLab((state) => labRootOf(ownRecording(state)) !== null);
  useEffect(() => {
    openPage?.validator.load();
    const handed = takeCertificates();
    if (handed !== null) void openPage?.store.getState().add('From “Why?”', utf8(handed), false);
  }, []);
  return (
    <ValidationProvider store={store}>
      <ValidationPage arrived={arrived} canTrustLab={canTrustLab} example={canTrustLab ? exampleOf(lab) : null} />
    </ValidationProvider>
  );
}

function makeOpenPage(lab: LabStore): OpenPage {
  const inWorker = validator(pageWorker());
  const root = () => labRootOf(ownRecording(lab.getState()));
  // The one place of the whole app that reads the real clock: certificates of one's own are validated by it.
  const remembered = kept();
  const store = createValidationStore({ validator: inWorker, clock: () => Date.now(), labRoot: root, remembered });
  // Not at each stroke of a key.
  let waiting = false;
  store.subscribe(() => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      keep(remember(store.getState()));
    }, 200);
  });
  // A reload in between loses nothing.
  addEventListener('pagehide', () => keep(remember(store.getState())));
  return { validator: inWorker, store };
}

const MEMORY = 'validate';

/** A browser may refuse its storage, or have no room left: then a reload forgets. */
function kept(): Remembered | null {
  try {
    return recall(sessionStorage.getItem(MEMORY) ?? '');
  } catch {
    return null;
  }
}

function keep(text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(MEMORY);
    else sessionStorage.setItem(MEMORY, text);
  } catch {
    // Nothing is kept.
  }
}

/** Not one that was opened from a file: it could bring a root of its own. */
const ownRecording = ({ recording, opened }: Lab): Recording | null => (opened === null ? recording : null);

/** The bank's root, as it stands in the lab's recording. */
function labRootOf(recording: Recording | null): Uint8Array | null {
  if (recording === null) return null;
  const { bank } = namesOf(recording.scenario);
  const root = Object.values(recording.certificates).find(
    ({ role, subject }) => role === 'root' && subject === `CN=${bank} Root CA, O=${bank}`,
  );
  return root === undefined ? null : fromHex(root.der);
}

/** What the lab's server sends, and the time and name for which it is right. */
function exampleOf(lab: LabStore): Example | null {
  const recording = ownRecording(lab.getState());
  if (recording === null) return null;
  const { bank, host } = namesOf(recording.scenario);
  const records = Object.values(recording.certificates);
  const sent = [`CN=${host}`, `CN=${bank} Issuing CA`].flatMap(
    (subject) => records.find((record) => record.subject.startsWith(subject)) ?? [],
  );
  return {
    text: () => sent.map(({ der }) => toPem('CERTIFICATE', fromHex(der))).join(''),
    name: host,
    at: recording.now,
  };
}
