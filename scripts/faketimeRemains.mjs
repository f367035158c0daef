// faketime names what its processes share by its process' number. Of one that was ended from outside it stays behind, and the
// next process of that number does not start: "sem_open: File exists".
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const SHARED = '/dev/shm';

/** Takes away what is left of processes that are gone. Elsewhere than on Linux there is nothing to do. */
export function removeFaketimeRemains() {
  if (!existsSync(SHARED) || !existsSync('/proc/self')) return;
  for (const name of readdirSync(SHARED)) {
    const process = /^(?:sem\.)?faketime_(?:sem|shm)_(\d+)$/.exec(name)?.[1];
    if (process !== undefined && !existsSync(join('/proc', process))) rmSync(join(SHARED, name), { force: true });
  }
}
