// A sentence whose rows are links.
import { Fragment, type ReactNode } from 'react';
import type { RichText } from '../../lessons/summaryText.ts';
import styles from './RichTextView.module.css';
import { RowLink } from './RowLink.tsx';

export function RichTextView({ parts }: { readonly parts: RichText }) {
  return parts.map((part, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence stay in their order.
    <Fragment key={i}>
      {part.kind === 'row' ? (
        <Bracketed before={opening(parts[i - 1])} after={closing(parts[i + 1])}>
          <RowLink step={part.step} />
        </Bracketed>
      ) : (
        <Words part={part} from={parts[i - 1]} to={parts[i + 1]} />
      )}
    </Fragment>
  ));
}

type Part = RichText[number];

/** A bracket stays in the line of its link: a line may not end between them. */
const Bracketed = (props: { readonly before: string; readonly after: string; readonly children: ReactNode }) => (
  <span className={styles.row}>
    {props.before}
    {props.children}
    {props.after}
  </span>
);

interface WordsProps {
  readonly part: Part & { readonly kind: 'words' };
  readonly from: Part | undefined;
  readonly to: Part | undefined;
}

function Words({ part, from, to }: WordsProps) {
  const start = from?.kind === 'row' ? closing(part).length : 0;
  const end = to?.kind === 'row' ? part.text.length - opening(part).length : part.text.length;
  const text = part.text.slice(start, Math.max(start, end));
  return part.strong ? <strong>{text}</strong> : text;
}

const opening = (part: Part | undefined): string => (part?.kind === 'words' ? (/\($/.exec(part.text)?.[0] ?? '') : '');
const closing = (part: Part | undefined): string =>
  part?.kind === 'words' ? (/^[),.;:]+/.exec(part.text)?.[0] ?? '') : '';
