// The style sheet of the page "Why?", which every visitor would load if it stood with the others.
import text from './why.css?inline';

let sheet: CSSStyleSheet | null = null;

/** Once, before the page is drawn. */
export function adoptWhyStyles(): void {
  if (sheet !== null) return;
  sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
