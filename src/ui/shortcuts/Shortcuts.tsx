// The list of shortcuts, from the table of commands.
import { Kbd } from '../shared/Kbd.tsx';
import { type Command, useCommands } from '../useCommand.tsx';
import { useLab } from '../useLab.tsx';
import styles from './Shortcuts.module.css';

export function Shortcuts() {
  const commands = useCommands();
  const letterKeys = useLab((lab) => lab.letterKeys);
  return (
    <>
      <div className={styles.groups}>
        {GROUPS.map(([group, title]) => (
          <section key={group} className={styles.group}>
            <h4>{title}</h4>
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
      <p className={styles.note}>
        {letterKeys
          ? 'Shortcuts rest while you type. Those of letters, digits and signs can be switched off in Settings.'
          : 'Shortcuts of letters, digits and signs are switched off in Settings.'}
      </p>
    </>
  );
}

const GROUPS = [
  ['player', 'Stepping'],
  ['scenario', 'Scenario'],
  ['inspector', 'Inspector'],
  ['help', 'Help'],
] as const satisfies readonly (readonly [Command['group'], string])[];
