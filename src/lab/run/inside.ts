// Inside the bank, where a proxy has ended TLS: what it hands on, what the application makes of it, and somebody who asks the
// application past the proxy (RFC 9440 4).
import { fromHex, fromUtf8, utf8 } from '../../bytes/hex.ts';
import type { Random } from '../../crypto/random.ts';
import { type Certificate, sameCertificate } from '../../pki/x509/certificate.ts';
import { fingerprint } from '../../pki/x509/fingerprint.ts';
import type { World } from '../world/issuance.ts';
import { decide, type Knowing } from './decision.ts';
import { clientCertHeaders, clientInHeaders, handOn, hasSecret } from './frontProxy.ts';
import { balanceRequest } from './httpMessages.ts';
import { decodeHttpRequest, spansOfResponse } from './httpRequest.ts';
import type { RunContext } from './inquiry.ts';

/** 16 bytes that proxy and application share; null where they share none. */
export const proxySecret = (tlsEnds: string, random: (who: string) => Random): Uint8Array | null =>
  tlsEnds === 'proxy-secret' ? random('proxy')('proxy.secret', 16) : null;

/** The request as it leaves the proxy. */
export function passInside(
  context: RunContext,
  request: Uint8Array,
  leaf: Certificate | null,
  { by, first }: Knowing,
): Uint8Array {
  const { recorder, plan, secret } = context;
  const client = leaf && { leaf: leaf.der, above: by === 'ticket' ? [] : issuersOf(context, leaf) };
  const handed = handOn(request, client, { sanitizes: !plan.passesHeadersOn, secret });
  if (first) {
    const { requestLine, removed, passedOn, bytes, spans } = handed;
    const certificates = client ? [client.leaf, ...client.above] : [];
    recorder.operation(
      'server',
      'proxy.handOn',
      { line: requestLine, certificates: certificates.length, removed, passedOn, secret: secret !== null },
      { certificates, body: { bytes, spans } },
    );
  }
  return handed.bytes;
}

/**
 * What the application answers to a request that reaches it, whoever sent it. `proven`: whom TLS has authenticated in truth,
 * which the application cannot know.
 */
export function answerInside(
  context: RunContext,
  request: Uint8Array,
  proven: Certificate | null,
  first: boolean,
): Uint8Array {
  const { recorder, secret } = context;
  const decoded = decodeHttpRequest(request);
  if (!decoded.ok) return refusal('400 Bad Request');
  if (secret !== null) {
    const given = hasSecret(decoded.value, secret);
    if (first) recorder.operation('server', 'application.origin', { given }, { result: given ? 'pass' : 'fail' });
    if (!given) return refusal('403 Forbidden');
  }
  const named = clientInHeaders(decoded.value);
  if (!named.ok) return refusal('400 Bad Request');
  const leaf = named.value?.leaf ?? null;
  const unproven = leaf !== null && (proven === null || !sameCertificate(leaf, proven));
  return decide(context, request, leaf, { by: 'header', first, unproven });
}

/** Somebody in the bank's network writes the header that the proxy would write. For that it takes a certificate, and no key. */
export function askPastProxy(context: RunContext): void {
  const { recorder, plan, world } = context;
  const [account] = world.accounts;
  const wire = balanceRequest(plan.serverName, null, stolenHeader(world));
  const request = decodeHttpRequest(wire);
  const sent = recorder.caMessage({
    from: 'attacker',
    to: 'server',
    channel: 'inside',
    type: 'InsideRequest',
    wire,
    spans: request.ok ? request.value.spans : [],
    certificates: account?.certificate ? [account.certificate.der] : [],
    details: { line: lineOf(wire), headers: request.ok ? request.value.headers.length : 0 },
  });
  recorder.received('server', sent);
  const answer = answerInside(context, wire, null, true);
  const line = lineOf(answer);
  const back = recorder.caMessage({
    from: 'server',
    to: 'attacker',
    channel: 'inside',
    type: 'InsideResponse',
    wire: answer,
    spans: spansOfResponse(answer),
    details: { line },
  });
  recorder.received('attacker', back);
  const served = line.includes(' 200 ');
  recorder.belief('attacker', 'attacker.asks', { customer: account?.customer ?? '', served }, served ? 'pass' : 'fail');
}

/** Client-Cert of a customer whose certificate anybody may have: it was shown to many. */
export function stolenHeader({ accounts: [account] }: World): (readonly [string, string])[] {
  return account?.certificate ? clientCertHeaders({ leaf: account.certificate.der, above: [] }) : [];
}

/**
 * The path that the server has built, without leaf and root. A ticket brings back the leaf alone: who may resume leaves the
 * chain out from the beginning (RFC 9440 3.3).
 */
function issuersOf({ recorder, keepsTicket }: RunContext, leaf: Certificate): Uint8Array[] {
  if (keepsTicket) return [];
  const id = fingerprint(leaf.der);
  const path = recorder.events.findLast(
    (event) =>
      event.kind === 'operation' &&
      event.operation === 'path.validate' &&
      event.actor === 'server' &&
      event.certificates[0] === id,
  );
  const above = path?.kind === 'operation' ? path.certificates.slice(1, -1) : [];
  return above.map((each) => fromHex(recorder.certificates[each]?.der ?? ''));
}

const lineOf = (http: Uint8Array): string => fromUtf8(http).split('\r\n', 1)[0] ?? '';

const refusal = (status: string): Uint8Array =>
  utf8(`HTTP/1.1 ${status}\r\nCache-Control: no-store\r\nContent-Length: 0\r\n\r\n`);
