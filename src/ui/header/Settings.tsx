// What the header has no room for on a narrow page.
import { Button } from '../kit/Button.tsx';
import { Panel } from '../kit/Panel.tsx';
import { useCommand } from '../useCommand.tsx';
import { useLab } from '../useLab.tsx';
import { GroupPicker, ProtocolPicker, RequestsPicker, RevocationPicker, SuitePicker } from './Scenario.tsx';
import styles from './Settings.module.css';

export default function Settings() {
  const open = useLab((lab) => lab.overlay === 'settings');
  const setOverlay = useLab((lab) => lab.setOverlay);
  const compare = useCommand('compare');
  const take = useCommand('take');
  const leaveFor = (run: () => void) => {
    setOverlay(null);
    run();
  };
  return (
    <Panel open={open} onClose={() => setOverlay(null)} title="Settings">
      <div className={styles.settings}>
        <ProtocolPicker />
        <SuitePicker />
        <GroupPicker />
        <RevocationPicker />
        <Button icon={compare.icon} onClick={() => leaveFor(compare.run)}>
          {compare.label}
        </Button>
        <Button icon={take.icon} onClick={take.run}>
          {take.label}
        </Button>
        <RequestsPicker />
        <a className={styles.judge} href="#/judge">
          Judge your own certificates
        </a>
      </div>
    </Panel>
  );
}
