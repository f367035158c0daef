// Every command of the page, once. Buttons, the list of shortcuts and the keyboard all use this table.
import { headHeight } from '../diagram/headHeight.ts';
import { prefersReducedMotion } from '../diagram/motion.ts';
import { OBSERVERS } from '../lab/recording/view.ts';
import { hidesFault, inMystery, isOpen } from '../store/mission.ts';
import { TABS, type Tab } from '../store/placeFields.ts';
import { canGoOn, furthest, isAsking, isHidden } from '../store/predict.ts';
import { suggestion } from '../ui/compare/suggestion.ts';
import { openSearch } from '../ui/search/SearchBox.tsx';
import type { Command } from '../ui/useCommand.tsx';
import type { Lab } from '../ui/useLab.tsx';

/** Its code could not be loaded: the button says so when it is pressed again. */
const NOTHING = () => {};

// Side by side, there may be rows before and behind the first diagram's own.
const atFirst = (lab: Lab) => lab.compare === null && lab.cursor <= 1;
const atLast = (lab: Lab) => lab.recording === null || (lab.compare === null && !canGoOn(lab));
const canJump = (lab: Lab) => !atLast(lab) && (!isHidden(lab) || lab.cursor < furthest(lab));

/** The end of the run is reached, and shown. */
const hasSummary = (lab: Lab) =>
  lab.recording !== null && lab.compare === null && !isHidden(lab) && lab.cursor >= lab.recording.steps.length;

const isPresented = ({ present }: Lab): boolean => present === '1';

const showTab = (tab: Tab, label: string): Command => ({
  id: `tab.${tab}`,
  group: 'inspector',
  label,
  keys: [String(TABS.indexOf(tab) + 1)],
  enabled: () => true,
  run: (lab) => {
    lab.setTab(tab);
    lab.setSheetOpen(true);
  },
});

/** Below the last row; it is there where the cursor stands on that row. */
function showSummary(): void {
  const summary = document.getElementById('run-summary');
  if (summary !== null) summary.style.scrollMarginTop = `${headHeight() + 12}px`;
  summary?.scrollIntoView({ block: 'start', behavior: prefersReducedMotion() ? 'instant' : 'smooth' });
  summary?.focus({ preventScroll: true });
}

export const COMMANDS: readonly Command[] = [
  {
    id: 'first',
    group: 'player',
    label: 'First step',
    keys: ['Home'],
    enabled: (lab) => !atFirst(lab),
    run: (lab) => lab.first(),
  },
  {
    id: 'back',
    group: 'player',
    label: 'One step back',
    keys: ['ArrowLeft'],
    enabled: (lab) => !atFirst(lab),
    run: (lab) => lab.back(),
  },
  {
    id: 'playPause',
    group: 'player',
    label: 'Play or pause',
    keys: [' '],
    // A question comes first, also for whoever has gone back for evidence.
    enabled: (lab) =>
      lab.recording !== null && lab.compare === null && !isAsking(lab) && (!isHidden(lab) || !atLast(lab)),
    run: (lab) => (lab.playing ? lab.pause() : lab.play()),
  },
  {
    id: 'next',
    group: 'player',
    label: 'Next step',
    keys: ['ArrowRight'],
    enabled: (lab) => !atLast(lab),
    run: (lab) => lab.next(),
  },
  {
    id: 'last',
    group: 'player',
    label: 'Last step',
    keys: ['End'],
    // Once more, and it leads to the summary, which stands below the last step.
    enabled: (lab) => canJump(lab) || hasSummary(lab),
    run: (lab) => (hasSummary(lab) ? showSummary() : lab.last()),
  },
  {
    id: 'mode',
    group: 'scenario',
    label: 'Switch between one-way and mutual',
    keys: ['m'],
    enabled: (lab) => isOpen(lab, 'mode'),
    run: (lab) => lab.setMode(lab.scenario.mode === 'mutual' ? 'one-way' : 'mutual'),
  },
  {
    id: 'observer',
    group: 'scenario',
    label: 'View as the next one: everyone, client, server, eavesdropper',
    keys: ['v'],
    enabled: (lab) => !inMystery(lab),
    run: (lab) => lab.setObserver(OBSERVERS[(OBSERVERS.indexOf(lab.observer) + 1) % OBSERVERS.length] ?? 'everyone'),
  },
  {
    id: 'break',
    group: 'scenario',
    label: 'Inject a fault',
    keys: ['b'],
    enabled: (lab) => isOpen(lab, 'faults') || isOpen(lab, 'edits'),
    run: (lab) => lab.setBreakOpen(!lab.breakOpen),
  },
  {
    id: 'predict',
    group: 'scenario',
    label: 'Predict on or off; then digits answer, and Escape skips',
    keys: ['p'],
    enabled: (lab) => lab.compare === null,
    run: (lab) => lab.setPredict(lab.predict === null),
  },
  {
    id: 'present',
    group: 'scenario',
    label: 'Present: large letters and no bars; Escape leaves',
    keys: ['f'],
    enabled: (lab) => lab.compare === null,
    run: (lab) => lab.setPresent(!isPresented(lab)),
  },
  // As clickers send them.
  {
    id: 'present.next',
    group: 'player',
    label: 'While presenting: next step',
    keys: ['PageDown', 'ArrowDown'],
    enabled: (lab) => isPresented(lab) && !atLast(lab),
    run: (lab) => lab.next(),
  },
  {
    id: 'present.back',
    group: 'player',
    label: 'While presenting: one step back',
    keys: ['PageUp', 'ArrowUp'],
    enabled: (lab) => isPresented(lab) && !atFirst(lab),
    run: (lab) => lab.back(),
  },
  {
    id: 'mission.check',
    group: 'scenario',
    label: 'Check a mission',
    keys: ['g'],
    enabled: (lab) => lab.missionRun !== null && !lab.pending,
    run: (lab) =>
      void import('../ui/mission/handInMission.ts').then(({ handInMission }) => handInMission(lab), NOTHING),
  },
  {
    id: 'mission.hint',
    group: 'scenario',
    label: 'Next hint of a mission',
    keys: ['h'],
    enabled: (lab) => lab.missionRun !== null,
    run: (lab) => void import('../ui/mission/useMission.ts').then(({ nextHint }) => nextHint(lab), NOTHING),
  },
  {
    id: 'compare',
    group: 'scenario',
    label: 'Compare side by side',
    keys: ['s'],
    enabled: (lab) => !isHidden(lab) && !hidesFault(lab),
    run: (lab) => lab.setCompare(lab.compare === null ? suggestion(lab.scenario) : null),
  },
  {
    id: 'export',
    group: 'scenario',
    label: 'Export',
    keys: ['e', 't'],
    enabled: (lab) => !isHidden(lab) && !hidesFault(lab),
    run: (lab) => lab.setOverlay('export'),
  },
  {
    id: 'ca',
    group: 'scenario',
    label: 'CA console',
    keys: ['c'],
    enabled: (lab) => lab.recording !== null && !isHidden(lab) && !hidesFault(lab),
    run: (lab) => lab.setOverlay('ca'),
  },
  {
    id: 'undo',
    group: 'scenario',
    label: 'Undo the last change',
    keys: ['Control+z'],
    enabled: (lab) => lab.past.length > 0,
    run: (lab) => lab.undo(),
  },
  {
    id: 'redo',
    group: 'scenario',
    label: 'Redo what was undone',
    keys: ['Control+Shift+z', 'Control+y'],
    enabled: (lab) => lab.future.length > 0,
    run: (lab) => lab.redo(),
  },
  showTab('explain', 'Explain'),
  showTab('checks', 'Checks'),
  showTab('certificates', 'Certificates'),
  showTab('bytes', 'Bytes'),
  showTab('secrets', 'Secrets'),
  {
    id: 'close',
    group: 'inspector',
    label: 'Close the comparison; on a narrow page, the inspector',
    keys: ['Escape'],
    enabled: (lab) => lab.compare !== null || lab.sheetOpen || isPresented(lab),
    run: (lab) => {
      if (lab.compare !== null) lab.setCompare(null);
      else if (isPresented(lab)) lab.setPresent(false);
      else lab.setSheetOpen(false);
    },
  },
  {
    id: 'search',
    group: 'help',
    label: 'Search',
    keys: ['/'],
    everywhere: true,
    enabled: () => true,
    run: () => openSearch(),
  },
  {
    id: 'help',
    group: 'help',
    label: 'Keyboard shortcuts, and about this lab',
    keys: ['?'],
    enabled: () => true,
    run: (lab) => lab.setOverlay('help'),
  },
];

/** In a frame: to go through the diagram, and nothing else. */
export const EMBED_COMMANDS: readonly Command[] = COMMANDS.filter(({ id }) =>
  ['first', 'back', 'next', 'last'].includes(id),
);
