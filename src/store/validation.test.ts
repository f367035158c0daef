// The validation's store with a validator that answers when it is told to.
import { describe, expect, it } from 'vitest';
import type { CertificateSummary, InputSummary } from '../pki/intake/intakeSummary.ts';
import type { Judgement, Question } from '../pki/validator/question.ts';
import { createValidationStore } from './validation.ts';
import type { Validator } from './validationState.ts';

const NOW = Date.UTC(2026, 10, 23, 12);
const PLACE = { line: 1, byte: null };

function certificate(subject: string, issuer: string, role: CertificateSummary['role']): CertificateSummary {
  const der = new TextEncoder().encode(`${subject} by ${issuer}`);
  const names = { subject, issuer, subjectKey: subject, issuerKey: issuer };
  const rest = { der, role, notBefore: 0, notAfter: 1, names: [], flaw: null };
  return {
    kind: 'certificate',
    place: PLACE,
    container: 'file',
    fingerprint: `${subject}<${issuer}`,
    ...names,
    ...rest,
  };
}
const root = certificate('root', 'root', 'root');
const issuing = certificate('issuing', 'root', 'intermediate');
const leaf = certificate('leaf', 'issuing', 'leaf');

const refused: Judgement = {
  verdict: 'refused',
  open: [],
  path: [],
  anchored: false,
  checks: [],
  rejected: [],
  notes: [],
};
const text = (der: Uint8Array | undefined): string => new TextDecoder().decode(der);
const settled = () => new Promise((done) => setTimeout(done));

/** `read` gives `items`; every question is kept. */
function setUp(items: InputSummary['items'], problems: InputSummary['problems'] = []) {
  const questions: Question[] = [];
  const validator: Validator = {
    read: async () => ({ items, problems }),
    open: async (_bytes, password) => (password === 'right' ? { items: [leaf], problems: [] } : null),
    validate: async (question) => {
      questions.push(question);
      return refused;
    },
  };
  const labRoot = Uint8Array.of(1, 2, 3);
  const store = createValidationStore({ validator, clock: () => NOW, labRoot: () => labRoot });
  const add = async (trusted = false) => {
    await store.getState().add('input', new Uint8Array(), trusted);
    await settled();
  };
  return { store, questions, add, labRoot, state: () => store.getState() };
}

describe('what is handed over', () => {
  it('adds up, each certificate once, with its source', async () => {
    const { add, state } = setUp([leaf, issuing]);
    await add();
    await add();
    expect(state().entries.map(({ id, source }) => [id, source])).toEqual([
      [leaf.fingerprint, 1],
      [issuing.fingerprint, 1],
    ]);
    expect(state().sources.map(({ certificates, known }) => [certificates, known])).toEqual([
      [2, 0],
      [0, 2],
    ]);
  });

  it('keeps of a private key nothing but its count', async () => {
    const { add, state } = setUp([
      { kind: 'privateKey', place: PLACE, encrypted: false, spki: null, sealed: null, problem: null, format: 'pki' },
      leaf,
    ]);
    await add();
    expect(state().sources[0]?.privateKeys).toBe(1);
    expect(JSON.stringify(state().entries)).not.toContain('privateKey');
  });

  it('can be taken out again, one by one and by source', async () => {
    const { add, state } = setUp([leaf, issuing]);
    await add();
    state().remove(leaf.fingerprint);
    expect(state().entries.map(({ id }) => id)).toEqual([issuing.fingerprint]);
    state().removeSource(1);
    await settled();
    expect([state().entries, state().sources, state().verdict]).toEqual([[], [], null]);
  });

  it('waits for a password, says when it is wrong, and comes in when it is right', async () => {
    const { add, state } = setUp([{ kind: 'pkcs12', place: PLACE, bytes: new Uint8Array(9) }]);
    await add();
    const id = state().locked[0]?.id ?? -1;
    await state().unlock(id, 'wrong');
    expect(state().locked).toMatchObject([{ wrong: true, opening: false }]);
    await state().unlock(id, 'right');
    expect(state().locked).toEqual([]);
    expect(state().entries.map((entry) => entry.id)).toEqual([leaf.fingerprint]);
  });

  it('counts a key once, sealed or opened', async () => {
    const head = { kind: 'privateKey', place: PLACE, encrypted: true, problem: null, format: 'pki' } as const;
    const opened = { ...head, spki: Uint8Array.of(7), sealed: null };
    const validator: Validator = {
      read: async () => ({ items: [{ ...head, spki: null, sealed: Uint8Array.of(9) }], problems: [] }),
      open: async () => ({ items: [opened], problems: [] }),
      validate: async () => refused,
    };
    const state = createValidationStore({ validator, clock: () => NOW, labRoot: () => null }).getState;
    await state().add('input', new Uint8Array(), false);
    await state().unlock(state().locked[0]?.id ?? -1, 'right');
    expect(state().sources[0]).toMatchObject({ privateKeys: 1, parts: [{ kind: 'key', spki: opened.spki }] });
    expect(state().sources[0]?.parts).toHaveLength(1);
  });

  it('tells once whether the digest of a key store fits, when its password came', async () => {
    const sealed = Uint8Array.of(9);
    const key = { kind: 'privateKey', place: PLACE, encrypted: true, problem: null, format: 'pki' } as const;
    const store = (label: string) => ({ kind: 'other', place: PLACE, what: 'javaStore', label }) as const;
    const validator: Validator = {
      read: async () => ({ items: [{ ...key, spki: null, sealed }, store('JKS')], problems: [] }),
      open: async () => ({
        items: [{ ...key, spki: Uint8Array.of(7), sealed: null }, store('JKS fits')],
        problems: [],
      }),
      validate: async () => refused,
    };
    const state = createValidationStore({ validator, clock: () => NOW, labRoot: () => null }).getState;
    await state().add('input', new Uint8Array(), false);
    expect(state().sources[0]?.others).toMatchObject([{ label: 'JKS' }]);
    await state().unlock(state().locked[0]?.id ?? -1, 'right');
    expect(state().sources[0]?.others).toMatchObject([{ label: 'JKS fits' }]);
  });

  it('says why it could not be read', async () => {
    const { store, state } = setUp([]);
    const validator: Validator = {
      read: () => Promise.reject(new Error('too slow')),
      open: async () => null,
      validate: async () => refused,
    };
    const other = createValidationStore({ validator, clock: () => NOW, labRoot: () => null });
    await other.getState().add('input', new Uint8Array(), false);
    expect(other.getState().sources[0]?.failed).toBe('too slow');
    expect([other.getState().reading, store.getState().reading, state().sources]).toEqual([0, 0, []]);
  });
});

describe('the question', () => {
  it('puts the leaf first, whatever the order, and goes by the real clock', async () => {
    const { add, questions } = setUp([root, issuing, leaf]);
    await add();
    expect(text(questions[0]?.certificates[0])).toBe('leaf by issuing');
    expect(questions[0]).toMatchObject({
      now: NOW,
      purpose: 'server',
      name: null,
      anchors: [],
      revocation: 'off',
      isGuess: true,
    });
  });

  it('is about the certificate that was chosen, and no other', async () => {
    const { add, state, questions } = setUp([root, issuing, leaf]);
    await add();
    state().choose(issuing.fingerprint);
    await settled();
    expect(text(questions.at(-1)?.certificates[0])).toBe('issuing by root');
  });

  it('trusts what is said to be trusted: one by one, all that are self-signed, or the lab’s root', async () => {
    const { add, state, questions, labRoot } = setUp([root, issuing, leaf]);
    await add();
    const anchors = async () => {
      await settled();
      return questions.at(-1)?.anchors;
    };
    expect(await anchors()).toEqual([]);
    state().trust(issuing.fingerprint, true);
    expect(await anchors()).toEqual([issuing.der]);
    state().trust(issuing.fingerprint, false);
    expect(questions.at(-1)?.trustSelfSigned).toBe(false);
    state().set({ trustSelfSigned: true, trustLab: true });
    expect(await anchors()).toEqual([labRoot]);
    expect(questions.at(-1)?.trustSelfSigned).toBe(true);
  });

  it('trusts what is added as trust anchors, even if it was there before', async () => {
    const { add, questions } = setUp([root]);
    await add();
    await add(true);
    expect(questions.at(-1)?.anchors).toEqual([root.der]);
  });

  it('asks CRLs as soon as there are some', async () => {
    const crl = { kind: 'crl', place: PLACE, fingerprint: 'crl', der: Uint8Array.of(9), issuer: 'root' } as const;
    const { add, state, questions } = setUp([leaf, { ...crl, thisUpdate: 0, nextUpdate: null, revoked: 0 }]);
    await add();
    expect(questions.at(-1)).toMatchObject({ revocation: 'hard', crls: [crl.der] });
    state().set({ revocation: 'off' });
    await settled();
    expect(questions.at(-1)?.revocation).toBe('off');
  });

  it('asks OCSP responses as well', async () => {
    const ocsp = {
      kind: 'ocsp',
      place: PLACE,
      fingerprint: 'ocsp',
      der: Uint8Array.of(8),
      status: 'successful',
    } as const;
    const { add, state, questions } = setUp([leaf, { ...ocsp, responder: 'CN=x', producedAt: 0, answers: 1 }]);
    await add();
    expect(questions.at(-1)).toMatchObject({ revocation: 'hard', crls: [], ocsp: [ocsp.der] });
    expect(state().sources.map((source) => source.ocsp)).toEqual([1]);
  });

  it('is asked one at a time, and of many changes only the last', async () => {
    const { add, state, questions } = setUp([leaf]);
    await add();
    const before = questions.length;
    for (const name of ['a', 'ap', 'api']) state().set({ name });
    await settled();
    expect(questions.slice(before).map(({ name }) => name)).toEqual([{ dns: 'a' }, { dns: 'api' }]);
    expect(state().validating).toBe(false);
    expect(state().verdict?.question.name).toEqual({ dns: 'api' });
  });
});
