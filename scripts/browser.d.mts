export function findBrowser(options: { mayInstall: boolean }): Promise<string>;
