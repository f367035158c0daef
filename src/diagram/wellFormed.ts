// For tests: is a text well-formed XML? Reads elements, attributes and character data; no document types, no CDATA.

const TOKEN = /<\?[^?]*\?>|<\/([\w:-]+)\s*>|<([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y;
const BARE_AMPERSAND = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i;

/** Names of elements left open, none in a well-formed text. Throws at the first place that is not XML. */
export function openElements(xml: string): string[] {
  const open: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < xml.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(xml);
    if (token === null) throw new Error(`not XML at ${at}: ${xml.slice(at, at + 60)}`);
    const [whole, closing, opening, attributes = '', empty] = token;
    if (BARE_AMPERSAND.test(whole)) throw new Error(`bare ampersand at ${at}: ${whole}`);
    const names = [...attributes.matchAll(/([\w:-]+)=/g)].map(([, name]) => name);
    if (new Set(names).size !== names.length) throw new Error(`attribute given twice at ${at}: ${whole}`);
    if (closing !== undefined && open.pop() !== closing) throw new Error(`</${closing}> closes nothing at ${at}`);
    if (opening !== undefined && empty === '') open.push(opening);
  }
  return open;
}

/** All character data, elements apart. */
export const textOf = (xml: string): string => xml.replace(/<[^>]*>/g, '\n');
