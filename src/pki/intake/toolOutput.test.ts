// What is taken from the output of openssl s_client beside its certificates.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cn, makeBank } from '../bank.testing.ts';
import { decodeName, encodeName } from '../x509/name.ts';
import { isListed, issuersOf, toolOutputIn } from './toolOutput.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** The lines of OpenSSL 3.0, around what is cut out. */
const REFUSED = `CONNECTED(00000003)
---
Server certificate
---
Acceptable client certificate CA names
O = Bank, CN = Root
C = US, O = "Acme, Inc.", CN = Acme \\C3\\9Cbersee
Client Certificate Types: RSA sign, ECDSA sign
Requested Signature Algorithms: RSA+SHA256:ECDSA+SHA256
---
SSL handshake has read 3021 bytes and written 390 bytes
Verification error: unable to get local issuer certificate
---
    Verify return code: 20 (unable to get local issuer certificate)
---
4017F9F2:error:0A00045C:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required:rec_layer_s3.c:1584:SSL alert number 116
`;

describe('the output of openssl s_client', () => {
  it('tells the alert, the CAs for clients, and what it verified', () => {
    expect(toolOutputIn(bytes(REFUSED))).toEqual({
      alerts: [116],
      clientCas: ['O = Bank, CN = Root', 'C = US, O = "Acme, Inc.", CN = Acme \\C3\\9Cbersee'],
      verified: { code: 20, text: 'unable to get local issuer certificate' },
    });
    expect(toolOutputIn(bytes(REFUSED.replaceAll('\n', '\r\n')))?.clientCas).toHaveLength(2);
  });

  it('tells a server that names no CA from one that asks for no certificate', () => {
    const none = 'No client certificate CA names sent\n';
    expect(toolOutputIn(bytes(`${none}Requested Signature Algorithms: ed25519\n`))?.clientCas).toEqual([]);
    expect(toolOutputIn(bytes(`${none}Client Certificate Types: RSA sign\n`))?.clientCas).toEqual([]);
    // Printed of a server that asks for no certificate, too.
    expect(toolOutputIn(bytes(none))).toBeNull();
    expect(toolOutputIn(bytes('Verify return code: 0 (ok)'))).toEqual({
      alerts: [],
      clientCas: null,
      verified: { code: 0, text: 'ok' },
    });
    expect(toolOutputIn(bytes('-----BEGIN CERTIFICATE-----'))).toBeNull();
  });

  it('finds nothing it can’t bear in whatever text', () => {
    const line = fc.oneof(fc.string(), fc.constantFrom(...REFUSED.split('\n')));
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const output = toolOutputIn(bytes(lines.join('\n')));
        if (output?.clientCas) isListed(output.clientCas, decodeName(encodeName(cn('Root'))));
      }),
    );
  });
});

describe('a name in the list of CAs', () => {
  const name = (spec: Parameters<typeof encodeName>[0]) => decodeName(encodeName(spec));
  const acme = name([
    { type: 'C', value: 'US' },
    { type: 'O', value: 'Acme, Inc.' },
    { type: 'CN', value: 'Acme Übersee' },
  ]);

  it('is found in each way in which OpenSSL prints names', () => {
    const listed = toolOutputIn(bytes(REFUSED))?.clientCas ?? [];
    expect(isListed(listed, acme)).toBe(true);
    expect(isListed(['/C=US/O=Acme, Inc./CN=Acme Übersee'], acme)).toBe(true);
    expect(isListed(['C=US, O=Acme\\, Inc., CN=Acme Übersee'], acme)).toBe(true);
    expect(isListed(['CN=Acme Übersee,O=Acme\\, Inc.,C=US'], acme)).toBe(true);
    expect(isListed(listed, name(cn('Root')))).toBe(true);
    expect(isListed(listed, name(cn('Other')))).toBe(false);
    expect(isListed([], acme)).toBe(false);
  });

  it('may be that of any CA above the certificate', () => {
    const { root, issuing, server } = makeBank();
    const all = [root, issuing, server].map(({ certificate }) => certificate);
    expect(issuersOf(server.certificate, all).map(({ text }) => text)).toEqual([
      'CN=Issuing, O=Bank',
      'CN=Root, O=Bank',
    ]);
  });
});
