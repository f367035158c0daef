// Puts the attackers of a plan on the wire, in the order of the plan; by hand comes first.
import type { ClientSetup, ServerSetup } from '../../tls/endpoint.ts';
import type { Plan, WireAttack } from '../plan/plan.ts';
import { WIRE_ATTACKS } from '../plan/plan.ts';
import type { Message } from '../recording/recording.ts';
import { attackerKeyOfKind } from '../scenario/keyKinds.ts';
import type { Tampering } from '../scenario/scenario.ts';
import type { KeyStore } from '../world/authority.ts';
import { type Attacker, inSequence } from './attacker.ts';
import {
  downgrade,
  dropMessage,
  editHello,
  flipCertificateVerify,
  flipRecord,
  tamper,
  truncate,
} from './messageModifications.ts';
import { type MitmConfig, machineInTheMiddle } from './middle.ts';
import { replay } from './replay.ts';

export interface AttackerDeps {
  /** What a machine in the middle plays its parts with. */
  readonly mitmConfig: () => MitmConfig;
  /** What was recorded of the client the day before. */
  readonly yesterday: () => readonly Message[];
  /** How many messages of each name have passed; those of an earlier connection count. */
  readonly seen: Map<string, number>;
}

/** Null where nobody is on the wire. */
export function createAttacker(
  { attacks }: Pick<Plan, 'attacks'>,
  tampering: readonly Tampering[],
  deps: AttackerDeps,
): Attacker | null {
  const attackers = [
    ...(tampering.length > 0 ? [tamper(tampering, deps.seen)] : []),
    ...WIRE_ATTACKS.filter((each) => attacks.includes(each)).map((each) => attackerFor(each, deps)),
  ];
  return attackers.length === 0 ? null : inSequence(attackers);
}

function attackerFor(attack: WireAttack, { mitmConfig: disguise, yesterday }: AttackerDeps): Attacker {
  switch (attack) {
    case 'edit-hello':
      return editHello();
    case 'flip-record':
      return flipRecord();
    case 'flip-certificate-verify':
      return flipCertificateVerify();
    case 'drop-message':
      return dropMessage();
    case 'truncate':
      return truncate();
    case 'replay':
      return replay(yesterday());
    case 'downgrade':
      return downgrade();
    case 'mitm':
      return machineInTheMiddle(disguise());
  }
}

/** The configurations that a machine in the middle copies, with what is its own in place of what it could not get. */
export function mitmConfigOf(
  { client, server }: { readonly client: ClientSetup; readonly server: ServerSetup },
  own: Pick<ServerSetup, 'credential' | 'staple'> & {
    readonly serverRandom: ServerSetup['random'];
    readonly clientRandom: ClientSetup['random'];
    /** Of a server like the bank's; what the bank's seals its tickets with, nobody else has. */
    readonly abilities: Pick<ServerSetup, 'tls13'>;
  },
  plan: Pick<Plan, 'now' | 'client'>,
  keys: KeyStore,
): MitmConfig {
  // Whatever the two behave as, the one between them is nobody's program.
  const { behaviour: _server, ...plainServer } = server;
  const { behaviour: _client, ...plainClient } = client;
  return {
    server: {
      ...plainServer,
      tls13: own.abilities.tls13,
      credential: own.credential,
      staple: own.staple,
      random: own.serverRandom,
      revocation: 'off',
    },
    client: {
      ...plainClient,
      now: plan.now,
      credential: null,
      sendUnlisted: true,
      random: own.clientRandom,
      anchors: server.anchors,
      revocation: 'off',
    },
    key: keys(attackerKeyOfKind(plan.client?.key ?? 'client')),
  };
}
