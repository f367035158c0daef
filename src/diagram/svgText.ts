// Writes SVG as text: an element with its attributes, and everything from outside escaped.

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** `children` are elements already; text goes through `escapeXml` first. */
export function svgElement(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? rounded(value) : escapeXml(String(value))}"`)
    .join('');
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Also drops the control characters that XML 1.0 (2.2) has no place for. */
export function escapeXml(text: string): string {
  return text.replace(CONTROLS, '').replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

const CONTROLS = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const rounded = (value: number): number => Math.round(value * 100) / 100;
