// The same again with OpenSSL and curl: commands to copy, and what they print.
import { CircleCheck, CircleSlash, TriangleAlert } from 'lucide-react';
import type { Reproduction } from '../../lab/files/reproduce.ts';
import type { Scenario } from '../../lab/scenario/scenario.ts';
import { type Expected, leakShows, reproductionWords, shellText } from '../../lessons/reproduce.ts';
import { CopyButton } from '../shared/CopyButton.tsx';
import styles from './ExportPanel.module.css';

interface Props {
  readonly reproduction: Reproduction;
  readonly scenario: Scenario;
}

export function CommandList({ reproduction, scenario }: Props) {
  const { commands, obstacle, deceived, leak } = reproduction;
  const words = reproductionWords(reproduction, scenario);
  const Icon = ICONS[words.verdict];
  const ocsp = obstacle?.kind === 'ocsp' ? obstacle.command : null;
  return (
    <section className={styles.part} aria-labelledby="export-again">
      <h3 id="export-again">The same with OpenSSL and curl</h3>
      <p className={styles.headline} data-verdict={words.verdict}>
        <Icon size={17} aria-hidden />
        {words.headline}
      </p>
      {obstacle?.kind !== 'wire' && (
        <ol className={styles.commands}>
          {deceived !== null && words.deceived !== null && (
            <>
              <Command
                title="The attacker’s server"
                intro="in the folder of the unpacked archive"
                argv={deceived.server}
                expected={NOTHING}
              />
              <Command
                title="Deceived client"
                intro="in a second terminal"
                argv={deceived.client}
                expected={words.deceived.client}
              />
              {deceived.curl !== null && words.deceived.curl !== null && (
                <Command
                  title="Deceived curl"
                  intro="instead of the client"
                  argv={deceived.curl}
                  expected={words.deceived.curl}
                />
              )}
            </>
          )}
          <Command
            title="Server"
            intro={deceived === null ? 'in the folder of the unpacked archive' : 'in place of the attacker’s'}
            argv={commands.server}
            expected={words.server}
          />
          <Command
            title="Client"
            intro={deceived === null ? 'in a second terminal' : 'the attacker, in the client’s place'}
            argv={commands.client}
            expected={words.client}
          />
          {commands.curl !== null && words.curl !== null && (
            <Command title="curl" intro="instead of the client" argv={commands.curl} expected={words.curl} />
          )}
          {ocsp !== null && words.ocsp !== null && (
            <Command title="OCSP" intro="the recorded answer by itself" argv={ocsp} expected={words.ocsp} />
          )}
          {leak !== null && (
            <>
              <Command title="Capture" intro="without the session’s secrets" argv={leak.bare} expected={NOTHING} />
              <Command title="Stolen key" intro="what it opens there" argv={leak.open} expected={leakShows(scenario)} />
            </>
          )}
        </ol>
      )}
      {words.notes.length > 0 && (
        <ul className={styles.notes}>
          {words.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Command({
  title,
  intro,
  argv,
  expected: { prints },
}: {
  readonly title: string;
  readonly intro: string;
  readonly argv: readonly string[];
  readonly expected: Expected;
}) {
  const text = shellText(argv);
  return (
    <li className={styles.command}>
      <div className={styles.commandHead}>
        <h4>
          {title} <span>{intro}</span>
        </h4>
        <CopyButton text={text} label={`Copy ${title === 'curl' ? title : title.toLowerCase()} command`} />
      </div>
      <pre className={styles.code} {...SCROLLABLE}>
        {text}
      </pre>
      {prints.length > 0 && (
        <p className={styles.prints}>
          prints{' '}
          {prints.map((each, i) => (
            <span key={each}>
              {i > 0 && ' or '}
              <samp>{each}</samp>
            </span>
          ))}
        </p>
      )}
    </li>
  );
}

const NOTHING: Expected = { prints: [], status: [] };

/** What scrolls must take the keyboard's focus to be scrolled by it. */
const SCROLLABLE = { tabIndex: 0 };

const ICONS = {
  same: CircleCheck,
  accepts: CircleCheck,
  otherAlert: TriangleAlert,
  differs: TriangleAlert,
  cannot: CircleSlash,
} as const;
