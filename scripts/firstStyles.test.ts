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
    expect(cutStyles(':root{--c:red}.x{top:0}@media print{p{top:0}}@keyframes turn{to{top:0}}', markup)).toEqual({
      first: ':root{--c:red}.x{top:0}@media print{p{top:0}}',
      rest: '@keyframes turn{to{top:0}}',
    });
  });

  it('hold whole blocks, whatever stands in their texts', () => {
    expect(cutStyles('.x:before{content:"}.a{"}@media print{.x{top:0}.a{top:1px}}.y{top:0}', markup)).toEqual({
      first: '.x:before{content:"}.a{"}@media print{.x{top:0}.a{top:1px}}',
      rest: '.y{top:0}',
    });
  });

  it('are all where nothing comes late', () => {
    expect(cutStyles('.x{top:0}\n.a{top:.5px}', markup)).toEqual({ first: '.x{top:0}\n.a{top:.5px}', rest: '' });
  });

  it('do not wait for a comment at the end', () => {
    expect(cutStyles('.a{top:0}.x{top:0}\n/* .a */', markup).rest).toBe('.x{top:0}\n/* .a */');
  });
});
