// The id of every fault. Links, files and the command line name faults by them, so an id stays for ever. It begins with the
// side that is broken. What a fault changes is in `lab/faults`, what is said of it in `lessons/faults`: both are keyed by
// these ids, and the compiler names what a new one lacks.

export type ServerFaultId =
  | 'server/expired'
  | 'server/not-yet-valid'
  | 'server/wrong-host'
  | 'server/no-san'
  | 'server/wildcard-too-deep'
  | 'server/nul-in-name'
  | 'server/self-signed'
  | 'server/untrusted-root'
  | 'server/missing-intermediate'
  | 'server/reversed-chain'
  | 'server/tampered'
  | 'server/stolen-certificate'
  | 'server/wrong-eku'
  | 'server/wrong-key-usage'
  | 'server/weak-key'
  | 'server/weak-signature'
  | 'server/unknown-critical'
  | 'server/name-of-its-ca'
  | 'server/revoked';

export type CaFaultId =
  | 'ca/intermediate-expired'
  | 'ca/not-a-ca'
  | 'ca/no-cert-sign'
  | 'ca/path-too-long'
  | 'ca/outside-name-constraints'
  | 'ca/excluded-name'
  | 'ca/same-name-other-key'
  | 'ca/intermediate-anchor'
  | 'ca/ocsp-unreachable'
  | 'ca/ocsp-forged'
  | 'ca/ocsp-stale'
  | 'ca/crl-expired';

export type ClientFaultId =
  | 'client/none'
  | 'client/none-optional'
  | 'client/unlisted-issuer'
  | 'client/key-not-accepted'
  | 'client/expired'
  | 'client/long-expired'
  | 'client/not-yet-valid'
  | 'client/self-signed'
  | 'client/untrusted-root'
  | 'client/missing-intermediate'
  | 'client/tampered'
  | 'client/weak-key'
  | 'client/weak-signature'
  | 'client/revoked'
  | 'client/wrong-eku'
  | 'client/server-certificate'
  | 'client/wrong-key-usage'
  | 'client/stolen-certificate'
  | 'client/not-allowed'
  | 'client/verdict-ignored'
  | 'client/same-name-other-ca'
  | 'client/renewed';

export type ClockFaultId = 'clock/client-slow' | 'clock/client-fast';

export type NegotiationFaultId = 'hello/no-common-cipher' | 'hello/no-common-version' | 'hello/unknown-name';

export type WireFaultId =
  | 'wire/edit-hello'
  | 'wire/flip-record'
  | 'wire/flip-certificate-verify'
  | 'wire/drop-message'
  | 'wire/truncate'
  | 'wire/replay'
  | 'wire/downgrade'
  | 'wire/mitm'
  | 'wire/mitm-trusted'
  | 'wire/server-key-leaks';

export type ProxyFaultId = 'proxy/header-passed-on' | 'proxy/backend-reachable';

export type FaultId =
  | ServerFaultId
  | CaFaultId
  | ClientFaultId
  | ClockFaultId
  | NegotiationFaultId
  | WireFaultId
  | ProxyFaultId;

/** What an id begins with. The side of `hello` is called `negotiation`. */
export type FaultPrefix = PrefixOf<FaultId>;
type PrefixOf<Id> = Id extends `${infer Prefix}/${string}` ? Prefix : never;
