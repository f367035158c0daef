// What the harness has to know of a program: where it comes from, how it is started as a client and as a server, and which
// of its lines matter.
import type { Command } from './process.ts';

/** How a program comes here where the system has none of its own. */
export interface Packages {
  /** Debian packages, which are unpacked below the harness' cache and never installed. */
  readonly apt?: readonly string[];
  /** Another release of the same distribution, by its name. */
  readonly release?: string;
}

export type SpokenProtocol = 'tls1.2' | 'tls1.3' | 'tlsdef';

export interface Credential {
  /** PEM: the leaf, then the rest of what is sent. */
  readonly chain: string;
  /** The same, apart: `rest` is null where the leaf is alone. */
  readonly leaf: string;
  readonly rest: string | null;
  readonly key: string;
  /** Key and chain in one file. */
  readonly together: string;
}

/** The issuing CA's list, and the CA certificates of who wants to verify it before the handshake. */
export interface Revocations {
  readonly list: string;
  readonly allCas: string;
}

export interface ClientSetting {
  readonly port: number;
  readonly protocol: SpokenProtocol;
  /** What it asks for (SNI), and the name that it wants in the certificate. */
  readonly name: string;
  readonly expects: string;
  readonly ca: string;
  readonly own: Credential | null;
  readonly crl: Revocations | null;
  /** Offers this one suite alone. */
  readonly offers: 'rare' | null;
  /** A folder for files of this run. */
  readonly place: string;
}

export interface ServerSetting {
  readonly port: number;
  readonly protocol: SpokenProtocol;
  readonly own: Credential;
  /** Wants a certificate of the client that leads to this CA. */
  readonly clientCa: string | null;
  readonly crl: Revocations | null;
  readonly place: string;
}

export interface Half<Setting> {
  /** "OpenSSL 3.0.22 s_client": what the other side's rows call it. */
  readonly name: string;
  /** Lines that say what it thought; where it has none and somebody refused, those of `otherwise`. */
  readonly picks: readonly RegExp[];
  readonly otherwise?: readonly RegExp[];
  command(setting: Setting): Command;
  /** The alert that it says it was sent, or sent itself. */
  told?(output: string): string | undefined;
  sent?(output: string): string | undefined;
  /** A server that stays after its connection. */
  readonly stays?: true;
  /** Files of the run that hold its words. */
  readonly logs?: readonly string[];
}

export interface ReadyStack {
  readonly id: string;
  readonly version: string;
  /** It looks at no list of revoked certificates. */
  readonly isListless?: true;
  readonly client?: Half<ClientSetting>;
  readonly server?: Half<ServerSetting>;
}

export interface Stack {
  readonly id: string;
  readonly title: string;
  readonly packages: Packages;
  /** The program as this machine has it, or as `fetch` brings it; a text says what is missing. */
  ready(tools: Tools): Promise<ReadyStack | string>;
}

export interface Tools {
  /** A folder that stays for what is compiled. */
  readonly cache: string;
  /** Where `program` is: on the system's path, or in the unpacked packages; null where it is not. */
  find(program: string, packages: Packages): Promise<Found | null>;
}

export interface Found {
  readonly path: string;
  /** The folder of the unpacked packages; null where the system has the program. */
  readonly root: string | null;
  /** For programs whose libraries were unpacked, too. */
  readonly env: Readonly<Record<string, string>>;
}
