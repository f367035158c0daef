// Text inside other text: string literals of programs and of JSON (RFC 8259 7), percent-encoding (RFC 3986 2.1), character
// references of XML. Undone so that lines stay where they are: a line end that was spelled out becomes a carriage return.

/** One level of escapes undone; the same text where there is none. */
export function unescapeText(text: string): string {
  if (text.includes('\\')) return text.replace(BACKSLASH, fromBackslash);
  if (/%[0-9A-Fa-f]{2}/.test(text)) return fromPercent(text);
  if (/&(?:#|(?:amp|quot|lt|gt);)/.test(text)) return text.replace(REFERENCE, fromReference);
  // PowerShell's line end.
  return /`[nr]/.test(text) ? text.replace(/`[nr]/g, '\r') : text;
}

/** The deepest nesting that occurs: JSON in a string of JSON in a program. */
export const MAX_LEVELS = 5;

const BACKSLASH =
  /\\(?:u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\}|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|([0-7]{1,3})|[ \t]{0,40}(\r?\n)|([\s\S]))/g;

function fromBackslash(
  whole: string,
  u?: string,
  braced?: string,
  wide?: string,
  x?: string,
  octal?: string,
  line?: string,
  one?: string,
): string {
  const hex = u ?? braced ?? wide ?? x;
  if (hex !== undefined) return character(Number.parseInt(hex, 16));
  if (octal !== undefined) return character(Number.parseInt(octal, 8));
  if (line !== undefined) return line;
  if (one === undefined) return whole;
  if (one === 'n' || one === 'r') return '\r';
  return 'tfvbae'.includes(one) ? ' ' : one;
}

/** RFC 3986 2.1, and the forms of HTML (application/x-www-form-urlencoded) where a space is written as a plus. */
function fromPercent(text: string): string {
  const isForm = /-{5}(?:BEGIN|END)\+/.test(text);
  const spaced = isForm ? text.replaceAll('+', ' ') : text;
  return spaced.replace(/%([0-9A-Fa-f]{2})/g, (_whole, hex: string) => character(Number.parseInt(hex, 16)));
}

const REFERENCE = /&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|(amp|quot|apos|lt|gt));/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>' };

const fromReference = (_whole: string, decimal?: string, hex?: string, named = ''): string =>
  decimal !== undefined
    ? character(Number.parseInt(decimal, 10))
    : hex !== undefined
      ? character(Number.parseInt(hex, 16))
      : (NAMED[named] ?? '');

function character(code: number): string {
  if (code === 0x0a) return '\r';
  return code > 0x10ffff || code === 0 ? ' ' : String.fromCodePoint(code);
}

/**
 * What `decode` makes of the body of a PEM block that stands in a program, in JSON, or behind marks at the beginning of
 * each line; null where nothing helps. `before`: some of the text in front of the block.
 */
export function plainBody<T>(
  body: string,
  before: string,
  decode: (text: string) => Uint8Array | T,
): Uint8Array | null {
  const quote = /["'`]$/.exec(before)?.[0] ?? /["'`]/.exec(body)?.[0] ?? null;
  let text = withoutPrefix(body, /[^\r\n]*$/.exec(before)?.[0] ?? '');
  for (let level = 0; level <= MAX_LEVELS; level++) {
    for (const form of [text, withoutJoints(text, quote)]) {
      const decoded = decode(form);
      if (decoded instanceof Uint8Array) return decoded;
    }
    const next = unescapeText(withoutJoints(text, quote));
    const whole = next === text ? unescapeText(text) : next;
    if (whole === text) return null;
    text = whole;
  }
  return null;
}

/** Without what stands at the beginning of every line as it does before BEGIN: `> `, `# `, ` * `. */
function withoutPrefix(body: string, prefix: string): string {
  if (prefix.trim() === '' || /["'`]/.test(prefix)) return body;
  const lines = body.split('\n');
  const [first = '', ...rest] = lines;
  const bare = prefix.trimEnd();
  return rest.length > 0 && rest.every((line) => line.startsWith(bare))
    ? [first, ...rest.map((line) => line.slice(bare.length))].join('\n')
    : body;
}

/** What stands inside quotation marks; the beginning does. Between them are joints: `" + "`, `" .`, `", "`. */
function withoutJoints(text: string, quote: string | null): string {
  if (quote === null) return text;
  let kept = '';
  let [from, inside] = [0, true];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) {
      if (inside) kept += text.slice(from, at);
      inside = !inside;
      from = at + 1;
    }
  }
  return inside ? kept + text.slice(from) : kept;
}
