// The block of extensions in any message of TLS 1.3, RFC 9846 4.3: each extension with the shape that it has there.

import type { Reader } from '../../../bytes/reader.ts';
import type { Writer } from '../../../bytes/writer.ts';
import { extensionName } from '../../codePoints/extensions.ts';
import { groupName } from '../../codePoints/groups.ts';
import { byCode } from '../../codePoints/names.ts';
import { modeName } from '../../codePoints/parameters.ts';
import { schemeName } from '../../codePoints/signatureSchemes.ts';
import { versionName } from '../../codePoints/versions.ts';
import { readOcspStatus, writeOcspStatus } from '../../messages/certificateStatus.ts';
import { type Extensions, readBlock, writeBlock } from '../../messages/extensionBlock.ts';
import {
  readProtocols,
  readServerName,
  readStatusRequest,
  writeProtocols,
  writeServerName,
  writeStatusRequest,
} from '../../messages/extensionData.ts';
import { EXTENSION_CODES } from '../../messages/extensions.ts';
import {
  atLeastOne,
  numberList,
  type OpaqueList,
  readNumbers,
  readOpaque,
  readOpaques,
  writeNumbers,
  writeOpaque,
  writeOpaques,
} from '../../messages/opaque.ts';
import { codeOf, type Extension13, type ExtensionPlace, knownType, PLACES_13 } from './extensionTypes.ts';
import { readKeyShare, writeKeyShare } from './keyShare.ts';
import { readPreSharedKey, writePreSharedKey } from './preSharedKey.ts';

/** `field` is that of the block: `clientHello.extensions`. */
export const readExtensions13 = (reader: Reader, place: ExtensionPlace, field: string): Extension13[] =>
  readBlock(reader, field, extensionsAt(place));

export const writeExtensions13 = (
  writer: Writer,
  place: ExtensionPlace,
  field: string,
  extensions: readonly Extension13[],
): void => writeBlock(writer, field, extensions, extensionsAt(place));

const extensionsAt = (place: ExtensionPlace): Extensions<Extension13> => ({
  codeOf,
  fieldOf,
  read: (data, code) => readData(data, place, code),
  write: (writer, extension) => writeData(writer, place, extension),
  shown,
});

/** What stands where it must not is kept as it came: the endpoint says what it thinks of it. */
function readData(data: Reader, place: ExtensionPlace, code: number): Extension13 {
  const type = knownType(code);
  if (type === null || !PLACES_13[type].includes(place)) {
    return { type: 'unknown', code, data: data.remaining > 0 ? data.rest('extension.data.bytes') : NOTHING };
  }
  switch (type) {
    case 'server_name':
      return { type, name: place === 'clientHello' ? readServerName(data) : null };
    case 'status_request':
      return { type, status: readStatus(data, place) };
    case 'supported_groups':
      return { type, groups: readNumbers(data, GROUPS) };
    case 'signature_algorithms':
    case 'signature_algorithms_cert':
      return { type, schemes: readNumbers(data, schemes(type)) };
    case 'application_layer_protocol_negotiation':
      return { type, protocols: readProtocols(data, place === 'clientHello' ? 'clientHello' : 'serverHello') };
    case 'key_share':
      return { type, share: readKeyShare(data, place) };
    case 'supported_versions':
      return {
        type,
        versions: place === 'clientHello' ? readNumbers(data, VERSIONS) : [data.u16(VERSION, versionName)],
      };
    case 'psk_key_exchange_modes':
      return { type, modes: readNumbers(data, MODES) };
    case 'pre_shared_key':
      return { type, psk: readPreSharedKey(data, place) };
    case 'cookie':
      return { type, cookie: readOpaque(data, 2, 'extension.cookie.cookie', atLeastOne(2)) };
    case 'certificate_authorities':
      return { type, authorities: readOpaques(data, AUTHORITIES) };
  }
}

function writeData(writer: Writer, place: ExtensionPlace, extension: Extension13): void {
  switch (extension.type) {
    case 'server_name':
      if (extension.name !== null) writeServerName(writer, extension.name);
      return;
    case 'status_request':
      if (extension.status.kind === 'request') writeStatusRequest(writer, extension.status.request);
      if (extension.status.kind === 'response')
        writeOcspStatus(writer, 'extension.status_request', extension.status.response);
      return;
    case 'supported_groups':
      writeNumbers(writer, GROUPS, extension.groups);
      return;
    case 'signature_algorithms':
    case 'signature_algorithms_cert':
      writeNumbers(writer, schemes(extension.type), extension.schemes);
      return;
    case 'application_layer_protocol_negotiation':
      writeProtocols(writer, place === 'clientHello' ? 'clientHello' : 'serverHello', extension.protocols);
      return;
    case 'key_share':
      writeKeyShare(writer, extension.share);
      return;
    case 'supported_versions': {
      const [first = 0] = extension.versions;
      if (place === 'clientHello') writeNumbers(writer, VERSIONS, extension.versions);
      else writer.u16(first, VERSION, versionName(first));
      return;
    }
    case 'psk_key_exchange_modes':
      writeNumbers(writer, MODES, extension.modes);
      return;
    case 'pre_shared_key':
      writePreSharedKey(writer, extension.psk);
      return;
    case 'cookie':
      writeOpaque(writer, 2, extension.cookie, 'extension.cookie.cookie', atLeastOne(2));
      return;
    case 'certificate_authorities':
      writeOpaques(writer, AUTHORITIES, extension.authorities);
      return;
    case 'unknown':
      if (extension.data.length > 0) writer.put(extension.data, 'extension.data.bytes');
      return;
  }
}

function readStatus(data: Reader, place: ExtensionPlace): Extract<Extension13, { type: 'status_request' }>['status'] {
  if (place === 'certificate') return { kind: 'response', response: readOcspStatus(data, 'extension.status_request') };
  if (place === 'clientHello') return { kind: 'request', request: readStatusRequest(data) };
  // 4.5.1.1: a server asks with an empty extension.
  return { kind: 'empty' };
}

const VERSION = 'extension.supported_versions.version';
const VERSIONS = numberList(1, 2, 'extension.supported_versions.list', VERSION, versionName);
const MODES = numberList(
  1,
  1,
  'extension.psk_key_exchange_modes.list',
  'extension.psk_key_exchange_modes.mode',
  modeName,
);
const GROUPS = numberList(2, 2, 'extension.supported_groups.list', 'extension.supported_groups.group', groupName);
const schemes = (type: 'signature_algorithms' | 'signature_algorithms_cert') =>
  numberList(2, 2, `extension.${type}.list`, `extension.${type}.scheme`, schemeName);
const AUTHORITIES: OpaqueList = {
  prefix: 2,
  field: 'extension.certificate_authorities.list',
  bounds: { min: 3, max: 2 ** 16 - 1 },
  item: 'extension.certificate_authorities.name',
  itemPrefix: 2,
  itemBounds: atLeastOne(2),
};

const OLDER = byCode(EXTENSION_CODES);

/** Extensions that only TLS 1.2 knows have a name too: a client that offers both versions sends them. */
function fieldOf(code: number): string {
  return `extension.${knownType(code) ?? OLDER.get(code) ?? 'unknown'}`;
}

function shown(extension: Extension13): string | null {
  switch (extension.type) {
    case 'server_name':
      return extension.name;
    case 'supported_groups':
      return extension.groups.map(groupName).join(', ');
    case 'signature_algorithms':
    case 'signature_algorithms_cert':
      return extension.schemes.map(schemeName).join(', ');
    case 'application_layer_protocol_negotiation':
      return extension.protocols.join(', ');
    case 'supported_versions':
      return extension.versions.map(versionName).join(', ');
    case 'psk_key_exchange_modes':
      return extension.modes.map(modeName).join(', ');
    case 'key_share':
      switch (extension.share.kind) {
        case 'offers':
          return extension.share.entries.map(({ group }) => groupName(group)).join(', ');
        case 'answer':
          return groupName(extension.share.entry.group);
        case 'retry':
          return groupName(extension.share.group);
      }
      break;
    case 'pre_shared_key':
    case 'status_request':
    case 'cookie':
    case 'certificate_authorities':
      return null;
    case 'unknown':
      return extensionName(extension.code);
  }
  return null;
}

const NOTHING = new Uint8Array();
