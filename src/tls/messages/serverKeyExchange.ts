// ServerKeyExchange of ECDHE, RFC 8422 5.4: the server's public share, and its signature over it and both randoms.

import { concat } from '../../bytes/hex.ts';
import type { Reader } from '../../bytes/reader.ts';
import type { Writer } from '../../bytes/writer.ts';
import { groupName } from '../codePoints/groups.ts';
import { CURVE_TYPES, curveTypeName } from '../codePoints/parameters.ts';
import { schemeName } from '../codePoints/signatureSchemes.ts';
import { atLeastOne, readOpaque, upTo, writeOpaque } from './opaque.ts';
import type { ServerKeyExchange } from './types.ts';

export function readServerKeyExchange(reader: Reader): ServerKeyExchange {
  const curveType = reader.u8('serverKeyExchange.curveType', curveTypeName);
  if (curveType !== CURVE_TYPES.named_curve) {
    reader.fail('serverKeyExchange.curveType', `curve type ${curveType}, named_curve (3) wanted`);
  }
  return {
    type: 'ServerKeyExchange',
    group: reader.u16('serverKeyExchange.namedCurve', groupName),
    point: readOpaque(reader, 1, 'serverKeyExchange.point', atLeastOne(1)),
    scheme: reader.u16('serverKeyExchange.algorithm', schemeName),
    signature: readOpaque(reader, 2, 'serverKeyExchange.signature', upTo(2)),
  };
}

export function writeServerKeyExchange(writer: Writer, message: ServerKeyExchange): void {
  const { group, point, scheme, signature } = message;
  writer.u8(CURVE_TYPES.named_curve, 'serverKeyExchange.curveType', curveTypeName(CURVE_TYPES.named_curve));
  writer.u16(group, 'serverKeyExchange.namedCurve', groupName(group));
  writeOpaque(writer, 1, point, 'serverKeyExchange.point', atLeastOne(1));
  writer.u16(scheme, 'serverKeyExchange.algorithm', schemeName(scheme));
  writeOpaque(writer, 2, signature, 'serverKeyExchange.signature', upTo(2));
}

/** ServerECDHParams: the part that is signed. */
export const shareParameters = (group: number, point: Uint8Array): Uint8Array =>
  concat(Uint8Array.of(CURVE_TYPES.named_curve, group >> 8, group & 255, point.length), point);
