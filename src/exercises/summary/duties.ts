// Who checks what, and for whom: known from the settings alone; what of it is done by a step is a fold over the events.
import type { Actor, EventOf, LabEvent, Recording } from '../../lab/recording/recording.ts';
import { isPassedOver } from '../../pki/path/softFail.ts';
import type { Side } from '../../tls/events.ts';
import type { CheckEvent } from '../facts.ts';
import { isOfCertificate, peerOf, stepNumberOf } from './claims.ts';

/**
 * `request`: the CA, that who asks for a certificate holds its key. `path`: a certificate and its path. `status`: its
 * revocation. `key`: possession of its private key. `finished`: that both saw the same handshake. `access`: what the
 * customer may do.
 */
export type DutyId = 'request' | 'path' | 'status' | 'key' | 'finished' | 'access';

/** `open`: not yet. `passedOver`: soft-fail lets it pass. `never`: its moment is over. */
export type DutyState = 'open' | 'done' | 'failed' | 'passedOver' | 'never';

export interface Duty {
  readonly duty: DutyId;
  readonly who: Actor;
  readonly about: Side;
  /** `all`: everybody who trusts the CA. */
  readonly onBehalfOf: Side | 'all';
  readonly state: DutyState;
  /** Where it was done. */
  readonly step: number | null;
}

/** What has happened before event `until` decides; nothing behind it is looked at. */
export function duties(recording: Recording, until: number): readonly Duty[] {
  const { mode, revocation } = recording.scenario;
  const sides: readonly Side[] = mode === 'mutual' ? ['server', 'client'] : ['server'];
  const asks = revocation === 'off' ? [] : (['status'] as const);
  const wanted: readonly Pick<Duty, 'duty' | 'who' | 'about' | 'onBehalfOf'>[] = [
    ...sides.map((about) => ({ duty: 'request', who: 'ca', about, onBehalfOf: 'all' }) as const),
    ...sides.flatMap((about) =>
      (['path', ...asks, 'key', 'finished'] as const).map((duty) => ofVerifier(duty, peerOf(about), about)),
    ),
    ...(mode === 'mutual' ? [] : [ofVerifier('finished', 'server', 'client')]),
    ofVerifier('access', 'server', 'client'),
  ];
  const past = { recording, events: recording.events.slice(0, until), isOver: until >= recording.events.length };
  return wanted.map((duty) => ({ ...duty, ...doneBy(past, duty) }));
}

const ofVerifier = (duty: DutyId, who: Side, about: Side) => ({ duty, who, about, onBehalfOf: who }) as const;

interface Past {
  readonly recording: Recording;
  readonly events: readonly LabEvent[];
  readonly isOver: boolean;
}

type Done = Pick<Duty, 'state' | 'step'>;

function doneBy(past: Past, { duty, who, about }: Pick<Duty, 'duty' | 'who' | 'about'>): Done {
  const { recording, events } = past;
  const operations = events.filter(
    (event): event is EventOf<'operation'> => event.kind === 'operation' && event.actor === who,
  );
  const at = (state: DutyState, { id }: LabEvent): Done => ({ state, step: stepNumberOf(recording, id) });
  const openUntil = (isOver: boolean): Done => ({ state: isOver ? 'never' : 'open', step: null });
  switch (duty) {
    case 'request': {
      const made = operations.find(
        (event) => event.operation === 'ca.checkRequest' && event.subject === about && event.details.outsider !== true,
      );
      // Certificates are issued before anybody connects.
      const hasBegun = events.some((event) => event.kind === 'sent' && event.message.channel === 'tls');
      return made ? at(made.result === 'fail' ? 'failed' : 'done', made) : openUntil(hasBegun || past.isOver);
    }
    case 'access': {
      const decided = operations.find((event) => event.operation === 'application.decide');
      return decided ? at('done', decided) : openUntil(past.isOver);
    }
    default: {
      const made = checksOf(events, duty, who, about);
      const [failed] = made.filter(({ check }) => check.result === 'fail');
      if (failed) return at('failed', failed);
      const passedOver = made.find(({ check }) => isPassedOver(check));
      if (passedOver) return at('passedOver', passedOver);
      const last = made.findLast(({ check }) => check.result === 'pass');
      return last ? at('done', last) : openUntil(past.isOver);
    }
  }
}

const checksOf = (
  events: readonly LabEvent[],
  duty: 'path' | 'status' | 'key' | 'finished',
  who: Actor,
  about: Side,
): CheckEvent[] =>
  events.filter(
    (event): event is CheckEvent =>
      event.kind === 'check' && event.actor === who && event.subject === about && dutyOf(event) === duty,
  );

function dutyOf({ check: { check } }: CheckEvent): DutyId | null {
  if (check === 'possession') return 'key';
  if (check === 'finished.verify') return 'finished';
  if (check.startsWith('revocation.')) return 'status';
  return isOfCertificate(check) ? 'path' : null;
}
