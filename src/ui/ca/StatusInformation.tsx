// What the CA tells others: its list, and answers about any serial number.
import { FileDiff, Newspaper } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import type { Wish } from '../../lab/scenario/caActions.ts';
import { Button } from '../shared/Button.tsx';
import { useLab } from '../useLab.tsx';
import styles from './CaConsole.module.css';

interface Props {
  readonly full: boolean;
  readonly act: (wish: Wish) => void;
}

export function StatusInformation({ full, act }: Props) {
  const id = useId();
  const revocation = useLab((lab) => lab.scenario.revocation);
  const [serial, setSerial] = useState('');
  const digits = serial.replace(/[\s:]/g, '').replace(/^0x/i, '').toLowerCase();
  const fits = /^[0-9a-f]{1,40}$/.test(digits);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fits && !full) act({ act: 'ask', whose: digits });
  };
  return (
    <section className={styles.part} aria-labelledby="ca-status">
      <h3 id="ca-status">Tell others</h3>
      <p className={styles.plain}>
        {revocation === 'crl'
          ? 'Here, certificates are checked against the list that was published last: until the next one, nobody learns what was revoked since.'
          : 'A list can be published at any time. Here nobody goes by it: the certificates name no place to fetch one.'}
      </p>
      <div className={styles.buttons}>
        <Button icon={Newspaper} disabled={full} onClick={() => act({ act: 'publish' })}>
          Publish a CRL now
        </Button>
        <Button icon={FileDiff} disabled={full} onClick={() => act({ act: 'publish', list: 'delta' })}>
          Publish a delta CRL
        </Button>
      </div>
      <form className={styles.form} onSubmit={submit}>
        <label htmlFor={`${id}serial`}>Ask OCSP about a serial number</label>
        <div className={styles.line}>
          <input
            id={`${id}serial`}
            value={serial}
            placeholder="4d0011"
            autoComplete="off"
            spellCheck={false}
            aria-invalid={serial !== '' && !fits}
            aria-describedby={`${id}said`}
            onChange={(event) => setSerial(event.target.value)}
          />
          <Button type="submit" disabled={full || !fits}>
            Ask
          </Button>
        </div>
        <p id={`${id}said`} className={serial === '' || fits ? styles.plain : styles.wrong}>
          {serial === '' || fits
            ? 'In hexadecimal; try one that was never issued.'
            : 'A serial number has 1 to 40 hexadecimal digits.'}
        </p>
      </form>
    </section>
  );
}
