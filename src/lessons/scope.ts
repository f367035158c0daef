// About the lab: what is modelled, what is simplified, and how each claim can be checked from outside.

export interface Scope {
  readonly intro: string;
  readonly modelled: readonly string[];
  readonly simplified: readonly string[];
  readonly computed: readonly string[];
  readonly checkIt: readonly string[];
}

export const SCOPE: Scope = {
  intro:
    'Two independent programs, a client and a server, exchange real TLS (Transport Layer Security) records in your browser; a CA issues their certificates and answers about revocation. The diagram is a recording of what they did. A fault changes a certificate, a key or a byte, never an outcome.',
  modelled: [
    'TLS 1.3 (RFC 9846): AES-128-GCM, AES-256-GCM and ChaCha20-Poly1305, X25519, P-256 and the hybrid X25519MLKEM768, HelloRetryRequest, resumption with a ticket, KeyUpdate, stapling both ways, and the client that learns late that it is refused.',
    'TLS 1.2 with ECDHE (RFC 8422): X25519 and P-256; AES-GCM and ChaCha20-Poly1305 (RFC 7905); signatures by PSS, PKCS #1, ECDSA and Ed25519.',
    'TLS 1.2 with RSA key exchange (RFC 5246), one-way and mutual, with three cipher suites: AES-128-GCM, AES-256-GCM and AES-128-CBC.',
    'The extensions server_name, status_request, signature_algorithms, extended_master_secret, renegotiation_info and ALPN.',
    'An attacker on the wire: a program between the two that passes on, changes, drops, repeats or answers itself. Bytes of any message can be changed by hand.',
    'Certificates with their extensions, and path validation with each check reported by itself (RFC 5280, names by RFC 9525).',
    'Certificate signing requests (PKCS #10, RFC 2986).',
    'Revocation by OCSP with signed answers over HTTP (RFC 6960), by stapled answers (RFC 6066) and by lists (RFC 5280), with hard-fail and soft-fail.',
    'The alerts of RFC 5246 and RFC 9846, sent by the endpoint that finds the fault.',
    'Every byte on the wire, the bytes under the encryption, and who knows which secret when.',
  ],
  simplified: [
    'TLS 1.2 with RSA key exchange is a teaching case. It has no forward secrecy. RFC 9325 advised against it, and since July 2026 RFC 10015 (section 4) prohibits it: clients must not offer it, and servers must not select it. TLS 1.3 never had it.',
    'Revocation is asked for the leaf certificate only. Most browsers do not ask by OCSP at all any more; they get digests of the lists from their makers.',
    'The clock stands still at noon UTC on 23 November 2026 (a client that comes back does so an hour later), so the same link shows the same bytes at any time.',
    'Keys ship with the page, so that nothing has to be computed first. They are public and worth nothing elsewhere: never use them.',
    'How a request reaches the CA, and how a CA finds out who is asking, is left out. The lab’s CA checks the signature on the request only.',
    'There is no renegotiation and no compression. Sessions are resumed in TLS 1.3 only, with one ticket for each connection. Early data (0-RTT) and client certificates asked for after the handshake are left out.',
    'The lab’s endpoints make every check they can, even after one has failed, so that the list is complete. Many programs stop at the first failure.',
    'The wire loses and delays nothing by itself: where no attacker is on it, bytes arrive as they were sent, and in order.',
  ],
  computed: [
    'TLS 1.2 with RSA key exchange, one-way and mutual: node-forge. RSA keys, encryption and signatures, digests, HMAC, key derivation and AES are its own. From the 33rd record under one key on, noble does AES, because node-forge would need much longer; it also does SHA-224 and elliptic keys, which node-forge lacks.',
    'TLS 1.2 with ECDHE, TLS 1.3 and “Validate your certificates”: the noble libraries for curves, digests and ciphers, and RSA on the browser’s own large integers.',
    'Both for the same handshake: choose noble for TLS 1.2 with RSA in the settings. A test runs every such scenario with both libraries and compares the recordings. Every byte is the same.',
    'Padding, random values and keys come from the scenario and not from a library. So a link always shows the same bytes.',
  ],
  checkIt: [
    'OpenSSL as the client. Start the lab’s server with: npm run -s cli -- listen --port 4433 --pki lab. Then: openssl s_client -connect 127.0.0.1:4433 -servername api.bank.test -verify_hostname api.bank.test -CAfile lab/root.pem -tls1_2',
    'curl with a client certificate. With listen --mode mutual running: curl --resolve api.bank.test:4433:127.0.0.1 --cacert lab/root.pem --cert lab/client.pem --key lab/client.key https://api.bank.test:4433/',
    'OpenSSL as the server. openssl s_server -accept 4433 -cert lab/server.pem -cert_chain lab/intermediate.pem -key lab/server.key -tls1_2 -www, and then: npm run -s cli -- connect 127.0.0.1:4433 --name api.bank.test --ca lab/root.pem',
    'Wireshark or tshark. npm run -s cli -- simulate --mode mutual --pcapng lab.pcapng --keylog lab.keys, and then: tshark -r lab.pcapng -o tls.keylog_file:lab.keys -V',
    'With the files of a scenario. “Export” gives them, and commands for OpenSSL and curl that fail as the lab does; where another program judges otherwise, it says so.',
    'The certificates. Copy one as PEM from the Certificates tab, and then: openssl x509 -noout -text -in certificate.pem',
    'The same bytes again. npm run -s cli -- simulate --json prints them; the same arguments print the same bytes on every machine.',
    'What is quoted about other programs was measured, with the version that is named.',
  ],
};

/** Beside the choice of the library. */
export const PROVIDER_NOTE =
  'Holds for the next runs of TLS 1.2 with RSA key exchange. The bytes are the same with both. The other protocols need elliptic curves, which node-forge lacks.';
