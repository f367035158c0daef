// What the protocol makes of a key that it can't use, and the protocol that can.
import { TriangleAlert } from 'lucide-react';
import { kindOfName, type PoolKeyName } from '../../crypto/poolNames.ts';
import type { CertificateId } from '../../lab/scenario/edits.ts';
import { keyHint } from '../../lessons/editor.ts';
import { Button } from '../shared/Button.tsx';
import { useLab } from '../useLab.tsx';
import styles from './World.module.css';

export function KeyHint({ id, name }: { readonly id: CertificateId; readonly name: PoolKeyName }) {
  const protocol = useLab((lab) => lab.scenario.protocol);
  const setScenario = useLab((lab) => lab.setScenario);
  const hint = keyHint(id, kindOfName(name), protocol);
  if (hint === null) return null;
  return (
    <div className={styles.warning}>
      <TriangleAlert size={15} aria-hidden />
      <p>{hint.text}</p>
      <Button onClick={() => setScenario({ protocol: hint.protocol })}>{hint.label}</Button>
    </div>
  );
}
