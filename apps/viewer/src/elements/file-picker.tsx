import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { NamedFile } from '../lib/recording.ts';
import { Button } from './button.tsx';
import type { ButtonProps } from './button.tsx';

/** What {@link FilePicker} takes. */
export interface FilePickerProps {
  readonly children: ComponentChildren;
  readonly onPick: (files: NamedFile[]) => void;
  /** Picks a folder with all that is in it; default false. */
  readonly folder?: boolean;
  readonly kind?: ButtonProps['kind'];
}

/** A button that lets the reader pick files of the computer. */
export function FilePicker({ children, onPick, folder = false, kind }: FilePickerProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button {...(kind && { kind })} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-hidden="true"
        tabIndex={-1}
        {...(folder && { webkitdirectory: true })}
        onChange={(event) => {
          const files = pickedFiles(event.currentTarget);
          event.currentTarget.value = ''; // the same file can be picked again
          if (files.length > 0) onPick(files);
        }}
      />
    </>
  );
}

/** The files that were picked; those of a picked folder keep its name. */
function pickedFiles(input: HTMLInputElement): NamedFile[] {
  return Array.from(input.files ?? [], (file) => ({
    name: file.webkitRelativePath || file.name,
    blob: file,
  }));
}
