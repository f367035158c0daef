// The CA console: its database at the step where one stands, and what one can have it do. Every action becomes part of
// the scenario, is run by the engine, and shows in the diagram.
import { ArrowRight, CircleCheck, CircleX } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { caDatabase } from '../../lab/recording/caDatabase.ts';
import type { Recording } from '../../lab/recording/recording.ts';
import { type CaAction, type CaMoment, MAX_CA_ACTIONS, type Wish } from '../../lab/scenario/caActions.ts';
import { actionResult, outcomeText } from '../../lessons/caConsole.ts';
import { Button } from '../shared/Button.tsx';
import { Panel } from '../shared/Panel.tsx';
import { Segmented } from '../shared/Segmented.tsx';
import { useLab } from '../useLab.tsx';
import styles from './CaConsole.module.css';
import { Database } from './Database.tsx';
import { Done } from './Done.tsx';
import { Issue } from './Issue.tsx';
import { RevocationNotes } from './RevocationNotes.tsx';
import { StatusInformation } from './StatusInformation.tsx';

export default function CaConsole() {
  const open = useLab((lab) => lab.overlay === 'ca');
  const setOverlay = useLab((lab) => lab.setOverlay);
  const recording = useLab((lab) => lab.recording);
  return (
    <Panel open={open} onClose={() => setOverlay(null)} title="CA console" width="room">
      {recording !== null && <Console recording={recording} />}
    </Panel>
  );
}

function Console({ recording }: { readonly recording: Recording }) {
  const actions = useLab((lab) => lab.scenario.caWork);
  const pending = useLab((lab) => lab.pending);
  const setScenario = useLab((lab) => lab.setScenario);
  const setOverlay = useLab((lab) => lab.setOverlay);
  const seek = useLab((lab) => lab.seek);
  const [when, setWhen] = useState<CaMoment>('before');
  // What came of an action is said as long as the recording is the one that it made.
  const [said, setSaid] = useState<{ readonly of: Recording; readonly text: string } | null>(null);
  const [awaited, setAwaited] = useState<number | null>(null);
  const rows = useMemo(() => caDatabase(recording, recording.events.length), [recording]);
  const outcome = outcomeText(recording);
  const full = actions.length >= MAX_CA_ACTIONS;

  // Once the engine has done it, one stands at the step of the action.
  useEffect(() => {
    if (awaited === null || pending) return;
    setAwaited(null);
    const result = actionResult(recording, awaited);
    if (result === null) return;
    seek(result.last.number);
    setSaid({ of: recording, text: `${result.text}. ${outcomeText(recording).text}.` });
  }, [awaited, pending, recording, seek]);

  const act = (wish: Wish) => {
    if (full) return;
    setScenario({ caWork: [...actions, { ...wish, when } as CaAction] });
    setAwaited(actions.length);
  };
  const undo = (index: number) => {
    setScenario({ caWork: actions.filter((_, at) => at !== index) });
  };
  const show = (step: number) => {
    seek(step);
    setOverlay(null);
  };

  return (
    <div className={styles.console}>
      <div className={styles.follows} data-failed={outcome.failed}>
        <p role="status">
          {outcome.failed ? (
            <CircleX className={styles.sign} size={16} aria-hidden />
          ) : (
            <CircleCheck className={styles.sign} size={16} aria-hidden />
          )}
          <span>{said?.of === recording ? said.text : `${outcome.text}.`}</span>
        </p>
        <Button icon={ArrowRight} onClick={() => setOverlay(null)}>
          See it in the diagram
        </Button>
      </div>
      <Database recording={recording} rows={rows} full={full} act={act} />
      <div className={styles.when}>
        <span aria-hidden="true">What the CA does next happens</span>
        <Segmented label="When the CA does it" options={MOMENTS} value={when} onChange={setWhen} />
      </div>
      <div className={styles.pair}>
        <Issue full={full} act={act} />
        <StatusInformation full={full} act={act} />
      </div>
      <Done recording={recording} rows={rows} actions={actions} undo={undo} show={show} />
      <RevocationNotes />
    </div>
  );
}

const MOMENTS: readonly { value: CaMoment; label: string }[] = [
  { value: 'before', label: 'Before the handshake' },
  { value: 'during', label: 'During it' },
];
