// Copies the link to what is on screen; says for a moment how it went.
import { Check, Link, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../kit/Button.tsx';
import { Unseen } from '../kit/Unseen.tsx';
import { useLabStore } from '../useLab.tsx';
import type { LinkOf } from './Header.tsx';

export function CopyLink({ linkOf }: { readonly linkOf: LinkOf }) {
  const store = useLabStore();
  const [state, setState] = useState<'ready' | 'copied' | 'failed'>('ready');
  useEffect(() => {
    if (state === 'ready') return;
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
    <>
      <Button icon={ICONS[state]} label={LABELS[state]} onClick={copy} />
      <Unseen role="status">{state === 'ready' ? '' : LABELS[state]}</Unseen>
    </>
  );
}

const ICONS = { ready: Link, copied: Check, failed: TriangleAlert } as const;
const LABELS = {
  ready: 'Copy link',
  copied: 'Link copied',
  failed: 'The browser did not allow it: copy the link from the address bar',
} as const;
