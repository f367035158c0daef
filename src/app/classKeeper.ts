// While a class is under way, what is handed in for its missions goes into the student's slip. It stays in this browser.

import { suspended } from '../store/classWork.ts';
import { missionId } from '../store/mission.ts';
import type { PredictedAnswer } from '../store/predictState.ts';
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
  store.subscribe(({ predicted }, before) => {
    if (predicted === before.predicted || classWork().getState().slip === null) return;
    const fresh = slipPredictions(predicted.slice(before.predicted.length));
    const add = () => {
      for (const { scenario, ...answer } of fresh)
        classWork()
          .getState()
          .predict({ ...answer, run: formatLink({ scenario, at: null, tab: DEFAULT_TAB }) }, scenario.seed);
    };
    if (fresh.length > 0) loadEditsCodec().then(add, () => {});
  });
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

/** Where it fails, and at which check, are two answers to one question; a slip has them in one. */
function slipPredictions(answers: readonly PredictedAnswer[]) {
  return answers.flatMap(({ kind, id, scenario, chosen }, i) => {
    if (kind === 'P4') return [];
    if (kind !== 'P3') return [{ id, scenario, chosen }];
    const next = answers[i + 1];
    const [flag = 'nowhere'] = chosen;
    return [{ id, scenario, flag: flag === 'nowhere' ? null : flag, chosen: next?.kind === 'P4' ? next.chosen : [] }];
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
