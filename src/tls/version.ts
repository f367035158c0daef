// The versions of TLS that the endpoints speak.
export type Version = 'tls1.2' | 'tls1.3';
