// The theme by hand: as the system, light, dark, and round again.
import { Monitor, Moon, Sun } from 'lucide-react';
import type { Theme } from '../../store/state.ts';
import { Button } from '../shared/Button.tsx';
import { useLab } from '../useLab.tsx';

export function ThemeButton() {
  const theme = useLab((lab) => lab.theme);
  const setTheme = useLab((lab) => lab.setTheme);
  const next = NEXT[theme];
  return <Button icon={ICONS[theme]} label={`Theme: ${NAMES[theme]}`} onClick={() => setTheme(next)} />;
}

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const NAMES: Readonly<Record<Theme, string>> = { system: 'as the system', light: 'light', dark: 'dark' };
const ICONS = { system: Monitor, light: Sun, dark: Moon } as const;
