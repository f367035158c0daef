export const root: string;
export const cacheDirectory: string;
export function ensureBuilt(options?: { quiet?: boolean }): void;
