// What the CA was told to do, what came of each, and the way back.
import { ArrowRight, CircleCheck, CircleX, Undo2 } from 'lucide-react';
import type { CaDatabaseRow } from '../../lab/recording/caDatabase.ts';
import type { Recording } from '../../lab/recording/recording.ts';
import { type CaAction, MAX_CA_ACTIONS } from '../../lab/scenario/caActions.ts';
import { actionResult, actionText, whoseName } from '../../lessons/caConsole.ts';
import { Button } from '../shared/Button.tsx';
import { useLab } from '../useLab.tsx';
import styles from './CaConsole.module.css';

interface Props {
  readonly recording: Recording;
  readonly rows: readonly CaDatabaseRow[];
  readonly actions: readonly CaAction[];
  readonly undo: (index: number) => void;
  readonly show: (step: number) => void;
}

export function Done({ recording, rows, actions, undo, show }: Props) {
  const setScenario = useLab((lab) => lab.setScenario);
  const pending = useLab((lab) => lab.pending);
  const texts = actions.map((action) => actionText(action, (whose) => whoseName(rows, whose)));
  // The same action may stand there twice: then they are told apart by how often they came before.
  const keys = texts.map((text, at) => `${text} ${texts.slice(0, at).filter((each) => each === text).length}`);
  return (
    <section className={styles.part} aria-labelledby="ca-done">
      <div className={styles.heading}>
        <h3 id="ca-done">What the CA was told to do</h3>
        {actions.length > 0 && (
          <Button tone="quiet" icon={Undo2} onClick={() => setScenario({ caWork: [] })}>
            Undo all
          </Button>
        )}
      </div>
      {actions.length === 0 ? (
        <p className={styles.empty}>Nothing yet. It has issued the certificates that the handshake needs.</p>
      ) : (
        <ol className={styles.done}>
          {actions.map((action, index) => {
            const text = texts[index] ?? '';
            const result = pending ? null : actionResult(recording, index);
            return (
              <li key={keys[index]}>
                <div>
                  <b>{text}</b>
                  {result !== null && (
                    <span className={styles.result} data-failed={result.failed}>
                      {result.failed ? (
                        <CircleX className={styles.sign} size={14} aria-hidden />
                      ) : (
                        <CircleCheck className={styles.sign} size={14} aria-hidden />
                      )}
                      {action.when === 'during' ? 'During the handshake. ' : ''}
                      {result.text}
                    </span>
                  )}
                </div>
                <Button
                  icon={ArrowRight}
                  disabled={result === null}
                  aria-label={`Show in the diagram: ${text}`}
                  onClick={() => result !== null && show(result.first.number)}
                >
                  Show
                </Button>
                <Button icon={Undo2} aria-label={`Undo: ${text}`} onClick={() => undo(index)}>
                  Undo
                </Button>
              </li>
            );
          })}
        </ol>
      )}
      {actions.length >= MAX_CA_ACTIONS && (
        <p className={styles.wrong}>These are {MAX_CA_ACTIONS} actions, as many as a link holds. Undo one to go on.</p>
      )}
    </section>
  );
}
