// The engine for the page: scenarios go to a worker, and what was run lately is remembered.

import type { ProviderName } from '../crypto/provider.ts';
import type { Recording } from '../lab/recording/recording.ts';
import { type Scenario, scenarioKey } from '../lab/scenario/scenario.ts';
import { loadApplicationWords } from '../lessons/applicationWords.ts';
import { loadTls13Words } from '../lessons/tls13Words.ts';
import type { Engine } from '../store/state.ts';
import type { WorkerClient } from './client.ts';
import { joinParts, type RecordingPart } from './recordingParts.ts';

/** A recording that waits to be read until somebody wants to see it. */
export type LazyRecording = () => Recording;

/** Runs scenarios. What is run may only be wanted later: reading all of it at once would hold up the page. */
export interface ScenarioRunner {
  run(scenario: Scenario): Promise<LazyRecording>;
  /** Starts the worker, and has the part of the engine loaded that other tasks need as well. */
  warm?(): void;
}

/** `prepare` makes a recording so that `run` has it at hand. */
export interface CachingEngine extends Engine {
  prepare(scenario: Scenario): Promise<void>;
  warm(): void;
  forget(): void;
}

/** What the page uses. */
export interface PageEngine extends CachingEngine {
  /** From now on this provider computes what it can; what the other one computed is forgotten. */
  computeWith(provider: ProviderName): void;
}

const opened =
  (recording: Recording): LazyRecording =>
  () =>
    recording;

/** Reads the text when it is opened for the first time. */
function sealed(text: string): LazyRecording {
  let state: { readonly text: string } | { readonly recording: Recording } = { text };
  return () => {
    if ('text' in state) state = { recording: JSON.parse(state.text) as Recording };
    return state.recording;
  };
}

const nextTask = () => new Promise<void>((resume) => setTimeout(resume));

/** `provider` says who computes. */
export function workerEngine({ ask }: WorkerClient, provider: () => ProviderName = () => 'forge'): ScenarioRunner {
  return {
    warm: () => void ask({ kind: 'load', what: 'certificates' }).catch(() => {}),
    run: async (scenario) => {
      const parts: RecordingPart[] = [];
      let alone: LazyRecording | null = null;
      await ask({ kind: 'run', scenario, provider: provider() }, (text, last) => {
        if (parts.length === 0 && last) alone = sealed(text);
        else parts.push(JSON.parse(text) as RecordingPart);
      });
      if (alone !== null) return alone;
      // The last part has been read in this task: what draws all of them has one of its own.
      await nextTask();
      return opened(joinParts(parts));
    },
  };
}

/** The same scenario leaves the same recording: what was run lately is not run again. */
export function cachingEngine(engine: ScenarioRunner, capacity: number, first: Recording | null = null): CachingEngine {
  const known = new Map<string, LazyRecording>();
  const coming = new Map<string, Promise<LazyRecording>>();
  let forgotten = 0;
  const keep = (key: string, recording: LazyRecording) => {
    known.delete(key);
    known.set(key, recording);
    const oldest = known.keys().next().value;
    if (known.size > capacity && oldest !== undefined) known.delete(oldest);
    return recording;
  };
  const get = async (scenario: Scenario): Promise<LazyRecording> => {
    const key = scenarioKey(scenario);
    // Long ones would fill the memory.
    if (scenario.requests > 20) return engine.run(scenario);
    const asked = forgotten;
    const recording = known.get(key) ?? (await ordered(key, scenario));
    return asked === forgotten ? keep(key, recording) : recording;
  };
  /** What was ordered beforehand and is on its way is not ordered again. */
  const ordered = (key: string, scenario: Scenario): Promise<LazyRecording> => {
    const order = coming.get(key) ?? engine.run(scenario).finally(() => coming.delete(key));
    coming.set(key, order);
    return order;
  };
  if (first !== null) keep(scenarioKey(first.scenario), opened(first));
  return {
    run: async (scenario) => (await get(scenario))(),
    atHand: (scenario) => {
      const key = scenarioKey(scenario);
      const recording = known.get(key);
      return recording === undefined ? null : keep(key, recording)();
    },
    prepare: async (scenario) => {
      await get(scenario);
    },
    warm: () => engine.warm?.(),
    forget: () => {
      forgotten += 1;
      known.clear();
      coming.clear();
    },
  };
}

/** Whoever shows a recording of TLS 1.3 needs its words too: they come beside it. */
function withWords(engine: ScenarioRunner): ScenarioRunner {
  return {
    ...engine,
    run: async (scenario) => {
      const [recording] = await Promise.all([
        engine.run(scenario),
        scenario.protocol === 'tls1.3' ? loadTls13Words() : null,
        scenario.mode === 'mutual' ? loadApplicationWords() : null,
      ]);
      return recording;
    },
  };
}

/** The engine as the page uses it; `first` is the recording that came with the page. */
export function pageEngine(client: WorkerClient, first: Recording | null): PageEngine {
  let provider: ProviderName = 'forge';
  const runner = workerEngine(client, () => provider);
  const engine = cachingEngine(withWords(runner), 128, first);
  return {
    ...engine,
    computeWith: (next) => {
      if (next === provider) return;
      provider = next;
      engine.forget();
    },
  };
}
