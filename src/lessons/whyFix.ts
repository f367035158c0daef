// How to mend a fault in the settings of the program in question: which kind of remedy each fault needs on each side, and the
// lines for it, by program. The files are those that `pki` writes: root.pem, intermediate.pem, server.pem and client.pem (a
// certificate, then its chain), server.key, client.key, crl.pem (the lists of all CAs), client.p12. Loaded by who asks.

import type { FaultId } from '../lab/scenario/faultId.ts';
import type { StackRole } from '../stacks/row.ts';

/** What is set. `trust` are the roots by which the other side is judged. */
export const REMEDIES = [
  'trust',
  'chain',
  'certificate',
  'client-auth',
  'revocation',
  'versions',
  'names',
  'time',
] as const;
export type Remedy = (typeof REMEDIES)[number];

export const FIX_PROGRAMS = [
  'nginx',
  'apache',
  'haproxy',
  'envoy',
  'go',
  'java',
  'node',
  'python',
  'openssl',
  'curl',
] as const;
export type FixProgram = (typeof FIX_PROGRAMS)[number];

export interface Snippet {
  /** Where the lines go. */
  readonly place: string;
  readonly lines: readonly string[];
}

export interface Fix extends Snippet {
  readonly remedy: Remedy;
  readonly program: FixProgram;
  readonly role: StackRole;
  /** What the lines do, as a sentence. */
  readonly title: string;
}

/**
 * The lines that mend `fault` at the side `role`, for the program that plays it; null where nothing at that side helps, or
 * where there are none for the program. `program` is an id of why/programs.ts.
 */
export function fixFor(fault: FaultId, program: string | null, role: StackRole): Fix | null {
  const remedy = REMEDY_OF[fault][role];
  const known = FIX_PROGRAMS.find((each) => each === program);
  if (remedy === null || known === undefined) return null;
  const snippet = snippetOf(remedy, known, role);
  return snippet === null ? null : { ...snippet, remedy, program: known, role, title: REMEDY_TITLES[role][remedy] };
}

/** The same where the role may be unknown: only where the program that speaks has lines for one of both alone. */
export function fixOfSpeaker(fault: FaultId, program: string | null, role: StackRole | null): Fix | null {
  const roles: readonly StackRole[] = role === null ? ['server', 'client'] : [role];
  const [fix, another] = roles.flatMap((each) => fixFor(fault, program, each) ?? []);
  return fix === undefined || another !== undefined ? null : fix;
}

/** The lines for a kind of remedy; null where the program has none in that role. */
export function snippetOf(remedy: Remedy, program: FixProgram, role: StackRole): Snippet | null {
  const plays = SNIPPETS[program][role];
  if (plays === undefined) return null;
  if (remedy === 'time') return CLOCK[role];
  const lines = plays.lines[remedy];
  return lines === undefined ? null : { place: plays.place, lines };
}

const REMEDY_TITLES: Readonly<Record<StackRole, Readonly<Record<Remedy, string>>>> = {
  server: {
    trust: 'Trust the root that issued the certificates of the clients, if you know that it is the right one.',
    chain: 'Send the whole chain: server.pem holds the certificate first, then the CA that issued it.',
    certificate: 'Install the new certificate with the key that belongs to it, and load the settings again.',
    'client-auth': 'Say whether clients must have a certificate, or may.',
    revocation: 'Hand it current lists of revoked certificates, of every CA.',
    versions: 'Allow TLS 1.2 and TLS 1.3, and no older version.',
    names: 'Serve this name, with a certificate that holds it.',
    time: 'Compare the clock with the dates of the certificate.',
  },
  client: {
    trust: 'Trust the root of the server, if you know that it is the right one.',
    chain: 'Send the whole chain: client.pem holds the certificate first, then the CA that issued it.',
    certificate: 'Give the client its certificate, with the chain behind it, and the key that belongs to it.',
    'client-auth': 'Give the client its certificate, with the chain behind it, and the key that belongs to it.',
    revocation: 'Hand it current lists of revoked certificates, of every CA.',
    versions: 'Allow TLS 1.2 and TLS 1.3, and no older version.',
    names: 'Ask for a name that the certificate holds.',
    time: 'Compare the clock with the dates of the certificate.',
  },
};

interface Sides {
  readonly server: Remedy | null;
  readonly client: Remedy | null;
}
const at = (server: Remedy | null, client: Remedy | null): Sides => ({ server, client });
const NOWHERE = at(null, null);
/** A certificate of that side is at fault, and nothing that the other side can set. */
const NEW_SERVER_CERTIFICATE = at('certificate', null);
const NEW_CLIENT_CERTIFICATE = at(null, 'certificate');
const SERVER_CHAIN = at('chain', null);

/** What is to be set, at either side. */
export const REMEDY_OF: Readonly<Record<FaultId, Sides>> = {
  'server/expired': at('certificate', 'time'),
  'server/not-yet-valid': at('certificate', 'time'),
  'server/wrong-host': at('names', 'names'),
  'server/no-san': NEW_SERVER_CERTIFICATE,
  'server/wildcard-too-deep': at('names', 'names'),
  'server/nul-in-name': NEW_SERVER_CERTIFICATE,
  'server/self-signed': at('certificate', 'trust'),
  'server/untrusted-root': at('certificate', 'trust'),
  'server/missing-intermediate': SERVER_CHAIN,
  'server/reversed-chain': SERVER_CHAIN,
  'server/tampered': NEW_SERVER_CERTIFICATE,
  'server/stolen-certificate': NEW_SERVER_CERTIFICATE,
  'server/wrong-eku': NEW_SERVER_CERTIFICATE,
  'server/wrong-key-usage': NEW_SERVER_CERTIFICATE,
  'server/weak-key': NEW_SERVER_CERTIFICATE,
  'server/weak-signature': NEW_SERVER_CERTIFICATE,
  'server/unknown-critical': NEW_SERVER_CERTIFICATE,
  'server/name-of-its-ca': NEW_SERVER_CERTIFICATE,
  'server/revoked': NEW_SERVER_CERTIFICATE,
  'ca/intermediate-expired': SERVER_CHAIN,
  'ca/not-a-ca': NEW_SERVER_CERTIFICATE,
  'ca/no-cert-sign': NEW_SERVER_CERTIFICATE,
  'ca/path-too-long': NEW_SERVER_CERTIFICATE,
  'ca/outside-name-constraints': NEW_SERVER_CERTIFICATE,
  'ca/excluded-name': NEW_SERVER_CERTIFICATE,
  'ca/same-name-other-key': SERVER_CHAIN,
  'ca/intermediate-anchor': at(null, 'trust'),
  'ca/ocsp-unreachable': at(null, 'revocation'),
  'ca/ocsp-forged': at(null, 'revocation'),
  'ca/ocsp-stale': at(null, 'revocation'),
  'ca/crl-expired': at('revocation', 'revocation'),
  'client/none': at('client-auth', 'certificate'),
  'client/none-optional': at('client-auth', 'certificate'),
  'client/unlisted-issuer': at('trust', 'certificate'),
  'client/key-not-accepted': NEW_CLIENT_CERTIFICATE,
  'client/expired': at('time', 'certificate'),
  'client/long-expired': at('time', 'certificate'),
  'client/not-yet-valid': at('time', 'certificate'),
  'client/self-signed': at('trust', 'certificate'),
  'client/untrusted-root': at('trust', 'certificate'),
  'client/missing-intermediate': at(null, 'chain'),
  'client/tampered': NEW_CLIENT_CERTIFICATE,
  'client/weak-key': NEW_CLIENT_CERTIFICATE,
  'client/weak-signature': NEW_CLIENT_CERTIFICATE,
  'client/revoked': NEW_CLIENT_CERTIFICATE,
  'client/wrong-eku': NEW_CLIENT_CERTIFICATE,
  'client/server-certificate': NEW_CLIENT_CERTIFICATE,
  'client/wrong-key-usage': NEW_CLIENT_CERTIFICATE,
  'client/stolen-certificate': NEW_CLIENT_CERTIFICATE,
  'client/not-allowed': NEW_CLIENT_CERTIFICATE,
  'client/verdict-ignored': at('client-auth', 'certificate'),
  'client/same-name-other-ca': at('trust', null),
  'client/renewed': NOWHERE,
  'clock/client-slow': at(null, 'time'),
  'clock/client-fast': at(null, 'time'),
  'hello/no-common-cipher': at('versions', 'versions'),
  'hello/no-common-version': at('versions', 'versions'),
  'hello/unknown-name': at('names', 'names'),
  'wire/edit-hello': NOWHERE,
  'wire/flip-record': NOWHERE,
  'wire/flip-certificate-verify': NOWHERE,
  'wire/drop-message': NOWHERE,
  'wire/truncate': NOWHERE,
  'wire/replay': NOWHERE,
  'wire/downgrade': at('versions', 'versions'),
  'wire/mitm': NOWHERE,
  'wire/mitm-trusted': NOWHERE,
  'wire/server-key-leaks': NEW_SERVER_CERTIFICATE,
  'proxy/header-passed-on': NOWHERE,
  'proxy/backend-reachable': NOWHERE,
};

/** Every program here takes the time of the system. The dates are those of the certificate that the other side sent. */
const CLOCK: Readonly<Record<StackRole, Snippet>> = {
  server: { place: 'a shell at the server', lines: ['date -u', 'openssl x509 -in client.pem -noout -dates'] },
  client: { place: 'a shell at the client', lines: ['date -u', 'openssl x509 -in server.pem -noout -dates'] },
};

type Lines = Readonly<Partial<Record<Exclude<Remedy, 'time'>, readonly string[]>>>;
interface Plays {
  readonly place: string;
  readonly lines: Lines;
}

/** Chain and certificate are set alike where one file holds both. */
const oneFile = (lines: readonly string[]) => ({ chain: lines, certificate: lines });

const NGINX_CLIENTS = ['ssl_client_certificate root.pem;', 'ssl_verify_depth 3;'];
const NGINX_PAIR = ['ssl_certificate server.pem;', 'ssl_certificate_key server.key;'];
const APACHE_CLIENTS = ['SSLCACertificateFile root.pem', 'SSLVerifyDepth 3'];
const APACHE_PAIR = ['SSLCertificateFile server.pem', 'SSLCertificateKeyFile server.key'];
/** HAProxy reads certificate and key from one file. */
const HAPROXY_FILE = '# cat server.pem server.key > server-and-key.pem';
const bind = (more = '') => `bind :8443 ssl crt server-and-key.pem${more}`;
const ENVOY_PAIR = [
  'common_tls_context:',
  '  tls_certificates:',
  '  - certificate_chain: { filename: server.pem }',
  '    private_key: { filename: server.key }',
];
const ENVOY_TRUST = ['common_tls_context:', '  validation_context:', '    trusted_ca: { filename: root.pem }'];

const goPool = (field: string) => [
  'pem, err := os.ReadFile("root.pem") // handle err',
  'pool := x509.NewCertPool()',
  'pool.AppendCertsFromPEM(pem)',
  `config.${field} = pool`,
];
const goPair = (name: string) => [
  `pair, err := tls.LoadX509KeyPair("${name}.pem", "${name}.key") // handle err`,
  'config.Certificates = []tls.Certificate{pair}',
];
const GO_VERSIONS = ['config.MinVersion = tls.VersionTLS12', 'config.CipherSuites = nil // the default suites'];
const GO_REVOCATION = [
  'config.VerifyConnection = func(state tls.ConnectionState) error {',
  '	for _, chain := range state.VerifiedChains {',
  '		for i := 0; i+1 < len(chain); i++ {',
  '			list := lists[string(chain[i].RawIssuer)] // *x509.RevocationList of each CA, from crl.pem',
  '			if list == nil || list.CheckSignatureFrom(chain[i+1]) != nil || time.Now().After(list.NextUpdate) {',
  '				return errors.New("no current list of revoked certificates")',
  '			}',
  '			for _, entry := range list.RevokedCertificateEntries {',
  '				if entry.SerialNumber.Cmp(chain[i].SerialNumber) == 0 {',
  '					return errors.New("certificate revoked")',
  '				}',
  '			}',
  '		}',
  '	}',
  '	return nil',
  '}',
];

/** Java reads key stores. The commands make them; the options are for `java`. */
const javaTrust = [
  'keytool -importcert -noprompt -alias root -file root.pem -keystore trust.p12 -storetype PKCS12 -storepass changeit',
  'java -Djavax.net.ssl.trustStore=trust.p12 -Djavax.net.ssl.trustStorePassword=changeit …',
];
const javaPair = (name: string) => [
  `openssl pkcs12 -export -in ${name}.pem -inkey ${name}.key -name ${name} -passout pass:changeit -out ${name}-key.p12`,
  `java -Djavax.net.ssl.keyStore=${name}-key.p12 -Djavax.net.ssl.keyStorePassword=changeit …`,
];
const JAVA_VERSIONS = ['socket.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});'];
const JAVA_REVOCATION = [
  'var lists = CertificateFactory.getInstance("X.509").generateCRLs(new FileInputStream("crl.pem"));',
  'var path = new PKIXBuilderParameters(trustStore, new X509CertSelector());',
  'path.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists)));',
  'path.setRevocationEnabled(true);',
  'trustManagerFactory.init(new CertPathTrustManagerParameters(path));',
];

const nodePair = (name: string) => [`cert: readFileSync('${name}.pem'),`, `key: readFileSync('${name}.key'),`];
const NODE_TRUST = ["ca: readFileSync('root.pem'),"];
const NODE_VERSIONS = ["minVersion: 'TLSv1.2',"];
/** Node reads one list from each text. */
const NODE_REVOCATION = [
  ...NODE_TRUST,
  "crl: readFileSync('crl.pem', 'utf8').match(/-----BEGIN X509 CRL-----[^]*?-----END X509 CRL-----/g),",
];

const pythonPair = (name: string) => [`context.load_cert_chain("${name}.pem", "${name}.key")`];
const PYTHON_TRUST = ['context.load_verify_locations("root.pem")'];
const PYTHON_VERSIONS = ['context.minimum_version = ssl.TLSVersion.TLSv1_2'];
const PYTHON_REVOCATION = [
  'context.load_verify_locations("crl.pem")',
  'context.verify_flags |= ssl.VERIFY_CRL_CHECK_CHAIN',
];

const OPENSSL_SERVER = 'openssl s_server -accept 8443 -cert server.pem -key server.key -cert_chain intermediate.pem';
const OPENSSL_CLIENT = 'openssl s_client -connect HOST:8443 -servername HOST -verify_return_error -CAfile';
const OPENSSL_OWN = '-cert client.pem -key client.key -cert_chain intermediate.pem';
const OPENSSL_LISTS = 'cat root.pem crl.pem > root-and-lists.pem';
const CURL = 'curl --cacert root.pem';
const CURL_OWN = [`${CURL} --cert client.pem --key client.key https://HOST:8443/`];

const SNIPPETS: Readonly<Record<FixProgram, Readonly<Partial<Record<StackRole, Plays>>>>> = {
  nginx: {
    server: {
      place: 'nginx.conf, in the server block',
      lines: {
        ...oneFile(NGINX_PAIR),
        trust: NGINX_CLIENTS,
        'client-auth': [...NGINX_CLIENTS, 'ssl_verify_client on; # or: optional'],
        revocation: ['ssl_crl crl.pem;'],
        versions: ['ssl_protocols TLSv1.2 TLSv1.3;', 'ssl_ciphers HIGH:!aNULL:!MD5;'],
        names: ['server_name HOST;', ...NGINX_PAIR],
      },
    },
  },
  apache: {
    server: {
      place: 'the configuration of Apache, in <VirtualHost>',
      lines: {
        ...oneFile(APACHE_PAIR),
        trust: APACHE_CLIENTS,
        'client-auth': [...APACHE_CLIENTS, '# or: optional', 'SSLVerifyClient require'],
        revocation: ['SSLCARevocationFile crl.pem', 'SSLCARevocationCheck chain'],
        versions: ['SSLProtocol -all +TLSv1.2 +TLSv1.3', 'SSLCipherSuite HIGH:!aNULL:!MD5'],
        names: ['ServerName HOST', ...APACHE_PAIR],
      },
    },
  },
  haproxy: {
    server: {
      place: 'haproxy.cfg, in the frontend',
      lines: {
        ...oneFile([HAPROXY_FILE, bind()]),
        trust: [HAPROXY_FILE, bind(' ca-file root.pem verify required')],
        'client-auth': [HAPROXY_FILE, '# or: verify optional', bind(' ca-file root.pem verify required')],
        revocation: [HAPROXY_FILE, bind(' ca-file root.pem verify required crl-file crl.pem')],
        versions: [HAPROXY_FILE, bind(' ssl-min-ver TLSv1.2')],
        names: ['# one file for each name; strict-sni refuses all others', HAPROXY_FILE, bind(' strict-sni')],
      },
    },
  },
  envoy: {
    server: {
      place: 'DownstreamTlsContext of the filter chain',
      lines: {
        ...oneFile(ENVOY_PAIR),
        trust: ENVOY_TRUST,
        'client-auth': ['require_client_certificate: true # or: false', ...ENVOY_TRUST],
        revocation: [...ENVOY_TRUST, '    crl: { filename: crl.pem }'],
        versions: [
          'common_tls_context:',
          '  tls_params: { tls_minimum_protocol_version: TLSv1_2, tls_maximum_protocol_version: TLSv1_3 }',
        ],
        names: ['# beside it, in the filter chain: filter_chain_match: { server_names: ["HOST"] }', ...ENVOY_PAIR],
      },
    },
  },
  go: {
    server: {
      place: 'config, the tls.Config of the server',
      lines: {
        ...oneFile(goPair('server')),
        trust: goPool('ClientCAs'),
        'client-auth': [
          ...goPool('ClientCAs'),
          'config.ClientAuth = tls.RequireAndVerifyClientCert // or: tls.VerifyClientCertIfGiven',
        ],
        revocation: GO_REVOCATION,
        versions: GO_VERSIONS,
        names: [...goPair('server').slice(0, 1), 'config.Certificates = append(config.Certificates, pair)'],
      },
    },
    client: {
      place: 'config, the tls.Config of the client',
      lines: {
        ...oneFile(goPair('client')),
        trust: goPool('RootCAs'),
        revocation: GO_REVOCATION,
        versions: GO_VERSIONS,
        names: ['config.ServerName = "HOST"'],
      },
    },
  },
  java: {
    server: {
      place: 'a shell, and the SSLServerSocket',
      lines: {
        ...oneFile(javaPair('server')),
        trust: javaTrust,
        'client-auth': [...javaTrust, 'socket.setNeedClientAuth(true); // or: setWantClientAuth(true)'],
        revocation: JAVA_REVOCATION,
        versions: JAVA_VERSIONS,
        names: javaPair('server'),
      },
    },
    client: {
      place: 'a shell, and the SSLSocket',
      lines: {
        ...oneFile(javaPair('client')),
        trust: javaTrust,
        revocation: JAVA_REVOCATION,
        versions: JAVA_VERSIONS,
        names: [
          'var parameters = socket.getSSLParameters();',
          'parameters.setServerNames(List.of(new SNIHostName("HOST")));',
          'parameters.setEndpointIdentificationAlgorithm("HTTPS");',
          'socket.setSSLParameters(parameters);',
        ],
      },
    },
  },
  node: {
    server: {
      place: 'options of createServer',
      lines: {
        ...oneFile(nodePair('server')),
        trust: NODE_TRUST,
        'client-auth': [...NODE_TRUST, 'requestCert: true,', 'rejectUnauthorized: true, // false: look at authorized'],
        revocation: NODE_REVOCATION,
        versions: NODE_VERSIONS,
        names: nodePair('server'),
      },
    },
    client: {
      place: 'options of tls.connect or https.request',
      lines: {
        ...oneFile(nodePair('client')),
        trust: NODE_TRUST,
        revocation: NODE_REVOCATION,
        versions: NODE_VERSIONS,
        names: ["servername: 'HOST',"],
      },
    },
  },
  python: {
    server: {
      place: 'context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)',
      lines: {
        ...oneFile(pythonPair('server')),
        trust: PYTHON_TRUST,
        'client-auth': [...PYTHON_TRUST, 'context.verify_mode = ssl.CERT_REQUIRED  # or: ssl.CERT_OPTIONAL'],
        revocation: PYTHON_REVOCATION,
        versions: PYTHON_VERSIONS,
        names: pythonPair('server'),
      },
    },
    client: {
      place: 'context = ssl.create_default_context()',
      lines: {
        ...oneFile(pythonPair('client')),
        trust: PYTHON_TRUST,
        revocation: PYTHON_REVOCATION,
        versions: PYTHON_VERSIONS,
        names: ['wrapped = context.wrap_socket(connection, server_hostname="HOST")'],
      },
    },
  },
  openssl: {
    server: {
      place: 'a shell',
      lines: {
        ...oneFile([OPENSSL_SERVER]),
        trust: [`${OPENSSL_SERVER} -CAfile root.pem -Verify 3 -verify_return_error`],
        'client-auth': [
          '# or: -verify 3, which only asks',
          `${OPENSSL_SERVER} -CAfile root.pem -Verify 3 -verify_return_error`,
        ],
        revocation: [
          OPENSSL_LISTS,
          `${OPENSSL_SERVER} -CAfile root-and-lists.pem -crl_check_all -Verify 3 -verify_return_error`,
        ],
        versions: [`${OPENSSL_SERVER} -min_protocol TLSv1.2`],
        names: [
          '# as the second certificate, for this name alone',
          `${OPENSSL_SERVER} -servername HOST -cert2 server.pem -key2 server.key`,
        ],
      },
    },
    client: {
      place: 'a shell',
      lines: {
        ...oneFile([`${OPENSSL_CLIENT} root.pem ${OPENSSL_OWN}`]),
        trust: [`${OPENSSL_CLIENT} root.pem`],
        revocation: [OPENSSL_LISTS, `${OPENSSL_CLIENT} root-and-lists.pem -crl_check_all`],
        versions: [`${OPENSSL_CLIENT} root.pem -min_protocol TLSv1.2`],
        names: [`${OPENSSL_CLIENT} root.pem -verify_hostname HOST`],
      },
    },
  },
  curl: {
    client: {
      place: 'a shell',
      lines: {
        ...oneFile(CURL_OWN),
        trust: [`${CURL} https://HOST:8443/`],
        revocation: [`${CURL} --crlfile crl.pem https://HOST:8443/`],
        versions: [`${CURL} --tlsv1.2 https://HOST:8443/`],
        names: [
          '# where the name is not in DNS: its address in front',
          `${CURL} --resolve HOST:8443:127.0.0.1 https://HOST:8443/`,
        ],
      },
    },
  },
};
