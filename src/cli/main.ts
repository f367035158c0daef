// The command line: the same engine without a page.
import { complain, run } from './run.ts';

// A reader that closes early (`| head`) is not an error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.on('uncaughtException', (error) => process.exit(complain(error)));

process.exitCode = await run(process.argv.slice(2));
