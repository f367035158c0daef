// key_share, RFC 9846 4.3.8: the client's public keys, the server's, or the group that the server would rather have.

import type { Reader } from '../../../bytes/reader.ts';
import type { Writer } from '../../../bytes/writer.ts';
import { groupName } from '../../codePoints/groups.ts';
import { atLeastOne, readOpaque, writeOpaque } from '../../messages/opaque.ts';
import type { Extension13, ExtensionPlace, KeyShareEntry } from './extensionTypes.ts';

type Share = Extract<Extension13, { type: 'key_share' }>['share'];

export function readKeyShare(data: Reader, place: ExtensionPlace): Share {
  switch (place) {
    case 'clientHello':
      return {
        kind: 'offers',
        // May be empty: the client then asks for a HelloRetryRequest.
        entries: data.vector(
          2,
          LIST,
          (list) => list.list(() => list.group(ENTRY, readEntry, showEntry)),
          (entries) => String(entries.length),
        ),
      };
    case 'helloRetryRequest':
      return { kind: 'retry', group: data.u16(GROUP, groupName) };
    default:
      return { kind: 'answer', entry: data.group(ENTRY, readEntry, showEntry) };
  }
}

export function writeKeyShare(writer: Writer, share: Share): void {
  switch (share.kind) {
    case 'offers':
      writer.vector(
        2,
        LIST,
        () => {
          for (const entry of share.entries) writeEntry(writer, entry);
        },
        String(share.entries.length),
      );
      return;
    case 'answer':
      writeEntry(writer, share.entry);
      return;
    case 'retry':
      writer.u16(share.group, GROUP, groupName(share.group));
      return;
  }
}

function readEntry(reader: Reader): KeyShareEntry {
  return { group: reader.u16(GROUP, groupName), key: readOpaque(reader, 2, KEY, atLeastOne(2)) };
}

function writeEntry(writer: Writer, entry: KeyShareEntry): void {
  writer.group(
    ENTRY,
    () => {
      writer.u16(entry.group, GROUP, groupName(entry.group));
      writeOpaque(writer, 2, entry.key, KEY, atLeastOne(2));
    },
    showEntry(entry),
  );
}

const LIST = 'extension.key_share.list';
const ENTRY = 'extension.key_share.entry';
const GROUP = 'extension.key_share.group';
const KEY = 'extension.key_share.key';
const showEntry = ({ group }: KeyShareEntry): string => groupName(group);
