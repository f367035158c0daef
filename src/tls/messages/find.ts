// An extension of a message by its type.
export function find<E extends { readonly type: string }, T extends E['type']>(
  extensions: readonly E[],
  type: T,
): Extract<E, { readonly type: T }> | undefined {
  return extensions.find((extension): extension is Extract<E, { readonly type: T }> => extension.type === type);
}
