import type { Attribution, TrustRecord } from '@saliogram/explain';
import type { WaveEvidence } from '@saliogram/signal';

/** What one method says of the sequence. */
export interface ExplainedMap {
  readonly method: string;
  readonly title: string;
  readonly attribution: Attribution;
  /** How long it took to make. */
  readonly tookMs: number;
  /** Where its heat lies, wave by wave; null when not asked. */
  readonly evidence: readonly WaveEvidence[] | null;
  /** What the map is worth; null when not asked, or where the method divides nothing among steps. */
  readonly trust: TrustRecord | null;
}
