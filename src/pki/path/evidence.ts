// What each check compared, by name; who reports it and who writes it down are held to this table. Dates as ISO 8601,
// lists of names as text with commas between them, byte strings in hexadecimal.

/** Of a rule of the protocol: the field that breaks it, where and by what. `byte` counts as shown: protocolCheck.ts. */
export type ProtocolEvidence = {
  readonly message?: string;
  readonly field?: string;
  readonly value?: string | number;
  readonly byte?: number;
  /** Where the protected record that carried it begins in all that the peer has sent. */
  readonly record?: number;
  readonly problem?: string;
  readonly expected?: string;
  readonly limit?: number;
  /** 1 for the first in the message. */
  readonly certificate?: number;
  /** The extension that is not there. */
  readonly missing?: string;
  readonly unknown?: string;
};
