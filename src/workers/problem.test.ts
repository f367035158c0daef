// What is said of an error of the worker.
import { expect, it } from 'vitest';
import { errorText } from './problem.ts';

it.each([
  ['the worker was silent for 30 seconds', 'The worker was silent for 30 seconds.'],
  ['Nothing is left.', 'Nothing is left.'],
])('A cause is read as a sentence: %s', (message, text) => {
  expect(errorText(message)).toBe(text);
});

it('Whatever the browser calls a file that could not be had, one reads the same advice', () => {
  const said = [
    'Failed to fetch dynamically imported module: ./a.js',
    'Importing a module script failed.',
    'NetworkError',
  ];
  expect(new Set(said.map(errorText)).size).toBe(1);
  expect(errorText('Load failed')).toMatch(/^A file of this page could not be loaded\. /);
});
