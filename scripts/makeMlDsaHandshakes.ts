// `npx tsx scripts/makeMlDsaHandshakes.ts`, under a Node whose OpenSSL is 3.5 or later (Node 24.6): shakes hands with it in
// both roles, with keys of ML-DSA on both sides, and writes what OpenSSL sent to src/testing/knownAnswers/mlDsaHandshakes.json.
// Our side is made of seeds, so that a test can repeat it byte by byte under any Node (src/cli/mlDsaHandshakes.test.ts).
// It also has OpenSSL read our PKCS #12 files, and ends with an error where OpenSSL refuses anything.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSecureContext, createServer, type TLSSocket, connect as tlsConnect } from 'node:tls';
import { concat, toHex, utf8 } from '../src/bytes/hex.ts';
import { digest } from '../src/crypto/hash.ts';
import { prepareAll } from '../src/lab/run/prepare.ts';
import { ML_DSA_KEY_KINDS } from '../src/lab/scenario/choices.ts';
import { LAB_NAMES } from '../src/lab/scenario/names.ts';
import { endpointStream } from '../src/testing/endpointStream.ts';
import { mlDsaPeer, type PeerRole } from '../src/testing/mlDsaPeer.ts';

await prepareAll();
const now = Date.now();
const answers = [];
for (const kind of ML_DSA_KEY_KINDS) {
  for (const role of ['client', 'server'] as const satisfies readonly PeerRole[]) {
    const { bundle, handle } = mlDsaPeer(kind, role, now);
    const file = (name: string): string => String(bundle.files[name]);
    createSecureContext({ pfx: Buffer.from(bundle.files['client.p12'] ?? ''), passphrase: '' });
    const heard: Uint8Array[] = [];
    const ours: Uint8Array[] = [];
    let established = false;
    const end = endpointStream(
      (input) => {
        if (input.kind === 'bytes') heard.push(input.bytes);
        return handle(input);
      },
      (event) => {
        if (event.kind === 'send') ours.push(event.message.wire);
        if (event.kind === 'established') established = true;
        if (event.kind === 'data' && role === 'server') return [{ kind: 'write', data: event.data }, { kind: 'close' }];
        if (event.kind === 'established' && role === 'client') return [{ kind: 'write', data: utf8('ping') }];
        if (event.kind === 'data' && role === 'client') return [{ kind: 'close' }];
        return [];
      },
    );
    const theirs = role === 'client' ? 'server' : 'client';
    const credential = { cert: file(`${theirs}.pem`), key: file(`${theirs}.key`), ca: file('root.pem') };
    const socket = await new Promise<TLSSocket>((resolve, reject) => {
      if (role === 'client') {
        const server = createServer({ requestCert: true, rejectUnauthorized: true, ...credential }, (asked) => {
          asked.on('data', (data: Buffer) => asked.write(data)).on('end', () => resolve(asked));
        });
        server.on('tlsClientError', reject).emit('connection', end.stream);
        end.feed({ kind: 'start' });
      } else {
        const asking = tlsConnect({ socket: end.stream, servername: LAB_NAMES.host, ...credential });
        asking
          .on('secureConnect', () => asking.write('ping'))
          .on('end', () => resolve(asking))
          .on('error', reject);
        asking.resume();
      }
    });
    const cn = socket.getPeerCertificate().subject.CN;
    const ok = established && socket.authorized && cn === (role === 'client' ? 'alice' : LAB_NAMES.host);
    console.log(`${kind}, our ${role}: ${ok ? 'connected' : 'FAILED'}, ${socket.getProtocol()}, saw ${cn}`);
    if (!ok) throw new Error(`${kind}, our ${role}: ${socket.authorizationError}`);
    // One of each role and one of each kind are enough to be repeated: files grow with every signature.
    if (role === 'client' || kind === 'mldsa65')
      answers.push({
        kind,
        role,
        theirs: Buffer.concat(heard).toString('base64'),
        ours: toHex(digest('sha256', concat(...ours))),
      });
  }
}
const by = `OpenSSL ${process.versions.openssl} in Node ${process.version}`;
writeFileSync(
  join(import.meta.dirname, '../src/testing/knownAnswers/mlDsaHandshakes.json'),
  `${JSON.stringify({ by, now, answers }, null, 2)}\n`,
);
console.log(`${answers.length} handshakes with ${by}`);
