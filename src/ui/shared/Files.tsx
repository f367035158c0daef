// What comes from outside: dropped on an area of the page, or chosen as files.
import { FolderOpen } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { Button } from './Button.tsx';

/** For the element on which one drops; `data-over` says that something hovers over it. */
export function useDrop(take: (given: DataTransfer) => void) {
  const [over, setOver] = useState(false);
  return {
    'data-over': over,
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      take(event.dataTransfer);
    },
  };
}

interface Props {
  /** What the button says. */
  readonly children: string;
  /** Name of the input behind the button. */
  readonly label: string;
  readonly accept?: string;
  readonly multiple?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

export function FileButton({ children, label, accept, multiple = false, onFiles }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={accept}
        multiple={multiple}
        hidden
        aria-label={label}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // So that the same file can be chosen once more.
          event.target.value = '';
        }}
      />
      <Button icon={FolderOpen} onClick={() => input.current?.click()}>
        {children}
      </Button>
    </>
  );
}
