// Private keys (RFC 7468 10, and the older kinds; PuTTY's files; JSON Web Keys, RFC 7517) taken out of a text: nothing of
// them is shown, kept or sent anywhere.

const BEGIN = '-----BEGIN ';
const LABEL = 'PRIVATE KEY-----';
/** Of a block whose end is missing: so many lines of base64 at most. */
const MOST_LINES = 400;

export interface WithoutKeys {
  readonly text: string;
  readonly keys: number;
}

/** Each key gives way to a line that says so. One pass for each kind. */
export function keysTakenOut(text: string): WithoutKeys {
  const pem = withoutPem(text);
  const putty = withoutPutty(pem.text);
  const json = withoutJson(putty.text);
  return { text: json.text, keys: pem.keys + putty.keys + json.keys };
}

const PRIVATE_LINES = 'Private-Lines: ';
const PRIVATE_MAC = /^(?:Private-MAC|Private-Hash): [0-9a-f]+$/;

/** A PPK has its private half as lines of base64 behind their number, and a digest over it. */
function withoutPutty(text: string): WithoutKeys {
  if (!text.includes(PRIVATE_LINES)) return { text, keys: 0 };
  const kept: string[] = [];
  let keys = 0;
  let isInside = false;
  for (const line of text.split('\n')) {
    if (line.includes(PRIVATE_LINES)) {
      kept.push(PLACEHOLDER);
      keys++;
      isInside = true;
    } else if (!isInside || !IN_PUTTY.test(line.trim())) {
      isInside = false;
      kept.push(line);
    }
  }
  return { text: kept.join('\n'), keys };
}
const IN_PUTTY = new RegExp(`^[A-Za-z0-9+/=]+$|${PRIVATE_MAC.source}`);

/** RFC 7518 6.2.2, 6.3.2 and 6.4.1, RFC 8037 2: the members that are secret. Also with the escapes of JSON in JSON. */
const SECRET_MEMBER = /(\\?"(?:d|p|q|dp|dq|qi|k|priv)\\?"\s{0,4}:\s{0,4}\\?")[A-Za-z0-9_=-]{16,}/g;
const OF_A_KEY = /"(?:d|k|priv)/;

function withoutJson(text: string): WithoutKeys {
  if (!text.includes('kty')) return { text, keys: 0 };
  let keys = 0;
  const without = text.replaceAll(SECRET_MEMBER, (_, member: string) => {
    if (OF_A_KEY.test(member) && !/"d[pq]/.test(member)) keys++;
    return `${member}${PLACEHOLDER}`;
  });
  return { text: without, keys };
}

function withoutPem(text: string): WithoutKeys {
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
