import { PACED_RECORDS } from './de-chazal.ts';
import type { Divisible } from './divisible.ts';
import type { Split } from './split.ts';

/**
 * A split of the beats outside the paced records, which EC57 leaves out of reports on ectopic beats: `divide` sees the
 * other beats and patients alone, and the indices that come back are those of `data`.
 */
export function splitWithoutPaced(data: Divisible, divide: (rest: Divisible) => Split): Split {
  const { groups, groupNames, labels, recordOf, recordNames } = data;
  const kept = Uint32Array.from(recordOf, (_, i) => i).filter(
    (i) => !PACED_RECORDS.includes(recordNames[recordOf[i]]),
  );
  const left = [...new Set(Array.from(kept, (i) => groups[i]))].sort((a, b) => a - b);
  const split = divide({
    ...data,
    groups: Uint16Array.from(kept, (i) => left.indexOf(groups[i])),
    groupNames: left.map((group) => groupNames[group]),
    labels: Uint8Array.from(kept, (i) => labels[i]),
    recordOf: Uint16Array.from(kept, (i) => recordOf[i]),
  });
  const inData = (indices: Uint32Array): Uint32Array => indices.map((i) => kept[i]);
  return {
    name: `${split.name}-unpaced`,
    seed: split.seed,
    train: inData(split.train),
    validation: inData(split.validation),
    test: inData(split.test),
  };
}
