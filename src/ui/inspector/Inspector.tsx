// The inspector: everything about the selected step, in five tabs.
import { Tabs } from '@base-ui/react/tabs';
import { useLayoutEffect, useMemo, useRef } from 'react';
import type { Tab } from '../../store/state.ts';
import { useLab } from '../useLab.tsx';
import { Bytes } from './bytes/Bytes.tsx';
import { Certificates } from './certificates/Certificates.tsx';
import { Checks } from './checks/Checks.tsx';
import { countChecks, ledger } from './checks/ledger.ts';
import { Explain } from './explain/Explain.tsx';
import { Header } from './Header.tsx';
import styles from './Inspector.module.css';
import { Secrets } from './secrets/Secrets.tsx';
import { certificatesAt, type Selection, select } from './selection.ts';

export function Inspector() {
  const recording = useLab((lab) => lab.recording);
  const cursor = useLab((lab) => lab.cursor);
  const tab = useLab((lab) => lab.tab);
  const setTab = useLab((lab) => lab.setTab);
  const selection = useMemo(() => select(recording, cursor), [recording, cursor]);

  return (
    <section className={styles.inspector} aria-label="Inspector">
      {selection === null ? <Waiting /> : <Header selection={selection} />}
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
}

const TAB_TITLES = [
  ['explain', 'Explain'],
  ['checks', 'Checks'],
  ['certificates', 'Certificates'],
  ['bytes', 'Bytes'],
  ['secrets', 'Who knows what'],
] as const satisfies readonly (readonly [Tab, string])[];

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
      {selection && <Content tab={value} selection={selection} />}
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

/** How many checks or certificates there are to see; the room for the figure is there in any case. */
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
