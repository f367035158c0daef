// The work of the worker, in it or, where none starts, in the page's own thread. What a kind of task needs is loaded with
// the first task of that kind.
import { messageOf } from './problem.ts';
import type { Reply, Results, Task, TaskKind } from './protocol.ts';
import { recordingParts } from './recordingParts.ts';

/** Gives all replies to a task, the last of them its result or its problem. Never rejects. */
export async function answer(task: Task, reply: (reply: Reply) => void): Promise<void> {
  try {
    reply({ result: await resultOf(task, reply) });
  } catch (error) {
    reply({ problem: messageOf(error) });
  }
}

async function resultOf(task: Task, reply: (reply: Reply) => void): Promise<Results[TaskKind]> {
  const began = () => reply({ began: true });
  switch (task.kind) {
    case 'load':
      await (task.what === 'certificates' ? certificates() : validation().then(({ loadReaders }) => loadReaders()));
      return null;
    case 'run': {
      const { runPrepared } = await running();
      const recording = await runPrepared(task.scenario, task.provider, began);
      // Text crosses threads several times faster than a tree of objects.
      const parts = recordingParts(recording);
      parts.forEach((part, i) => {
        reply({ part: JSON.stringify(part), last: i === parts.length - 1 });
      });
      return null;
    }
    case 'export': {
      const { pack } = await packing();
      return pack(task, began);
    }
    case 'deck': {
      const { preparedDeck } = await building();
      return preparedDeck(task.mode, task.protocol, task.seed, began);
    }
    case 'cost': {
      const { keyCost } = await costing();
      return keyCost(task.scenario, task.key, began);
    }
    case 'why':
    case 'whyMaterial':
    case 'measured': {
      const { runWhyTask } = await whying();
      return runWhyTask(task, began);
    }
    case 'failure': {
      const [{ runPrepared }, { firstFailure }] = await Promise.all([running(), import('../store/place.ts')]);
      const recording = await runPrepared(task.scenario, null, began);
      return recording.steps[(firstFailure(recording) ?? 0) - 1]?.key ?? null;
    }
    case 'read':
    case 'open':
    case 'validate': {
      const { runValidatorTask } = await validation();
      began();
      return runValidatorTask(task);
    }
  }
}

const certificates = () => import('../pki/path/validate.ts');
const running = () => import('../lab/run/runPrepared.ts');
const building = () => import('../exercises/build/preparedDeck.ts');
const costing = () => import('../lab/run/keyCost.ts');
const whying = () => import('./whyTasks.ts');
const packing = () => import('./pack.ts');
const validation = () => import('./validatorTasks.ts');
