// The inspector: everything about the selected step, in five tabs.
import { Tabs } from '@base-ui/react/tabs';
import { memo, Suspense, useLayoutEffect, useMemo, useRef } from 'react';
import { useAfterPaint } from '../../diagram/afterPaint.ts';
import type { Tab } from '../../store/placeFields.ts';
import { Boundary } from '../shared/Boundary.tsx';
import { countChecks, ledger } from '../shared/checks/ledger.ts';
import { later } from '../shared/later.tsx';
import { TermsOnce } from '../shared/terms/Terms.tsx';
import { useLab } from '../useLab.tsx';
import { useView } from '../useView.ts';
import { Explain } from './explain/Explain.tsx';
import { InspectorHeader } from './Header.tsx';
import styles from './Inspector.module.css';
import { certificatesAt, type Selection, select } from './selection.ts';

/** Follows the diagram by a frame. */
export function Inspector() {
  const recording = useView();
  const cursor = useLab((lab) => lab.cursor);
  const selection = useMemo(() => select(recording, cursor), [recording, cursor]);
  return <SelectionView selection={useAfterPaint(selection)} />;
}

const SelectionView = memo(function SelectionView({ selection }: { readonly selection: Selection | null }) {
  const tab = useLab((lab) => lab.tab);
  const setTab = useLab((lab) => lab.setTab);
  return (
    <section className={styles.inspector} aria-label="Inspector">
      {selection === null ? <Waiting /> : <InspectorHeader selection={selection} />}
      <Tabs.Root className={styles.root} value={tab} onValueChange={(value: Tab) => setTab(value)}>
        <Tabs.List className={styles.tabs} activateOnFocus>
          {TAB_TITLES.map(([value, title]) => (
            <Tabs.Tab key={value} value={value} className={styles.tab}>
              {title}
              <Count tab={value} selection={selection} />
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TAB_TITLES.map(([value]) => (
          <TabPanel key={value} value={value} selection={selection} />
        ))}
      </Tabs.Root>
    </section>
  );
});

const TAB_TITLES = [
  ['explain', 'Explain'],
  ['checks', 'Checks'],
  ['certificates', 'Certificates'],
  ['bytes', 'Bytes'],
  ['secrets', 'Secrets'],
] as const satisfies readonly (readonly [Tab, string])[];

// Explain is what everybody sees first; the other panels' code comes after the first paint, before anybody asks.
const panels = {
  Checks: () => import('./checks/Checks.tsx'),
  Certificates: () => import('./certificates/Certificates.tsx'),
  Bytes: () => import('./bytes/Bytes.tsx'),
  Secrets: () => import('./secrets/Secrets.tsx'),
};
const Checks = later(panels.Checks);
const Certificates = later(panels.Certificates);
const Bytes = later(panels.Bytes);
const Secrets = later(panels.Secrets);

/** Loads the panels that are not shown yet, so that a tab opens at once. */
export const preloadPanels = (): Promise<unknown> => Promise.all(Object.values(panels).map((load) => load()));

/** The panel scrolls; another step starts at its top. */
function TabPanel({ value, selection }: { readonly value: Tab; readonly selection: Selection | null }) {
  const panel = useRef<HTMLDivElement>(null);
  const shown = useRef<string | null>(null);
  const stepKey = selection?.step.key ?? null;
  useLayoutEffect(() => {
    if (shown.current !== stepKey && panel.current !== null) panel.current.scrollTop = 0;
    shown.current = stepKey;
  }, [stepKey]);
  return (
    <Tabs.Panel ref={panel} value={value} className={styles.panel}>
      {selection && (
        <Boundary name="This tab" of={selection.step.key}>
          <Suspense>
            <TermsOnce>
              <Content tab={value} selection={selection} />
            </TermsOnce>
          </Suspense>
        </Boundary>
      )}
    </Tabs.Panel>
  );
}

function Content({ tab, selection }: { readonly tab: Tab; readonly selection: Selection }) {
  switch (tab) {
    case 'explain':
      return <Explain selection={selection} />;
    case 'checks':
      return <Checks selection={selection} />;
    case 'certificates':
      return <Certificates selection={selection} />;
    case 'bytes':
      return <Bytes selection={selection} />;
    case 'secrets':
      return <Secrets selection={selection} />;
  }
}

/** How many checks or certificates there are to see. The figure takes no room: a tab is as wide without it. */
function Count({ tab, selection }: { readonly tab: Tab; readonly selection: Selection | null }) {
  const counts = tab === 'checks' || tab === 'certificates';
  const count = useMemo(() => {
    if (selection === null || !counts) return 0;
    if (tab === 'checks') return countChecks(ledger(selection.recording, selection.step));
    return certificatesAt(selection).fingerprints.length;
  }, [tab, counts, selection]);
  return counts ? <span className={styles.count}>{count === 0 ? '' : count}</span> : null;
}

const Waiting = () => <div className={styles.waiting} />;
