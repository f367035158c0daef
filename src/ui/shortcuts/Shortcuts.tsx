// The list of shortcuts, from the table of commands, and the switch for those of a single letter.
import { Kbd } from '../shared/Kbd.tsx';
import { Panel } from '../shared/Panel.tsx';
import { type Command, useCommands } from '../useCommand.tsx';
import { useLab } from '../useLab.tsx';
import styles from './Shortcuts.module.css';

export default function Shortcuts() {
  const commands = useCommands();
  const open = useLab((lab) => lab.overlay === 'shortcuts');
  const setOverlay = useLab((lab) => lab.setOverlay);
  const letterKeys = useLab((lab) => lab.letterKeys);
  const setLetterKeys = useLab((lab) => lab.setLetterKeys);
  return (
    <Panel open={open} onClose={() => setOverlay(null)} title="Keyboard shortcuts" width="wide">
      <div className={styles.groups}>
        {GROUPS.map(([group, title]) => (
          <section key={group} className={styles.group}>
            <h3>{title}</h3>
            <dl>
              {commands
                .filter((command) => command.group === group)
                .map((command) => (
                  <div key={command.id}>
                    <dt>{command.label}</dt>
                    <dd>
                      {command.keys.map((key) => (
                        <Kbd key={key} of={key} />
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <label className={styles.switch}>
        <input type="checkbox" checked={letterKeys} onChange={(event) => setLetterKeys(event.target.checked)} />
        Letters, digits and ? work as shortcuts
      </label>
      <p className={styles.note}>Switch this off if you dictate. Shortcuts rest while you type.</p>
    </Panel>
  );
}

const GROUPS = [
  ['player', 'Stepping'],
  ['scenario', 'Scenario'],
  ['inspector', 'Inspector'],
  ['help', 'Help'],
] as const satisfies readonly (readonly [Command['group'], string])[];
