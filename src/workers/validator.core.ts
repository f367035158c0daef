// The judge’s work, in a worker or without one: input comes in, what was recognised in it goes out; a question comes in, a
// judgement goes out.
import { registerEllipticKeys } from '../crypto/ellipticVerifiers.ts';
import { openInput, readInput, warmInput } from '../pki/intake/readInput.ts';
import { judge } from '../pki/validator/judgement.ts';
import type { ValidatorReply, ValidatorRequest } from './validator.protocol.ts';

// Anybody's certificates come here, not only the lab's.
registerEllipticKeys();

/** Never rejects. */
export function replyTo(request: ValidatorRequest): Promise<ValidatorReply> {
  return answer(request).then(
    (reply): ValidatorReply => ({ id: request.id, ...reply }),
    (error: unknown) => ({ id: request.id, problem: error instanceof Error ? error.message : String(error) }),
  );
}

type Answer = ValidatorReply extends infer R ? (R extends unknown ? Omit<R, 'id'> : never) : never;

async function answer(request: ValidatorRequest): Promise<Answer> {
  switch (request.kind) {
    case 'warm':
      await warmInput();
      return { reading: null };
    case 'read':
      return { reading: await readInput(request.bytes) };
    case 'open':
      return { reading: await openInput(request.bytes, request.password) };
    case 'judge':
      // A long list, which only the web's rules need.
      if (request.question.profile === 'web')
        (await import('../pki/registerPublicSuffixes.ts')).registerPublicSuffixes();
      return { judgement: judge(request.question) };
  }
}
