// How much of the stage's top its heads cover.
/** In pixels: of what stays there, the heads, or in low windows their names alone. */
export function headHeight(): number {
  const [heads, names] = ['[data-heads]', '[data-names]'].map((mark) => document.querySelector<HTMLElement>(mark));
  const stays = heads && getComputedStyle(heads).position === 'sticky' ? heads : names;
  return stays?.offsetHeight ?? 0;
}
