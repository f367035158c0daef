// Places in a recording: the first failure, and keys that stay when the recording changes.
import { describe, expect, it } from 'vitest';
import { fakeRecording } from './fakeRecording.testing.ts';
import { firstFailure, keepPlace, stepOfKey } from './place.ts';

describe('the first failure', () => {
  it('is the first step that ends badly', () => {
    expect(firstFailure(fakeRecording({}, ['a', 'b', 'c!', 'd!']))).toBe(3);
  });
  it('does not exist in an honest run', () => {
    expect(firstFailure(fakeRecording({}, ['a', 'b']))).toBeNull();
  });
});

describe('keeping the place', () => {
  it('goes to the first step where the recordings have nothing in common', () => {
    expect(keepPlace(fakeRecording({}, ['a', 'b']), 2, fakeRecording({}, ['x', 'y']))).toBe(1);
  });
  it('never goes to a later step of the old recording', () => {
    expect(keepPlace(fakeRecording({}, ['a', 'b', 'c']), 2, fakeRecording({}, ['a', 'c']))).toBe(1);
  });
});

describe('a key', () => {
  it('names at most one step', () => {
    const recording = fakeRecording({}, ['a', 'b']);
    expect(stepOfKey(recording, 'b')).toBe(2);
    expect(stepOfKey(recording, 'z')).toBeNull();
  });
});
