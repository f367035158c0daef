// The missions have words, in the house style.
import { describe, expect, it } from 'vitest';
import { MISSIONS } from '../exercises/missions/list.ts';
import { CONCEPTS, MISSION_IDS } from '../exercises/missions/mission.ts';
import { CONCEPT_WORDS, MISSION_CONTROL_WORDS, MISSION_GROUP_WORDS, MISSION_WORDS } from './missions.ts';
import { plainProblems, styleProblems } from './style.ts';

describe('The missions', () => {
  it('are numbered by their places, and each has a concept of its own', () => {
    expect(MISSIONS.map(({ id }) => id)).toEqual([...MISSION_IDS]);
    expect(MISSIONS.map(({ concept }) => concept)).toEqual([...CONCEPTS]);
  });

  it.each(MISSIONS)('have a title and a goal in the house style: $id', ({ id }) => {
    const { title, goal } = MISSION_WORDS[id];
    expect([...styleProblems('title', title), ...styleProblems('sentence', goal), ...plainProblems(goal)]).toEqual([]);
  });

  it('have labels for concepts, groups and controls', () => {
    for (const words of [CONCEPT_WORDS, MISSION_GROUP_WORDS, MISSION_CONTROL_WORDS]) {
      const texts = Object.values(words);
      expect(texts.flatMap((text) => styleProblems('title', text))).toEqual([]);
      expect(new Set(texts).size).toBe(texts.length);
    }
  });
});
