// The drawer of faults: searchable, by side, several at once. It leaves the page usable, so that one sees what follows.
import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { memo, type RefObject, Suspense, useId, useMemo, useRef, useState } from 'react';
import { FAULTS } from '../../lab/faults/catalogue.ts';
import type { Scenario } from '../../lab/scenario/scenario.ts';
import { editedParts } from '../../lessons/editing.ts';
import { restsFor } from '../../lessons/faults.ts';
import { count } from '../../lessons/phrases.ts';
import { drawerView, isOpen } from '../../store/mission.ts';
import { isHidden } from '../../store/predict.ts';
import { useHiddenCount } from '../predict/useHiddenCount.ts';
import { Boundary } from '../shared/Boundary.tsx';
import { Button } from '../shared/Button.tsx';
import { later } from '../shared/later.tsx';
import { Segmented } from '../shared/Segmented.tsx';
import { VisuallyHidden } from '../shared/VisuallyHidden.tsx';
import { useLab } from '../useLab.tsx';
import { useNames } from '../useNames.ts';
import { useNarrow } from '../useNarrow.ts';
import styles from './BreakDrawer.module.css';
import { type FaultEntry, type FaultGroup, findFaults } from './search.ts';

const Editor = later(() => import('../editor/Editor.tsx'));
const ByHandList = later(() => import('./ByHandList.tsx'));

interface Props {
  /** The part of the page that the drawer covers. */
  readonly container: RefObject<HTMLElement | null>;
}

export default function BreakDrawer({ container }: Props) {
  const open = useLab((lab) => lab.breakOpen);
  const setOpen = useLab((lab) => lab.setBreakOpen);
  const faultsOpen = useLab((lab) => isOpen(lab, 'faults'));
  const editsOpen = useLab((lab) => isOpen(lab, 'edits'));
  const view = useLab(drawerView);
  const hidden = useLab(isHidden);
  const setView = useLab((lab) => lab.setBreakView);
  const narrow = useNarrow();
  const [query, setQuery] = useState('');
  const search = useRef<HTMLInputElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const names = useNames();
  const groups = useMemo(() => findFaults(FAULTS, query, names), [query, names]);
  const made = useLab(({ scenario }) => madeByHand(scenario));
  const found = groups.reduce((sum, group) => sum + group.entries.length, 0);

  return (
    <Dialog.Root open={open} onOpenChange={setOpen} modal={narrow} disablePointerDismissal={!narrow}>
      <Dialog.Portal {...(narrow ? {} : { container })}>
        <Dialog.Popup
          className={styles.drawer}
          data-view={view}
          // A keyboard on the glass would hide the list: on touch, the search waits until it is tapped.
          initialFocus={() =>
            matchMedia('(pointer: coarse)').matches ? title.current : (search.current ?? title.current)
          }
        >
          <div className={styles.head}>
            <div className={styles.bar}>
              <Dialog.Title ref={title} tabIndex={-1} className={styles.title}>
                {faultsOpen ? 'Inject a fault' : 'Custom certificates'}
              </Dialog.Title>
              <span className={styles.views}>
                {faultsOpen && editsOpen && (
                  <Segmented label="What to change" options={VIEWS} value={view} onChange={setView} />
                )}
              </span>
              <Dialog.Close render={<Button icon={X} label="Close" tone="quiet" />} />
            </div>
            <Dialog.Description className={styles.intro}>{INTRO[view]}</Dialog.Description>
            {view === 'faults' && (
              <input
                ref={search}
                type="search"
                className={styles.search}
                placeholder={`Search ${FAULTS.length} faults…`}
                aria-label="Search faults"
                autoComplete="off"
                spellCheck={false}
                value={query}
                onChange={(event) => setQuery(event.target.value)}
              />
            )}
            <VisuallyHidden role="status">
              {query === '' || view === 'own' ? '' : `${found} of ${FAULTS.length} faults`}
            </VisuallyHidden>
          </div>
          {view === 'own' && hidden && <Closed />}
          {view === 'own' && !hidden && (
            <Boundary name="The editor">
              <Suspense fallback={<div className={styles.list} />}>
                <Editor />
              </Suspense>
            </Boundary>
          )}
          {view === 'faults' && (
            <div className={styles.list}>
              {made > 0 && (
                <Boundary name="What was changed by hand">
                  <Suspense>
                    <ByHandList onEmpty={() => title.current?.focus()} />
                  </Suspense>
                </Boundary>
              )}
              {groups.map((group) => (
                <Group key={group.side} group={group} />
              ))}
              {found === 0 && (
                <p className={styles.none}>
                  No fault has “{query.trim()}” in its name or words.{' '}
                  <Button onClick={() => setQuery('')}>Show all</Button>
                </p>
              )}
            </div>
          )}
          <Foot />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const VIEWS = [
  { value: 'faults', label: 'Faults' },
  { value: 'own', label: 'Custom certificates' },
] as const;

const INTRO = {
  faults: 'Each one changes real certificates or real bytes. Nothing is scripted: see who notices.',
  own: 'Change any certificate, clock or trust store: it is issued anew, and the handshake runs again.',
} as const;

/** The editor shows every certificate as it is: while predictions are asked, it would tell what is broken. */
function Closed() {
  const setPredict = useLab((lab) => lab.setPredict);
  return (
    <div className={styles.list}>
      <p className={styles.none}>
        Closed while you predict: the certificates would show what is broken.{' '}
        <Button onClick={() => setPredict(false)}>Stop predicting</Button>
      </p>
    </div>
  );
}

function Foot() {
  // What a mission has given stays on.
  const mine = useLab((lab) => isOpen(lab, 'faults'));
  const faults = useLab((lab) => (mine ? lab.scenario.faults.length : 0));
  const setEdits = useLab((lab) => lab.setEdits);
  const made = useLab(({ scenario }) => madeByHand(scenario));
  // While predictions are asked, no box is ticked: what is broken is not told.
  const hidden = useHiddenCount();
  const clearFaults = useLab((lab) => lab.clearFaults);
  return (
    <div className={styles.foot}>
      <span>{hidden > 0 ? `${count(hidden, 'fault')}, hidden while you predict` : footText(faults, made, mine)}</span>
      <Button disabled={faults + made + hidden === 0} onClick={mine ? clearFaults : () => setEdits({})}>
        Reset all
      </Button>
    </div>
  );
}

/** How much is on that the list of faults has no box for. */
const madeByHand = ({ caWork, tampering, edits }: Scenario): number =>
  caWork.length + tampering.length + editedParts(edits).length;

function footText(faults: number, made: number, mine: boolean): string {
  const words = [...(faults > 0 ? [`${faults} broken`] : []), ...(made > 0 ? [`${made} changed by hand`] : [])];
  return words.length === 0 ? (mine ? 'Nothing is broken' : 'Nothing is changed yet') : words.join(', ');
}

/** Drawn anew when the search changes, and not with the rest of the drawer. */
const Group = memo(function Group({ group }: { readonly group: FaultGroup }) {
  return (
    <fieldset className={styles.group} data-side={group.side}>
      <legend>{group.title}</legend>
      {group.entries.map((entry) => (
        <FaultBox key={entry.fault.id} entry={entry} />
      ))}
    </fieldset>
  );
});

function FaultBox({ entry: { fault, title, changes } }: { readonly entry: FaultEntry }) {
  const id = useId();
  const checked = useLab((lab) => lab.scenario.faults.includes(fault.id));
  const rests = useLab((lab) => restsFor(fault, lab.scenario));
  const toggle = useLab((lab) => lab.toggleFault);
  return (
    <label className={styles.fault} data-idle={checked && rests !== null} data-fault={fault.id}>
      <input
        type="checkbox"
        checked={checked}
        onChange={() => toggle(fault.id)}
        aria-labelledby={`${id}title`}
        aria-describedby={`${id}changes`}
      />
      <b id={`${id}title`}>{title}</b>
      <span id={`${id}changes`}>
        {changes}
        {rests !== null && <em>{` · ${checked ? 'needs' : 'switches to'} ${rests}`}</em>}
      </span>
    </label>
  );
}
