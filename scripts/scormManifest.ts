// The manifest of a SCORM 1.2 package (IMS Content Packaging 1.1.2 with the names of ADL): one organisation, one item, one
// sharable content object.

/** `files`: every other file of the package, with / between folders. `start` is one of them. */
export interface ScormPackage {
  readonly title: string;
  readonly start: string;
  readonly files: readonly string[];
}

export const SCORM_MANIFEST = 'imsmanifest.xml';

export function scormManifest({ title, start, files }: ScormPackage): string {
  const lines = files.map((file) => `      <file href="${escaped(file)}"/>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="handshake-lab" version="1.0"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
  </metadata>
  <organizations default="lab">
    <organization identifier="lab">
      <title>${escaped(title)}</title>
      <item identifier="missions" identifierref="page">
        <title>${escaped(title)}</title>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="page" type="webcontent" adlcp:scormtype="sco" href="${escaped(start)}">
${lines.join('\n')}
    </resource>
  </resources>
</manifest>
`;
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** The page on which a platform starts: it goes on to the class. Its script stands beside it, as the page's policy is. */
export const startPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Handshake Lab</title>
    <script src="start.js"></script>
  </head>
  <body>
    <p><a href="index.html">Handshake Lab</a></p>
  </body>
</html>
`;

/** `query`: a class link's part behind the question mark. */
export const startScript = (query: string): string =>
  `location.replace(${JSON.stringify(`index.html#/class?${query}`)});\n`;
