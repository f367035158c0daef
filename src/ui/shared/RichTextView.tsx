// A sentence whose rows are links.
import { Fragment } from 'react';
import type { RichText } from '../../lessons/summaryText.ts';
import { RowLink } from './RowLink.tsx';

export function RichTextView({ parts }: { readonly parts: RichText }) {
  return parts.map((part, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence stay in their order.
    <Fragment key={i}>
      {part.kind === 'row' ? <RowLink step={part.step} /> : part.strong ? <strong>{part.text}</strong> : part.text}
    </Fragment>
  ));
}
