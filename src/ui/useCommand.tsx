// Commands, for components. The table is `app/commands.ts`; it is handed down here, so that `ui` needs not import `app`.
import { createContext, type ReactNode, use } from 'react';
import { type Lab, useLab, useLabStore } from './useLab.tsx';

/** Of the keys that answer a prediction while it is open. */
export type AnswerCommandId = `answer.${1 | 2 | 3 | 4 | 'nowhere' | 'up' | 'down' | 'submit' | 'skip' | 'continue'}`;

export type CommandId =
  | 'predict'
  | 'present'
  | 'present.next'
  | 'present.back'
  | 'mission.check'
  | 'mission.hint'
  | 'first'
  | 'back'
  | 'playPause'
  | 'next'
  | 'last'
  | 'break'
  | 'mode'
  | 'compare'
  | 'export'
  | 'ca'
  | 'undo'
  | 'redo'
  | 'observer'
  | 'help'
  | 'search'
  | 'close'
  | `tab.${'explain' | 'checks' | 'certificates' | 'bytes' | 'secrets'}`;

export interface Command {
  readonly id: CommandId | AnswerCommandId;
  readonly group: 'player' | 'scenario' | 'inspector' | 'help';
  /** As a button's name and a line of the shortcuts list. */
  readonly label: string;
  /** Values of `KeyboardEvent.key`; `Control+` in front wants Ctrl or, on a Mac, the command key. */
  readonly keys: readonly string[];
  /** Its key works in every place, not in the lab alone. */
  readonly everywhere?: true;
  readonly enabled: (lab: Lab) => boolean;
  readonly run: (lab: Lab) => void;
}

const CommandsContext = createContext<readonly Command[]>([]);

export function CommandsProvider(props: { readonly commands: readonly Command[]; readonly children: ReactNode }) {
  return <CommandsContext value={props.commands}>{props.children}</CommandsContext>;
}

export const useCommands = (): readonly Command[] => use(CommandsContext);

/** One command, ready for a button: `<button disabled={!enabled} onClick={run} title={label}>`. */
export function useCommand(id: CommandId): Omit<Command, 'enabled' | 'run'> & { enabled: boolean; run: () => void } {
  const command = useCommands().find((each) => each.id === id);
  if (command === undefined) throw new Error(`no command ${id}`);
  const store = useLabStore();
  return { ...command, enabled: useLab(command.enabled), run: () => command.run(store.getState()) };
}
