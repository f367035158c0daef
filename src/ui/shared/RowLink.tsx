// "row 40", wherever a row of the diagram is mentioned: it moves the cursor there.
import { useLab } from '../useLab.tsx';
import { LinkButton } from './Button.tsx';

/** `step` is the number of the row; `children` say it otherwise than `row 40`. */
export function RowLink({ step, children }: { readonly step: number; readonly children?: string }) {
  const seek = useLab((lab) => lab.seek);
  return <LinkButton onClick={() => seek(step)}>{children ?? `row ${step}`}</LinkButton>;
}
