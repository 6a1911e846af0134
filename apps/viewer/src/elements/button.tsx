import type { ComponentChildren } from 'preact';
import './elements.css';

/** What {@link Button} takes. */
export interface ButtonProps {
  /** Words, or an icon together with `name`. */
  readonly children: ComponentChildren;
  readonly onClick: () => void;
  /** Read out in place of the content; needed where the content is an icon. */
  readonly name?: string;
  /** Longer words for the pointer. */
  readonly title?: string;
  /** Default `plain`. */
  readonly kind?: 'plain' | 'primary' | 'quiet' | 'danger';
  /** For a button that stays down. */
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  /** The key that does the same, shown in the button: `N`, `Shift+D`. */
  readonly shortcut?: string;
}

/** A button; `pressed` makes it a switch, `shortcut` names the key that does the same. */
export function Button({ children, onClick, name, title, kind = 'plain', ...state }: ButtonProps) {
  const { pressed, disabled, shortcut } = state;
  return (
    <button
      type="button"
      class={`button ${kind}`}
      aria-label={name}
      aria-pressed={pressed}
      aria-keyshortcuts={shortcut}
      title={title}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
      {shortcut && <kbd aria-hidden="true">{shortcut}</kbd>}
    </button>
  );
}
