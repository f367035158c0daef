// Where certificates come in: dropped, chosen as files, or pasted.
import { Plus } from 'lucide-react';
import { type ClipboardEvent, useId, useRef, useState } from 'react';
import { utf8 } from '../../bytes/hex.ts';
import { MAX_BYTES } from '../../pki/intake/intake.ts';
import { Button } from '../shared/Button.tsx';
import { FileButton, useDrop } from '../shared/Files.tsx';
import { Segmented } from '../shared/Segmented.tsx';
import styles from './Handover.module.css';
import { useValidation } from './useValidation.tsx';

type As = 'certificates' | 'anchors';

export interface Example {
  /** Asked for when it is wanted. */
  readonly text: () => string;
  /** The name and the time, milliseconds since 1970, that go with it. */
  readonly name: string;
  readonly at: number;
}

export function Handover({ example }: { readonly example: Example | null }) {
  const add = useValidation((state) => state.add);
  const refuse = useValidation((state) => state.refuse);
  const set = useValidation((state) => state.set);
  const isEmpty = useValidation((state) => state.sources.length === 0);
  const reading = useValidation((state) => state.reading > 0);
  const [text, setText] = useState('');
  const [as, setAs] = useState<As>('certificates');
  const pasted = useRef(0);
  const [id, hint] = [useId(), useId()];

  const addText = (given: string) => {
    void add(`Pasted text ${++pasted.current}`, utf8(given), as === 'anchors');
    setText('');
  };
  const addExample = ({ text: given, name, at }: Example) => {
    set({ name, at });
    void add('Example', utf8(given()), false);
  };
  const addFiles = async (files: Iterable<File>) => {
    for (const file of files) {
      // Not even loaded: a file of several gigabytes would take the page's memory.
      if (file.size > MAX_BYTES) refuse(file.name, { kind: 'tooLarge', bytes: file.size, limit: MAX_BYTES });
      else await add(file.name, new Uint8Array(await file.arrayBuffer()), as === 'anchors');
    }
  };
  const onPaste = (event: ClipboardEvent) => {
    const { files } = event.clipboardData;
    const given = event.clipboardData.getData('text');
    if (files.length > 0) void addFiles([...files]);
    else if (text === '' && given.includes('-----END')) addText(given);
    else return;
    event.preventDefault();
  };
  const drop = useDrop((transfer) => {
    const given = transfer.getData('text');
    if (transfer.files.length > 0) void addFiles([...transfer.files]);
    else if (given !== '') addText(given);
  });

  return (
    <section className={styles.handover} aria-label="Add certificates" {...drop}>
      <label className={styles.label} htmlFor={id}>
        Paste or drop certificates
      </label>
      <p id={hint} className={styles.hint}>
        PEM, DER, base64 or hexadecimal, alone or inside YAML, JSON, headers and source code; PKCS #7, PKCS #12, key
        stores of Java, private keys, CRLs, OCSP responses, or the output of <code>openssl s_client -showcerts</code>.
        Several add up.
      </p>
      <textarea
        id={id}
        className={styles.text}
        rows={5}
        spellCheck={false}
        autoComplete="off"
        aria-describedby={hint}
        placeholder="-----BEGIN CERTIFICATE-----"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onPaste={onPaste}
      />
      <div className={styles.row}>
        <Segmented label="Add as" options={AS_OPTIONS} value={as} onChange={setAs} />
        <span className={styles.buttons}>
          <FileButton label="Files to add" multiple onFiles={(files) => void addFiles(files)}>
            Browse
          </FileButton>
          <Button icon={Plus} tone="strong" disabled={text.trim() === ''} onClick={() => addText(text)}>
            Add
          </Button>
        </span>
      </div>
      <p className={styles.hint}>
        {as === 'anchors'
          ? 'What you add now is trusted, as if you ticked “Trust” at each certificate.'
          : 'Choose “Trust anchors” for the roots that you trust, or tick “Trust” at them afterwards.'}
      </p>
      {isEmpty && example !== null && (
        <p className={styles.hint}>
          Nothing at hand?{' '}
          <button type="button" className={styles.example} onClick={() => addExample(example)}>
            Try an example
          </button>
          : what a server of this lab sends.
        </p>
      )}
      <p className={styles.reading} role="status">
        {reading ? 'Reading…' : ''}
      </p>
    </section>
  );
}

const AS_OPTIONS = [
  { value: 'certificates', label: 'Certificates' },
  { value: 'anchors', label: 'Trust anchors' },
] as const;
