// Offline after the first visit: registers the service worker that the build writes (scripts/serviceWorker.js).

/** The little of the browser that this needs. */
export interface Host {
  readonly location: { readonly protocol: string };
  readonly parent: unknown;
  readonly navigator: {
    readonly serviceWorker?: {
      register(script: string, options: { readonly updateViaCache: 'none' }): Promise<unknown>;
    };
    /** Where somebody asked for less traffic. */
    readonly connection?: { readonly saveData?: boolean };
  };
}

/**
 * Whether it asked for it. Not in a frame, where the page belongs to somebody else's; not for a file; not where one saves
 * data: all that can be opened is loaded, 0.9 MB compressed. To be called when the page is at rest.
 */
export function keepForOffline(host: Host): boolean {
  const { serviceWorker, connection } = host.navigator;
  const served = host.location.protocol === 'https:' || host.location.protocol === 'http:';
  if (serviceWorker === undefined || !served || host.parent !== host || connection?.saveData === true) return false;
  // Where the browser does not allow it, the page works as before.
  serviceWorker.register('./sw.js', { updateViaCache: 'none' }).catch(() => {});
  return true;
}
