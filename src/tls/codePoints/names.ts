// How a number is named for display: by the registries of IANA that stand beside this file, as far as somebody may need
// them at once; and, where asked, by all the rest of them (more.ts).

/** The names of a table by their numbers. */
export const byCode = <Name extends string>(table: Readonly<Record<Name, number>>): ReadonlyMap<number, Name> =>
  new Map(Object.entries<number>(table).map(([name, code]) => [code, name as Name]));

/** The entries of `table` under these names. */
export const pick = <Table extends Readonly<Record<string, number>>, Name extends keyof Table>(
  table: Table,
  names: readonly Name[],
): Pick<Table, Name> =>
  Object.fromEntries(Object.entries(table).filter(([name]) => (names as readonly string[]).includes(name))) as Pick<
    Table,
    Name
  >;

/** Null for a number without a name. */
export type NameOf = (code: number) => string | null;

export interface MoreNames {
  readonly suite: NameOf;
  readonly scheme: NameOf;
  readonly group: NameOf;
  readonly extension: NameOf;
  readonly handshakeType: NameOf;
  readonly certificateType: NameOf;
}

let more: MoreNames | null = null;

/**
 * What `work` gives where readers name more than the endpoints need, as for traffic of others. It takes synchronous work
 * only, so that no recording of a scenario depends on who else has asked for names.
 */
export function withMoreNames<T>(names: MoreNames, work: () => T): T {
  const before = more;
  more = names;
  try {
    return work();
  } finally {
    more = before;
  }
}

export const moreName = (of: keyof MoreNames, code: number): string | null => more?.[of](code) ?? null;

/** RFC 8701 2: 0x0a0a, 0x1a1a, … 0xfafa, among suites, groups, extensions, schemes and versions. */
export function isGrease(code: number): boolean {
  return (code & 0x0f0f) === 0x0a0a && code >> 8 === (code & 0xff);
}

export const hex16 = (code: number): string => `0x${code.toString(16).padStart(4, '0')}`;
