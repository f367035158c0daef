// How it is validated: for which purpose and name, at what time, by which rules.
import { useId } from 'react';
import { ISSUANCE_PROFILES } from '../../pki/path/request.ts';
import { peerNameOf } from '../../pki/validator/askedName.ts';
import { guessOf, wantedPurpose } from '../../pki/validator/handedOver.ts';
import type { Question } from '../../pki/validator/question.ts';
import { isAboutRevocation, selectLeaf } from '../../store/validationQuestion.ts';
import type { Validation, ValidationOptions } from '../../store/validationState.ts';
import { Picker } from '../shared/Picker.tsx';
import { Segmented } from '../shared/Segmented.tsx';
import styles from './Options.module.css';
import { useValidation } from './useValidation.tsx';

export function Options() {
  const options = useValidation((state) => state.options);
  const set = useValidation((state) => state.set);
  const canAsk = useValidation((state) => state.entries.some(isAboutRevocation));
  const names = useValidation(namesOfLeaf);
  const guess = useValidation(guessOfLeaf);
  const [name, list, said] = [useId(), useId(), useId()];
  return (
    <section className={styles.options} aria-label="Options">
      <h2>Options</h2>
      <div className={styles.grid}>
        <div className={styles.wide}>
          <label className={styles.label} htmlFor={name}>
            Name it must carry
          </label>
          <input
            id={name}
            className={styles.input}
            list={list}
            spellCheck={false}
            autoCapitalize="none"
            autoComplete="off"
            placeholder="none asked for"
            value={options.name}
            aria-describedby={said}
            onChange={(event) => set({ name: event.target.value })}
          />
          <datalist id={list}>
            {names.split('\n').map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
          <p id={said} className={styles.said}>
            {nameText(options)}
          </p>
        </div>
        <div className={styles.field}>
          <span className={styles.label}>Purpose</span>
          <Segmented
            label="Purpose"
            options={PURPOSES}
            value={wantedPurpose(options) ?? guess ?? 'server'}
            onChange={(purpose) => set({ purpose })}
          />
          <p className={styles.said}>{purposeText(options, guess)}</p>
        </div>
        <div className={styles.field}>
          <span className={styles.label}>Rules</span>
          <Segmented
            label="Rules"
            options={PROFILE_OPTIONS}
            value={options.profile}
            onChange={(profile) => set({ profile })}
          />
        </div>
        <Time />
        {canAsk && (
          <div className={styles.wide}>
            <Picker
              label="Revocation"
              options={REVOCATIONS}
              value={options.revocation}
              onChange={(revocation) => set({ revocation })}
            />
          </div>
        )}
      </div>
    </section>
  );
}

function Time() {
  const at = useValidation((state) => state.options.at);
  const validatedAt = useValidation((state) => state.verdict?.question.now ?? null);
  const set = useValidation((state) => state.set);
  const again = useValidation((state) => state.again);
  const id = useId();
  const isNow = at === null;
  return (
    <div className={styles.wide}>
      <span className={styles.label}>Time</span>
      <div className={styles.time}>
        <Segmented
          label="Time"
          options={TIMES}
          value={isNow ? 'now' : 'set'}
          onChange={(value) => {
            if (value === 'now') set({ at: null });
            // Begins at the clock of the last judgement; before there is one, at the field's own emptiness.
            else set({ at: Math.floor((validatedAt ?? UNSET) / 60_000) * 60_000 });
          }}
        />
        {isNow ? (
          validatedAt !== null && (
            <button
              type="button"
              className={styles.again}
              onClick={again}
              data-tip="Validate again with the present time"
            >
              {iso(validatedAt).replace('T', ' ')} UTC
            </button>
          )
        ) : (
          <>
            <label htmlFor={id} className={styles.utc}>
              UTC
            </label>
            <input
              id={id}
              type="datetime-local"
              className={styles.input}
              value={iso(at)}
              onChange={(event) => {
                const ms = Date.parse(`${event.target.value}Z`);
                if (!Number.isNaN(ms)) set({ at: ms });
              }}
            />
          </>
        )}
      </div>
    </div>
  );
}

/** `2026-11-23T12:00`. */
const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 16);
const UNSET = Date.UTC(2026, 0, 1);

/** In one string, for selectors give values. */
const namesOfLeaf = (state: Validation): string =>
  (selectLeaf(state)?.names ?? []).filter((one) => !/[^!-~]/.test(one)).join('\n');

/** Null where there is no certificate to guess from. */
const guessOfLeaf = (state: Validation): Question['purpose'] | null => {
  const leaf = selectLeaf(state);
  return leaf === null ? null : guessOf(leaf);
};

function purposeText(options: ValidationOptions, guess: Question['purpose'] | null): string {
  if (options.purpose !== null) return 'as chosen';
  if (wantedPurpose(options) !== null) return 'as the name that is asked for implies';
  return guess === null ? 'guessed as soon as there is a certificate' : 'guessed from the certificate';
}

function nameText({ name }: ValidationOptions): string {
  const peer = peerNameOf(name);
  if (peer === null) return 'Without a name, whom the certificate is for is not checked.';
  if ('email' in peer) return 'Compared as a mailbox.';
  if ('uri' in peer) return 'Compared as a whole URI.';
  const [kind, value] = 'ip' in peer ? ['an IP address', peer.ip] : ['a DNS name', peer.dns];
  return value === name.trim() ? `Compared as ${kind}.` : `Compared as ${kind}: ${value}`;
}

const PURPOSES = [
  { value: 'server', label: 'Server' },
  { value: 'client', label: 'Client' },
  { value: 'any', label: 'Any' },
] as const;
const PROFILE_LABELS = { rfc5280: 'RFC 5280', web: 'Web' } as const;
const PROFILE_OPTIONS = ISSUANCE_PROFILES.map((value) => ({ value, label: PROFILE_LABELS[value] }));
const TIMES = [
  { value: 'now', label: 'Now' },
  { value: 'set', label: 'Set' },
] as const;
const REVOCATIONS = [
  { value: 'hard', label: 'hard-fail: refused if what is at hand cannot clear it' },
  { value: 'soft', label: 'soft-fail: refused only if revoked' },
  { value: 'off', label: 'off' },
] as const;
