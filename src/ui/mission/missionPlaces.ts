// Where a mission, its variant and its mystery begin, in the lab that is open.
import type { Mission } from '../../exercises/missions/mission.ts';
import { hiddenFaults, type MysteryId, mysteryView } from '../../exercises/missions/mystery.ts';
import { missionStart, mysteryStart } from '../../exercises/missions/start.ts';
import { ownNames } from '../../lab/scenario/fieldValues.ts';
import { classSeedOf } from '../class/useClassWork.ts';
import type { Lab } from '../useLab.tsx';

export function beginMission(lab: Lab, mission: Mission, asVariant: boolean): void {
  const { visit, setMission, tab, embed, origin } = lab;
  setMission('');
  const scenario = missionStart(mission, classSeedOf(mission.id), asVariant, ownNames(lab.scenario));
  visit({ scenario, at: null, tab, embed, origin, mission: String(mission.id) }, []);
  focusStage();
}

/** Only the alert is told, and what one side has seen: that side looks on. The two runs that were handed in stay. */
export function beginMystery(lab: Lab, mission: Mission): void {
  const { visit, handIn, missionRun, recording, tab, embed, origin } = lab;
  const seed = (recording?.scenario.seed ?? 0) + 1;
  const scenario = mysteryStart(mission, seed, false, ownNames(lab.scenario));
  const [fault] = hiddenFaults(mission, seed);
  const aside = missionRun?.judged?.recordings.slice(0, 2) ?? [];
  handIn({ aside, judged: null });
  const observer = mysteryView(fault as MysteryId);
  visit({ scenario, at: null, tab, observer, embed, origin, mission: String(mission.id) }, []);
  focusStage();
}

/** The button that was pressed is gone; keys go on in the diagram. */
function focusStage(): void {
  document.getElementById('stage')?.focus({ preventScroll: true });
}
