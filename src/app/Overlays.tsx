// What lies over the page. Each is loaded when it is opened, or once somebody begins to use the page.
import { memo, type ReactNode, type RefObject, Suspense, useState } from 'react';
import type { Overlay } from '../store/state.ts';
import type { LinkOf } from '../ui/header/linkOf.ts';
import { Boundary } from '../ui/shared/Boundary.tsx';
import { later } from '../ui/shared/later.tsx';
import { useLab } from '../ui/useLab.tsx';
import styles from './Overlays.module.css';

const load = {
  drawer: () => import('../ui/breakDrawer/BreakDrawer.tsx'),
  menu: () => import('../ui/header/Menu.tsx'),
  options: () => import('../ui/header/OptionsPanel.tsx'),
  help: () => import('../ui/help/Help.tsx'),
  settings: () => import('../ui/header/Settings.tsx'),
};
/** These come with much else, and wait until they are wanted. */
const ExportOverlay = later(() => import('./ExportOverlay.tsx'));
/** Big, and not for everybody: fetched when somebody opens it. */
const CaConsole = later(() => import('../ui/ca/CaConsole.tsx'));
const BreakDrawer = later(load.drawer);
const Menu = later(load.menu);
const OptionsPanel = later(load.options);
const Help = later(load.help);
const Settings = later(load.settings);

/** Fetches them all, so that opening one takes no time. A failure shows when one is opened. */
export function prefetchOverlays(): void {
  for (const each of Object.values(load)) each().catch(() => {});
}

export const Drawer = memo(function Drawer({ container }: { readonly container: RefObject<HTMLElement | null> }) {
  const open = useLab((lab) => lab.breakOpen);
  const setOpen = useLab((lab) => lab.setBreakOpen);
  return (
    <Over name="The list of faults" open={open} onClose={() => setOpen(false)}>
      <BreakDrawer container={container} />
    </Over>
  );
});

export function Overlays({ linkOf }: { readonly linkOf: LinkOf }) {
  return (
    <>
      <Panel name="The list of places" of="places">
        <Menu of="places" />
      </Panel>
      <Panel name="The list of further buttons" of="more">
        <Menu of="more" />
      </Panel>
      <Panel name="Help" of="help">
        <Help />
      </Panel>
      <Panel name="The panel of options" of="options">
        <OptionsPanel />
      </Panel>
      <Panel name="The panel of settings" of="settings">
        <Settings />
      </Panel>
      <Panel name="The panel of exports" of="export">
        <ExportOverlay linkOf={linkOf} />
      </Panel>
      <Panel name="The CA console" of="ca">
        <CaConsole />
      </Panel>
    </>
  );
}

interface PanelProps {
  readonly name: string;
  readonly of: Overlay;
  readonly children: ReactNode;
}

function Panel({ name, of, children }: PanelProps) {
  const open = useLab((lab) => lab.overlay === of);
  const setOverlay = useLab((lab) => lab.setOverlay);
  return (
    <Over name={name} open={open} onClose={() => setOverlay(null)}>
      {children}
    </Over>
  );
}

interface OverProps {
  readonly name: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Fails alone, and only where it is seen. */
function Over({ name, open, onClose, children }: OverProps) {
  const kept = useKept(open);
  return (
    <div className={styles.over} data-open={open}>
      <Boundary name={name} of={open} onDismiss={onClose}>
        <Suspense>{kept && children}</Suspense>
      </Boundary>
    </div>
  );
}

/** True from the first time on: what was opened once stays mounted, closed, and can leave with a motion. */
function useKept(open: boolean): boolean {
  const [kept, setKept] = useState(open);
  if (open && !kept) setKept(true);
  return kept || open;
}
