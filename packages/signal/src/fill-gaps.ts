import { createGapBridge } from './gap-bridge.ts';

/**
 * A copy in which each run of values that are not finite is bridged by a straight line between its neighbours, or held
 * at the one neighbour it has at an end; all zeros when no value is finite.
 */
export function fillGaps(signal: Float32Array): Float32Array {
  const filled = new Float32Array(signal.length);
  let at = 0;
  const bridge = createGapBridge((value) => void (filled[at++] = value));
  for (const value of signal) bridge.push(value);
  bridge.end();
  return filled;
}
