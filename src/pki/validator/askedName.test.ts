// What people type for a name, and what it is compared as.
import { describe, expect, it } from 'vitest';
import { peerNameOf } from './askedName.ts';

describe('a typed name', () => {
  it.each([
    ['', null],
    [' api.bank.test ', { dns: 'api.bank.test' }],
    ['192.0.2.1', { ip: '192.0.2.1' }],
    ['2001:db8::1', { ip: '2001:db8::1' }],
    ['alice@bank.test', { email: 'alice@bank.test' }],
    // As in a browser's address line.
    ['https://api.bank.test:8443/path?x=a@b', { dns: 'api.bank.test' }],
    ['https://alice@api.bank.test', { dns: 'api.bank.test' }],
    ['https://[2001:db8::1]/', { ip: '2001:db8::1' }],
    ['[2001:db8::1]', { ip: '2001:db8::1' }],
    ['bücher.example', { dns: 'xn--bcher-kva.example' }],
    ['api.bank.test.', { dns: 'api.bank.test' }],
    ['.', { dns: '.' }],
    ['no name', { dns: 'no name' }],
    ['*.bank.test', { dns: '*.bank.test' }],
    // A port is no part of a name in a certificate.
    ['api.bank.test:8443', { dns: 'api.bank.test' }],
    ['api.bank.test:8443/accounts', { dns: 'api.bank.test' }],
    ['localhost:443', { dns: 'localhost' }],
    ['192.0.2.1:443', { ip: '192.0.2.1' }],
    ['[::1]:8443', { ip: '::1' }],
    ['fe80::1', { ip: 'fe80::1' }],
    ['bücher.example:443', { dns: 'xn--bcher-kva.example' }],
    ['HTTP://api.bank.test', { dns: 'api.bank.test' }],
    // Any other scheme names what it names by itself, not its host.
    ['spiffe://prod.bank.test/ns/a/sa/b', { uri: 'spiffe://prod.bank.test/ns/a/sa/b' }],
    ['sip:alice@bank.test', { uri: 'sip:alice@bank.test' }],
    ['urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6', { uri: 'urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6' }],
  ])('%j is %j', (typed, name) => {
    expect(peerNameOf(typed)).toEqual(name);
  });
});
