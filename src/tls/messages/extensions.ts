// Hello extensions: RFC 5246 7.4.1.4, server_name RFC 6066 3, status_request RFC 6066 8, signature_algorithms RFC 5246 7.4.1.4.1,
// extended_master_secret RFC 7627 5.1, renegotiation_info RFC 5746 3.2, ALPN RFC 7301 3.1,
// supported_groups and ec_point_formats RFC 8422 5.1, supported_versions RFC 9846 4.3.1.
import { concat } from '../../bytes/hex.ts';
import type { Reader } from '../../bytes/reader.ts';
import type { Writer } from '../../bytes/writer.ts';
import { STATUS_OCSP } from './certificateStatus.ts';
import { extensionName, groupName, pointFormatName, schemeName, statusTypeName, versionName } from './codePoints.ts';
import {
  atLeastOne,
  checkRead,
  checkWrite,
  readNumbers,
  readOpaque,
  upTo,
  writeNumbers,
  writeOpaque,
} from './opaque.ts';
import type { Extension, StatusRequest } from './types.ts';

/** server_name and ALPN have another shape in each hello. */
export type Hello = 'clientHello' | 'serverHello';

export const EXTENSION_CODES = {
  server_name: 0,
  status_request: 5,
  supported_groups: 10,
  ec_point_formats: 11,
  signature_algorithms: 13,
  application_layer_protocol_negotiation: 16,
  extended_master_secret: 23,
  supported_versions: 43,
  renegotiation_info: 0xff01,
} as const;
export type KnownExtension = keyof typeof EXTENSION_CODES;

export function extensionCode(extension: Extension): number {
  return extension.type === 'unknown' ? extension.code : EXTENSION_CODES[extension.type];
}

/** The block is there if bytes are left behind the compression method (RFC 5246 7.4.1.2). */
export function readExtensions(reader: Reader, hello: Hello): Extension[] {
  if (reader.remaining === 0) return [];
  const seen = new Set<number>();
  return reader.vector(
    2,
    `${hello}.extensions`,
    (block) =>
      block.list(() => {
        const code = peekU16(block);
        if (seen.has(code)) block.fail(fieldOf(code), 'a second extension of the same type');
        seen.add(code);
        return readExtension(block, hello, code);
      }),
    (extensions) => String(extensions.length),
  );
}

/** Writes nothing at all where there are no extensions. */
export function writeExtensions(writer: Writer, hello: Hello, extensions: readonly Extension[]): void {
  if (extensions.length === 0) return;
  writer.vector(
    2,
    `${hello}.extensions`,
    () => {
      for (const extension of extensions) writeExtension(writer, hello, extension);
    },
    String(extensions.length),
  );
}

function readExtension(reader: Reader, hello: Hello, code: number): Extension {
  return reader.group(
    fieldOf(code),
    () => {
      reader.u16('extension.type', extensionName);
      return reader.vector(2, 'extension.data', (data) => readData(data, hello, code));
    },
    shown,
  );
}

function writeExtension(writer: Writer, hello: Hello, extension: Extension): void {
  const code = extensionCode(extension);
  writer.group(
    fieldOf(code),
    () => {
      writer.u16(code, 'extension.type', extensionName(code));
      writer.vector(2, 'extension.data', () => writeData(writer, hello, extension));
    },
    shown(extension),
  );
}

function readData(data: Reader, hello: Hello, code: number): Extension {
  switch (code) {
    case EXTENSION_CODES.server_name:
      return { type: 'server_name', name: hello === 'clientHello' ? readServerName(data) : null };
    case EXTENSION_CODES.status_request:
      return { type: 'status_request', request: hello === 'clientHello' ? readStatusRequest(data) : null };
    case EXTENSION_CODES.signature_algorithms:
      return { type: 'signature_algorithms', schemes: readNumbers(data, SCHEME_LIST) };
    case EXTENSION_CODES.supported_groups:
      return { type: 'supported_groups', groups: readNumbers(data, GROUP_LIST) };
    case EXTENSION_CODES.ec_point_formats:
      return { type: 'ec_point_formats', formats: readNumbers(data, FORMAT_LIST) };
    case EXTENSION_CODES.supported_versions:
      return { type: 'supported_versions', versions: readVersions(data, hello) };
    case EXTENSION_CODES.application_layer_protocol_negotiation:
      return { type: 'application_layer_protocol_negotiation', protocols: readProtocols(data, hello) };
    case EXTENSION_CODES.extended_master_secret:
      return { type: 'extended_master_secret' };
    case EXTENSION_CODES.renegotiation_info:
      return { type: 'renegotiation_info', verifyData: readOpaque(data, 1, RENEGOTIATED, upTo(1)) };
    default:
      return {
        type: 'unknown',
        code,
        data: data.remaining > 0 ? data.rest('extension.data.bytes') : new Uint8Array(0),
      };
  }
}

function writeData(writer: Writer, hello: Hello, extension: Extension): void {
  switch (extension.type) {
    case 'server_name':
      if ((extension.name !== null) !== (hello === 'clientHello')) {
        throw new RangeError('server_name: a name in ClientHello, none in ServerHello');
      }
      if (extension.name !== null) writeServerName(writer, extension.name);
      return;
    case 'status_request':
      if ((extension.request !== null) !== (hello === 'clientHello')) {
        throw new RangeError('status_request: a request in ClientHello, none in ServerHello');
      }
      if (extension.request !== null) writeStatusRequest(writer, extension.request);
      return;
    case 'signature_algorithms':
      writeNumbers(writer, SCHEME_LIST, extension.schemes);
      return;
    case 'supported_groups':
      writeNumbers(writer, GROUP_LIST, extension.groups);
      return;
    case 'ec_point_formats':
      writeNumbers(writer, FORMAT_LIST, extension.formats);
      return;
    case 'supported_versions':
      writeVersions(writer, hello, extension.versions);
      return;
    case 'application_layer_protocol_negotiation':
      writeProtocols(writer, hello, extension.protocols);
      return;
    case 'extended_master_secret':
      return;
    case 'renegotiation_info':
      writeOpaque(writer, 1, extension.verifyData, RENEGOTIATED, upTo(1));
      return;
    case 'unknown':
      if (extension.data.length > 0) writer.put(extension.data, 'extension.data.bytes');
      return;
  }
}

const RENEGOTIATED = 'extension.renegotiation_info.renegotiatedConnection';
const NAMES = 'extension.server_name.list';
const NAME_TYPE = 'extension.server_name.nameType';
const NAME = 'extension.server_name.name';
const PROTOCOLS = 'extension.application_layer_protocol_negotiation.list';
const PROTOCOL = 'extension.application_layer_protocol_negotiation.protocol';

const STATUS_TYPE = 'extension.status_request.statusType';
const RESPONDERS = 'extension.status_request.responderIds';
const RESPONDER = 'extension.status_request.responderId';
const REQUEST_EXTENSIONS = 'extension.status_request.requestExtensions';

const SCHEME_LIST = {
  prefix: 2,
  width: 2,
  field: 'extension.signature_algorithms.list',
  item: 'extension.signature_algorithms.scheme',
  bounds: { min: 2, max: 2 ** 16 - 2 },
  show: schemeName,
} as const;

const GROUP_LIST = {
  prefix: 2,
  width: 2,
  field: 'extension.supported_groups.list',
  item: 'extension.supported_groups.group',
  bounds: { min: 2, max: 2 ** 16 - 1 },
  show: groupName,
} as const;

const FORMAT_LIST = {
  prefix: 1,
  width: 1,
  field: 'extension.ec_point_formats.list',
  item: 'extension.ec_point_formats.format',
  bounds: { min: 1, max: 2 ** 8 - 1 },
  show: pointFormatName,
} as const;

const VERSION_LIST = {
  prefix: 1,
  width: 2,
  field: 'extension.supported_versions.list',
  item: 'extension.supported_versions.version',
  bounds: { min: 2, max: 254 },
  show: versionName,
} as const;

function readVersions(data: Reader, hello: Hello): number[] {
  return hello === 'clientHello' ? readNumbers(data, VERSION_LIST) : [data.u16(VERSION_LIST.item, versionName)];
}

function writeVersions(writer: Writer, hello: Hello, versions: readonly number[]): void {
  const [chosen] = versions;
  if (hello === 'clientHello') {
    writeNumbers(writer, VERSION_LIST, versions);
    return;
  }
  if (chosen === undefined || versions.length > 1) throw new RangeError('supported_versions: a server chooses one');
  writer.u16(chosen, VERSION_LIST.item, versionName(chosen));
}

/** One host_name. Other name types were never defined, and a second name of one type is forbidden. */
export function readServerName(data: Reader): string {
  return data.vector(2, NAMES, (list) => {
    checkRead(list, NAMES, atLeastOne(2));
    const nameType = list.u8(NAME_TYPE, (type) => (type === 0 ? 'host_name' : String(type)));
    if (nameType !== 0) list.fail(NAME_TYPE, `name type ${nameType}, host_name (0) wanted`);
    const bytes = readOpaque(list, 2, NAME, atLeastOne(2), latin1);
    if (bytes.some((byte) => byte <= 0x20 || byte > 0x7e)) list.fail(NAME, 'not a host name in ASCII');
    return latin1(bytes);
  });
}

export function writeServerName(writer: Writer, name: string): void {
  writer.vector(2, NAMES, () => {
    writer.u8(0, NAME_TYPE, 'host_name');
    writeOpaque(writer, 2, fromLatin1(name), NAME, atLeastOne(2), latin1);
  });
}

export function readStatusRequest(data: Reader): StatusRequest {
  const code = data.u8(STATUS_TYPE, statusTypeName);
  if (code !== STATUS_OCSP) {
    const rest = data.remaining > 0 ? data.rest('extension.data.bytes') : new Uint8Array(0);
    return { type: 'other', code, data: rest };
  }
  const responders = data.vector(
    2,
    RESPONDERS,
    (list) => list.list(() => readOpaque(list, 2, RESPONDER, atLeastOne(2))),
    (ids) => String(ids.length),
  );
  return { type: 'ocsp', responders, extensions: readOpaque(data, 2, REQUEST_EXTENSIONS, upTo(2)) };
}

export function writeStatusRequest(writer: Writer, request: StatusRequest): void {
  if (request.type === 'other') {
    writer.u8(request.code, STATUS_TYPE, statusTypeName(request.code));
    if (request.data.length > 0) writer.put(request.data, 'extension.data.bytes');
    return;
  }
  writer.u8(STATUS_OCSP, STATUS_TYPE, statusTypeName(STATUS_OCSP));
  writer.vector(
    2,
    RESPONDERS,
    () => {
      for (const id of request.responders) writeOpaque(writer, 2, id, RESPONDER, atLeastOne(2));
    },
    String(request.responders.length),
  );
  writeOpaque(writer, 2, request.extensions, REQUEST_EXTENSIONS, upTo(2));
}

/** A client lists its protocols, a server answers with exactly one. */
export function readProtocols(data: Reader, hello: Hello): string[] {
  return data.vector(
    2,
    PROTOCOLS,
    (list) => {
      checkRead(list, PROTOCOLS, { min: 2, max: 2 ** 16 - 1 });
      const protocols = list.list(() => latin1(readOpaque(list, 1, PROTOCOL, atLeastOne(1), latin1)));
      if (hello === 'serverHello' && protocols.length !== 1) list.fail(PROTOCOLS, 'a server chooses one protocol');
      return protocols;
    },
    (protocols) => String(protocols.length),
  );
}

export function writeProtocols(writer: Writer, hello: Hello, protocols: readonly string[]): void {
  const encoded = protocols.map(fromLatin1);
  checkWrite(encoded.length + concat(...encoded).length, PROTOCOLS, { min: 2, max: 2 ** 16 - 1 });
  if (hello === 'serverHello' && protocols.length !== 1) throw new RangeError('ALPN: a server chooses one protocol');
  writer.vector(
    2,
    PROTOCOLS,
    () => {
      for (const protocol of encoded) writeOpaque(writer, 1, protocol, PROTOCOL, atLeastOne(1), latin1);
    },
    String(protocols.length),
  );
}

/** `extension.server_name`, `extension.unknown`, … */
function fieldOf(code: number): string {
  const known = Object.entries(EXTENSION_CODES).find(([, one]) => one === code);
  return `extension.${known === undefined ? 'unknown' : known[0]}`;
}

function shown(extension: Extension): string | null {
  switch (extension.type) {
    case 'server_name':
      return extension.name;
    case 'signature_algorithms':
      return extension.schemes.map(schemeName).join(', ');
    case 'supported_groups':
      return extension.groups.map(groupName).join(', ');
    case 'ec_point_formats':
      return extension.formats.map(pointFormatName).join(', ');
    case 'supported_versions':
      return extension.versions.map(versionName).join(', ');
    case 'application_layer_protocol_negotiation':
      return extension.protocols.join(', ');
    case 'status_request':
      return extension.request === null ? null : extension.request.type;
    case 'extended_master_secret':
    case 'renegotiation_info':
      return null;
    case 'unknown':
      return extensionName(extension.code);
  }
}

/** The two bytes ahead; reading them afterwards reports what is missing. */
function peekU16({ bytes, offset, remaining }: Reader): number {
  return remaining < 2 ? -1 : ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
}

/** Each byte as the character with its number, so that protocol ids which aren't text survive (GREASE, RFC 8701). */
function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

function fromLatin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    if (character.length > 1 || code > 255) throw new RangeError(`"${text}" has a character over U+00FF`);
    return code;
  });
}
