import { labContestant } from './labHandshake.ts';
import { forgeContestant } from './forgeHandshake.ts';
import { authority } from './credentials.ts';
const c = authority()();
const run = labContestant(c);
for (let i=0;i<30;i++) run(i);
const t0 = process.cpuUsage().user; 
for (let i=0;i<80;i++) run(100+i);
console.log('ours cpu ms', (process.cpuUsage().user-t0)/80000);
if (!process.argv[2]) { const f = forgeContestant(c); for (let i=0;i<10;i++) f(); const t1=process.cpuUsage().user; for (let i=0;i<20;i++) f(); console.log('forge cpu ms', (process.cpuUsage().user-t1)/20000); }
