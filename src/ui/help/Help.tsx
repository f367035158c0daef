// Help: the keys, and what this lab is.
import { About } from '../about/About.tsx';
import { Panel } from '../shared/Panel.tsx';
import { Shortcuts } from '../shortcuts/Shortcuts.tsx';
import { useLab } from '../useLab.tsx';
import styles from './Help.module.css';

export default function Help() {
  const open = useLab((lab) => lab.overlay === 'help');
  const setOverlay = useLab((lab) => lab.setOverlay);
  return (
    <Panel open={open} onClose={() => setOverlay(null)} title="Help" width="wide">
      <section className={styles.part} aria-labelledby="help-keys">
        <h3 id="help-keys">Keyboard shortcuts</h3>
        <Shortcuts />
      </section>
      <section className={styles.part} aria-labelledby="help-words">
        <h3 id="help-words">Words</h3>
        <p>
          Dotted words in the texts explain themselves. All of them stand in the <a href="#/learn/glossary">glossary</a>
          .
        </p>
      </section>
      <section className={styles.part} aria-labelledby="help-about">
        <h3 id="help-about">About this lab</h3>
        <About />
      </section>
    </Panel>
  );
}
