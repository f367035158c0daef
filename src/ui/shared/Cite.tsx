// A citation: a link to its section, which is fetched only when somebody follows it.
import { type CitationKey, citationLink, citationText } from '../../pki/citations.ts';

export function Cite({ of, className }: { readonly of: CitationKey; readonly className: string | undefined }) {
  const link = citationLink(of);
  if (link === null) return <code className={className}>{citationText(of)}</code>;
  return (
    <a className={className} href={link} target="_blank" rel="noopener noreferrer">
      {citationText(of)}
    </a>
  );
}
