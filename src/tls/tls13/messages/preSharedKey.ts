// pre_shared_key, RFC 9846 4.3.11: tickets that the client holds, each with a binder; the server's choice among them.
import type { Reader } from '../../../bytes/reader.ts';
import type { Writer } from '../../../bytes/writer.ts';
import {
  atLeastOne,
  type OpaqueList,
  readOpaque,
  readOpaques,
  writeOpaque,
  writeOpaques,
} from '../../messages/opaque.ts';
import type { Extension13, ExtensionPlace } from './extensionTypes.ts';

type Psk = Extract<Extension13, { type: 'pre_shared_key' }>['psk'];

export function readPreSharedKey(data: Reader, place: ExtensionPlace): Psk {
  if (place !== 'clientHello') return { kind: 'selected', index: data.u16(SELECTED) };
  const identities = data.vector(
    2,
    IDENTITIES,
    (list) =>
      list.list(() =>
        list.group(ENTRY, () => ({
          identity: readOpaque(list, 2, IDENTITY, atLeastOne(2)),
          obfuscatedAge: list.u32(AGE),
        })),
      ),
    (all) => String(all.length),
  );
  const binders = readOpaques(data, BINDERS);
  if (identities.length === 0) data.fail(IDENTITIES, 'no identity, one at least is wanted');
  return { kind: 'offer', identities, binders };
}

export function writePreSharedKey(writer: Writer, psk: Psk): void {
  if (psk.kind === 'selected') {
    writer.u16(psk.index, SELECTED);
    return;
  }
  writer.vector(
    2,
    IDENTITIES,
    () => {
      for (const { identity, obfuscatedAge } of psk.identities) {
        writer.group(ENTRY, () => {
          writeOpaque(writer, 2, identity, IDENTITY, atLeastOne(2));
          writer.u32(obfuscatedAge, AGE);
        });
      }
    },
    String(psk.identities.length),
  );
  writeOpaques(writer, BINDERS, psk.binders);
}

/** Bytes of the list of binders with its length: what a binder does not cover (4.3.11.2). */
export const bindersLength = (binders: readonly Uint8Array[]): number =>
  binders.reduce((sum, binder) => sum + 1 + binder.length, 2);

const IDENTITIES = 'extension.pre_shared_key.identities';
const ENTRY = 'extension.pre_shared_key.entry';
const IDENTITY = 'extension.pre_shared_key.identity';
const AGE = 'extension.pre_shared_key.obfuscatedAge';
const BINDERS: OpaqueList = {
  prefix: 2,
  field: 'extension.pre_shared_key.binders',
  item: 'extension.pre_shared_key.binder',
  itemPrefix: 1,
  itemBounds: { min: 32, max: 255 },
};
const SELECTED = 'extension.pre_shared_key.selected';
