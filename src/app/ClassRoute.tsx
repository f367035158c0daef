// The page of a class with what it needs of the app: links, read and written, and what keeps a student's runs.
import { useEffect, useState, useSyncExternalStore } from 'react';
import { FAULTS } from '../lab/faults/catalogue.ts';
import { ClassPage } from '../ui/class/ClassPage.tsx';
import type { ClassHost } from '../ui/class/classHost.ts';
import { useLab, useLabStore } from '../ui/useLab.tsx';
import type { PlaceProps } from '../ui/usePlaces.tsx';
import { keepClassWork } from './classKeeper.ts';
import { loadEditsCodec } from './editsLink.ts';
import { DEFAULT_TAB, formatLink, parseLink } from './link.ts';

export default function ClassRoute({ arrived }: PlaceProps) {
  const store = useLabStore();
  const run = useLab((lab) => lab.runBeside);
  const hash = useSyncExternalStore(follow, () => location.hash);
  const [ready, setReady] = useState(false);
  useEffect(() => keepClassWork(store), [store]);
  useEffect(() => {
    loadEditsCodec().then(
      () => setReady(true),
      () => setReady(true),
    );
  }, []);
  const [, query = null] = hash.split(/\?(.*)/s);
  return ready ? <ClassPage key={query} arrived={arrived} host={{ ...LINKS, query, run }} /> : null;
}

const LINKS: Pick<ClassHost, 'missionLink' | 'scenarioOf'> = {
  missionLink: (mission, scenario, predict) =>
    `#${formatLink(
      { scenario, at: null, tab: DEFAULT_TAB, mission: String(mission.id), ...(predict && { predict: '1' }) },
      mission.hides === true,
    )}`,
  scenarioOf: (link) => {
    const { scenario, problems } = parseLink(link, FAULTS);
    return problems.length === 0 ? scenario : null;
  },
};

function follow(onChange: () => void): () => void {
  addEventListener('hashchange', onChange);
  return () => removeEventListener('hashchange', onChange);
}
