// PEM, RFC 7468: DER as base64 between labelled lines, and names for the files that hold it.
import { fromHex } from '../../../bytes/hex.ts';
import type { CertificateRecord, Hex } from '../../../lab/recording/recording.ts';
import { commonNameIn } from '../../../lessons/phrases.ts';

export function certificatePem(der: Hex): string {
  const base64 = btoa(String.fromCharCode(...fromHex(der)));
  const lines = base64.match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

/** `bank-issuing-ca-1.pem`: nothing but letters, digits, dots and hyphens. */
export function pemFileName({ subject }: CertificateRecord): string {
  const stem = commonNameIn(subject)
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return `${stem || 'certificate'}.pem`;
}

export const pemUrl = (pem: string): string => `data:application/x-pem-file;charset=utf-8,${encodeURIComponent(pem)}`;
