// What the first bar has no room for, as a list below it: the places, or the buttons behind "More".
import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode, useRef } from 'react';
import type { Overlay } from '../../store/state.ts';
import { VisuallyHidden } from '../shared/VisuallyHidden.tsx';
import { useCommand } from '../useCommand.tsx';
import { useLab } from '../useLab.tsx';
import { usePlaces } from '../usePlaces.tsx';
import styles from './Menu.module.css';
import { PlaceAnchor } from './PlaceAnchor.tsx';

interface Props {
  readonly of: 'places' | 'more';
}

export default function Menu({ of }: Props) {
  const open = useLab((lab) => lab.overlay === of);
  const setOverlay = useLab((lab) => lab.setOverlay);
  const list = useRef<HTMLDivElement>(null);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => next || setOverlay(null)}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.menu} data-of={of} initialFocus={() => firstOf(list.current)}>
          <VisuallyHidden>
            <Dialog.Title>{of === 'places' ? 'Places' : 'More'}</Dialog.Title>
          </VisuallyHidden>
          <div ref={list}>{of === 'places' ? <PlaceList /> : <MoreList />}</div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** The present place, else the first that is seen. */
function firstOf(list: HTMLElement | null): HTMLElement | null {
  const all = [...(list?.querySelectorAll<HTMLElement>('a, button') ?? [])];
  return all.find((each) => each.matches('[aria-current]')) ?? all.find((each) => each.checkVisibility()) ?? null;
}

function PlaceList() {
  const { places } = usePlaces();
  const setOverlay = useLab((lab) => lab.setOverlay);
  return (
    <nav aria-label="Places" className={styles.list}>
      {places.map((place) => (
        <PlaceAnchor key={place.key} place={place} onStay={() => setOverlay(null)}>
          {' '}
          <small>{place.about}</small>
        </PlaceAnchor>
      ))}
    </nav>
  );
}

function MoreList() {
  const atLab = usePlaces().here === 'lab';
  const setOverlay = useLab((lab) => lab.setOverlay);
  const compare = useCommand('compare');
  const exportAll = useCommand('export');
  return (
    <div className={styles.list}>
      {atLab && (
        <>
          <Opens overlay="options" where="middle">
            Options
          </Opens>
          <button
            type="button"
            data-where="middle"
            disabled={!compare.enabled}
            onClick={() => {
              setOverlay(null);
              compare.run();
            }}
          >
            Compare
          </button>
          {exportAll.enabled && (
            <Opens overlay="export" where="phone">
              Export
            </Opens>
          )}
        </>
      )}
      <Opens overlay="settings">Settings</Opens>
      <Opens overlay="help">Help</Opens>
    </div>
  );
}

interface OpensProps {
  readonly overlay: Overlay;
  /** Where alone it is needed; else everywhere. */
  readonly where?: 'middle' | 'phone';
  readonly children: ReactNode;
}

function Opens({ overlay, where, children }: OpensProps) {
  const setOverlay = useLab((lab) => lab.setOverlay);
  return (
    <button type="button" data-where={where} onClick={() => setOverlay(overlay)}>
      {children}
    </button>
  );
}
