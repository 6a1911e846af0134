import type { BeatLayout } from './beat-layout.ts';
import { timeText } from './beat-layout.ts';

/** Where most speaks for A and where most for B, in a sentence. */
export function contrastSentence(
  { forA, forB, largest }: { forA: Float32Array; forB: Float32Array; largest: number },
  symbolA: string,
  symbolB: string,
  layout: BeatLayout,
): string {
  if (!(largest > 0)) return `Nothing tells ${symbolA} from ${symbolB}.`;
  const total = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0);
  const hottest = (values: Float32Array): string => {
    const step = values.reduce((best, value, i) => (value > values[best] ? i : best), 0);
    return timeText(Math.floor(step / layout.channels) + 0.5, layout);
  };
  const [a, b] = [total(forA), total(forB)];
  const share = Math.round((100 * a) / (a + b));
  const forOther = b > 0 ? `, ${100 - share} % for ${symbolB}, most at ${hottest(forB)}` : '';
  if (a === 0) return `Everything speaks for ${symbolB}, most at ${hottest(forB)}.`;
  return `${share} % of the difference speaks for ${symbolA}, most at ${hottest(forA)}${forOther}.`;
}
