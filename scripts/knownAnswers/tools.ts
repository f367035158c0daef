// What the makers of known answers work with: OpenSSL, Java's keytool, and a folder for their files.
import type { Buffer } from 'node:buffer';

export interface Tools {
  /** Runs `openssl` in the folder. Raises an error where it fails, unless it may. */
  openssl(
    args: readonly string[],
    options?: { readonly input?: Uint8Array | string; readonly mayFail?: boolean },
  ): { readonly status: number | null; readonly stdout: Buffer; readonly stderr: string };
  /** Runs `keytool` in the folder. Raises an error where it fails. */
  keytool(args: readonly string[]): void;
  read(name: string): Buffer;
  write(name: string, content: Uint8Array | string): void;
  /** The command as one types it. */
  shown(args: readonly string[], program?: 'openssl' | 'keytool'): string;
}
