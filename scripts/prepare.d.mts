export const root: string;
export function ensureBuilt(options?: { quiet?: boolean }): void;
