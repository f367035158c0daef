// The class that a teacher is making: kept in this browser, so that the slips of next week find their class again.
import { useState } from 'react';
import { type ClassPlan, readClassLink, writeClassLink } from '../../exercises/class/classLink.ts';

const FIRST: ClassPlan = { word: 'class', missions: [1, 2, 7], locked: [], predict: true, names: {} };

export function useOwnPlan(): readonly [ClassPlan, (plan: ClassPlan) => void] {
  const [plan, setPlan] = useState(kept);
  const change = (next: ClassPlan) => {
    setPlan(next);
    try {
      localStorage.setItem(KEY, writeClassLink(next));
    } catch {
      // It holds for this visit.
    }
  };
  return [plan, change];
}

function kept(): ClassPlan {
  try {
    const read = readClassLink(localStorage.getItem(KEY) ?? '');
    return read.ok ? read.plan : FIRST;
  } catch {
    return FIRST;
  }
}

const KEY = 'handshake-lab.class-plan';
