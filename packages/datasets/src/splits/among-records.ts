import type { Divisible } from './divisible.ts';
import type { Split } from './split.ts';

/**
 * A split of the beats of some records: `divide` sees their beats and patients alone, and the indices that come back are
 * those of `data`.
 *
 * @param ending what the split's name ends in
 */
export function splitAmongRecords(
  data: Divisible,
  ending: string,
  isAmong: (record: string) => boolean,
  divide: (some: Divisible) => Split,
): Split {
  const { groups, groupNames, labels, recordOf, recordNames } = data;
  const kept = Uint32Array.from(recordOf, (_, i) => i).filter((i) => isAmong(recordNames[recordOf[i]]));
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
    name: `${split.name}-${ending}`,
    seed: split.seed,
    train: inData(split.train),
    validation: inData(split.validation),
    test: inData(split.test),
  };
}
