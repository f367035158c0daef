// The missions' page with what it needs: the addresses of the lab in a mission.
import type { Mission } from '../exercises/missions/mission.ts';
import type { Scenario } from '../lab/scenario/scenario.ts';
import { LearnBar } from '../ui/learn/LearnBar.tsx';
import { LearnPage } from '../ui/learn/LearnPage.tsx';
import type { PlaceProps } from '../ui/usePlaces.tsx';
import { DEFAULT_TAB, formatLink } from './link.ts';

export default function LearnRoute({ arrived }: PlaceProps) {
  return (
    <>
      <LearnBar here="missions" />
      <LearnPage arrived={arrived} linkOf={missionLink} predictionLinkOf={predictionLink} />
    </>
  );
}

const missionLink = (mission: Mission, scenario: Scenario): string =>
  `#${formatLink({ scenario, at: null, tab: DEFAULT_TAB, mission: String(mission.id) }, mission.hides === true)}`;

const predictionLink = (scenario: Scenario): string =>
  `#${formatLink({ scenario, at: null, tab: DEFAULT_TAB, predict: '1' }, true)}`;
