// What proxies call the header with the client's certificate. Read in the documentation of each program, not measured.

export const PROXY_HEADER_WORDS = {
  title: 'What proxies call this header',
  program: 'Program',
  header: 'Header',
  read: 'Read in the documentation of each program in November 2026, not measured.',
} as const;

export const PROXY_HEADERS: readonly { readonly program: string; readonly header: string; readonly remark: string }[] =
  [
    {
      program: 'RFC 9440',
      header: 'Client-Cert: :base64 of the DER:',
      remark: 'Client-Cert-Chain has those above it. Both must be taken out of what a client sends.',
    },
    {
      program: 'nginx',
      header: 'proxy_set_header X-SSL-Client-Cert $ssl_client_escaped_cert;',
      remark: 'PEM, URL-encoded; the name is your choice. It replaces a header of that name, and no other.',
    },
    {
      program: 'Apache',
      header: 'RequestHeader set X-SSL-Client-Cert "%{SSL_CLIENT_CERT}s"',
      remark: 'PEM. “set” replaces what the client sent, “add” leaves it beside.',
    },
    {
      program: 'HAProxy',
      header: 'http-request set-header X-SSL-Client-Cert %[ssl_c_der,base64]',
      remark: 'DER in base64. “set-header” replaces, “add-header” leaves the client’s own beside.',
    },
    {
      program: 'Envoy',
      header: 'x-forwarded-client-cert',
      remark: 'Hash, Subject, URI, DNS, and the PEM as Cert. By default it is taken out of requests (SANITIZE).',
    },
    {
      program: 'AWS ALB',
      header: 'X-Amzn-Mtls-Clientcert, X-Amzn-Mtls-Clientcert-Leaf',
      remark: 'The first where the load balancer verifies nothing, with the whole chain; the second where it verifies.',
    },
  ];
