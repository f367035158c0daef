// Data of the extensions that TLS 1.2 and 1.3 share: server_name (RFC 6066 3), status_request (RFC 6066 8), and the
// protocols of ALPN (RFC 7301 3.1).

import { concat } from '../../bytes/hex.ts';
import type { Reader } from '../../bytes/reader.ts';
import type { Writer } from '../../bytes/writer.ts';
import { NAME_TYPES, nameTypeName, STATUS_TYPES, statusTypeName } from '../codePoints/parameters.ts';
import {
  atLeastOne,
  checkRead,
  checkWrite,
  type OpaqueList,
  readOpaque,
  readOpaques,
  upTo,
  writeOpaque,
  writeOpaques,
} from './opaque.ts';
import type { StatusRequest } from './types.ts';

/** Who speaks: server_name and ALPN have another shape in the answer. */
export type Hello = 'clientHello' | 'serverHello';

/** One host_name. Other name types were never defined, and a second name of one type is forbidden. */
export function readServerName(data: Reader): string {
  return data.vector(2, NAMES, (list) => {
    checkRead(list, NAMES, atLeastOne(2));
    const nameType = list.u8(NAME_TYPE, nameTypeName);
    if (nameType !== NAME_TYPES.host_name) list.fail(NAME_TYPE, `name type ${nameType}, host_name (0) wanted`);
    const bytes = readOpaque(list, 2, NAME, atLeastOne(2), latin1);
    if (bytes.some((byte) => byte <= 0x20 || byte > 0x7e)) list.fail(NAME, 'not a host name in ASCII');
    return latin1(bytes);
  });
}

export function writeServerName(writer: Writer, name: string): void {
  writer.vector(2, NAMES, () => {
    writer.u8(NAME_TYPES.host_name, NAME_TYPE, nameTypeName(NAME_TYPES.host_name));
    writeOpaque(writer, 2, fromLatin1(name), NAME, atLeastOne(2), latin1);
  });
}

export function readStatusRequest(data: Reader): StatusRequest {
  const code = data.u8(STATUS_TYPE, statusTypeName);
  if (code !== STATUS_TYPES.ocsp) {
    const rest = data.remaining > 0 ? data.rest('extension.data.bytes') : new Uint8Array(0);
    return { type: 'other', code, data: rest };
  }
  const responders = readOpaques(data, RESPONDERS);
  return { type: 'ocsp', responders, extensions: readOpaque(data, 2, REQUEST_EXTENSIONS, upTo(2)) };
}

export function writeStatusRequest(writer: Writer, request: StatusRequest): void {
  if (request.type === 'other') {
    writer.u8(request.code, STATUS_TYPE, statusTypeName(request.code));
    if (request.data.length > 0) writer.put(request.data, 'extension.data.bytes');
    return;
  }
  writer.u8(STATUS_TYPES.ocsp, STATUS_TYPE, statusTypeName(STATUS_TYPES.ocsp));
  writeOpaques(writer, RESPONDERS, request.responders);
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
      if (hello === 'serverHello' && protocols.length !== 1) list.failWhole(PROTOCOLS, 'a server chooses one protocol');
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

const NAMES = 'extension.server_name.list';
const NAME_TYPE = 'extension.server_name.nameType';
const NAME = 'extension.server_name.name';
const PROTOCOLS = 'extension.application_layer_protocol_negotiation.list';
const PROTOCOL = 'extension.application_layer_protocol_negotiation.protocol';
const STATUS_TYPE = 'extension.status_request.statusType';
const REQUEST_EXTENSIONS = 'extension.status_request.requestExtensions';
const RESPONDERS: OpaqueList = {
  prefix: 2,
  field: 'extension.status_request.responderIds',
  item: 'extension.status_request.responderId',
  itemPrefix: 2,
  itemBounds: atLeastOne(2),
};
