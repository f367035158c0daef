// The command line: the same engine without a page.
import { complain, run } from './run.ts';

// A reader that closes early (`| head`) is not an error of ours. Who has read a server's port wants the server, though.
const serves = process.argv[2] === 'listen';
let told = false;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (!serves) process.exit(error.code === 'EPIPE' ? 0 : 1);
  if (!told) process.stderr.write('listen: nobody reads the results any more; the server goes on\n');
  told = true;
});
process.stderr.on('error', () => {});
process.on('uncaughtException', (error) => process.exit(complain(error)));

process.exitCode = await run(process.argv.slice(2));
