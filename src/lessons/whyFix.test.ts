// The lines that mend: each fault has its remedy, each program its lines, and what they make is a good mutual handshake: tried
// by OpenSSL, Node and curl, and by Python, Java, nginx, Apache and HAProxy where they are installed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAULTS } from '../lab/faults/catalogue.ts';
import type { StackRole } from '../stacks/row.ts';
import { builtCommandLine } from '../testing/builtCommandLine.ts';
import { someOf } from '../testing/otherDay.ts';
import { isInstalled, type OutsideResult, outsideJudge, runOutside } from '../testing/outside.ts';
import { FIX_PROGRAMS, type FixProgram, fixFor, REMEDIES, REMEDY_OF, type Remedy, snippetOf } from './whyFix.ts';

const ROLES: readonly StackRole[] = ['server', 'client'];
/** What a server and a client can be set: clients ask nobody for a certificate. */
const REMEDIES_OF: Readonly<Record<StackRole, readonly Remedy[]>> = {
  server: REMEDIES,
  client: REMEDIES.filter((remedy) => remedy !== 'client-auth'),
};
const PLAYED = FIX_PROGRAMS.flatMap((program) =>
  ROLES.filter((role) => snippetOf('trust', program, role) !== null).map((role) => [program, role] as const),
);
/** The lines of several remedies; what one has that stood in another is left out. */
function linesOf(program: FixProgram, role: StackRole, ...remedies: readonly Remedy[]): string[] {
  const all: string[] = [];
  for (const remedy of remedies)
    all.push(...(snippetOf(remedy, program, role)?.lines ?? []).filter((line) => !all.includes(line)));
  return all;
}

describe('Every remedy', () => {
  it('of a side has lines for every program that plays it', () => {
    const missing = PLAYED.flatMap(([program, role]) =>
      REMEDIES_OF[role]
        .filter((remedy) => snippetOf(remedy, program, role) === null)
        .map((r) => `${program} ${role} ${r}`),
    );
    expect(missing).toEqual([]);
    expect(PLAYED.filter(([, role]) => role === 'server').map(([program]) => program)).toEqual(
      FIX_PROGRAMS.filter((program) => program !== 'curl'),
    );
  });

  it('that a fault asks for is one that its side can be given', () => {
    const strange = Object.entries(REMEDY_OF).filter(
      ([, { client }]) => client !== null && !REMEDIES_OF.client.includes(client),
    );
    expect(strange).toEqual([]);
  });

  it('names files as pki writes them, with the lines balanced', () => {
    const files =
      /^((root|intermediate|server|client|crl|root-and-lists|server-and-key)\.pem|(server|client)\.key|(trust|server-key|client-key)\.p12)$/;
    for (const [program, role] of PLAYED)
      for (const remedy of REMEDIES_OF[role]) {
        const text = linesOf(program, role, remedy).join('\n');
        for (const [name] of text.matchAll(/[\w-]+\.(pem|key|p12)\b/g))
          expect(name, `${program} ${role}`).toMatch(files);
        for (const [open, close] of [...'(){}[]'].flatMap((sign, at, signs) => (at % 2 ? [] : [[sign, signs[at + 1]]])))
          expect(text.split(open ?? '').length, `${program} ${role} ${remedy} ${open}`).toBe(
            text.split(close ?? '').length,
          );
        expect(text.split('"').length % 2, `${program} ${role} ${remedy} "`).toBe(1);
      }
  });
});

describe('The fix of a fault', () => {
  it('is for a side, and there is one for every fault but those that change bytes on the wire', () => {
    const none = FAULTS.filter(({ id }) => ROLES.every((role) => REMEDY_OF[id][role] === null)).map(({ id }) => id);
    // What a bank has noted of its customers, and what an application behind a proxy believes, are no settings of TLS.
    expect(none.filter((id) => !id.startsWith('wire/'))).toEqual([
      'client/renewed',
      'proxy/header-passed-on',
      'proxy/backend-reachable',
    ]);
    expect(none).toContain('wire/flip-record');
  });

  it('of an unknown client CA is the trust of the server that speaks, in its own words', () => {
    expect(fixFor('client/untrusted-root', 'nginx', 'server')?.lines).toContain('ssl_client_certificate root.pem;');
    expect(fixFor('client/untrusted-root', 'go', 'server')?.lines).toContain('config.ClientCAs = pool');
    expect(fixFor('client/untrusted-root', 'curl', 'client')?.lines.join()).toContain('--cert client.pem');
  });

  it('is none for a program or a part of it that is not known', () => {
    expect(fixFor('client/expired', 'dotnet', 'client')).toBeNull();
    expect(fixFor('client/expired', null, 'client')).toBeNull();
    expect(fixFor('client/none', 'nginx', 'client')).toBeNull();
  });
});

/** `it` where all of these programs are; CI, which does not install them, says in a line that they were not tried. */
function itWith(...names: readonly string[]): typeof it.skip {
  if (names.every(isInstalled)) return it;
  return process.env['CI'] === 'true' ? leftOut : it.skip;
}
const leftOut = (() => {}) as unknown as typeof it.skip;

describe.skipIf(!outsideJudge('openssl'))('With the lines of both sides', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fix-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeAll(() => {
    const made = runOutside('node', [builtCommandLine(), 'pki', '--out', folder, '--mode', 'mutual', '--force']);
    expect(made.status, made.stderr).toBe(0);
    expect(shell('cat server.pem server.key > server-and-key.pem').status).toBe(0);
  }, 60_000);

  const shell = (script: string): OutsideResult => runOutside('sh', ['-c', script], { cwd: folder });
  const put = (name: string, text: string) =>
    writeFileSync(join(folder, name), text.replaceAll('HOST', 'localhost').replaceAll('8443', '0'));
  /** All that is set, each line once. */
  const all = (program: FixProgram, role: StackRole, join = '\n') =>
    linesOf(program, role, ...REMEDIES_OF[role].filter((remedy) => remedy !== 'time')).join(join);

  it('Node talks to Node, and curl to Node, and without a certificate nobody comes in', () => {
    const others = linesOf('node', 'client', 'trust', 'revocation', 'versions', 'names').join('\n');
    const curl = (remedy: Remedy) =>
      JSON.stringify(linesOf('curl', 'client', remedy).at(-1)?.replaceAll('HOST', 'localhost'));
    put(
      'node.mjs',
      `import { execFile } from 'node:child_process';
       import { readFileSync } from 'node:fs';
       import { connect, createServer } from 'node:tls';
       const server = createServer({ ${all('node', 'server', '\n')}
         }, (socket) => {
           socket.on('error', () => {});
           socket.end('HTTP/1.0 200 OK\\r\\n\\r\\n' + socket.getPeerCertificate().subject.CN + '\\n');
         });
       server.on('tlsClientError', (error) => console.log('refused', error.code));
       server.listen(0, '127.0.0.1', async () => {
         const { port } = server.address();
         const ask = (options) => new Promise((done) => {
           const socket = connect({ host: '127.0.0.1', port, ...options });
           let text = '';
           socket.on('data', (data) => { text += data; });
           socket.on('error', (error) => { text += error.code; });
           socket.on('close', () => done(text.split('\\n').join(' ')));
         });
         const run = (line) => new Promise((done) => execFile('sh', ['-c', line.replace(/:\\d+(?=\\/$)/, ':' + port).replace('localhost:0:', 'localhost:' + port + ':') + ' -sS'],
           (error, out, err) => done((error ? 'failed ' : 'got ') + out + err)));
         console.log('with:', await ask({ ${all('node', 'client', '\n')}
         }));
         console.log('without:', await ask({ ${others}
         }));
         console.log('curl with:', await run(${curl('certificate')}));
         console.log('curl without:', await run(${curl('revocation')}));
         console.log('curl by lists:', await run(${curl('revocation')}.replace('https', '--cert client.pem --key client.key https')));
         server.close();
       });`,
    );
    const { stdout, stderr } = runOutside('node', ['node.mjs'], { cwd: folder });
    const said = `${stdout}${stderr}`;
    expect(said).toMatch(/^with: HTTP\/1\.0 200 OK\s+\S/m);
    expect(said).toMatch(/^without: (?!HTTP)/m);
    expect(said).toMatch(/^refused ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE/m);
    if (!outsideJudge('curl')) return;
    expect(said).toMatch(/^curl with: got \S/m);
    expect(said).toMatch(/^curl without: failed/m);
    expect(said).toMatch(/^curl by lists: got \S/m);
  }, 60_000);

  it.each([
    ['certificate', 'client-auth', 'certificate'],
    ['chain', 'trust', 'chain'],
    ['certificate', 'revocation', 'certificate'],
    ['names', 'versions', 'names'],
    ['certificate', 'versions', 'revocation'],
  ] as const)(
    'OpenSSL talks to OpenSSL: %s, then %s at the server, %s at the client',
    (first, second, own) => {
      for (const remedy of [first, second]) {
        const lines = linesOf('openssl', 'server', remedy).join('\n');
        const asks = linesOf('openssl', 'client', own).join('\n');
        const { stdout } = shell(
          `rm -f said.txt
           ${lines.replaceAll('HOST', 'localhost').replace('-accept 8443', '-accept 127.0.0.1:0')} -naccept 1 > said.txt 2>&1 < /dev/null &
           server=$!
           tries=0
           until port=$(sed -n 's/^ACCEPT 127.0.0.1:\\([0-9]*\\)$/\\1/p' said.txt) && [ -n "$port" ]; do
             tries=$((tries + 1)); [ $tries -gt 600 ] && break; sleep 0.1
           done
           run() { ${asks.replaceAll('HOST:8443', '127.0.0.1:$port').replaceAll('HOST', 'localhost')} < /dev/null 2>&1 || echo failed; }
           run; kill $server; wait $server; cat said.txt`,
        );
        const said = stdout.toString();
        expect(said, remedy).toContain('Verify return code: 0 (ok)');
        if (own === 'certificate' || own === 'chain') expect(said, remedy).not.toContain('peer did not return');
      }
    },
    120_000,
  );

  itWith('python3')(
    'Python talks to Python, and without a certificate nobody comes in',
    () => {
      const indented = (text: string) => text.replaceAll('\n', '\n    ');
      const client = (more: readonly Remedy[]) => indented(linesOf('python', 'client', ...more).join('\n'));
      put(
        'both.py',
        `import socket, ssl, threading
${snippetOf('trust', 'python', 'server')?.place ?? ''}
${all('python', 'server')}
listening = socket.create_server(("127.0.0.1", 0))
port = listening.getsockname()[1]
def serve():
    while True:
        connection, _ = listening.accept()
        try:
            with context.wrap_socket(connection, server_side=True) as wrapped:
                wrapped.sendall(b"come in")
        except ssl.SSLError as error:
            print(f"refused {error.reason}\\n", end="", flush=True)
threading.Thread(target=serve, daemon=True).start()
def with_certificate():
    ${indented(snippetOf('trust', 'python', 'client')?.place ?? '')}
    connection = socket.create_connection(("127.0.0.1", port))
    ${client(['certificate', 'trust', 'revocation', 'versions', 'names'])}
    return wrapped.recv(99)
def without():
    ${indented(snippetOf('trust', 'python', 'client')?.place ?? '')}
    connection = socket.create_connection(("127.0.0.1", port))
    ${client(['trust', 'versions', 'names'])}
    return wrapped.recv(99)
print(f"with {with_certificate()}\\n", end="", flush=True)
try:
    print(f"without {without()}\\n", end="", flush=True)
except OSError as error:
    print(f"without {error}\\n", end="", flush=True)
`,
      );
      const said = shell('python3 both.py 2>&1').stdout.toString();
      expect(said).toContain("with b'come in'");
      expect(said).toContain('refused PEER_DID_NOT_RETURN_A_CERTIFICATE');
      expect(said).not.toContain("without b'come in'");
    },
    60_000,
  );

  // Java starts slowly where another day is played: one of the three days is enough.
  const withJava = someOf(['java', 'keytool', 'javac']).includes('java') ? itWith('java', 'keytool', 'javac') : leftOut;
  withJava(
    'Java talks to Java',
    () => {
      const commands = (role: StackRole) =>
        linesOf('java', role, 'trust', 'certificate').filter((line) => !line.startsWith('java '));
      const options = (role: StackRole) =>
        linesOf('java', role, 'trust', 'certificate')
          .filter((line) => line.startsWith('java '))
          .map((line) => line.replace(/^java | …$/g, ''));
      const code = (role: StackRole, ...remedies: readonly Remedy[]) =>
        linesOf('java', role, ...remedies)
          .filter((line) => !/^(java|keytool|openssl) /.test(line))
          .join('\n');
      put(
        'Both.java',
        `import java.io.*; import java.security.*; import java.security.cert.*; import java.util.*; import javax.net.ssl.*;
       public class Both {
         static SSLContext contextOf(boolean checks) throws Exception {
           if (!checks) return SSLContext.getDefault();
           var trustStore = KeyStore.getInstance(new File("trust.p12"), "changeit".toCharArray());
           var keyStore = KeyStore.getInstance(new File("server-key.p12"), "changeit".toCharArray());
           var trustManagerFactory = TrustManagerFactory.getInstance("PKIX");
           ${code('server', 'revocation')}
           var keys = KeyManagerFactory.getInstance("PKIX");
           keys.init(keyStore, "changeit".toCharArray());
           var context = SSLContext.getInstance("TLS");
           context.init(keys.getKeyManagers(), trustManagerFactory.getTrustManagers(), null);
           return context;
         }
         public static void main(String[] args) throws Exception {
           if (args[0].equals("server")) {
             var socket = (SSLServerSocket) contextOf(true).getServerSocketFactory().createServerSocket(0);
             ${code('server', 'client-auth', 'versions')}
             System.out.println("port " + socket.getLocalPort());
             try (var peer = (SSLSocket) socket.accept()) {
               peer.startHandshake();
               System.out.println("client " + peer.getSession().getPeerPrincipal());
               peer.getOutputStream().write('!');
             }
           } else {
             var socket = (SSLSocket) SSLSocketFactory.getDefault().createSocket("127.0.0.1", Integer.parseInt(args[1]));
             ${code('client', 'names', 'versions')}
             socket.startHandshake();
             System.out.println("read " + socket.getInputStream().read());
           }
         }
       }`,
      );
      const said = shell(
        `{ ${[...new Set([...commands('server'), ...commands('client')])].join(' && ')} && javac Both.java; } 2>&1 || exit
       java ${options('server').join(' ')} Both server > java.txt 2>&1 &
       tries=0
       until port=$(sed -n 's/^port //p' java.txt) && [ -n "$port" ]; do tries=$((tries + 1)); [ $tries -gt 600 ] && break; sleep 0.1; done
       java ${options('client').join(' ')} Both client $port 2>&1
       wait; cat java.txt`,
      ).stdout.toString();
      expect(said).toContain(`read ${'!'.charCodeAt(0)}`);
      expect(said).toMatch(/^client CN=|^client .*CN=/m);
    },
    120_000,
  );

  itWith('nginx')('nginx takes its lines', () => {
    put(
      'nginx.conf',
      `pid nginx.pid; error_log stderr; events {} http { access_log off;
       ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${kind};`).join(' ')}
       server { listen 127.0.0.1:18443 ssl;
       ${all('nginx', 'server')}
       } }`,
    );
    const { status, stderr } = shell('nginx -t -p "$PWD" -c "$PWD/nginx.conf"');
    expect(status, stderr).toBe(0);
  });

  itWith('apache2')('Apache takes its lines', () => {
    const modules = process.env['APACHE_MODULES'] ?? '/usr/lib/apache2/modules';
    put(
      'apache.conf',
      `ServerRoot "${folder}"
       LoadModule mpm_event_module ${modules}/mod_mpm_event.so
       LoadModule authz_core_module ${modules}/mod_authz_core.so
       LoadModule ssl_module ${modules}/mod_ssl.so
       Listen 127.0.0.1:18444
       ErrorLog error.log
       PidFile apache.pid
       <VirtualHost *:18444>
       SSLEngine on
       ${all('apache', 'server')}
       </VirtualHost>`,
    );
    const { status, stderr } = shell('apache2 -t -f "$PWD/apache.conf"');
    expect(status, stderr).toBe(0);
  });

  itWith('haproxy')('HAProxy takes its lines', () => {
    for (const remedy of REMEDIES.filter((each) => each !== 'time')) {
      put(
        'haproxy.cfg',
        `defaults
  mode http
  timeout client 1s
  timeout server 1s
  timeout connect 1s
frontend web
  ${linesOf('haproxy', 'server', remedy).join('\n  ').replaceAll(':8443', '127.0.0.1:18445')}
  http-request return status 200
`,
      );
      const { status, stderr } = shell('haproxy -c -f haproxy.cfg');
      expect(status, `${remedy}: ${stderr}`).toBe(0);
    }
  });
});
