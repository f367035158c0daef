// The names of bank, host and customer in the scenario: the same object until one of them changes.
import { useMemo } from 'react';
import { type LabNames, namesOf } from '../lab/scenario/names.ts';
import { useLab } from './useLab.tsx';

export function useNames(): LabNames {
  const bank = useLab((lab) => lab.scenario.bank);
  const host = useLab((lab) => lab.scenario.host);
  const customer = useLab((lab) => lab.scenario.customer);
  return useMemo(() => namesOf({ bank, host, customer }), [bank, host, customer]);
}
