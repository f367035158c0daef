import { describe, expect, it } from 'vitest';
import { akiOf, caExtensions, cn, issueTo, leafExtensions, makeBank, type Party, skiOf } from '../bank.testing.ts';
import { buildPaths, MAX_PATH_LENGTH, MAX_SEARCH_STEPS } from './build.ts';
import { MAX_CANDIDATES } from './validate.ts';

const { root, issuing, server } = makeBank();
const build = (presented: readonly Party[], anchors: readonly Party[]) => {
  const paths = buildPaths({
    presented: presented.map(({ certificate }) => certificate),
    anchors: anchors.map(({ certificate }) => certificate),
  });
  return [...paths].map(
    ({ certificates, end }) => `${certificates.map((c) => c.subject.rdns.at(-1)?.[0]?.value).join(' < ')} ${end}`,
  );
};
const honest = 'api.bank.test < Issuing < Root anchor';

describe('a path (RFC 5280 6.1)', () => {
  it('leads from the leaf to an anchor, in whichever order the rest was presented', () => {
    const stranger = issueTo(cn('Stranger'), 'rogueRoot', null, caExtensions(null));
    expect(build([server, issuing], [root])).toEqual([honest]);
    expect(build([server, root, stranger, issuing], [stranger, root])).toEqual([honest]);
    expect(build([server, issuing, issuing, server], [root, root])).toEqual([honest]);
  });

  it('ends at the first certificate that is trusted, self-signed or not', () => {
    expect(build([server, issuing], [issuing, root])).toEqual(['api.bank.test < Issuing anchor']);
    expect(build([server], [server])).toEqual(['api.bank.test anchor']);
  });

  it('ends where nobody knows the issuer', () => {
    expect(build([server], [root])).toEqual(['api.bank.test noIssuer']);
    expect(build([server, issuing], [])).toEqual(['api.bank.test < Issuing noIssuer']);
  });

  it('ends at a self-signed certificate that nobody trusts', () => {
    expect(build([server, issuing, root], [])).toEqual(['api.bank.test < Issuing < Root selfSigned']);
    const own = issueTo(cn('own'), 'server', null, leafExtensions('serverAuth', ['own']));
    expect(build([own], [root])).toEqual(['own selfSigned']);
  });

  it('tries issuers whose key identifier matches first, and all others by name after them', () => {
    const older = issueTo(cn('Root'), 'rogueRoot', null, [...caExtensions(null), skiOf('rogueRoot')]);
    const paths = buildPaths({
      presented: [server.certificate, issuing.certificate],
      anchors: [older.certificate, root.certificate],
    });
    const anchors = [...paths].map(({ certificates }) => certificates.at(-1));
    expect(anchors).toEqual([root.certificate, older.certificate]);
  });

  it('goes through a self-issued certificate with which a CA changes its key (RFC 5280 3.2)', () => {
    const rollover = issueTo(cn('Root'), 'rogueRoot', root, [...caExtensions(null), skiOf('rogueRoot'), akiOf(root)]);
    const leaf = issueTo(cn('leaf'), 'server', rollover, [akiOf(rollover)]);
    expect(build([leaf, rollover], [root])[0]).toBe('leaf < Root < Root anchor');
    const bare = issueTo(cn('Root'), 'rogueRoot', root, caExtensions(null));
    expect(build([issueTo(cn('leaf'), 'server', bare, []), bare], [root])).toContain('leaf < Root < Root anchor');
  });

  it('does not run in circles', () => {
    const a = issueTo(cn('A'), 'rogueRoot', null, caExtensions(null));
    const b = issueTo(cn('B'), 'rogueIssuing', a, caExtensions(null));
    const aByB = issueTo(cn('A'), 'rogueRoot', b, caExtensions(null));
    expect(build([issueTo(cn('leaf'), 'server', aByB, []), aByB, b], [])).toEqual(['leaf < A < B noIssuer']);
  });

  it('is given up when the work exceeds a bound', () => {
    // Twelve CAs, each of which certified each of the others: paths without number.
    const names = Array.from({ length: 12 }, (_, i) => cn(`CA ${i}`));
    const anyCa = issueTo(cn('x'), 'rogueRoot', null, []);
    const all = names.flatMap((subject) =>
      names
        .filter((issuer) => issuer !== subject)
        .map((issuer) => issueTo(subject, 'rogueRoot', issueTo(issuer, 'rogueRoot', null, []), [])),
    );
    const leaf = issueTo(cn('leaf'), 'server', issueTo(names[0] ?? [], 'rogueRoot', null, []), []);
    let paths = 0;
    for (const { end, certificates } of buildPaths({
      presented: [leaf, ...all, anyCa].map(({ certificate }) => certificate),
      anchors: [],
    })) {
      paths++;
      expect(['bound', 'noIssuer']).toContain(end);
      expect(certificates.length).toBeLessThanOrEqual(MAX_PATH_LENGTH);
    }
    expect(paths).toBeLessThan(20 * MAX_SEARCH_STEPS);
  });

  it('costs as much again for twice as many certificates of the same name', () => {
    const workFor = (count: number): number => {
      let work = 0;
      const counted = Array.from({ length: count }, (_, i) => {
        const der = issuing.certificate.der.slice();
        new DataView(der.buffer).setUint32(der.length - 4, i);
        return new Proxy(
          { ...issuing.certificate, der },
          {
            get: (target, property, receiver) => {
              work++;
              return Reflect.get(target, property, receiver) as unknown;
            },
          },
        );
      });
      let paths = 0;
      for (const _path of buildPaths(
        { presented: [server.certificate, ...counted], anchors: [root.certificate] },
        () => false,
      )) {
        if (++paths === MAX_CANDIDATES) break;
      }
      return work;
    };
    const [once, twice] = [workFor(400), workFor(800)];
    expect(once).toBeGreaterThan(400);
    expect(twice / once).toBeLessThan(2.2);
  });

  it('needs a leaf', () => {
    expect(() => [...buildPaths({ presented: [], anchors: [] })]).toThrow(RangeError);
  });
});
