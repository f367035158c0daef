// The validator's tasks: input comes in, what was recognised in it goes out; a question comes in, a judgement goes out.
import { registerEllipticKeys } from '../crypto/ellipticVerifiers.ts';
import { isMlDsaMissed } from '../crypto/registered.ts';
import { openInput, readInput, warmInput } from '../pki/intake/readInput.ts';
import { judge } from '../pki/validator/judgement.ts';
import type { Results, TaskOf } from './protocol.ts';

// Anybody's certificates come here, not only the lab's.
registerEllipticKeys();

type Kind = 'read' | 'open' | 'validate';

export async function runValidatorTask(task: TaskOf<Kind>): Promise<Results[Kind]> {
  const results = await runOnce(task);
  if (!isMlDsaMissed()) return results;
  // Lattices load with the first signature that needs them; then what it was about is done again.
  (await import('../crypto/registerMlDsa.ts')).registerMlDsa();
  return await runOnce(task);
}

async function runOnce(task: TaskOf<Kind>): Promise<Results[Kind]> {
  switch (task.kind) {
    case 'read':
      return await readInput(task.bytes);
    case 'open':
      return await openInput(task.bytes, task.password);
    case 'validate':
      // A long list, which only the web's rules need.
      if (task.question.profile === 'web') (await import('../pki/registerPublicSuffixes.ts')).registerPublicSuffixes();
      return judge(task.question);
  }
}

/** What is needed once something is handed over. */
export const loadReaders = warmInput;
