import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, oneFilePolicy } from './contentSecurityPolicy.ts';

describe('the content security policy', () => {
  it('lets nothing in and nothing out but what the page itself serves', () => {
    expect(contentSecurityPolicy('<p>text</p>')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self' data:; img-src 'self' data: blob:; " +
        "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'",
    );
  });

  it('admits inline code and styles by their digests, each once', () => {
    const page = '<script>go()</script><style>a{}</style><i style="left:0"></i><b style="left:0"></b>';
    const policy = contentSecurityPolicy(page);
    expect(directive(policy, 'script-src')).toBe(`'self' '${digest('go()')}'`);
    expect(directive(policy, 'style-src')).toBe(`'self' '${digest('a{}')}'`);
    expect(directive(policy, 'style-src-attr')).toBe(`'unsafe-hashes' '${digest('left:0')}'`);
    expect(policy).not.toContain('unsafe-inline');
  });

  it('takes digests of what the browser sees, not of its escaped form', () => {
    const policy = contentSecurityPolicy('<i style="font-family:&quot;Inter&quot;&amp;"></i>');
    expect(directive(policy, 'style-src-attr')).toContain(digest('font-family:"Inter"&'));
  });

  it('admits no script that is data', () => {
    const policy = contentSecurityPolicy(
      '<script type="application/json" id="a">{}</script><script src="a.js"></script>',
    );
    expect(directive(policy, 'script-src')).toBe("'self'");
  });

  it('of a page in one file admits its own script alone, by its digest, and asks no server for anything', () => {
    const policy = oneFilePolicy(
      '<script type="application/json" id="a">{}</script><script id="lab-script">run()</script><style>p{}</style>',
    );
    expect(directive(policy, 'script-src')).toBe(`'${digest('run()')}'`);
    expect(directive(policy, 'style-src')).toBe(`'${digest('p{}')}'`);
    expect(directive(policy, 'connect-src')).toBe("'none'");
    expect(policy).not.toMatch(/'self'|unsafe|https?:/);
  });
});

function directive(policy: string, name: string): string | undefined {
  const found = policy.split('; ').find((each) => each.startsWith(`${name} `));
  return found?.slice(name.length + 1);
}

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
