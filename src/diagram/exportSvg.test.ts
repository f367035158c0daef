import { describe, expect, it } from 'vitest';
import { diagramSvg } from './exportSvg.ts';
import { expiredClient } from './recordings.testing.ts';
import { diagramRows, isFold } from './rows.ts';
import { escapeXml } from './svgText.ts';
import { openElements, textOf } from './wellFormed.ts';

describe('the diagram as an SVG file', () => {
  const recording = expiredClient();

  it('is well-formed XML with or without a cursor', () => {
    for (const cursor of [undefined, 1, 13, recording.steps.length]) {
      expect(openElements(diagramSvg(recording, cursor))).toEqual([]);
    }
  });

  it('shows each label, each number and what never happened', () => {
    const text = textOf(diagramSvg(recording));
    const { phases, ghosts } = diagramRows(recording);
    for (const { title, steps } of phases) {
      expect(text).toContain(escapeXml(title));
      for (const step of steps) {
        if (isFold(step)) throw new Error('a short recording is folded');
        expect(text).toContain(escapeXml(step.body.label));
        expect(text).toContain(String(step.number));
      }
    }
    for (const { body } of ghosts) expect(text).toContain(escapeXml(body.label));
    expect(text).toContain('Not reached');
  });

  it('can be read alone: own size, own background, no style or font from elsewhere', () => {
    const svg = diagramSvg(recording);
    expect(svg).toMatch(/<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="\d+" height="[\d.]+" viewBox="0 0 /);
    expect(svg).not.toMatch(/var\(|href|@import|class=|<style|url\((?!#hatch\))/);
  });

  it('shows the beliefs of the step that it marks', () => {
    expect(textOf(diagramSvg(recording, 5))).toContain('wants api.bank.test');
    expect(textOf(diagramSvg(recording))).toContain('refuses client: expired');
    expect(textOf(diagramSvg(recording, 5))).not.toContain('refuses client: expired');
  });

  it('escapes what comes from the recording', () => {
    const hostile = {
      ...recording,
      prevented: [{ ...recording.prevented[1], details: { line: '<script>&"\u0000' } }] as typeof recording.prevented,
    };
    const svg = diagramSvg(hostile);
    expect(svg).not.toContain('<script>');
    expect(svg).not.toContain('\u0000');
    expect(openElements(svg)).toEqual([]);
  });
});
