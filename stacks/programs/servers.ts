// Web servers and proxies: a configuration is written for each run, and their error log is read afterwards.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../process.ts';
import type { ReadyStack, Stack } from '../stack.ts';

const NGINX_APT = { apt: ['nginx', 'nginx-common'] };

export const NGINX: Stack = {
  id: 'nginx',
  title: 'nginx',
  packages: NGINX_APT,
  async ready(tools) {
    const found = await tools.find('nginx', NGINX_APT);
    if (found === null) return 'nginx is not here';
    const { output } = await run({ program: found.path, args: ['-V'], env: found.env });
    const number = /nginx\/(\S+)/.exec(output)?.[1];
    const library = /(?:running with|built with) OpenSSL (\S+)/.exec(output)?.[1];
    if (number === undefined) return 'nginx does not run';
    return serverOf('nginx', `nginx ${number} (OpenSSL ${library})`, {
      picks: [/\[(?:info|crit|alert|error|emerg)\] (?!.*(?:closed keepalive|using the "|epoll_wait|signal))/],
      logs: ['error.log'],
      command: ({ port, protocol, own, clientCa, crl, place }) => {
        const file = join(place, 'nginx.conf');
        const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
          (name) => `${name}_temp_path ${join(place, name)};`,
        );
        const verifying =
          clientCa === null
            ? []
            : [`ssl_client_certificate ${clientCa};`, 'ssl_verify_client on;', 'ssl_verify_depth 5;'];
        writeFileSync(
          file,
          [
            ...['daemon off;', 'master_process off;', `pid ${join(place, 'pid')};`],
            `error_log ${join(place, 'error.log')} info;`,
            'events {}',
            'http {',
            ...['access_log off;', ...temporary, 'server {', `listen 127.0.0.1:${port} ssl;`],
            ...[`ssl_certificate ${own.chain};`, `ssl_certificate_key ${own.key};`],
            ...(protocol === 'tlsdef' ? [] : [`ssl_protocols ${protocol === 'tls1.2' ? 'TLSv1.2' : 'TLSv1.3'};`]),
            ...verifying,
            ...(crl === null ? [] : [`ssl_crl ${crl.list};`]),
            ...(clientCa === null ? ['ssl_ciphers DEFAULT:@SECLEVEL=0;'] : []),
            'location / { default_type text/plain; return 200 "this is the bank\\n"; }',
            '} }',
          ].join('\n'),
        );
        const early = ['-e', join(place, 'early.log')];
        return { program: found.path, env: found.env, args: [...early, '-p', place, '-c', file] };
      },
    });
  },
};

const HAPROXY_APT = { apt: ['haproxy', 'liblua5.3-0', 'libopentracing-c-wrapper0', 'libopentracing1'] };

export const HAPROXY: Stack = {
  id: 'haproxy',
  title: 'HAProxy',
  packages: HAPROXY_APT,
  async ready(tools) {
    const found = await tools.find('haproxy', HAPROXY_APT);
    if (found === null) return 'haproxy is not here';
    const { output } = await run({ program: found.path, args: ['-vv'], env: found.env });
    const number = /HAProxy version (\d+\.\d+\.\d+)/.exec(output)?.[1];
    const library = /Running on OpenSSL version : OpenSSL (\S+)/.exec(output)?.[1];
    if (number === undefined) return 'haproxy does not run';
    return serverOf('haproxy', `haproxy ${number} (OpenSSL ${library})`, {
      picks: [/^error-log:/, /\[ALERT\]/],
      command: ({ port, protocol, own, clientCa, crl, place }) => {
        const file = join(place, 'haproxy.cfg');
        const version = protocol === 'tls1.2' ? 'TLSv1.2' : 'TLSv1.3';
        const bind = [
          `bind 127.0.0.1:${port} ssl crt ${own.together}`,
          ...(protocol === 'tlsdef' ? [] : [`ssl-min-ver ${version} ssl-max-ver ${version}`]),
          ...(clientCa === null ? ['ciphers DEFAULT:@SECLEVEL=0'] : [`ca-file ${clientCa} verify required`]),
          ...(crl === null ? [] : [`crl-file ${crl.list}`]),
        ].join(' ');
        writeFileSync(
          file,
          [
            'global',
            ' log stdout format raw local0',
            'defaults',
            ...[' mode http', ' timeout client 5s', ' timeout server 5s', ' timeout connect 5s', ' log global'],
            'frontend bank',
            ` ${bind}`,
            ` error-log-format "error-log: %ci %[fc_err] %[fc_err_str] ssl_c_err=%[ssl_c_err] ssl_c_ca_err=%[ssl_c_ca_err] ssl_fc_err=%[ssl_fc_err,hex] %[ssl_fc_err_str]"`,
            ' http-request return status 200 content-type text/plain string "this is the bank"',
            '',
          ].join('\n'),
        );
        return { program: found.path, env: found.env, args: ['-db', '-f', file] };
      },
    });
  },
};

const APACHE_APT = { apt: ['apache2-bin', 'libapr1', 'libaprutil1', 'liblua5.3-0'] };

export const APACHE: Stack = {
  id: 'apache',
  title: 'Apache httpd with mod_ssl',
  packages: APACHE_APT,
  async ready(tools) {
    const found = await tools.find('apache2', APACHE_APT);
    if (found === null) return 'apache2 is not here';
    const { output } = await run({ program: found.path, args: ['-v'], env: found.env });
    const number = /Apache\/(\S+)/.exec(output)?.[1];
    if (number === undefined) return 'apache2 does not run';
    const modules = join(dirname(found.path), '../lib/apache2/modules');
    const { output: linked } = await run({
      program: 'openssl',
      args: ['version'],
      env: found.env,
    });
    const library = /OpenSSL (\S+)/.exec(linked)?.[1];
    return serverOf('apache', `Apache httpd ${number} (OpenSSL ${library})`, {
      picks: [/\[ssl:(?:info|error|warn|emerg)\] .*(?:AH02008|AH02276|SSL Library Error|AH02261|AH02039)/],
      logs: ['error.log'],
      command: ({ port, protocol, own, clientCa, crl, place }) => {
        const file = join(place, 'apache.conf');
        writeFileSync(join(place, 'index.html'), 'this is the bank\n');
        const load = ['mpm_event', 'authz_core', 'dir', 'ssl'].map(
          (name) => `LoadModule ${name}_module ${join(modules, `mod_${name}.so`)}`,
        );
        writeFileSync(
          file,
          [
            ...load,
            ...[`ServerRoot ${place}`, `PidFile ${join(place, 'pid')}`, `DefaultRuntimeDir ${place}`],
            ...[`Listen 127.0.0.1:${port}`, 'ServerName api.bank.test', `DocumentRoot ${place}`],
            ...[`ErrorLog ${join(place, 'error.log')}`, 'LogLevel info', 'DirectoryIndex index.html'],
            ...['User daemon', 'Group daemon', 'Mutex posixsem', 'SSLSessionCache none'],
            '<VirtualHost *:*>',
            ...['SSLEngine on', `SSLCertificateFile ${own.chain}`, `SSLCertificateKeyFile ${own.key}`],
            ...(protocol === 'tlsdef' ? [] : [`SSLProtocol ${protocol === 'tls1.2' ? 'TLSv1.2' : 'TLSv1.3'}`]),
            ...(clientCa === null
              ? ['SSLCipherSuite DEFAULT:@SECLEVEL=0']
              : [`SSLCACertificateFile ${clientCa}`, 'SSLVerifyClient require', 'SSLVerifyDepth 5']),
            ...(crl === null ? [] : [`SSLCARevocationFile ${crl.list}`, 'SSLCARevocationCheck leaf']),
            '</VirtualHost>',
            '',
          ].join('\n'),
        );
        return { program: found.path, env: found.env, args: ['-X', '-f', file] };
      },
    });
  },
};

type ServerHalf = NonNullable<ReadyStack['server']>;

const serverOf = (id: string, version: string, half: Omit<ServerHalf, 'name'>): ReadyStack => ({
  id,
  version,
  server: { name: version, stays: true, ...half },
});
