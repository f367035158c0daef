// A TLS client or server of Node: `role=client port=4433 protocol=tls1.3 name=… ca=… [cert=… key=… crl=…]`.
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:tls';

const given = Object.fromEntries(process.argv.slice(2).map((word) => word.split(/=(.*)/s).slice(0, 2)));
const read = (name) => (given[name] === undefined ? undefined : readFileSync(given[name]));
const version = { 'tls1.2': 'TLSv1.2', 'tls1.3': 'TLSv1.3' }[given.protocol];
const options = {
  ca: read('ca'),
  cert: read('cert'),
  key: read('key'),
  crl: read('crl'),
  ...(version && { minVersion: version, maxVersion: version }),
  // It loads no weak key of its own otherwise.
  ...(given.ca === undefined && { ciphers: 'DEFAULT:@SECLEVEL=0' }),
};
const textOf = (error) => `code=${error.code} message=${error.message.trim().split('\n')[0]}`;

if (given.role === 'client') {
  let isDone = false;
  // A weak certificate of its own, too; the server is judged at the usual level when it has none.
  const own = options.cert ? { ciphers: 'DEFAULT:@SECLEVEL=0' } : {};
  const socket = connect({ ...options, ...own, host: '127.0.0.1', port: Number(given.port), servername: given.name });
  socket.on('secureConnect', () => {
    isDone = true;
    console.log(`OK handshake ${socket.getProtocol()}`);
    socket.write(`GET / HTTP/1.0\r\nHost: ${given.name}\r\n\r\n`);
  });
  socket.on('data', (data) => process.stdout.write(data));
  socket.on('error', (error) => {
    console.log(`ERR during ${isDone ? 'after handshake' : 'handshake'}: ${textOf(error)}`);
    process.exitCode = 1;
  });
  socket.on('end', () => console.log('\nEVENT end'));
  socket.on('close', () => process.exit());
} else {
  const server = createServer({
    ...options,
    requestCert: given.ca !== undefined,
    rejectUnauthorized: true,
  });
  const end = () => setTimeout(() => process.exit(), 50);
  server.on('tlsClientError', (error, socket) => {
    console.log(`ERR tlsClientError ${textOf(error)} authorizationError=${socket.authorizationError}`);
    process.exitCode = 1;
    end();
  });
  server.on('secureConnection', (socket) => {
    console.log(`OK handshake ${socket.getProtocol()}`);
    socket.on('error', (error) => {
      console.log(`ERR after handshake: ${textOf(error)}`);
      process.exitCode = 1;
    });
    socket.once('data', () => socket.end('HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nthis is the bank\r\n'));
    socket.on('close', end);
  });
  server.listen(Number(given.port), '127.0.0.1');
}
