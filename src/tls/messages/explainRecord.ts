// Spans for records that nobody annotated: what can be told from the bytes alone, without keys or context.
import { type Span, shiftSpans } from '../../bytes/span.ts';
import { decodeAlert } from '../alertCodes.ts';
import { reassembleHandshake } from '../record/flight.ts';
import { type RawRecord, readRecords } from '../record/record.ts';
import { decodeHandshake } from './handshake.ts';

/**
 * The spans of each record in `wire`, one after the other. A fragment that can be read gives way to its fields; one
 * that can't (it is encrypted, or a part of a message) stays whole. Bytes that are no record get no span.
 */
export function decodeForDisplay(wire: Uint8Array): Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const record of readRecords(wire).records) {
    spans.push(
      ...shiftSpans(
        record.spans.flatMap((span) => explain(record, span)),
        at,
      ),
    );
    at += record.wire.length;
  }
  return spans;
}

function explain(record: RawRecord, span: Span): Span[] {
  const fields = span.field === 'record.fragment' ? fragmentFields(record) : null;
  return fields === null ? [span] : shiftSpans(fields, span.start);
}

function fragmentFields({ type, fragment }: RawRecord): Span[] | null {
  switch (type) {
    case 'change_cipher_spec':
      return fragment.length === 1
        ? [{ field: 'changeCipherSpec.type', start: 0, end: 1, value: String(fragment[0]), children: [] }]
        : null;
    case 'alert': {
      const alert = decodeAlert(fragment);
      return alert.ok ? [...alert.value.spans] : null;
    }
    case 'handshake':
      return handshakeFields(fragment);
    case 'application_data':
      return null;
  }
}

function handshakeFields(fragment: Uint8Array): Span[] | null {
  const taken = reassembleHandshake(fragment);
  if (!taken.ok || taken.value.rest.length > 0) return null;
  const messages: Span[] = [];
  for (const bytes of taken.value.messages) {
    const decoded = decodeHandshake(bytes);
    if (!decoded.ok) return null;
    const start = messages.at(-1)?.end ?? 0;
    const { message, spans } = decoded.value;
    const end = start + bytes.length;
    messages.push({ field: 'handshake', start, end, value: message.type, children: shiftSpans(spans, start) });
  }
  const only = messages[0];
  return messages.length === 1 && only ? [...only.children] : messages;
}
