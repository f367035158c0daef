// Styles of the first paint: none that the markup needs comes late, and the order of all of them stays.
import { describe, expect, it } from 'vitest';
import { cutStyles } from './firstStyles.ts';

describe('the styles that come first', () => {
  const markup = '<p class="a b">text</p>';

  it('end with the last rule for a class of the markup', () => {
    expect(cutStyles('.x{top:0}.b:hover{top:1px}.y{top:2px}.z .w{top:3px}', markup)).toEqual({
      first: '.x{top:0}.b:hover{top:1px}',
      rest: '.y{top:2px}.z .w{top:3px}',
    });
  });

  it('hold all rules that name no class, but for motions', () => {
    expect(cutStyles(':root{--c:red}.x{top:0}@media (width>9em){p{top:0}}@keyframes turn{to{top:0}}', markup)).toEqual({
      first: ':root{--c:red}.x{top:0}@media (width>9em){p{top:0}}',
      rest: '@keyframes turn{to{top:0}}',
    });
  });

  it('hold whole blocks, whatever stands in their texts', () => {
    expect(cutStyles('.x:before{content:"}.a{"}@media (width>9em){.x{top:0}.a{top:1px}}.y{top:0}', markup)).toEqual({
      first: '.x:before{content:"}.a{"}@media (width>9em){.x{top:0}.a{top:1px}}',
      rest: '.y{top:0}',
    });
  });

  it('are not those for paper, which stay in their order and come behind all that they stood before', () => {
    expect(
      cutStyles('p{top:0}@media print{.a{top:1px}}.a{top:2px}@media print{p{top:3px}}.x{top:4px}', markup),
    ).toEqual({
      first: 'p{top:0}.a{top:2px}',
      rest: '@media print{.a{top:1px}}@media print{p{top:3px}}.x{top:4px}',
    });
  });

  it('are all where nothing comes late', () => {
    expect(cutStyles('.x{top:0}\n.a{top:.5px}', markup)).toEqual({ first: '.x{top:0}\n.a{top:.5px}', rest: '' });
  });

  it('do not wait for a comment at the end', () => {
    expect(cutStyles('.a{top:0}.x{top:0}\n/* .a */', markup).rest).toBe('.x{top:0}\n/* .a */');
  });
});
