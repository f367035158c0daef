// An address of a text in this page, for as long as the text is shown: for a link by which one saves it.
import { useEffect, useState } from 'react';

export function useFileLink(text: string, type: string): string | undefined {
  const [href, setHref] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text], { type }));
    setHref(made);
    return () => URL.revokeObjectURL(made);
  }, [text, type]);
  return href;
}
