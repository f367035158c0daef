// A SCORM 1.2 package: manifest at the top, every file named in it, one sharable content object that exists.
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readClassLink } from '../src/exercises/class/classLink.ts';
import { packScorm } from './packScorm.ts';

const page = { 'index.html': strToU8('<p>'), 'assets/a&b.js': strToU8('1') };
const query = 'word=a%22%3C%2Fscript%3E&missions=1,7&predict=1';
const files = unzipSync(packScorm(page, 'Lab: <a> & "b"', query));
const manifest = strFromU8(files['imsmanifest.xml'] ?? new Uint8Array());
const attributes = (name: string) =>
  [...manifest.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value]) => value);

describe('a SCORM 1.2 package', () => {
  it('has the manifest at the top, which says its schema and version', () => {
    expect(Object.keys(files)[0]).toBe('imsmanifest.xml');
    expect(manifest).toContain('<schema>ADL SCORM</schema>');
    expect(manifest).toContain('<schemaversion>1.2</schemaversion>');
    expect(manifest).toContain('xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"');
    expect(manifest).toContain('xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"');
  });

  it('is well-formed: each element ends, and no text breaks out of its place', () => {
    const open: string[] = [];
    for (const [, ends, name = '', alone] of manifest.matchAll(/<(\/?)([\w:]+)(?:\s[^<>]*?)?(\/?)>/g)) {
      if (ends === '/') expect(open.pop()).toBe(name);
      else if (alone !== '/') open.push(name);
    }
    expect(open).toEqual([]);
    expect(manifest).toContain('<title>Lab: &#60;a&#62; &#38; &#34;b&#34;</title>');
    expect(manifest.match(/&(?!#\d+;)/g)).toBeNull();
  });

  it('names a default organisation that exists, an item whose resource exists, and each file once', () => {
    expect(attributes('default')).toEqual(['lab']);
    expect(attributes('identifier')).toEqual(['handshake-lab', 'lab', 'missions', 'page']);
    expect(attributes('identifierref')).toEqual(['page']);
    expect(attributes('adlcp:scormtype')).toEqual(['sco']);
    const [start, ...listed] = attributes('href').map((href) => href?.replaceAll('&#38;', '&'));
    expect(listed).toContain(start);
    expect(listed.sort()).toEqual(
      Object.keys(files)
        .filter((name) => name !== 'imsmanifest.xml')
        .sort(),
    );
  });

  it('starts at the class', () => {
    const [, target = ''] =
      /^location\.replace\((".*")\);\n$/.exec(strFromU8(files['start.js'] ?? new Uint8Array())) ?? [];
    const address: unknown = JSON.parse(target);
    expect(address).toBe(`index.html#/class?${query}`);
    expect(readClassLink(String(address).split('?')[1] ?? '').ok).toBe(true);
    expect(strFromU8(files['start.html'] ?? new Uint8Array())).toContain('<script src="start.js">');
  });

  it('is the same for the same files', () => {
    expect(packScorm(page, 'a', query)).toEqual(packScorm(page, 'a', query));
  });
});
