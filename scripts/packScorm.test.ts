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

  // IMS Content Packaging 1.1.2, XML binding, as SCORM 1.2 takes it over: its elements in their order, what each must have.
  it('has the elements of the binding in their order, with the attributes that they must have', () => {
    const seen: { name: string; path: string; at: number; attributes: string[] }[] = [];
    const open: string[] = [];
    for (const [, ends, name = '', rest = '', alone] of manifest.matchAll(/<(\/?)([\w:]+)((?:\s[^<>]*?)?)(\/?)>/g)) {
      if (ends === '/') {
        open.pop();
        continue;
      }
      const attributes = [...rest.matchAll(/\s([\w:]+)="[^"]+"/g)].map(([, attribute = '']) => attribute);
      seen.push({ name, path: open.join('/'), at: seen.length, attributes });
      if (alone !== '/') open.push(name);
    }
    const childrenOf = (name: string) =>
      seen.filter(({ path }) => path.split('/').at(-1) === name).map((each) => each.name);
    expect(childrenOf('manifest')).toEqual(['metadata', 'organizations', 'resources']);
    expect(childrenOf('metadata')).toEqual(['schema', 'schemaversion']);
    expect(childrenOf('organizations')).toEqual(['organization']);
    expect(childrenOf('organization')).toEqual(['title', 'item']);
    expect(childrenOf('item')).toEqual(['title']);
    expect(childrenOf('resources')).toEqual(['resource']);
    expect(new Set(childrenOf('resource'))).toEqual(new Set(['file']));
    const required: Readonly<Record<string, readonly string[]>> = {
      manifest: ['identifier', 'xmlns', 'xmlns:adlcp'],
      organizations: ['default'],
      organization: ['identifier'],
      item: ['identifier', 'identifierref'],
      resource: ['identifier', 'type', 'adlcp:scormtype', 'href'],
      file: ['href'],
    };
    for (const { name, attributes } of seen)
      expect(attributes).toEqual(expect.arrayContaining([...(required[name] ?? [])]));
    // Identifiers are of the type xsd:ID: each once, and they begin with a letter.
    const ids = attributes('identifier');
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z_][\w.-]*$/);
    expect(attributes('type')).toEqual(['webcontent']);
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
