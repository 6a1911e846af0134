import type { Explainer } from '../../lib/explanation.ts';
import type { Store } from '../../services/store.ts';

/** What {@link ComparePanel} takes. */
export interface ComparePanelProps {
  readonly store: Store;
  readonly explainer: Explainer;
}

export function ComparePanel(_: ComparePanelProps) {
  return <p>soon</p>;
}
