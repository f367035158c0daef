import { describe, expect, it } from 'vitest';
import { inBrief } from './brief.ts';

const long = (letters: number): string => `${'x'.repeat(letters - 1)}.`;

describe('what is said of a step at once', () => {
  it('is two sentences, and the others wait', () => {
    const three = [`One ${long(60)}`, `Two ${long(60)}`, `Three ${long(60)}`];
    expect(inBrief(three.join(' '))).toEqual({ first: `${three[0]} ${three[1]}`, rest: three[2] });
  });

  it('is one sentence, where two would be long', () => {
    const two = [`One ${long(120)}`, `Two ${long(120)}`];
    expect(inBrief(two.join(' '))).toEqual({ first: two[0], rest: two[1] });
  });

  it('is all of a short text, and of one sentence', () => {
    for (const text of ['', 'It is. So. And so.', `One ${long(400)}`])
      expect(inBrief(text)).toEqual({ first: text, rest: '' });
  });

  it('ends with a sentence: no number, name or question inside of one ends it', () => {
    const text = `TLS 1.2 and api.bank.test: is RFC 5280 4.2.1.9 right, or OCSP? ${long(90)} “So it is.” ${long(90)}`;
    const { first, rest } = inBrief(`${text} Last ${long(90)}`);
    expect(`${first} ${rest}`).toBe(`${text} Last ${long(90)}`);
    expect(first).toMatch(/[.?!]$/);
    expect(rest).toMatch(/^(“|[A-Z])/);
  });

  it('loses no letter', () => {
    const text = `Many think so (in 2024). In fact ${long(70)} ‘No.’ Then ${long(80)} And ${long(40)}`;
    const { first, rest } = inBrief(text);
    expect(`${first} ${rest}`).toBe(text);
  });
});
