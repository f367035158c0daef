// The way to the byte for which a message was refused: its step, with the tab of bytes.
import { refusedByte } from '../../lab/recording/refusedByte.ts';
import { useLab } from '../useLab.tsx';
import type { Selection } from './selection.ts';

/** Of the check with this event id; null where it refuses no message, or for no byte that can be shown. */
export function useShowByte({ recording }: Pick<Selection, 'recording'>): (check: number) => (() => void) | null {
  const seek = useLab((lab) => lab.seek);
  const setTab = useLab((lab) => lab.setTab);
  return (id) => {
    const check = recording.events[id];
    if (check?.kind !== 'check' || check.check.result !== 'fail') return null;
    const operation = recording.events[check.operation];
    if (operation?.kind !== 'operation' || (refusedByte(recording, operation)?.offset ?? null) === null) return null;
    const step = recording.steps.find(({ event, until }) => event <= id && id < until);
    if (step === undefined) return null;
    return () => {
      seek(step.number);
      setTab('bytes');
    };
  };
}
