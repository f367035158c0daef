// Hands a file to the browser's downloads.

export function save(name: string, content: string | Uint8Array | Blob): void {
  const parts = content instanceof Blob ? content : new Blob([content.slice() as BlobPart], { type: typeOf(name) });
  const url = URL.createObjectURL(parts);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken hold of it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

const TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  log: 'text/plain',
  zip: 'application/zip',
};

const typeOf = (name: string): string => TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
