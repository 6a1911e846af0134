import type { BaselineOptions } from '@saliogram/explain';
import type { ExplainedInput } from './explained-input.ts';
import { baselineOf } from './method-options.ts';

/** What inputs are replaced with when maps are judged; zero where the command line names nothing. */
export async function baselineOptions(
  given: string | undefined,
  input: Pick<ExplainedInput, 'baselineReference'>,
): Promise<BaselineOptions> {
  const baseline = given === undefined ? 0 : baselineOf(given);
  if (typeof baseline === 'number') return { baseline };
  return { baseline, reference: await input.baselineReference(baseline) };
}
