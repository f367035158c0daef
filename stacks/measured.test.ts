// The measured rows can be read, name each cell once, with its day, and hold nothing of the machine that measured them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALERT_CODES, alertName } from '../src/tls/alertCodes.ts';
import { PLAYED } from './faults.ts';
import { normalised } from './normalise.ts';
import { cellKey, readRows } from './row.ts';

const FOLDER = join(import.meta.dirname, 'measured');
const FILES = readdirSync(FOLDER);
const ALERTS: readonly string[] = Object.values(ALERT_CODES).map(alertName);

describe('Measured rows', () => {
  it('are there, a file for each program', () => {
    expect(FILES.length).toBeGreaterThan(10);
    expect(FILES.filter((name) => !/^\w+\.jsonl$/.test(name))).toEqual([]);
  });

  describe.each(FILES)('of %s', (name) => {
    const rows = readRows(readFileSync(join(FOLDER, name), 'utf8'));

    it('name each cell once, a fault that is played, and the day', () => {
      expect(rows.length).toBeGreaterThan(0);
      expect(new Set(rows.map(cellKey)).size).toBe(rows.length);
      const played = PLAYED.map(({ defect, role, protocols }) => ({ defect, role, protocols }));
      const strange = rows.filter(
        (row) =>
          !/^20\d\d-\d\d-\d\d$/.test(row.date ?? '') ||
          !played.some(
            ({ defect, role, protocols }) =>
              defect === row.defect && role === row.role && protocols.includes(row.protocol),
          ),
      );
      expect(strange).toEqual([]);
    });

    it('name alerts of the standards, and none where nobody refused', () => {
      const named = rows.flatMap(({ alertSent }) => alertSent ?? []);
      expect(named.filter((alert) => !ALERTS.includes(alert))).toEqual([]);
      expect(rows.filter(({ refused, alertSent, alertHow }) => !refused && (alertSent ?? alertHow))).toEqual([]);
      expect(rows.filter(({ refused, alertHow }) => refused && alertHow === undefined)).toEqual([]);
    });

    it('accept who has done nothing wrong', () => {
      expect(rows.filter(({ defect, refused }) => defect === 'ok' && refused)).toEqual([]);
    });

    it('hold no path, port, process or time', () => {
      const texts = rows
        .flatMap(({ message, peerMessage }) => [message, peerMessage])
        .filter((text) => text !== undefined);
      expect(texts.filter((text) => normalised(text) !== text)).toEqual([]);
    });
  });
});
