// Copies the link to what is on screen; says for a moment how it went.
import { Check, Share2, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../shared/Button.tsx';
import { useLabStore } from '../useLab.tsx';
import styles from './CopyLink.module.css';
import type { LinkOf } from './linkOf.ts';

export function CopyLink({ linkOf }: { readonly linkOf: LinkOf }) {
  const store = useLabStore();
  const [state, setState] = useState<'ready' | 'copied' | 'failed'>('ready');
  useEffect(() => {
    // A link to copy by hand stays until one leaves it.
    if (state !== 'copied') return;
    const timer = setTimeout(() => setState('ready'), 2500);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(linkOf(store.getState()));
      setState('copied');
    } catch {
      setState('failed');
    }
  };
  return (
    <span className={styles.copy}>
      <Button icon={ICONS[state]} tone="quiet" data-tip="Copy the link to what is on screen" onClick={copy}>
        <span>Share</span>
      </Button>
      <span role="status" className={state === 'ready' ? undefined : styles.said}>
        {LABELS[state]}
      </span>
      {state === 'failed' && (
        <input
          className={styles.link}
          readOnly
          aria-label="Link to what is on screen"
          value={linkOf(store.getState())}
          ref={(input) => input?.select()}
          onKeyDown={(event) => event.key === 'Escape' && setState('ready')}
          onBlur={() => setState('ready')}
        />
      )}
    </span>
  );
}

const ICONS = { ready: Share2, copied: Check, failed: TriangleAlert } as const;
const LABELS = {
  ready: '',
  copied: 'Link copied',
  failed: 'The browser did not allow it. Copy this link:',
} as const;
