// Style sheets that come with the script of a large wing: every visitor would load them if they stood with the others.

const adopted = new Set<string>();

/** `text`: of an `import … from './x.css?inline'`. Each once, before what it dresses is drawn. */
export function adoptSheet(text: string): void {
  if (adopted.has(text)) return;
  adopted.add(text);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
