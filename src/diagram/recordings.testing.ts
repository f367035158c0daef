// A small recording made by hand, for tests of the diagram alone: one failure, one tunnel, one visit to the CA.
import type { BeliefDetails, MessageDetails, OperationDetails } from '../lab/recording/details.ts';
import type {
  Actor,
  BeliefId,
  BeliefOf,
  LabEvent,
  Message,
  MessageOf,
  MessageType,
  OperationId,
  OperationOf,
  PhaseId,
  PreventedMessage,
  Recording,
  ResultKind,
  Step,
} from '../lab/recording/recording.ts';
import { DEFAULT_SCENARIO, LAB_NOW } from '../lab/scenario/scenario.ts';
import type { CheckResult } from '../pki/path/result.ts';

type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never;

class Notebook {
  readonly events: LabEvent[] = [];
  readonly steps: Step[] = [];
  private phase: PhaseId = 'issuance';
  private textbook: number | null = null;

  enter(phase: PhaseId, textbook: number | null): void {
    this.phase = phase;
    this.textbook = textbook;
  }

  message<Type extends MessageType>(
    from: Actor,
    to: Actor,
    type: Type,
    bytes: number,
    details: MessageDetails[Type],
    rest: Partial<Pick<Message, 'channel' | 'encrypted' | 'plaintext'>> = {},
  ): void {
    const message: MessageOf<Type> = {
      from,
      to,
      channel: 'tls',
      type,
      wire: '00'.repeat(bytes),
      wireSpans: [],
      encrypted: false,
      plaintext: null,
      plaintextSpans: [],
      sealed: null,
      body: null,
      certificates: [],
      details,
      ...rest,
    };
    this.step('message', { kind: 'sent', actor: from, message: message as Message });
    this.add({ kind: 'received', actor: to, message: this.events.length - 1 });
  }

  operation<Id extends OperationId>(
    actor: Actor,
    operation: Id,
    result: ResultKind,
    subject: Actor | null,
    details: OperationDetails[Id],
    certificates: string[] = [],
  ): number {
    const event: OperationOf<Id> = { kind: 'operation', operation, result, subject, certificates, details };
    return this.step('operation', { actor, ...event } as Unnumbered<LabEvent>);
  }

  check(actor: Actor, operation: number, subject: Actor, check: CheckResult): void {
    this.add({ kind: 'check', actor, operation, subject, check, about: 'bb' });
  }

  belief<Id extends BeliefId>(actor: Actor, belief: Id, result: ResultKind, details: BeliefDetails[Id]): void {
    const event: BeliefOf<Id> = { kind: 'belief', belief, result, details };
    this.add({ actor, ...event } as Unnumbered<LabEvent>);
  }

  private step(kind: Step['kind'], event: Unnumbered<LabEvent>): number {
    const { phase, textbook } = this;
    const number = this.steps.length + 1;
    const id = this.add(event);
    this.steps.push({ number, key: `step-${number}`, kind, event: id, until: id + 1, phase, textbook });
    return id;
  }

  private add(event: Unnumbered<LabEvent>): number {
    const id = this.events.length;
    this.events.push({ ...event, id } as LabEvent);
    const last = this.steps.at(-1);
    if (last !== undefined) this.steps[this.steps.length - 1] = { ...last, until: id + 1 };
    return id;
  }
}

const passed = (check: 'signature.verify' | 'validity.notAfter'): CheckResult => ({
  certificate: 0,
  check,
  result: 'pass',
  reference: 'pkix.6.1.3.a.2',
  evidence: {},
});
const EXPIRED: CheckResult = {
  certificate: 0,
  check: 'validity.notAfter',
  result: 'fail',
  reference: 'pkix.6.1.3.a.2',
  evidence: { notAfter: '2026-03-01T00:00:00Z', now: '2026-11-23T12:00:00Z' },
};
const SEALED = { encrypted: true, plaintext: '00' };
const VALIDATED = { subject: '', anchored: true, passed: 1, failed: 0 };
const PREVENTED: PreventedMessage[] = [
  { from: 'server', to: 'client', type: 'Finished', encrypted: true, details: {} },
  {
    from: 'client',
    to: 'server',
    type: 'ApplicationData',
    encrypted: true,
    details: { line: 'GET /balance HTTP/1.1' },
  },
];

/** Mutual, the client's certificate has expired: the server refuses with an alert. */
export function expiredClient(): Recording {
  const book = new Notebook();
  book.operation('ca', 'ca.create', 'neutral', null, { root: 'CN=Bank Root CA', issuing: 'CN=Bank Issuing CA' }, [
    'aa',
  ]);
  book.belief('ca', 'ca.ready', 'neutral', {});
  book.operation('server', 'key.generate', 'neutral', null, { bits: 2048, algorithm: 'RSA' });
  book.message('server', 'ca', 'CertificationRequest', 712, { subject: 'CN=api.bank.test' }, { channel: 'enrolment' });
  book.message(
    'ca',
    'server',
    'IssuedCertificate',
    1043,
    { subject: 'CN=api.bank.test', serial: '4f2a9c11d0' },
    { channel: 'enrolment' },
  );
  book.operation('client', 'trust.install', 'neutral', 'ca', { root: 'CN=Bank Root CA' }, ['aa']);
  book.belief('client', 'client.idle', 'neutral', { serverName: 'api.bank.test' });
  book.belief('server', 'server.listening', 'neutral', {});
  book.enter('hello', 1);
  book.message('client', 'server', 'ClientHello', 189, { suites: 3, serverName: 'api.bank.test' });
  book.enter('server-proves', 2);
  book.message('server', 'client', 'ServerHello', 81, { version: 'tls1.2', suite: 'TLS_RSA_WITH_AES_128_GCM_SHA256' });
  book.message('server', 'client', 'Certificate', 1842, { count: 2 });
  book.message('server', 'client', 'CertificateRequest', 123, { authorities: 1, authority: 'CN=Bank Root CA' });
  book.message('server', 'client', 'ServerHelloDone', 9, {});
  book.enter('server-proves', 3);
  const path = book.operation('client', 'path.validate', 'pass', 'server', VALIDATED);
  book.check('client', path, 'server', passed('signature.verify'));
  book.check('client', path, 'server', passed('validity.notAfter'));
  book.message('client', 'ca', 'OCSPRequest', 283, { serial: '4f2a9c11d0' }, { channel: 'ocsp' });
  book.message('ca', 'client', 'OCSPResponse', 1571, { status: 'good', serial: '4f2a9c11d0' }, { channel: 'ocsp' });
  book.operation('client', 'certificate.decide', 'pass', 'server', { subject: '', check: '', asked: true });
  book.belief('client', 'client.certificateValid', 'pass', { name: 'api.bank.test', subject: 'api.bank.test' });
  book.enter('client-proves', 4);
  book.message('client', 'server', 'Certificate', 1798, { count: 2 });
  book.message('client', 'server', 'ClientKeyExchange', 267, {});
  book.message('client', 'server', 'CertificateVerify', 269, {});
  book.message('client', 'server', 'Finished', 45, {}, SEALED);
  book.enter('client-proves', 5);
  const refused = book.operation('server', 'path.validate', 'fail', 'client', VALIDATED);
  book.check('server', refused, 'client', EXPIRED);
  book.belief('server', 'server.refused', 'fail', { check: 'validity.notAfter' });
  book.message('server', 'client', 'Alert', 7, { level: 'fatal', description: 'certificate_expired', code: 45 });
  book.belief('client', 'client.told', 'fail', { alert: 'certificate_expired' });

  const failed = (by: 'self' | 'peer') => ({
    state: 'failed' as const,
    error: { code: 'validity.notAfter', alert: 'certificate_expired', by },
  });
  return {
    format: 'handshake-lab-recording',
    version: 1,
    scenario: { ...DEFAULT_SCENARIO, mode: 'mutual', faults: ['client/expired'] },
    now: LAB_NOW,
    events: book.events,
    steps: book.steps,
    prevented: PREVENTED,
    certificates: { aa: { der: '30', subject: 'CN=Bank Root CA', role: 'root' } },
    outcome: { client: failed('peer'), server: failed('self') },
    keyLog: '',
  };
}
