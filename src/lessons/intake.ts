// What is said about input: what it was, where it stood, and what was wrong with it.
import type { InputPosition, IntakeProblem, OtherKind, PrivateKeyFormat } from '../pki/intake/intake.ts';
import { count } from './phrases.ts';

/** `line 12`, `byte 340`, `line 12, byte 340 of the block`; empty where there is nothing to say. */
export function placeText({ line, byte }: InputPosition): string {
  if (line === null) return byte === null ? '' : `byte ${byte}`;
  return byte === null ? `line ${line}` : `line ${line}, byte ${byte} of the block`;
}

/** A whole sentence: what is wrong, and where. */
export function problemText(problem: IntakeProblem): string {
  switch (problem.kind) {
    case 'empty':
      return 'There is nothing in it.';
    case 'nothing':
      return 'No certificate was recognised: there is no PEM, no DER, and no base64 or hexadecimal form of them.';
    case 'tooLarge':
      return `It has ${megabytes(problem.bytes)}, and at most ${megabytes(problem.limit)} are read.`;
    case 'tooMany':
      return `Reading stopped ${at(problem.place)}: at most ${problem.limit} pieces are read of one input. What came before is kept.`;
    case 'truncated':
      return problem.wanted === 0
        ? `The DER breaks off ${at(problem.place)}.`
        : `The DER breaks off: the element ${at(problem.place)} says it has ${count(problem.wanted, 'byte')}, and ${problem.found} are there.`;
    case 'leading':
      return `In front of it, up to ${placeText(problem.place)}, ${problem.bytes === 1 ? 'is' : 'are'} ${count(problem.bytes, 'byte')} that ${problem.bytes === 1 ? 'belongs' : 'belong'} to nothing. What is behind was read here. Most programs do not read such a file.`;
    case 'trailing':
      return `Behind the last element, ${at(problem.place)}, ${problem.bytes === 1 ? 'is' : 'are'} ${count(problem.bytes, problem.zeros ? 'zero byte' : 'byte')} that ${problem.bytes === 1 ? 'belongs' : 'belong'} to nothing. What is in front was read.`;
    case 'unsupported':
      return `${READABLES[problem.what]} is encrypted in a way that is not supported here: ${problem.algorithm}. ${convertText(problem.what)}`;
    case 'unreadable':
      return `${READABLES[problem.what]} can’t be read ${at(problem.place)}: ${withoutStop(problem.problem)}.`;
    case 'pem.noEnd':
      return `The block ${problem.label} that begins in line ${problem.line} has no END line.`;
    case 'pem.noBegin':
      return `The END line of ${problem.label} in line ${problem.line} ends nothing: its BEGIN line is missing.`;
    case 'pem.otherEnd':
      return `The block ${problem.label} is ended as ${problem.end} in line ${problem.line}.`;
    case 'pem.character':
      return `${shown(problem.character)} in line ${problem.line} is not base64; the block ${problem.label} is left out.`;
    case 'pem.length':
      return `The base64 of the block ${problem.label} is cut off at line ${problem.line}: it comes in groups of four characters.`;
    case 'pem.tooMany':
      return `Reading stopped in line ${problem.line}: at most ${problem.limit} blocks are read of one input. What came before is kept.`;
  }
}

/** What somebody else's program makes of it, to be handed over instead. */
const convertText = (what: string): string =>
  what === 'pkcs12'
    ? 'OpenSSL may convert it: “openssl pkcs12 -legacy -in FILE -nokeys -out FILE.pem”.'
    : 'OpenSSL may convert it: “openssl pkey -in FILE -pubout -out FILE.pem” gives its public half.';

/** Words of others may end with a full stop, and have straight quotes. */
const withoutStop = (text: string): string => text.replaceAll('"', '”').replace(/[.\s]+$/, '');

export function otherText(what: OtherKind, label: string): string {
  switch (what) {
    case 'csr':
      return 'A certificate signing request: it asks for a certificate and is not one. Nothing to judge.';
    case 'publicKey':
      return `A public key by itself: nobody vouches for it. Nothing to judge.${PUBLIC_KEY_TEXTS[label] ?? ''}`;
    case 'printed':
      return 'A certificate printed as text. The certificate itself is not in it: the command “openssl x509 -in FILE” prints it as PEM, where FILE is what was printed here.';
    case 'dump':
      return dumpText(label);
    case 'sshCertificate':
      return 'An SSH certificate. It is no X.509 certificate, and TLS does not use it. “ssh-keygen -L -f FILE” shows it.';
    case 'ssh2Private':
      return 'A private key in the format of SSH Communications Security, which is not read here. PuTTYgen imports it: “puttygen FILE -O private-openssh -o FILE.key”.';
    case 'xmlKey':
      return 'An RSA key in XML, as RSA.ToXmlString writes it, which is not read here. RSA.FromXmlString reads it, and ExportPkcs8PrivateKeyPem or ExportSubjectPublicKeyInfoPem writes PEM.';
    case 'jwt':
      return 'A JWT: signed JSON. There is no certificate in it, or it would be in “x5c” of its head.';
    case 'jwe':
      return 'A JWE: encrypted JSON, such as a private key with a password. Decrypt it with the program that made it, and hand over what is in it.';
    case 'keyStore':
      return keyStoreText(label);
    case 'secretKey':
      return 'A secret key, such as one for AES: it belongs to no certificate. Nothing to judge.';
    case 'javaStore': {
      const [type = '', digest] = label.split(' ');
      return javaStoreText(type, digest === 'fits' || digest === 'differs' ? digest : 'unchecked');
    }
    case 'label':
      return `A block of ${label}: nothing to judge.`;
  }
}

const PUBLIC_KEY_TEXTS: Readonly<Record<string, string>> = {
  jwk: ' It is a JWK.',
  ppk: '',
  ssh: ' It is in SSH’s format: “ssh-keygen -e -m PKCS8 -f FILE” prints it as PEM, if it is an RSA or ECDSA key.',
  ssh2: ' It is in SSH’s format: “ssh-keygen -i -m RFC4716 -f FILE > FILE.pub”, then “ssh-keygen -e -m PKCS8 -f FILE.pub” print it as PEM, if it is an RSA or ECDSA key.',
};

/** What programs with TLS want to have instead of such a private key, or null where they read it. */
export function keyFormatText(format: PrivateKeyFormat): string | null {
  switch (format) {
    case 'pki':
      return null;
    case 'openssh':
      return 'It is in OpenSSH’s own format, which most programs with TLS do not read. “ssh-keygen -p -m PEM -f FILE” rewrites the file as PEM that they read, if it is an RSA or ECDSA key.';
    case 'ppk':
      return 'It is a key file of PuTTY, which programs with TLS do not read. “puttygen FILE -O private-openssh -o FILE.key” writes PEM that they read, if it is an RSA or ECDSA key.';
    case 'jwk':
      return 'It is a JWK, which most programs with TLS do not read. In Node, crypto.createPrivateKey reads it with the format jwk, and its method export writes PEM with the type pkcs8 and the format pem.';
  }
}

function dumpText(lost: string): string {
  switch (lost) {
    case 'bits':
      return 'A dump that leaves out the highest bit of each byte, as “od -a” does: the file can’t be made from it. Hand over the file itself, or what “xxd FILE” prints.';
    case 'repetitions':
      return 'A dump without addresses, in which a line of * stands for repeated lines: nobody knows how many. Hand over the file itself, or what “xxd FILE” prints.';
    default:
      return 'A dump of bytes that begin like nothing that is read here. Hand over the file itself, or all that “xxd FILE” prints.';
  }
}

/** `digest`: whether the one at the end of the store was compared, and whether it fits. */
export function javaStoreText(type: string, digest: 'unchecked' | 'fits' | 'differs'): string {
  switch (digest) {
    case 'unchecked':
      return `A key store of Java (${type}). Its certificates were read without the password, so nobody checked whether the store was changed.`;
    case 'fits':
      return `A key store of Java (${type}). Its digest fits the password, so the store is as it was written.`;
    case 'differs':
      return `A key store of Java (${type}). Its digest does not fit the password: the password is another one, or the store was changed.`;
  }
}

function keyStoreText(type: string): string {
  switch (type) {
    case 'BKS':
      return 'A key store of Bouncy Castle (BKS), which is not read here. “keytool -importkeystore -srckeystore FILE -srcstoretype BKS -destkeystore FILE.p12 -deststoretype PKCS12” converts it, with Bouncy Castle’s provider installed.';
    case 'NSS':
      return 'A database of SQLite, as Firefox and NSS keep certificates. “certutil -L -d sql:FOLDER -n NAME -a” gives a certificate as PEM.';
    default:
      return `An archive (${type}). Unpack it, and add the files in it.`;
  }
}

export const keysText = (keys: number): string =>
  keys === 1
    ? 'A private key was in it. It is compared with the certificates, in this browser, and it is not stored.'
    : `${keys} private keys were in it. They are compared with the certificates, in this browser, and they are not stored.`;

const at = (place: InputPosition): string =>
  place.line === null && place.byte === null ? 'at all' : `at ${placeText(place)}`;

const READABLES = {
  certificate: 'The certificate',
  crl: 'The revocation list',
  ocsp: 'The OCSP response',
  pkcs7: 'The PKCS #7 file',
  pkcs12: 'The PKCS #12 file',
  keyStore: 'The key store',
  privateKey: 'The private key',
  block: 'The PEM block',
  unknown: 'This',
} as const;

/** A character that may be unseen, by its number. */
const shown = (character: string): string =>
  /^[\x21-\x7e]$/.test(character) ? `“${character}”` : `The character U+${hex(character)}`;
const hex = (character: string): string => (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1).replace(/\.0$/, '')} MB`;
