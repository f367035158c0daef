// Hello extensions: RFC 5246 7.4.1.4, server_name RFC 6066 3, status_request RFC 6066 8, signature_algorithms RFC 5246 7.4.1.4.1,
// extended_master_secret RFC 7627 5.1, renegotiation_info RFC 5746 3.2, ALPN RFC 7301 3.1,
// supported_groups and ec_point_formats RFC 8422 5.1, supported_versions RFC 9846 4.3.1.

import type { Reader } from '../../bytes/reader.ts';
import type { Writer } from '../../bytes/writer.ts';
import { EXTENSIONS, extensionName } from '../codePoints/extensions.ts';
import { groupName } from '../codePoints/groups.ts';
import { byCode, pick } from '../codePoints/names.ts';
import { pointFormatName } from '../codePoints/parameters.ts';
import { schemeName } from '../codePoints/signatureSchemes.ts';
import { versionName } from '../codePoints/versions.ts';
import { type Extensions, readBlock, writeBlock } from './extensionBlock.ts';
import {
  type Hello,
  readProtocols,
  readServerName,
  readStatusRequest,
  writeProtocols,
  writeServerName,
  writeStatusRequest,
} from './extensionData.ts';
import { numberList, readNumbers, readOpaque, upTo, writeNumbers, writeOpaque } from './opaque.ts';
import type { HelloExtension } from './types.ts';

/** Those that the messages of TLS 1.2 have here. */
export const EXTENSION_CODES = pick(EXTENSIONS, [
  'server_name',
  'status_request',
  'supported_groups',
  'ec_point_formats',
  'signature_algorithms',
  'application_layer_protocol_negotiation',
  'extended_master_secret',
  'supported_versions',
  'renegotiation_info',
]) satisfies Record<Exclude<HelloExtension['type'], 'unknown'>, number>;

/** The block is there if bytes are left behind the compression method (RFC 5246 7.4.1.2). */
export const readHelloExtensions = (reader: Reader, hello: Hello): HelloExtension[] =>
  reader.remaining === 0 ? [] : readBlock(reader, `${hello}.extensions`, extensionsOf(hello));

/** Writes nothing at all where there are no extensions. */
export function writeHelloExtensions(writer: Writer, hello: Hello, extensions: readonly HelloExtension[]): void {
  if (extensions.length > 0) writeBlock(writer, `${hello}.extensions`, extensions, extensionsOf(hello));
}

const extensionsOf = (hello: Hello): Extensions<HelloExtension> => ({
  codeOf: (extension) => (extension.type === 'unknown' ? extension.code : EXTENSION_CODES[extension.type]),
  fieldOf,
  read: (data, code) => readData(data, hello, code),
  write: (writer, extension) => writeData(writer, hello, extension),
  shown,
});

function readData(data: Reader, hello: Hello, code: number): HelloExtension {
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

function writeData(writer: Writer, hello: Hello, extension: HelloExtension): void {
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
const SCHEME_LIST = numberList(
  2,
  2,
  'extension.signature_algorithms.list',
  'extension.signature_algorithms.scheme',
  schemeName,
);
const GROUP_LIST = numberList(2, 2, 'extension.supported_groups.list', 'extension.supported_groups.group', groupName);
const FORMAT_LIST = numberList(
  1,
  1,
  'extension.ec_point_formats.list',
  'extension.ec_point_formats.format',
  pointFormatName,
);
const VERSION_LIST = numberList(
  1,
  2,
  'extension.supported_versions.list',
  'extension.supported_versions.version',
  versionName,
);

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

const NAMES = byCode(EXTENSION_CODES);

/** `extension.server_name`, `extension.unknown`, … */
function fieldOf(code: number): string {
  return `extension.${NAMES.get(code) ?? 'unknown'}`;
}

function shown(extension: HelloExtension): string | null {
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
