// The sequences on which the paper's claim is tried: of the data set, of a model's own split, as many of each class.
import { gatherBatch } from '../packages/core/dist/index.js';
import { baselineSequences } from '../packages/explain/dist/index.js';
import { loadMitBih, loadMnist, splitRandom } from '../packages/datasets/dist/index.js';
import { directoryStore } from '../packages/records/dist/node.js';

/** Every beat that lies in a validation part of these splits is left out of every test sample: settings were chosen there. */
const LOOKED_AT = [1, 2, 3, 4, 5];

/** What stands in for hidden steps beside 0. */
export const SECOND_FILL = { mitdb: 'median normal beat', mnist: 'mean grey' };

/** Of a data set the parts of a split by its seed, and the second fill, which is made of training sequences. */
export async function openDataSet(name, folder) {
  return name === 'mnist' ? openDigits(folder) : openBeats(folder);
}

async function openBeats(folder) {
  const { data } = await loadMitBih(directoryStore(folder), {});
  const seen = new Set(
    LOOKED_AT.flatMap((seed) => Array.from(splitRandom(data.labels.length, seed).validation)),
  );
  return {
    classes: data.classes,
    partOf(seed, part) {
      const all = Array.from(splitRandom(data.labels.length, seed)[part]);
      const indices = part === 'test' ? all.filter((i) => !seen.has(i)) : all;
      return { sequences: data.sequences, labels: data.labels, groups: data.groups, indices };
    },
    fillOf(seed) {
      const { train } = splitRandom(data.labels.length, seed);
      const normal = train.filter((i) => data.labels[i] === 0).filter((_, i) => i % 10 === 0);
      const reference = {
        data: gatherBatch(data.sequences, normal),
        labels: normal.map(() => 0),
      };
      const one = gatherBatch(data.sequences, [0]);
      return baselineSequences('paper claim', one, { baseline: 'class-median', reference })[0];
    },
  };
}

async function openDigits(folder) {
  const { train, test } = await loadMnist(directoryStore(folder), {});
  const { steps, values } = train.sequences;
  // Every hundredth value is enough for a mean of 47 million.
  const grey = values
    .filter((_, i) => i % 100 === 0)
    .reduce((sum, value, _i, all) => sum + value / all.length, 0);
  return {
    classes: train.classes,
    partOf(seed, part) {
      const { sequences, labels } = part === 'test' ? test : train;
      const indices =
        part === 'test'
          ? Array.from(labels.keys())
          : Array.from(splitRandom(labels.length, seed, [11, 0, 1])[part]);
      return { sequences, labels, groups: labels.map((_, i) => i), indices };
    },
    fillOf: () => ({ values: new Float32Array(steps).fill(grey), batch: 1, steps, channels: 1 }),
  };
}

/** Steps that fill (0, 1) evenly, however many there are. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * As many sequences of each class, spread over the part; later rounds give others, between those of the rounds before.
 *
 * @returns plain JSON: the sequences, their classes and groups, the second fill, and how common each class is in the part
 */
export function balancedSample({ classes, partOf, fillOf }, seed, part, perClass, round) {
  const { sequences, labels, groups, indices } = partOf(seed, part);
  const members = classes.map((_, k) => indices.filter((i) => labels[i] === k));
  // The first round looks at the same places of every split; later ones elsewhere with each seed.
  const shift = round * seed * Math.SQRT2;
  const places = Array.from(
    { length: perClass },
    (_, i) => ((round * perClass + i + 0.5) * GOLDEN + shift) % 1,
  );
  const chosen = members.flatMap((own) => places.map((place) => own[Math.floor(place * own.length)]));
  const x = gatherBatch(sequences, chosen);
  return {
    indices: chosen,
    steps: x.steps,
    values: Array.from(x.values),
    fill: Array.from(fillOf(seed).values),
    targets: chosen.map((i) => labels[i]),
    groups: chosen.map((i) => Number(groups[i])),
    prevalence: members.map((own) => own.length / indices.length),
  };
}
