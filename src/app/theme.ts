// The theme chosen by hand, on <html data-theme>; it and other choices are remembered for the next visit.
import type { Theme } from '../store/state.ts';
import { storedSetting, storeSetting } from '../ui/storage.ts';
import type { LabStore } from '../ui/useLab.tsx';

export function rememberedTheme(): Theme {
  const theme = storedSetting('theme');
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

export function showTheme(theme: Theme, root: HTMLElement): void {
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
}

/** What is chosen on the page is shown and remembered. */
export function keepChoices(store: LabStore, root: HTMLElement): void {
  store.subscribe((lab, before) => {
    if (lab.theme !== before.theme) {
      showTheme(lab.theme, root);
      storeSetting('theme', lab.theme);
    }
    if (lab.letterKeys !== before.letterKeys) storeSetting('letterKeys', lab.letterKeys ? 'on' : 'off');
    if (before.startCard && !lab.startCard) storeSetting('start', 'dismissed');
    if (lab.issuanceOpen !== before.issuanceOpen) storeSetting('issuance', lab.issuanceOpen ? 'open' : 'folded');
    if (lab.pace !== before.pace) storeSetting('pace', lab.pace);
    if (lab.provider !== before.provider) storeSetting('provider', lab.provider);
  });
}
