// Private keys (RFC 7468 10, and the older kinds) taken out of a text: nothing of them is shown, kept or sent anywhere.

const BEGIN = '-----BEGIN ';
const LABEL = 'PRIVATE KEY-----';
/** Of a block whose end is missing: so many lines of base64 at most. */
const MOST_LINES = 400;

export interface WithoutKeys {
  readonly text: string;
  readonly keys: number;
}

/** Each key gives way to a line that says so. One pass. */
export function keysTakenOut(text: string): WithoutKeys {
  if (!text.includes(LABEL)) return { text, keys: 0 };
  const parts: string[] = [];
  let keys = 0;
  let from = 0;
  for (let at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at + BEGIN.length)) {
    if (at < from) continue;
    const head = text.slice(at + BEGIN.length, at + BEGIN.length + 60);
    const label = head.indexOf(LABEL);
    // Nothing but the label stands between the dashes.
    if (label < 0 || head.slice(0, label).includes('-')) continue;
    const body = at + BEGIN.length + label + LABEL.length;
    const end = endOfKey(text, body);
    parts.push(text.slice(from, at), PLACEHOLDER);
    keys++;
    from = end;
  }
  parts.push(text.slice(from));
  return { text: parts.join(''), keys };
}

const PLACEHOLDER = '[a private key was taken out]';

/** Base64, also with the escapes of JSON, and the headers of RFC 1421. */
const IN_KEY = /^(?:[A-Za-z0-9+/=\\]+|(?:Proc-Type|DEK-Info|Comment):.*)$/;

/** Behind its last line; where that is missing, behind what looks like base64. */
function endOfKey(text: string, body: number): number {
  const next = text.indexOf('-----', body);
  if (next >= 0 && text.startsWith('-----END ', next)) {
    const close = text.indexOf('-----', next + 9);
    if (close >= 0 && close - next < 80) return close + 5;
  }
  let at = body;
  for (let line = 0; line < MOST_LINES; line++) {
    const end = text.indexOf('\n', at + 1);
    const said = text.slice(at, end < 0 ? undefined : Math.min(end, at + 200)).trim();
    if (said !== '' && !IN_KEY.test(said)) return at;
    if (end < 0) return text.length;
    if (next >= 0 && end > next) return next;
    at = end;
  }
  return at;
}
