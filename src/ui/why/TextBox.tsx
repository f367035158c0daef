// Where the text comes in: typed, pasted, dropped, or chosen as a file. Once it was read, what was understood is marked in
// it; a click, or Enter, shows the plain text for editing.
import { type ClipboardEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { grouped } from '../../lessons/phrases.ts';
import { WHY_WORDS } from '../../lessons/whyPage.ts';
import type { MarkedRow } from '../../store/markedText.ts';
import { messagesIn } from '../../store/why.ts';
import { MAX_PASTE } from '../../why/paste.ts';
import { Button } from '../shared/Button.tsx';
import { FileButton, useDrop } from '../shared/Files.tsx';
import { Note } from '../shared/Note.tsx';
import { useWhy, useWhyAround } from './useWhy.tsx';

export function TextBox({ onAnswer }: { readonly onAnswer: () => void }) {
  const { store } = useWhyAround();
  const text = useWhy((why) => why.text);
  const isLong = useWhy((why) => why.isLong);
  const keysTaken = useWhy((why) => why.keysTaken);
  const asking = useWhy((why) => why.asking);
  const marked = useWhy((why) => why.reading?.marked);
  const isRead = useWhy((why) => (messagesIn(why.reading)?.length ?? 0) > 0);
  const setText = useWhy((why) => why.setText);
  const [editing, setEditing] = useState(true);
  const field = useRef<HTMLTextAreaElement>(null);
  const view = useRef<HTMLElement>(null);
  /** The box that is shown next gets the focus that this one has. */
  const moves = useRef(false);
  const [id, hint] = [useId(), useId()];
  const showsMarks = marked !== undefined && (isLong || (!editing && isRead));

  useEffect(() => {
    if (!moves.current) return;
    moves.current = false;
    (showsMarks ? view.current : field.current)?.focus();
  }, [showsMarks]);

  const take = (given: string) => {
    moves.current = document.activeElement === field.current || document.activeElement === view.current;
    setEditing(false);
    setText(given, true);
  };
  const edit = () => {
    moves.current = true;
    setEditing(true);
  };
  const takeFiles = async ([file]: readonly File[]) => {
    if (file === undefined) return;
    // Not even loaded: a file of several gigabytes would take the page's memory.
    if (file.size > MAX_PASTE) store.getState().refuse(WHY_WORDS.tooLong);
    else take(decoded(new Uint8Array(await file.arrayBuffer())));
  };
  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    const given = event.clipboardData.getData('text');
    const isWhole = text === '' || showsMarks || selectsAll(field.current);
    if (files.length > 0) void takeFiles(files);
    // The field never holds what is too long for it, nor a private key.
    else if (isWhole || given.length > MOST_TYPED || given.includes('PRIVATE KEY'))
      take(isWhole ? given : inserted(field.current, given));
    else return;
    event.preventDefault();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onAnswer();
  };
  const drop = useDrop((transfer) => {
    const given = transfer.getData('text');
    if (transfer.files.length > 0) void takeFiles([...transfer.files]);
    else if (given !== '') take(given);
  });
  return (
    <section
      className="why-textBox-section"
      aria-label={WHY_WORDS.field}
      onPaste={onPaste}
      onKeyDown={onKeyDown}
      {...drop}
    >
      <div className="why-textBox-head">
        {showsMarks ? (
          <h2>{WHY_WORDS.field}</h2>
        ) : (
          <h2>
            <label htmlFor={id}>{WHY_WORDS.field}</label>
          </h2>
        )}
        <span className="why-textBox-buttons">
          {showsMarks && !isLong && (
            <Button size="small" onClick={edit}>
              Edit
            </Button>
          )}
          <FileButton label="A file to read" onFiles={(files) => void takeFiles(files)}>
            Browse
          </FileButton>
          <Button
            size="small"
            disabled={text === ''}
            onClick={() => {
              setText('', true);
              edit();
            }}
          >
            Clear
          </Button>
        </span>
      </div>
      {showsMarks ? (
        // A click is the shortest way to the plain text; the button above does the same.
        <section
          ref={view}
          className="why-textBox-marked"
          aria-label={WHY_WORDS.marked}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
          tabIndex={0}
          onClick={() => isLong || getSelection()?.isCollapsed === false || edit()}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || isLong) return;
            event.preventDefault();
            edit();
          }}
        >
          <MarkedLines rows={marked} />
        </section>
      ) : (
        <textarea
          ref={field}
          id={id}
          className="why-textBox-field"
          aria-describedby={hint}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          placeholder={WHY_WORDS.placeholder}
          value={isLong ? '' : text}
          onChange={({ target }) => {
            setEditing(true);
            setText(target.value);
          }}
          onBlur={() => setEditing(false)}
        />
      )}
      <p id={hint} className="why-textBox-hint">
        {isLong ? WHY_WORDS.long(text.length) : WHY_WORDS.hint}
      </p>
      <p className="why-textBox-hint" role="status">
        {asking ? WHY_WORDS.reading : ''}
      </p>
      {keysTaken > 0 && <Note title="A private key">{WHY_WORDS.keys(keysTaken)}</Note>}
    </section>
  );
}

/** More than this is handed over, and not typed. */
const MOST_TYPED = 20_000;

/** Windows' programs write UTF-16 into files. */
function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}

const selectsAll = (field: HTMLTextAreaElement | null): boolean =>
  field !== null && field.selectionStart === 0 && field.selectionEnd === field.value.length;

function inserted(field: HTMLTextAreaElement | null, given: string): string {
  if (field === null) return given;
  const { value, selectionStart, selectionEnd } = field;
  return value.slice(0, selectionStart) + given + value.slice(selectionEnd);
}

function MarkedLines({ rows }: { readonly rows: readonly MarkedRow[] }) {
  const chosen = useWhy((why) => why.message);
  return rows.map((row) =>
    row.kind === 'fold' ? (
      <div key={row.line} className="why-textBox-fold">
        <span>… {row.lines === 1 ? '1 line that says' : `${grouped(row.lines)} lines that say`} nothing more</span>
      </div>
    ) : (
      <div key={row.line} className="why-textBox-line">
        {row.parts.map(({ text, message }, at) => {
          const key = `${at} ${message}`;
          return message === null ? (
            text
          ) : (
            <mark key={key} data-chosen={message === chosen}>
              {text}
            </mark>
          );
        })}
      </div>
    ),
  );
}
