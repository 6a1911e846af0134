import { Component } from 'preact';
import type { ComponentChildren } from 'preact';
import { Button } from './button.tsx';

/** What {@link Guard} takes. */
export interface GuardProps {
  /** Name of the part, as the reader knows it. */
  readonly part: string;
  readonly onError: (error: unknown) => void;
  readonly children: ComponentChildren;
}

/** Keeps the failure of one part from the rest of the page; the part can be tried again. */
export class Guard extends Component<GuardProps, { failed: boolean }> {
  override state = { failed: false };

  override componentDidCatch(error: unknown): void {
    this.setState({ failed: true });
    this.props.onError(error);
  }

  render({ part, children }: GuardProps, { failed }: { failed: boolean }) {
    if (!failed) return children;
    return (
      <p class="failed-part">
        {part} could not be shown. <Button onClick={() => this.setState({ failed: false })}>Try again</Button>
      </p>
    );
  }
}
