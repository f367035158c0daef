// What the header has no room for on a narrow page.
import { Panel } from '../kit/Panel.tsx';
import { useLab } from '../useLab.tsx';
import { GroupPicker, ProtocolPicker, RequestsPicker, RevocationPicker, SuitePicker } from './Scenario.tsx';
import styles from './Settings.module.css';

export default function Settings() {
  const open = useLab((lab) => lab.overlay === 'settings');
  const setOverlay = useLab((lab) => lab.setOverlay);
  return (
    <Panel open={open} onClose={() => setOverlay(null)} title="Settings">
      <div className={styles.settings}>
        <ProtocolPicker />
        <SuitePicker />
        <GroupPicker />
        <RevocationPicker />
        <RequestsPicker />
        <a className={styles.judge} href="#/judge">
          Judge your own certificates
        </a>
      </div>
    </Panel>
  );
}
