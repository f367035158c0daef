// Over the page: the glossary, open at a term; or what a check or an alert is.
import { useEffect, useRef } from 'react';
import { ALERT_WORDS } from '../../lessons/alerts.ts';
import { CHECK_WORDS } from '../../lessons/checks/words.ts';
import { REMEDY_WORDS } from '../../lessons/remedy.ts';
import type { CheckId } from '../../pki/path/checkId.ts';
import { Warning } from '../shared/Note.tsx';
import { Panel } from '../shared/Panel.tsx';
import { Terms, TermsOnce } from '../shared/terms/Terms.tsx';
import { Glossary } from './Glossary.tsx';
import { glossaryTerms, termHash } from './glossaryTerms.ts';
import styles from './WordsPanel.module.css';

interface Props {
  /** `term san`, `check ca.pathLen`, `alert unknown_ca`. */
  readonly of: string;
  readonly onClose: () => void;
}

export default function WordsPanel({ of, onClose }: Props) {
  const { title, body } = wordsOf(of);
  return (
    <Panel open onClose={onClose} title={title} width="wide">
      <TermsOnce>{body}</TermsOnce>
    </Panel>
  );
}

function wordsOf(of: string) {
  const [kind = '', id = ''] = of.split(' ');
  if (kind === 'check') return { title: CHECK_WORDS[id as CheckId].title, body: <CheckWordsOf id={id as CheckId} /> };
  if (kind === 'alert') {
    const { number = 0, title = '', plain = '' } = ALERT_WORDS[id] ?? {};
    const body = (
      <div className={styles.words}>
        <p>
          <strong>{title}.</strong> <Terms text={plain} />
        </p>
      </div>
    );
    return { title: `${id} (${number})`, body };
  }
  return { title: 'Glossary', body: <AtTerm id={id} /> };
}

function CheckWordsOf({ id }: { readonly id: CheckId }) {
  const { plain, why, wrong } = CHECK_WORDS[id];
  return (
    <div className={styles.words}>
      <p>
        <Terms text={plain} />
      </p>
      <section>
        <h3>Why</h3>
        <p>
          <Terms text={why} />
        </p>
      </section>
      {wrong !== null && <Warning text={wrong} />}
      <section>
        <h3>How to fix it</h3>
        <p>
          <Terms text={REMEDY_WORDS[id]} />
        </p>
      </section>
      <p className={styles.note}>
        In files and links it is called <code>{id}</code>.
      </p>
    </div>
  );
}

/** The list, at one of its terms; and the way to its own page. */
function AtTerm({ id }: { readonly id: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const term = id === '' ? null : place.current?.querySelector<HTMLElement>(`[data-term="${CSS.escape(id)}"]`);
    term?.scrollIntoView({ block: 'center' });
    term?.focus({ preventScroll: true });
  }, [id]);
  return (
    <div ref={place}>
      <p className={styles.note}>
        <a href={termHash(id)}>Open this term on the glossary’s page</a>
      </p>
      <Glossary terms={glossaryTerms('')} at={id} />
    </div>
  );
}
