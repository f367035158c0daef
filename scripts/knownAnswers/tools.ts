// What the makers of known answers work with: OpenSSL, and a folder for its files.
import type { Buffer } from 'node:buffer';

export interface Tools {
  /** Runs `openssl` in the folder. Raises an error where it fails, unless it may. */
  openssl(
    args: readonly string[],
    options?: { readonly input?: Uint8Array | string; readonly mayFail?: boolean },
  ): { readonly status: number | null; readonly stdout: Buffer; readonly stderr: string };
  read(name: string): Buffer;
  write(name: string, content: Uint8Array | string): void;
  /** The command as one types it. */
  shown(args: readonly string[]): string;
}
