// The block of extensions in a message of any version: each with its type and length, none twice (RFC 5246 7.4.1.4,
// RFC 9846 4.3).

import { DecodeError } from '../../bytes/error.ts';
import type { Reader } from '../../bytes/reader.ts';
import type { Writer } from '../../bytes/writer.ts';
import { extensionName } from '../codePoints/extensions.ts';

/** How one version names, reads, writes and shows its extensions. */
export interface Extensions<Extension> {
  codeOf(extension: Extension): number;
  /** Field of the extension: `extension.server_name`, `extension.unknown`. */
  fieldOf(code: number): string;
  read(data: Reader, code: number): Extension;
  write(writer: Writer, extension: Extension): void;
  shown(extension: Extension): string | null;
}

/** `field` is that of the block: `clientHello.extensions`. */
export function readBlock<Extension>(reader: Reader, field: string, known: Extensions<Extension>): Extension[] {
  const seen = new Set<number>();
  return reader.vector(
    2,
    field,
    (block) =>
      block.list(() => {
        const code = peekU16(block);
        if (seen.has(code))
          throw new DecodeError(known.fieldOf(code), block.offset, 'a second extension of the same type', 2);
        seen.add(code);
        return block.group(
          known.fieldOf(code),
          () => {
            block.u16('extension.type', extensionName);
            return naming(known.fieldOf(code), () =>
              block.vector(2, 'extension.data', (data) => known.read(data, code)),
            );
          },
          known.shown,
        );
      }),
    (extensions) => String(extensions.length),
  );
}

export function writeBlock<Extension>(
  writer: Writer,
  field: string,
  extensions: readonly Extension[],
  known: Extensions<Extension>,
): void {
  writer.vector(
    2,
    field,
    () => {
      for (const extension of extensions) {
        const code = known.codeOf(extension);
        writer.group(
          known.fieldOf(code),
          () => {
            writer.u16(code, 'extension.type', extensionName(code));
            writer.vector(2, 'extension.data', () => known.write(writer, extension));
          },
          known.shown(extension),
        );
      }
    },
    String(extensions.length),
  );
}

/** What is wrong with the frame of an extension is told under its name. */
function naming<T>(field: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DecodeError) || !FRAME.includes(error.field)) throw error;
    const named = error.field.endsWith('.length') ? `${field}.length` : field;
    throw new DecodeError(named, error.offset, error.problem, error.size);
  }
}

const FRAME: readonly string[] = ['extension.data', 'extension.data.length'];

/** The two bytes ahead; reading them afterwards reports what is missing. */
function peekU16({ bytes, offset, remaining }: Reader): number {
  return remaining < 2 ? -1 : ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
}
