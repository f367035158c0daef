// The causes of a message, the likeliest first: each opens to why it stands there, how to tell it from the others, how to
// mend it, and what other programs say of the same defect.
import { ArrowRight, ChevronRight } from 'lucide-react';
import { type MouseEvent, useEffect, useId, useState } from 'react';
import type { FaultId } from '../../lab/scenario/faultId.ts';
import { causeEvidenceText, mendText, TELL_APART } from '../../lessons/why.ts';
import { fixOfSpeaker } from '../../lessons/whyFix.ts';
import { causeTitle, measuredText, WHY_WORDS, whyHere } from '../../lessons/whyPage.ts';
import type { Cause, WhyMessage } from '../../why/answer.ts';
import { Button } from '../shared/Button.tsx';
import { CopyButton } from '../shared/CopyButton.tsx';
import { Terms } from '../shared/terms/Terms.tsx';
import { SameDefect } from './SameDefect.tsx';
import { useWhy, useWhyAround } from './useWhy.tsx';

/** The rest is shown when it is asked for. */
const SHOWN = 8;

export function CauseList({ message }: { readonly message: WhyMessage }) {
  const { causes } = message;
  const [all, setAll] = useState(false);
  const measured = causes.filter((cause) => cause.measured).length;
  if (causes.length === 0) return <p className="why-causeList-none">{WHY_WORDS.noCauses}</p>;
  const shown = all ? causes : causes.slice(0, SHOWN);
  return (
    <section className="why-causeList-causes" aria-label={WHY_WORDS.causes}>
      <h2>
        {WHY_WORDS.causes} <span>{countText(causes.length, measured)}</span>
      </h2>
      <ol>
        {shown.map((cause, at) => (
          <CauseRow key={cause.fault} cause={cause} at={at} message={message} />
        ))}
      </ol>
      {causes.length > shown.length && (
        <p className="why-causeList-rest">
          <Button size="small" onClick={() => setAll(true)}>
            Show {causes.length - shown.length} more
          </Button>
        </p>
      )}
    </section>
  );
}

function countText(all: number, measured: number): string {
  const fit = all === 1 ? '1 cause fits' : `${all} causes fit`;
  return measured === all
    ? `${fit}, all measured`
    : `${fit}; ${measured === 0 ? 'none was' : `${measured} ${measured === 1 ? 'was' : 'were'}`} measured with this program, the others are guesses`;
}

interface RowProps {
  readonly cause: Cause;
  readonly at: number;
  readonly message: WhyMessage;
}

function CauseRow({ cause, at, message }: RowProps) {
  const id = useId();
  const open = useWhy((why) => why.open.has(at));
  const toggle = useWhy((why) => why.toggle);
  const { fault, evidence } = cause;
  const tell = TELL_APART[fault];
  return (
    <li className="why-causeList-cause" data-open={open}>
      <div className="why-causeList-row">
        <button
          type="button"
          className="why-causeList-title"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => toggle(at)}
        >
          <ChevronRight size={15} aria-hidden />
          <span className="why-causeList-number">{at + 1}</span>
          <span className="why-causeList-names">
            <strong>{causeTitle(fault)}</strong> <span>{measuredText(cause)}</span>
          </span>
        </button>
        <StepThrough cause={cause} message={message} open={open} first={at === 0} />
      </div>
      <div id={id} hidden={!open} className="why-causeList-more">
        {open && (
          <>
            <p>
              <strong>{at === 0 ? 'Why first:' : 'Why here:'}</strong> <Terms text={whyHere(cause, message)} />
            </p>
            {evidence.length > 0 && (
              <ul className="why-causeList-evidence">
                {evidence.map((each) => (
                  <li key={each.id} data-speaks={each.speaks}>
                    {causeEvidenceText(each)}
                  </li>
                ))}
              </ul>
            )}
            <h3>{WHY_WORDS.tellApart}</h3>
            {tell === undefined ? (
              <p>{WHY_WORDS.noCommand}</p>
            ) : (
              <>
                <Command text={tell.command} />
                <p className="why-causeList-shows">
                  Where this is the cause, it prints: <code>{tell.shows}</code>
                </p>
              </>
            )}
            <h3>{WHY_WORDS.fix}</h3>
            <p>
              <Terms text={mendText(fault)} />
            </p>
            <FixLines fault={fault} message={message} />
            <SameDefect cause={cause} message={message} />
          </>
        )}
      </div>
    </li>
  );
}

/** In the settings of the program that speaks, where its lines are known. */
function FixLines({ fault, message: { program, role } }: { readonly fault: FaultId; readonly message: WhyMessage }) {
  const fix = fixOfSpeaker(fault, program, role);
  if (fix === null) return null;
  return (
    <>
      <p>
        {fix.title} <span className="why-causeList-place">({fix.place})</span>
      </p>
      <Command text={fix.lines.join('\n')} />
    </>
  );
}

/** It scrolls in its own line; no word of it is broken. */
function Command({ text }: { readonly text: string }) {
  return (
    <div className="why-causeList-command">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
      <CopyButton text={text} label="Copy" />
    </div>
  );
}

/** Into the lab, at the row that fails; which one that is, its run says. */
function StepThrough({
  cause,
  message,
  open,
  first,
}: {
  readonly cause: Cause;
  readonly message: WhyMessage;
  readonly open: boolean;
  readonly first: boolean;
}) {
  const { linkTo, failing } = useWhyAround();
  const [at, setAt] = useState<string | null>(null);
  useEffect(() => {
    if (!open) return;
    let wanted = true;
    void failing(cause, message).then((found) => wanted && setAt(found));
    return () => {
      wanted = false;
    };
  }, [open, failing, cause, message]);
  const go = (event: MouseEvent) => {
    // In a window of its own, as the browser does it.
    if (at !== null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void failing(cause, message).then((found) => {
      location.href = linkTo(cause, message, found);
    });
  };
  return (
    <a className="why-causeList-step" data-first={first} href={linkTo(cause, message, at)} onClick={go}>
      {WHY_WORDS.replay}
      <ArrowRight size={15} aria-hidden />
    </a>
  );
}
