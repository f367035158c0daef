// The editor's plain parts: dates as text, places on the timeline, and edits that say nothing are none.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY } from '../../lab/plan/plan.ts';
import { prepareAll } from '../../lab/run/prepare.ts';
import { runScenario } from '../../lab/run/run.ts';
import { CERTIFICATE_IDS, EARLIEST, LATEST, NO_EDITS } from '../../lab/scenario/edits.ts';
import { DEFAULT_SCENARIO, LAB_NOW, type Scenario, withEdits } from '../../lab/scenario/scenario.ts';
import { planOf } from '../../lab/world/planOf.ts';
import { dateText, parseDate } from './dateText.ts';
import { keyOptions, signatureEdit, signatureName, signatureOptions } from './keyChoice.ts';
import { changeCertificate, type Editable, editables, resetParts, valuesOf } from './model.ts';
import { movedByKey, stretch, timeScale } from './timeScale.ts';

await prepareAll();

describe('a date', () => {
  it('is read again as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: EARLIEST / 1000, max: LATEST / 1000 }), (second) => {
        expect(parseDate(dateText(second * 1000))).toBe(second * 1000);
      }),
    );
  });

  it.each([
    ['2026-11-23', Date.UTC(2026, 10, 23)],
    ['2026-11-23 12:30', Date.UTC(2026, 10, 23, 12, 30)],
    [' 2026-11-23T12:30:05Z ', Date.UTC(2026, 10, 23, 12, 30, 5)],
    ['2024-02-29', Date.UTC(2024, 1, 29)],
  ])('%j is one', (text, ms) => expect(parseDate(text)).toBe(ms));

  it.each(['', 'tomorrow', '2026-02-29', '2026-13-01', '2026-11-23 24:00', '23.11.2026', '2026-11-23 12'])(
    '%j is none',
    (text) => expect(parseDate(text)).toBeNull(),
  );
});

describe('the timeline', () => {
  const domain = stretch('months', [], [LAB_NOW]);

  it('has its ticks on first days of months, in order and on the picture', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 2000 }), fc.integer({ min: 30, max: 100_000 }), (width, days) => {
        const { ticks } = timeScale([LAB_NOW, LAB_NOW + days * DAY], width);
        expect(ticks.length).toBeLessThanOrEqual(Math.max(2, width / 46));
        ticks.forEach(({ x }, i) => {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(width + 1);
          expect(x).toBeGreaterThan(ticks[i - 1]?.x ?? -1);
        });
      }),
    );
  });

  it('shows the clock in its middle, and says of what is not on it on which side it lies', () => {
    const scale = timeScale(domain, 400);
    expect(scale.place(LAB_NOW)).toEqual({ x: 200, beyond: null });
    expect(scale.place(LAB_NOW - 3000 * DAY)).toEqual({ x: 0, beyond: 'before' });
    expect(scale.place(LAB_NOW + 3000 * DAY)).toEqual({ x: 400, beyond: 'after' });
  });

  it('moves by whole days, so that the time of day stays', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End'),
        fc.boolean(),
        fc.integer({ min: -1e9, max: 3e9 }),
        (key, shift, second) => {
          const moved = movedByKey(key, shift, second * 1000, domain) ?? Number.NaN;
          expect(Math.abs((moved - second * 1000) % DAY)).toBe(0);
        },
      ),
    );
    expect(movedByKey('a', false, 0, domain)).toBeNull();
  });
});

describe('an edit', () => {
  const recordingOf = (scenario: Scenario) => runScenario(scenario);
  const base = recordingOf(DEFAULT_SCENARIO);
  const basePlan = planOf(DEFAULT_SCENARIO);
  const serverOf = (scenario: Scenario): Editable => {
    const found = editables(recordingOf(scenario), planOf(scenario), base, basePlan).find(({ id }) => id === 'server');
    if (found === undefined) throw new Error('no certificate of the server');
    return found;
  };
  const honest = serverOf(DEFAULT_SCENARIO);

  it('that says what is so anyway is none', () => {
    const { issuer: _, ...values } = valuesOf(honest.certificate);
    for (const [part, value] of Object.entries(values))
      expect(changeCertificate(NO_EDITS, honest, { [part]: value })).toEqual({});
    expect(
      changeCertificate(NO_EDITS, honest, { signer: 'bank', key: 'server', critical: { keyUsage: true } }),
    ).toEqual({});
  });

  it('that is taken back leaves nothing behind', () => {
    const edits = changeCertificate(NO_EDITS, honest, { hash: 'sha1' });
    expect(edits).toEqual({ certificates: { server: { hash: 'sha1' } } });
    const edited = serverOf(withEdits(DEFAULT_SCENARIO, edits));
    expect(edited.edit).toEqual({ hash: 'sha1' });
    expect(changeCertificate(edits, edited, { hash: 'sha256' })).toEqual({});
    expect(resetParts(edits, edited, ['hash'])).toEqual({});
  });

  it('that asks for the old usage of another kind of key stays, since that key would have another one', () => {
    const edits = changeCertificate(NO_EDITS, honest, { key: 'server.p256' });
    const edited = serverOf(withEdits(DEFAULT_SCENARIO, edits));
    expect(valuesOf(edited.certificate).keyUsage).toEqual(['digitalSignature']);
    const keyUsage = ['digitalSignature', 'keyEncipherment'] as const;
    const asked = changeCertificate(edits, edited, { keyUsage });
    expect(asked).toEqual({ certificates: { server: { key: 'server.p256', keyUsage } } });
    expect(changeCertificate(NO_EDITS, honest, { keyUsage })).toEqual({});
  });

  it('shows in the form what was asked for', () => {
    const edits = changeCertificate(NO_EDITS, honest, {
      subjectAltName: [{ type: 'ip', value: '192.0.2.1' }],
      nameConstraints: {
        permitted: [
          { type: 'ip', value: '10.0.0.0/9' },
          { type: 'directory', value: 'O=a\\, b, C=NL' },
        ],
        excluded: [
          { type: 'dns', value: '' },
          { type: 'uri', value: '.bank.test' },
        ],
      },
      extKeyUsage: ['timeStamping', '2.999.3'],
      hash: 'sha384',
      padding: 'pss',
    });
    const { certificate, edit } = serverOf(withEdits(DEFAULT_SCENARIO, edits));
    expect(valuesOf(certificate)).toMatchObject(edit);
  });
});

describe('what one can choose of keys', () => {
  it.each(CERTIFICATE_IDS)('of %s is each kind, and a short one', (id) => {
    const labels = keyOptions({ id, baseKey: id }, id).map(({ label }) => label);
    expect(labels).toEqual([
      'RSA, 2048 bits',
      'ECDSA on P-256',
      'ECDSA on P-384',
      'Ed25519',
      'RSA, 1024 bits, too short',
    ]);
  });

  it.each(['rsa-pkcs1', 'rsa-pss', 'ecdsa', 'ed25519'] as const)(
    'of signatures by %s is one that it shows',
    (scheme) => {
      for (const { value } of signatureOptions(scheme)) {
        const { hash = 'sha512', padding = 'pkcs1' } = signatureEdit(value);
        const made = padding === 'pss' ? 'rsa-pss' : scheme === 'rsa-pss' ? 'rsa-pkcs1' : scheme;
        expect(signatureName(made, { hash, padding })).toBe(value);
      }
      expect(signatureOptions(scheme)).toHaveLength(scheme === 'ed25519' ? 1 : scheme === 'ecdsa' ? 4 : 8);
    },
  );
});
