// The page: header, story, diagram beside inspector, player; and what may lie over them.
import { type MouseEvent, useRef } from 'react';
import { Stage } from '../diagram/Stage.tsx';
import type { Scenario } from '../lab/scenario.ts';
import { Header, type LinkOf } from '../ui/header/Header.tsx';
import { Hint } from '../ui/hint/Hint.tsx';
import { Boundary } from '../ui/kit/Boundary.tsx';
import { Player } from '../ui/player/Player.tsx';
import { CommandsProvider } from '../ui/useCommand.tsx';
import { LabProvider, type LabStore, useLab } from '../ui/useLab.tsx';
import { Announcer } from './Announcer.tsx';
import styles from './App.module.css';
import { Banners } from './Banners.tsx';
import { COMMANDS } from './commands.ts';
import { Drawer, Overlays } from './Overlays.tsx';
import { Sheet } from './Sheet.tsx';
import { StoryBar } from './StoryBar.tsx';

interface Props {
  readonly store: LabStore;
  readonly linkOf: LinkOf;
}

export function App({ store, linkOf }: Props) {
  return (
    <LabProvider store={store}>
      <CommandsProvider commands={COMMANDS}>
        <div className={styles.app}>
          <div className={styles.top}>
            <a className={styles.skip} href="#stage" onClick={skipToStage}>
              Skip to the diagram
            </a>
            <Header linkOf={linkOf} />
            <Banners />
            <StoryBar />
          </div>
          <main className={styles.main}>
            <Diagram />
            <Boundary name="The inspector">
              <Sheet />
            </Boundary>
          </main>
          <div className={styles.player}>
            <Boundary name="The player">
              <Player />
            </Boundary>
          </div>
        </div>
        <Announcer />
        <Overlays />
      </CommandsProvider>
    </LabProvider>
  );
}

function Diagram() {
  const recording = useLab((lab) => lab.recording);
  const cursor = useLab((lab) => lab.cursor);
  const speed = useLab((lab) => lab.speed);
  const seek = useLab((lab) => lab.seek);
  const drawer = useLab((lab) => lab.breakOpen);
  const place = useRef<HTMLDivElement>(null);
  return (
    <div
      ref={place}
      id="stage"
      tabIndex={-1}
      className={styles.stage}
      data-drawer={drawer}
      // Names what is drawn, not what was asked for: tests and measurements wait for it.
      data-scenario={recording === null ? undefined : nameOf(recording.scenario)}
    >
      <Drawer container={place} />
      <Boundary name="The diagram">
        <Stage recording={recording} cursor={cursor} speed={speed} onSeek={seek} />
      </Boundary>
      <Hint />
    </div>
  );
}

const nameOf = ({ mode, faults }: Scenario): string => `${mode}|${faults.join(',')}`;

/** The hash belongs to the scenario, so the link moves the focus by hand. */
function skipToStage(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById('stage')?.focus();
}
