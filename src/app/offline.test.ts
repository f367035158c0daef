import { describe, expect, it } from 'vitest';
import { type Host, keepForOffline } from './offline.ts';

/** A page of its own that may keep itself, changed by `part`; and what it asked the browser for. */
function page(part: {
  readonly protocol?: string;
  readonly framed?: boolean;
  readonly saveData?: boolean;
  readonly none?: boolean;
}) {
  const asked: string[] = [];
  const register = (script: string) => {
    asked.push(script);
    return Promise.reject(new Error('not allowed'));
  };
  const host: Host & { parent: unknown } = {
    location: { protocol: part.protocol ?? 'https:' },
    parent: null,
    navigator: {
      ...(part.none === true ? {} : { serviceWorker: { register } }),
      connection: { saveData: part.saveData ?? false },
    },
  };
  host.parent = part.framed === true ? {} : host;
  return { host, asked };
}

describe('offline', () => {
  it('is set up for a page of its own; where the browser refuses, nothing fails', () => {
    const { host, asked } = page({});
    expect(keepForOffline(host)).toBe(true);
    expect(asked).toEqual(['./sw.js']);
  });

  it('is not set up in a frame, from a file, where one saves data, or where there is no such thing', () => {
    for (const part of [{ framed: true }, { protocol: 'file:' }, { saveData: true }, { none: true }]) {
      const { host, asked } = page(part);
      expect(keepForOffline(host), JSON.stringify(part)).toBe(false);
      expect(asked).toEqual([]);
    }
  });
});
