// `npm start [-- --port N]`: installs, builds and serves the page; the address is the last line printed.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Complaint, ensureBuilt, ensureInstalled, root, runMain } from './prepare.mjs';
import { serve } from './serve.mjs';

const firstPort = 4173;
const portsToTry = 50;

await runMain(async () => {
  const port = readPort();
  ensureInstalled();
  ensureBuilt();
  const address = await listen(port);
  console.log('Handshake Lab is served until you press Ctrl+C. Open:');
  console.log(address);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0));
});

/** The port that the user wants, or null. */
function readPort() {
  let text;
  try {
    text = parseArgs({ options: { port: { type: 'string' } } }).values.port;
  } catch (error) {
    throw new Complaint(`${error.message.split('. ')[0]}. Usage: npm start [-- --port N]`);
  }
  if (text === undefined) return null;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65535) return port;
  throw new Complaint(`--port takes a number from 1 to 65535, not "${text}".`);
}

async function listen(wanted) {
  const candidates = wanted === null ? Array.from({ length: portsToTry }, (_, index) => firstPort + index) : [wanted];
  for (const port of candidates) {
    try {
      return (await serve({ directory: join(root, 'dist'), port })).address;
    } catch (error) {
      const taken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      if (!taken) throw new Complaint(`Could not listen on port ${port}: ${error.message}`);
    }
  }
  throw new Complaint(
    wanted === null
      ? `Ports ${firstPort} to ${firstPort + portsToTry - 1} are all taken; choose one with: npm start -- --port N`
      : `Port ${wanted} is taken or not allowed; choose another one, or none to get the next free one.`,
  );
}
