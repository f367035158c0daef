// The page: header, story, diagram beside inspector, player; and what may lie over them.
import { memo, type ReactNode, Suspense, useCallback, useEffect, useRef } from 'react';
import { Stage } from '../diagram/Stage.tsx';
import type { Scenario } from '../lab/scenario/scenario.ts';
import { drawerView } from '../store/mission.ts';
import { isAsking, openPrediction, shownLab } from '../store/predict.ts';
import { Header } from '../ui/header/Header.tsx';
import type { LinkOf } from '../ui/header/linkOf.ts';
import { Player } from '../ui/player/Player.tsx';
import { usePredictionTags } from '../ui/predict/usePredictionTags.ts';
import { Boundary } from '../ui/shared/Boundary.tsx';
import { later } from '../ui/shared/later.tsx';
import { RunEnd } from '../ui/summary/RunEnd.tsx';
import { useLab, useLabStore } from '../ui/useLab.tsx';
import { useView } from '../ui/useView.ts';
import { Announcer } from './Announcer.tsx';
import styles from './App.module.css';
import { Banners } from './Banners.tsx';
import { DockPlace } from './DockPlace.tsx';
import { dockedOf } from './docked.ts';
import { useFocusReturn } from './focusReturn.ts';
import { Drawer } from './Overlays.tsx';
import { Sheet } from './Sheet.tsx';
import { StoryLead } from './Story.tsx';

export function App({ linkOf }: { readonly linkOf: LinkOf }) {
  const comparing = useLab((lab) => lab.compare !== null);
  const opened = useFocusReturn(comparing, TO_COMPARE);
  const drawer = useLab((lab) => lab.breakOpen);
  const view = useLab(drawerView);
  // Small windows give the player's room to it.
  const asks = useLab(({ predict }) => (predict?.open ? true : undefined));
  const present = useLab((lab) => lab.present === '1');
  if (present && !comparing)
    return (
      <>
        <Part name="The page">
          <Present>
            <Diagram />
          </Present>
        </Part>
        <Announcer />
        <LinkIsShown />
      </>
    );
  return (
    <>
      <div className={styles.app} data-asks={asks}>
        <div className={styles.top}>
          {!comparing && (
            <button type="button" className={styles.skip} onClick={skipToStage}>
              Skip to the diagram
            </button>
          )}
          <Suspense>
            <Header linkOf={linkOf} />
          </Suspense>
          <Banners />
        </div>
        {comparing ? (
          <Comparison opened={opened} />
        ) : (
          <>
            <main className={styles.main} data-drawer={drawer} data-view={view}>
              <Diagram />
              <Part name="The inspector">
                <Sheet />
              </Part>
            </main>
            <div className={styles.player}>
              <Part name="The player">
                <Player />
              </Part>
            </div>
          </>
        )}
      </div>
      {!comparing && <Announcer />}
      <LinkIsShown />
    </>
  );
}

const Present = later(() => import('../ui/present/Present.tsx'));
const CompareView = later(() => import('../ui/compare/CompareView.tsx'));

const TO_COMPARE = ['header button[aria-pressed]', 'header button[aria-haspopup]'];

/** The drawer lies over it as over the diagram: what one breaks is A. */
function Comparison({ opened }: { readonly opened: () => boolean }) {
  const place = useRef<HTMLDivElement>(null);
  return (
    <div ref={place} className={styles.comparison}>
      <Drawer container={place} />
      <Part name="The comparison">
        <CompareView opened={opened} />
      </Part>
    </div>
  );
}

function Diagram() {
  const scenario = useLab((lab) => lab.recording?.scenario ?? null);
  const docked = useLab((lab) => dockedOf(lab)?.id);
  const sheet = useLab((lab) => lab.sheetOpen);
  const place = useRef<HTMLDivElement>(null);
  return (
    <div
      ref={place}
      id="stage"
      tabIndex={-1}
      className={styles.stage}
      data-docked={docked}
      data-sheet={sheet}
      // Names what is drawn, not what was asked for: tests and measurements wait for it.
      data-scenario={scenario === null ? undefined : nameOf(scenario)}
      data-protocol={scenario?.protocol}
    >
      <p className={styles.loading} data-print="none">
        Loading the scenario of this link…
      </p>
      <Drawer container={place} />
      <Part name="The diagram">
        <Sequence />
      </Part>
      <DockPlace />
      <Predicting />
    </div>
  );
}

/** The same element each time: the story follows the store by itself. */
const STORY = <StoryLead />;
/** The end follows the store by itself, too. */
const END = <RunEnd />;

const Rings = later(() => import('../ui/predict/Rings.tsx'));
const RINGS = (
  <Suspense>
    <Rings />
  </Suspense>
);

/** While predictions are asked: what finds out what to ask. */
const PredictRuns = later(() => import('../ui/predict/PredictRuns.tsx'));

function Predicting() {
  const on = useLab((lab) => lab.predict !== null);
  return on ? (
    <Boundary name="The questions">
      <Suspense>
        <PredictRuns />
      </Suspense>
    </Boundary>
  ) : null;
}

/** The diagram by itself: what lies over it is not drawn again with each step. */
const Sequence = memo(function Sequence() {
  const asksForFlag = useLab((lab) => isAsking(lab) && openPrediction(lab)?.form === 'flag');
  const tags = usePredictionTags();
  const whole = useLab((lab) => lab.recording);
  const recording = useView();
  const cursor = useLab((lab) => lab.cursor);
  const speed = useLab((lab) => lab.speed);
  const seek = useLab((lab) => lab.seek);
  const setOverlay = useLab((lab) => lab.setOverlay);
  const issuanceOpen = useLab((lab) => lab.issuanceOpen);
  const setIssuanceOpen = useLab((lab) => lab.setIssuanceOpen);
  const fresh = useLab((lab) => lab.fresh);
  const openCa = useCallback(() => setOverlay('ca'), [setOverlay]);
  return (
    <Stage
      lead={STORY}
      recording={recording}
      whole={whole}
      cursor={cursor}
      speed={speed}
      onSeek={seek}
      onOpenCa={openCa}
      end={END}
      issuanceOpen={issuanceOpen}
      onIssuance={setIssuanceOpen}
      fresh={fresh}
      {...(tags && { tags })}
      {...(asksForFlag && { below: RINGS })}
    />
  );
});

/**
 * Takes away the sign that stands in the diagram's place while the scenario of a link is on its way (base.css), and gives
 * the header's controls back: in a comparison, too.
 */
function LinkIsShown() {
  const store = useLabStore();
  const recording = useLab((lab) => lab.recording);
  const pending = useLab((lab) => lab.pending);
  useEffect(() => {
    const { dataset } = document.documentElement;
    // The store's own state: what React took over from the markup is older.
    if (dataset.link === undefined) return;
    const now = shownLab(store.getState());
    if (!pending && !now.pending && now.recording === recording) delete dataset.link;
    else dataset.link = 'running';
  }, [store, recording, pending]);
  return null;
}

const nameOf = ({ mode, faults, edits }: Scenario): string =>
  `${mode}|${faults.join(',')}${edits === undefined ? '' : '|edited'}`;

/** A part of the page that fails alone, and that React may take over from the prerendered page by itself. */
function Part({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <Boundary name={name}>
      <Suspense>{children}</Suspense>
    </Boundary>
  );
}

/** No link, for the address' hash belongs to the scenario. */
function skipToStage(): void {
  document.getElementById('stage')?.focus();
}
