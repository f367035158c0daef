// While a class is under way, what is handed in for its missions goes into the student's slip. It stays in this browser.

import { suspended } from '../store/classWork.ts';
import { missionId } from '../store/mission.ts';
import { beginLms, findLms, MAX_LEFT } from '../ui/class/lms.ts';
import { classWork } from '../ui/class/useClassWork.ts';
import type { LabStore } from '../ui/useLab.tsx';
import { loadEditsCodec } from './editsLink.ts';
import { DEFAULT_TAB, formatLink } from './link.ts';

let keeps: LabStore | null = null;

/** Once is enough, however often it is asked for. */
export function keepClassWork(store: LabStore): void {
  if (keeps === store) return;
  keeps = store;
  tellLms();
  store.subscribe(({ mission, missionRun }, before) => {
    const judged = missionRun?.judged ?? null;
    const id = missionId(mission);
    if (judged === null || judged === before.missionRun?.judged || id === null || missionRun === null) return;
    const { judgement, recordings } = judged;
    const { answers, hints } = missionRun;
    const add = () => {
      const runs = recordings.map(({ scenario }) => formatLink({ scenario, at: null, tab: DEFAULT_TAB }));
      classWork()
        .getState()
        .add(id, { runs, answers }, judgement.passed && judgement.left === null, hints);
    };
    loadEditsCodec().then(add, () => {});
  });
}

/** Where the page runs in a learning platform, that is told how much of the class is passed, and keeps it for the next launch. */
function tellLms(): void {
  const api = findLms(window);
  const session = api && beginLms(api);
  if (session === null) return;
  if (session.left !== '') classWork().getState().resume(session.left);
  const tell = () => {
    const work = classWork().getState();
    const { slip, passed } = work;
    if (slip === null) return;
    session.leave(suspended(work, MAX_LEFT) ?? '');
    session.report(passed.length, slip.plan.missions.length);
  };
  tell();
  classWork().subscribe(tell);
  addEventListener('pagehide', () => session.finish());
}
