/**
 * A copy in which each run of values that are not finite is bridged by a straight line between its neighbours, or held
 * at the one neighbour it has at an end; all zeros when no value is finite.
 */
export function fillGaps(signal: Float32Array): Float32Array {
  const filled = signal.slice();
  const { length } = filled;
  for (let start = 0; start < length; start++) {
    if (Number.isFinite(signal[start])) continue;
    let end = start;
    while (end < length && !Number.isFinite(signal[end])) end++;
    const before = start > 0 ? signal[start - 1] : end < length ? signal[end] : 0;
    const after = end < length ? signal[end] : before;
    const step = (after - before) / (end - start + 1);
    for (let i = start; i < end; i++) filled[i] = before + step * (i - start + 1);
    start = end;
  }
  return filled;
}
