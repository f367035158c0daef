import type { Server } from 'node:http';

export function serve(options: {
  directory: string;
  port: number;
  mount?: string;
}): Promise<{ server: Server; port: number; address: string }>;
