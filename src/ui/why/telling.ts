// The words of a text that a message would be read from, where nothing was understood.

const MOST = 8;
/** As a log begins; the rest is not read. */
const MOST_LETTERS = 20_000;

/** Each once, in the order of the text: those of the field first, else the longest ones of its first line. */
export function telling(text: string): string[] {
  const words = text.slice(0, MOST_LETTERS).match(/[A-Za-z][A-Za-z_]{2,29}/g) ?? [];
  const own = words.filter((word) => OF_THE_FIELD.test(word));
  const first =
    text
      .trimStart()
      .split('\n', 1)[0]
      ?.slice(0, 300)
      .match(/[A-Za-z]{4,29}/g) ?? [];
  return [...new Set(own.length > 0 ? own : first)].slice(0, MOST);
}

const OF_THE_FIELD =
  /^(?:.*error.*|fail\w*|fatal|alert|refus\w+|reject\w*|denied|tls\w*|ssl\w*|https?|certificates?|cert|handshake|x509|pkix|verif\w+|trust\w*|expired|peer|connection|reset|timeout|closed|hostname|issuer|unknown|invalid|exception)$/i;
