// What lies over the page. Each is loaded when it is opened, or once somebody begins to use the page.
import { lazy, memo, type RefObject, Suspense, useState } from 'react';
import type { LinkOf } from '../ui/header/Header.tsx';
import { Boundary } from '../ui/kit/Boundary.tsx';
import { useLab } from '../ui/useLab.tsx';

const load = {
  drawer: () => import('../ui/breakDrawer/BreakDrawer.tsx'),
  about: () => import('../ui/about/About.tsx'),
  shortcuts: () => import('../ui/shortcuts/Shortcuts.tsx'),
  settings: () => import('../ui/header/Settings.tsx'),
};
/** These come with much else, and wait until they are wanted. */
const TakeRoom = lazy(() => import('./TakeRoom.tsx'));
/** Big, and not for everybody: fetched when somebody opens it. */
const CaRoom = lazy(() => import('../ui/ca/CaRoom.tsx'));
const BreakDrawer = lazy(load.drawer);
const About = lazy(load.about);
const Shortcuts = lazy(load.shortcuts);
const Settings = lazy(load.settings);

/** Fetches them all, so that opening one takes no time. A failure shows when one is opened. */
export function prefetchOverlays(): void {
  for (const each of Object.values(load)) each().catch(() => {});
}

export const Drawer = memo(function Drawer({ container }: { readonly container: RefObject<HTMLElement | null> }) {
  const kept = useKept(useLab((lab) => lab.breakOpen));
  return (
    <Boundary name="The list of faults">
      <Suspense>{kept && <BreakDrawer container={container} />}</Suspense>
    </Boundary>
  );
});

export function Overlays({ linkOf }: { readonly linkOf: LinkOf }) {
  const overlay = useLab((lab) => lab.overlay);
  const about = useKept(overlay === 'about');
  const shortcuts = useKept(overlay === 'shortcuts');
  const ca = useKept(overlay === 'ca');
  const settings = useKept(overlay === 'settings');
  const take = useKept(overlay === 'take');
  return (
    <Boundary name="The panel">
      <Suspense>
        {about && <About />}
        {shortcuts && <Shortcuts />}
        {settings && <Settings />}
        {take && <TakeRoom linkOf={linkOf} />}
        {ca && <CaRoom />}
      </Suspense>
    </Boundary>
  );
}

/** True from the first time on: what was opened once stays mounted, closed, and can leave with a motion. */
function useKept(open: boolean): boolean {
  const [kept, setKept] = useState(open);
  if (open && !kept) setKept(true);
  return kept || open;
}
