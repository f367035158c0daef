// The picture as pixels: the browser draws the SVG on a canvas, twice as large.

const SCALE = 2;
/** Sides that every browser's canvas can have. */
const MOST = 16_000;

export async function toPng(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([withFont(svg, await pageFont())], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const scale = Math.min(SCALE, MOST / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, failed) =>
      canvas.toBlob((blob) => (blob === null ? failed(new Error('no PNG')) : done(blob)), 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Width and height that the picture will have, in pixels. */
export function pngSize(svg: string): readonly [width: number, height: number] {
  const [, width = 0, height = 0] = (/<svg [^>]*?width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? []).map(Number);
  const scale = Math.min(SCALE, MOST / Math.max(width, height, 1));
  return [Math.round(width * scale), Math.round(height * scale)];
}

/** A picture is drawn without the page's fonts: it brings along its own. */
const withFont = (svg: string, font: string | null): string =>
  font === null
    ? svg
    : svg.replace(
        /(<svg [^>]*>)/,
        `$1<style>@font-face{font-family:Inter;font-weight:100 900;src:url(${font})}</style>`,
      );

/** The page's font as a data URL; null where it can't be had: then the system's takes its place. */
async function pageFont(): Promise<string | null> {
  const rules = [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].map((rule) => ({ rule, base: sheet.href })),
  );
  const face = rules.find(
    ({ rule }) => rule instanceof CSSFontFaceRule && /src:\s*url\([^)]*inter-/.test(rule.cssText),
  );
  const path = face && /url\("?([^")]+)"?\)/.exec(face.rule.cssText)?.[1];
  if (!path) return null;
  try {
    const response = await fetch(new URL(path, face.base ?? document.baseURI));
    const bytes = new Uint8Array(await response.arrayBuffer());
    const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
    return `data:font/woff2;base64,${btoa(binary)}`;
  } catch {
    return null;
  }
}
