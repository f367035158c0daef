// An extension of a hello by its type.
import type { Extension } from './types.ts';

export function find<T extends Extension['type']>(
  extensions: readonly Extension[],
  type: T,
): Extract<Extension, { type: T }> | undefined {
  return extensions.find((extension): extension is Extract<Extension, { type: T }> => extension.type === type);
}
