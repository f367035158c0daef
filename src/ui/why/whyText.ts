// A text on its way to the page "Why?": in the address where it is short, so that it can be linked; else in memory alone.

const MOST_IN_ADDRESS = 300;
const ADDRESS = '#/why';
const PART = 'text';

let handed: string | null = null;

/** Opens the page with this text. */
export function openWhy(text: string): void {
  const isShort = text.length <= MOST_IN_ADDRESS;
  if (!isShort) handed = text;
  const address = isShort ? `${ADDRESS}?${new URLSearchParams({ [PART]: text })}` : ADDRESS;
  // The page is there already: it follows the address, and this.
  if (location.hash === address) dispatchEvent(new HashChangeEvent('hashchange'));
  else location.hash = address;
}

/** What was handed to the page since this was asked last, or stands in its address; null for nothing. */
export function takeWhyText(hash: string): string | null {
  const given = handed;
  handed = null;
  return given ?? new URLSearchParams(hash.split('?')[1] ?? '').get(PART);
}

/** Whether an input looks like an error message, and not like the name of a thing. */
export function looksLikeMessage(text: string): boolean {
  const words = text.trim().split(/\s+/);
  if (words.length < 2 && !/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+){2,}$/.test(text.trim())) return false;
  if (TELLING.test(text)) return true;
  return words.length >= 3 && VERBS.test(text);
}

/** Marks that only programs make. */
const TELLING =
  /\berror[:\s][0-9a-z]|errno|\balert\b|exception|\bx509:|\btls:|\bssl[:_ ]|SSL_|ERR_|CERT_|PKIX|curl: ?\(|_FAILED\b|routines|\bhandshake (?:failed|failure|error)|traceback|remote error/i;
/** What messages say of certificates and connections. */
const VERBS =
  /\b(?:unable|failed|failure|refused|rejected|invalid|expired|mismatch|unknown|not (?:valid|trusted|match)|doesn.t match|reset|broken pipe|closed|required|unsupported|unsuitable|revoked|did not return|could not|cannot|can.t)\b/i;
