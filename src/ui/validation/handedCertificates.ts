// Certificates that another page hands to this one: in memory, until it opens.
let waiting: string | null = null;

/** PEM, one certificate after the other. */
export function handCertificates(pem: string): void {
  waiting = pem;
}

export function takeCertificates(): string | null {
  const taken = waiting;
  waiting = null;
  return taken;
}
