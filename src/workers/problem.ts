// What is said of an error. Browsers say in words of their own that a file could not be had, each in other words.

const NOT_LOADED =
  /dynamically imported module|importing a module script|failed to fetch|networkerror|load failed|loading chunk|worker stopped/i;

/** Whether some file of the page was missing, so that another try may help. */
export const isLoadFailure = (message: string): boolean => NOT_LOADED.test(message);

/** The cause, as sentences. */
export const errorText = (message: string): string =>
  isLoadFailure(message)
    ? 'A file of this page could not be loaded. Check the network connection, then try again. If that does not help, reload the page: its address keeps your place.'
    : sentence(message);

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?…]$/.test(text) ? '' : '.'}`;

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
