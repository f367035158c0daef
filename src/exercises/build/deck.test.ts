import { describe, expect, it } from 'vitest';
import { toHex } from '../../bytes/hex.ts';
import { registerEcc } from '../../crypto/registerEcc.ts';
import { registerTls13 } from '../../lab/run/capabilities.ts';
import { runScenario } from '../../lab/run/run.ts';
import { MODES, PROTOCOLS } from '../../lab/scenario/scenario.ts';
import * as tls13 from '../../tls/tls13/index.ts';
import { buildDeck, FOREIGN_CARDS } from './deck.ts';
import { buildScenario, momentsOf } from './moments.ts';
import { shuffled } from './shuffle.ts';

registerEcc();
registerTls13(tls13);

/** RFC 5246 7.3 figure 1, RFC 8422 2 figure 1, RFC 9846 2 figure 1; `*` where only mutual has it. */
const FLOWS = {
  'tls1.2-rsa':
    'client:ClientHello server:ServerHello server:Certificate *server:CertificateRequest server:ServerHelloDone *client:Certificate client:ClientKeyExchange *client:CertificateVerify client:ChangeCipherSpec client:Finished server:ChangeCipherSpec server:Finished',
  'tls1.2-ecdhe':
    'client:ClientHello server:ServerHello server:Certificate server:ServerKeyExchange *server:CertificateRequest server:ServerHelloDone *client:Certificate client:ClientKeyExchange *client:CertificateVerify client:ChangeCipherSpec client:Finished server:ChangeCipherSpec server:Finished',
  'tls1.3':
    'client:ClientHello server:ServerHello server:EncryptedExtensions *server:CertificateRequest server:Certificate server:CertificateVerify server:Finished *client:Certificate *client:CertificateVerify client:Finished',
} as const;
const CASES = PROTOCOLS.flatMap((protocol) =>
  MODES.map((mode) => ({ protocol, mode, deck: buildDeck(mode, protocol, 1) })),
);

describe.each(CASES)('The deck of $protocol in $mode mode', ({ protocol, mode, deck }) => {
  it('has the messages of the standard’s figure in their order, and three that are none of them', () => {
    const flow = FLOWS[protocol]
      .split(' ')
      .flatMap((id) => (id.startsWith('*') ? (mode === 'mutual' ? [id.slice(1)] : []) : [id]));
    expect(deck.order).toEqual(flow);
    expect(deck.cards).toHaveLength(flow.length + FOREIGN_CARDS);
    const foreign = deck.cards.filter((card) => card.foreign !== null);
    expect(foreign).toHaveLength(FOREIGN_CARDS);
    for (const { id, foreign: from } of foreign) {
      expect(flow).not.toContain(id);
      expect(from).not.toBe(protocol);
    }
    expect(new Set(deck.cards.map(({ id }) => id)).size).toBe(deck.cards.length);
  });

  it('has the very bytes that a run of the lab sends', () => {
    const scenario = buildScenario(mode, protocol, 1);
    const sent = runScenario(scenario).events.flatMap((event) =>
      event.kind === 'sent' && event.message.channel === 'tls' ? [event.message.wire] : [],
    );
    const own = momentsOf(scenario).map(({ message }) => toHex(message.wire));
    const end = deck.order.length;
    expect(own.slice(0, end)).toEqual(sent.slice(0, end));
  });

  it('takes one card at each place; a machine that refuses another says unexpected_message (RFC 5246 7.2.2, RFC 9846 6.2)', () => {
    for (const [place, verdicts] of deck.verdicts.entries()) {
      const right = Object.entries(verdicts).filter(([, { kind }]) => kind === 'right');
      expect(right.map(([id]) => id)).toEqual([deck.order[place]]);
      expect(Object.keys(verdicts).sort()).toEqual(deck.cards.map(({ id }) => id).sort());
      for (const [id, verdict] of Object.entries(verdicts)) {
        if (verdict.kind !== 'refused') continue;
        expect(verdict.alert, `${id} at ${place}`).toBe('unexpected_message');
        expect(id.startsWith(verdict.by)).toBe(false);
      }
    }
  });

  it('takes no foreign card anywhere: once the client has begun, its receiver refuses it', () => {
    for (const { id, from } of deck.cards.filter((card) => card.foreign !== null)) {
      for (const [place, verdicts] of deck.verdicts.entries()) {
        // A client that has sent nothing listens to nobody.
        if (place === 0 && from === 'server') expect(verdicts[id]?.kind).toBe('early');
        else expect(verdicts[id]?.kind, `${id} at ${place}`).toBe('refused');
      }
    }
  });

  it('is the same for the same seed, and lies otherwise for another', () => {
    expect(buildDeck(mode, protocol, 1)).toEqual(deck);
    expect(buildDeck(mode, protocol, 2).cards.map(({ id }) => id)).not.toEqual(deck.cards.map(({ id }) => id));
    expect(deck.cards.map(({ id }) => id).filter((id) => deck.order.includes(id))).not.toEqual(deck.order);
  });
});

describe('Shuffling', () => {
  it('loses nothing and brings each item to each place', () => {
    const places = new Map<string, number>();
    for (let seed = 0; seed < 400; seed++) {
      const order = shuffled(['a', 'b', 'c', 'd'], seed);
      expect([...order].sort()).toEqual(['a', 'b', 'c', 'd']);
      for (const [place, item] of order.entries())
        places.set(`${item}${place}`, (places.get(`${item}${place}`) ?? 0) + 1);
    }
    // 100 expected of each of the 16; the seeds are fixed, so this is no game of chance.
    expect(places.size).toBe(16);
    expect(Math.min(...places.values())).toBeGreaterThan(60);
  });
});
