// Known answers for each primitive: digests, MACs, key derivation, ciphers, signatures, decryption, key agreement.

import type { Tools } from './tools.ts';

/** `count` bytes that follow from `seed`, so that inputs need no file of their own. */
const pattern = (count: number, seed: number): Buffer =>
  Buffer.from(Array.from({ length: count }, (_, i) => (i * 37 + seed * 101 + (i >> 3)) & 255));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const fromColons = (text: Buffer): string => text.toString().replaceAll(/[:\s]/g, '').toLowerCase();

export function computePrimitives(tools: Tools) {
  return {
    digests: digests(tools),
    hmacs: hmacs(tools),
    hkdf: hkdf(tools),
    tls12Prf: tls12Prf(tools),
    tls13: tls13Labels(tools),
    cbc: cbc(tools),
    gmac: gmac(tools),
    signatures: signatures(tools),
    decryptions: decryptions(tools),
    agreements: agreements(tools),
  };
}

/** Lengths beside the padding borders of the hashes: 55/56/64 bytes for SHA-256, 111/112/128 for SHA-384 and -512. */
const LENGTHS = [0, 1, 55, 56, 64, 111, 112, 128, 300];

function digests({ openssl, shown }: Tools) {
  return ['sha1', 'sha256', 'sha384', 'sha512'].flatMap((hash) =>
    LENGTHS.map((length) => {
      const input = pattern(length, 1);
      const args = ['dgst', `-${hash}`, '-binary'];
      return { command: shown(args), hash, input: hex(input), output: hex(openssl(args, { input }).stdout) };
    }),
  );
}

function hmacs({ openssl, shown }: Tools) {
  return ['sha1', 'sha256', 'sha384', 'sha512'].flatMap((hash) =>
    [1, 20, 64, 65, 128, 129, 200].map((keyLength) => {
      const [key, input] = [hex(pattern(keyLength, 2)), pattern(keyLength + 9, 3)];
      const args = ['mac', '-digest', hash.toUpperCase(), '-macopt', `hexkey:${key}`, 'HMAC'];
      return {
        command: shown(args),
        hash,
        key,
        input: hex(input),
        output: fromColons(openssl(args, { input }).stdout),
      };
    }),
  );
}

function derive({ openssl, shown }: Tools, kdf: string, length: number, options: readonly string[]) {
  const args = ['kdf', '-keylen', String(length), ...options.flatMap((option) => ['-kdfopt', option]), kdf];
  return { command: shown(args), output: fromColons(openssl(args).stdout) };
}

function hkdf(tools: Tools) {
  const cases: readonly [string, number, number, number, number][] = [
    ['sha256', 32, 16, 8, 32],
    ['sha256', 32, 0, 10, 42],
    ['sha256', 32, 80, 0, 100],
    ['sha384', 48, 48, 30, 48],
    ['sha384', 48, 13, 5, 49],
  ];
  return cases.map(([hash, hashLength, saltLength, infoLength, length]) => {
    const [key, salt, info] = [hex(pattern(22, 4)), hex(pattern(saltLength, 5)), hex(pattern(infoLength, 6))];
    const common = [`digest:${hash.toUpperCase()}`];
    const extract = derive(tools, 'HKDF', hashLength, [
      ...common,
      'mode:EXTRACT_ONLY',
      `hexkey:${key}`,
      ...(salt === '' ? [] : [`hexsalt:${salt}`]),
    ]);
    const expand = derive(tools, 'HKDF', length, [
      ...common,
      'mode:EXPAND_ONLY',
      `hexkey:${extract.output}`,
      ...(info === '' ? [] : [`hexinfo:${info}`]),
    ]);
    return { hash, key, salt, info, length, extract, expand };
  });
}

function tls12Prf(tools: Tools) {
  const cases: readonly [string, string, number, number][] = [
    ['sha256', 'master secret', 48, 48],
    ['sha256', 'key expansion', 48, 104],
    ['sha384', 'extended master secret', 48, 48],
    ['sha384', 'client finished', 48, 12],
  ];
  return cases.map(([hash, label, secretLength, length]) => {
    const [secret, seed] = [hex(pattern(secretLength, 7)), hex(pattern(64, 8))];
    const labelled = hex(Buffer.from(label)) + seed;
    return {
      hash,
      label,
      secret,
      seed,
      length,
      ...derive(tools, 'TLS1-PRF', length, [
        `digest:${hash.toUpperCase()}`,
        `hexsecret:${secret}`,
        `hexseed:${labelled}`,
      ]),
    };
  });
}

/** Derive-Secret and HKDF-Expand-Label of TLS 1.3 (RFC 9846 7.1), and the step that mixes in the next input. */
function tls13Labels(tools: Tools) {
  const hashes: readonly [string, number][] = [
    ['sha256', 32],
    ['sha384', 48],
  ];
  const labels = ['c hs traffic', 's hs traffic', 'c ap traffic', 's ap traffic', 'exp master', 'res master'];
  return hashes.map(([hash, size]) => {
    const digest = `digest:${hash.toUpperCase()}`;
    const extract = (salt: string | null, input: string) =>
      derive(tools, 'TLS13-KDF', size, [
        digest,
        'mode:EXTRACT_ONLY',
        `hexkey:${input}`,
        ...(salt === null ? [] : [`hexsalt:${salt}`]),
        'prefix:tls13 ',
        'label:derived',
      ]);
    const expand = (secret: string, label: string, context: string | null, length: number) =>
      derive(tools, 'TLS13-KDF', length, [
        digest,
        'mode:EXPAND_ONLY',
        `hexkey:${secret}`,
        'prefix:tls13 ',
        `label:${label}`,
        ...(context === null ? [] : [`hexdata:${context}`]),
      ]);
    const [sharedSecret, transcript] = [hex(pattern(32, 9)), hex(pattern(size, 10))];
    const early = extract(null, '00'.repeat(size));
    const handshake = extract(early.output, sharedSecret);
    const main = extract(handshake.output, '00'.repeat(size));
    const secrets = labels.map((label) => ({
      label,
      ...expand(label.includes(' hs ') ? handshake.output : main.output, label, transcript, size),
    }));
    const traffic = secrets[0]?.output ?? '';
    return {
      hash,
      sharedSecret,
      transcript,
      early,
      handshake,
      main,
      secrets,
      finished: expand(traffic, 'finished', null, size),
      key: expand(traffic, 'key', null, 16),
      iv: expand(traffic, 'iv', null, 12),
      update: expand(traffic, 'traffic upd', null, size),
    };
  });
}

/** Whole blocks without padding, as the record layer encrypts them. */
function cbc({ openssl, shown }: Tools) {
  return [128, 256].flatMap((bits) =>
    [16, 48, 160].map((length) => {
      const [key, iv, input] = [hex(pattern(bits / 8, 11)), hex(pattern(16, 12)), pattern(length, 13)];
      const args = ['enc', `-aes-${bits}-cbc`, '-nopad', '-K', key, '-iv', iv];
      return { command: shown(args), key, iv, input: hex(input), output: hex(openssl(args, { input }).stdout) };
    }),
  );
}

/** AES-GCM of an empty plaintext: its tag is the GMAC of the additional data. Whole records: see handshakes.json. */
function gmac({ openssl, shown }: Tools) {
  return [128, 256].flatMap((bits) =>
    [0, 13, 16, 65].map((length) => {
      const [key, nonce, input] = [hex(pattern(bits / 8, 14)), hex(pattern(12, 15)), pattern(length, 16)];
      const cipher = ['-cipher', `AES-${bits}-GCM`];
      const args = ['mac', ...cipher, '-macopt', `hexkey:${key}`, '-macopt', `hexiv:${nonce}`, 'GMAC'];
      return { command: shown(args), key, nonce, aad: hex(input), tag: fromColons(openssl(args, { input }).stdout) };
    }),
  );
}

const KEYS: Readonly<Record<string, readonly string[]>> = {
  rsa: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  'P-256': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  'P-384': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  'P-521': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-521'],
  ed25519: ['-algorithm', 'ED25519'],
  x25519: ['-algorithm', 'X25519'],
};

/** Writes NAME.key; gives the public key as SubjectPublicKeyInfo and the private one as PKCS #8, in hex. */
function makeKey({ openssl }: Tools, kind: string, name: string) {
  openssl(['genpkey', ...(KEYS[kind] ?? []), '-out', `${name}.key`]);
  const spki = openssl(['pkey', '-in', `${name}.key`, '-pubout', '-outform', 'DER']).stdout;
  const pkcs8 = openssl(['pkcs8', '-topk8', '-nocrypt', '-in', `${name}.key`, '-outform', 'DER']).stdout;
  return { spki: hex(spki), pkcs8: hex(pkcs8) };
}

function signatures(tools: Tools) {
  const { openssl, shown, write } = tools;
  const message = pattern(150, 17);
  write('message', message);
  const pss = (hash: string) => [
    '-pkeyopt',
    'rsa_padding_mode:pss',
    '-pkeyopt',
    'rsa_pss_saltlen:digest',
    '-pkeyopt',
    `rsa_mgf1_md:${hash}`,
  ];
  const wanted: readonly [string, string, string | null, readonly string[]][] = [
    ['rsa', 'rsa_pkcs1_sha256', 'sha256', []],
    ['rsa', 'rsa_pkcs1_sha384', 'sha384', []],
    ['rsa', 'rsa_pkcs1_sha512', 'sha512', []],
    ['rsa', 'rsa_pss_rsae_sha256', 'sha256', pss('sha256')],
    ['rsa', 'rsa_pss_rsae_sha384', 'sha384', pss('sha384')],
    ['rsa', 'rsa_pss_rsae_sha512', 'sha512', pss('sha512')],
    ['P-256', 'ecdsa_secp256r1_sha256', 'sha256', []],
    ['P-384', 'ecdsa_secp384r1_sha384', 'sha384', []],
    ['P-521', 'ecdsa_secp521r1_sha512', 'sha512', []],
    ['ed25519', 'ed25519', null, []],
  ];
  const keys = new Map<string, { spki: string; pkcs8: string }>();
  return wanted.map(([kind, scheme, hash, options]) => {
    const name = `sign-${kind}`;
    if (!keys.has(kind)) keys.set(kind, makeKey(tools, kind, name));
    const digest = hash === null ? [] : ['-digest', hash];
    // A file, since Ed25519 signs the whole message at once.
    const args = ['pkeyutl', '-sign', '-rawin', ...digest, '-inkey', `${name}.key`, '-in', 'message', ...options];
    const signature = hex(openssl(args).stdout);
    return { command: shown(args), kind, scheme, ...keys.get(kind), message: hex(message), signature };
  });
}

function decryptions(tools: Tools) {
  const { openssl, shown, write } = tools;
  const key = makeKey(tools, 'rsa', 'decrypt');
  return [0, 1, 48, 245].map((length) => {
    const plaintext = pattern(length, 18);
    write('plaintext', plaintext);
    const args = [
      'pkeyutl',
      '-encrypt',
      '-inkey',
      'decrypt.key',
      '-in',
      'plaintext',
      '-pkeyopt',
      'rsa_padding_mode:pkcs1',
    ];
    return { command: shown(args), pkcs8: key.pkcs8, plaintext: hex(plaintext), ciphertext: hex(openssl(args).stdout) };
  });
}

function agreements(tools: Tools) {
  const { openssl, shown } = tools;
  return ['x25519', 'P-256'].flatMap((kind) =>
    [1, 2].map((round) => {
      const own = makeKey(tools, kind, `own-${kind}-${round}`);
      const peer = makeKey(tools, kind, `peer-${kind}-${round}`);
      openssl(['pkey', '-in', `peer-${kind}-${round}.key`, '-pubout', '-out', 'peer.pem']);
      const args = ['pkeyutl', '-derive', '-inkey', `own-${kind}-${round}.key`, '-peerkey', 'peer.pem'];
      return { command: shown(args), kind, pkcs8: own.pkcs8, peer: peer.spki, secret: hex(openssl(args).stdout) };
    }),
  );
}
