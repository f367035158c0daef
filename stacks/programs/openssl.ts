// OpenSSL's s_client and s_server: the other side of most measurements, and judges themselves.
import { alertName } from '../../src/tls/alertCodes.ts';
import { run } from '../process.ts';
import type {
  ClientSetting,
  Credential,
  Found,
  Packages,
  ReadyStack,
  ServerSetting,
  SpokenProtocol,
  Stack,
} from '../stack.ts';

export const OPENSSL: Stack = openssl('openssl', 'OpenSSL of this system', { apt: ['openssl', 'libssl3'] });

function openssl(id: string, title: string, packages: Packages): Stack {
  return {
    id,
    title,
    packages,
    async ready(tools) {
      const found = await tools.find('openssl', packages);
      if (found === null) return 'openssl is not here';
      const { output } = await run({ program: found.path, args: ['version'], env: found.env });
      const version = /^OpenSSL \d+\.\d+\.\d+/m.exec(output)?.[0];
      return version === undefined ? 'openssl does not run' : readyOpenssl(id, version, found);
    },
  };
}

function readyOpenssl(id: string, version: string, { path, env }: Found): ReadyStack {
  const command = (args: readonly string[], input?: string) => ({
    program: path,
    args,
    env,
    ...(input !== undefined && { input }),
  });
  return {
    id,
    version,
    client: {
      name: `${version} s_client`,
      picks: PICKS,
      told,
      sent,
      command: (setting) => command(clientArguments(setting), request(setting.name)),
    },
    server: {
      name: `${version} s_server`,
      picks: PICKS,
      told,
      sent,
      command: (setting) => command(serverArguments(setting)),
    },
  };
}

const clientArguments = ({ port, protocol, name, expects, ca, own, crl, offers }: ClientSetting): string[] => [
  ...['s_client', '-connect', `127.0.0.1:${port}`, '-servername', name, '-verify_hostname', expects],
  ...['-verify_return_error', '-ign_eof', '-msg', '-no-CApath', '-no-CAstore', '-CAfile', ca],
  ...versions(protocol),
  ...(crl === null ? [] : ['-crl_check', '-CRL', crl.list]),
  // It loads a weak key of its own only below its usual level; it verifies nobody with it then but the good server.
  ...(own === null ? [] : [...credential(own), '-cipher', `${offers === null ? 'DEFAULT' : RARE_12}:@SECLEVEL=0`]),
  ...(offers === null ? [] : ['-ciphersuites', 'TLS_AES_128_CCM_8_SHA256']),
];

const serverArguments = ({ port, protocol, own, clientCa, crl }: ServerSetting): string[] => [
  ...['s_server', '-accept', `127.0.0.1:${port}`, '-naccept', '1', '-www', '-msg', ...credential(own)],
  ...versions(protocol),
  ...(clientCa === null
    ? ['-no-CAfile', '-no-CApath', '-no-CAstore', '-cipher', 'DEFAULT:@SECLEVEL=0']
    : ['-Verify', '5', '-verify_return_error', '-no-CApath', '-no-CAstore', '-CAfile', clientCa]),
  ...(crl === null ? [] : ['-crl_check', '-CRL', crl.list]),
];

/** Suites that a server with an RSA key can't take. */
const RARE_12 = 'ECDHE-ECDSA-AES128-GCM-SHA256';

const credential = ({ leaf, rest, key }: Credential): string[] => [
  ...['-cert', leaf, '-key', key],
  ...(rest === null ? [] : ['-cert_chain', rest]),
];

const versions = (protocol: SpokenProtocol): string[] =>
  protocol === 'tls1.2' ? ['-tls1_2'] : protocol === 'tls1.3' ? ['-tls1_3'] : [];

export const request = (name: string): string => `GET / HTTP/1.0\r\nHost: ${name}\r\n\r\n`;

const PICKS = [/^verify error/, /\berror:[0-9A-F]{8}:/, /^Verification error/, /^read:errno=/];

/** `SSL alert number 45`, which stands in what OpenSSL says of an alert that it was sent. */
export function told(output: string): string | undefined {
  const number = /SSL alert number (\d+)/.exec(output)?.[1];
  return number === undefined ? undefined : alertName(Number(number));
}

/** From its -msg: the record that it wrote, with level and number. */
function sent(output: string): string | undefined {
  const number = />>> [^\n]*Alert[^\n]*\n\s+02 ([0-9a-f]{2})\b/.exec(output)?.[1];
  return number === undefined ? undefined : alertName(Number.parseInt(number, 16));
}
