// Sizes of files for people: `524 B`, `9.5 kB`, `117 kB` (1 kB is 1000 bytes).
import { grouped } from '../../lessons/phrases.ts';

export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 99_950 ? `${(bytes / 1000).toFixed(1)} kB` : `${grouped(Math.round(bytes / 1000))} kB`;
}
