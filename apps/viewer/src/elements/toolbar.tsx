import type { ComponentChildren } from 'preact';
import './elements.css';

/** Controls that belong together, read out under one name; they wrap where the page is narrow. */
export function Toolbar({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="toolbar" role="group" aria-label={label}>
      {children}
    </div>
  );
}

/** A line between two parts of a toolbar. */
export function Separator() {
  return <span class="separator" aria-hidden="true" />;
}
