// Copies the link to what is on screen; says for a moment how it went.
import { Check, Share2, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { iframeFor } from '../embed/iframe.ts';
import { Button, LinkButton } from '../shared/Button.tsx';
import { useLabStore } from '../useLab.tsx';
import styles from './CopyLink.module.css';
import type { LinkOf } from './linkOf.ts';

export function CopyLink({ linkOf }: { readonly linkOf: LinkOf }) {
  const store = useLabStore();
  const [state, setState] = useState<State>('ready');
  useEffect(() => {
    // A link to copy by hand stays until one leaves it, and what else can be copied as long as one is there.
    if (state === 'ready' || state === 'failed') return;
    const timer = setInterval(() => place.current?.matches(':hover, :focus-within') || setState('ready'), 2500);
    return () => clearInterval(timer);
  }, [state]);
  const place = useRef<HTMLSpanElement>(null);
  const copy = async (what: 'link' | 'frame') => {
    const link = linkOf(store.getState());
    try {
      await navigator.clipboard.writeText(what === 'link' ? link : iframeFor(link, FRAME_TITLE));
      setState(what === 'link' ? 'copied' : 'frame');
    } catch {
      setState('failed');
    }
  };
  return (
    <span ref={place} className={styles.copy}>
      <Button
        icon={ICONS[state]}
        tone="quiet"
        data-tip="Copy the link to what is on screen"
        onClick={() => copy('link')}
      >
        <span>Share</span>
      </Button>
      <span role="status" className={state === 'ready' ? undefined : styles.said}>
        {LABELS[state]}
        {state === 'copied' && (
          <>
            {' · '}
            <LinkButton onClick={() => copy('frame')}>Copy iframe</LinkButton>
          </>
        )}
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

type State = 'ready' | 'copied' | 'frame' | 'failed';

/** Names the frame for those who can't see it. */
const FRAME_TITLE = 'A TLS handshake, step by step: Handshake Lab';

const ICONS = { ready: Share2, copied: Check, frame: Check, failed: TriangleAlert } as const;
const LABELS = {
  ready: '',
  copied: 'Link copied',
  frame: 'Markup of an iframe copied',
  failed: 'The browser did not allow it. Copy this link:',
} as const;
