// The picture as pixels: the browser draws the SVG on a canvas, twice as large.

const SCALE = 2;
/** Sides that every browser's canvas can have. */
const MOST = 16_000;

export async function toPng(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([withFonts(svg, await pageFonts())], { type: 'image/svg+xml' }));
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
const withFonts = (svg: string, fonts: readonly string[]): string =>
  fonts.length === 0 ? svg : svg.replace(/(<svg [^>]*>)/, `$1<style>${fonts.join('')}</style>`);

/** The faces of the page's font, with data URLs; without those that can't be had: the system's take their place. */
async function pageFonts(): Promise<readonly string[]> {
  const faces = [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].flatMap((rule) =>
      rule instanceof CSSFontFaceRule && /^"?Inter"?$/.test(rule.style.getPropertyValue('font-family'))
        ? [{ style: rule.style, base: sheet.href ?? document.baseURI }]
        : [],
    ),
  );
  const written = faces.map(async ({ style, base }) => {
    const path = /url\("?([^")]+)"?\)/.exec(style.getPropertyValue('src'))?.[1];
    const data = path === undefined ? null : await asData(path, base);
    const range = style.getPropertyValue('unicode-range');
    const only = range === '' ? '' : `;unicode-range:${range}`;
    return data === null ? '' : `@font-face{font-family:Inter;font-weight:100 900;src:url(${data})${only}}`;
  });
  return (await Promise.all(written)).filter((face) => face !== '');
}

async function asData(path: string, base: string): Promise<string | null> {
  if (path.startsWith('data:')) return path;
  try {
    const response = await fetch(new URL(path, base));
    const bytes = new Uint8Array(await response.arrayBuffer());
    const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
    return `data:font/woff2;base64,${btoa(binary)}`;
  } catch {
    return null;
  }
}
