/** A soft mask of a given area. */
export interface AreaMask {
  /** sigmoid(r - theta), [T, C] */
  readonly mask: Float64Array;
  /** Its slope m (1 - m), [T, C]. */
  readonly slope: Float64Array;
}

const PRECISION = 1e-9;
/** Where a mask is at its ends, a logit of this much is as good as any. */
const FAR = 40;

/**
 * The soft mask that lets a share of the inputs through by rank: sigmoid(r - theta), theta such that its mean is `area`.
 * Masks of one rank vector are nested: what is in a small one is in every larger one.
 *
 * @param rank r, [T, C]
 * @param area 0 to 1
 */
export function maskOfArea(rank: Float32Array, area: number): AreaMask {
  const n = rank.length;
  const mask = new Float64Array(n);
  const slope = new Float64Array(n);
  let low = rank.reduce((least, r) => Math.min(least, r), Infinity) - FAR;
  let high = rank.reduce((most, r) => Math.max(most, r), -Infinity) + FAR;
  let theta = (low + high) / 2;
  for (let round = 0; round < 100; round++) {
    let excess = -area * n;
    let steepness = 0;
    for (let i = 0; i < n; i++) {
      mask[i] = 1 / (1 + Math.exp(theta - rank[i]));
      slope[i] = mask[i] * (1 - mask[i]);
      excess += mask[i];
      steepness += slope[i];
    }
    if (Math.abs(excess) <= PRECISION * n || high - low < PRECISION) break;
    if (excess > 0) low = theta;
    else high = theta;
    // Newton's step where it stays between the bounds, else the middle.
    const newton = theta + excess / steepness;
    theta = newton > low && newton < high ? newton : (low + high) / 2;
  }
  return { mask, slope };
}

/**
 * Adds the slope to r of a function of the mask whose slope to m is `gradient`: m' (g - mean of g weighted with m'), for
 * theta gives way so that the area stays.
 *
 * @param gradient g, [T, C]
 * @param out [T, C]
 */
export function addRankSlope({ slope }: AreaMask, gradient: Float64Array, out: Float32Array): void {
  let weighted = 0;
  let all = 0;
  for (let i = 0; i < slope.length; i++) {
    weighted += slope[i] * gradient[i];
    all += slope[i];
  }
  const centre = all > 0 ? weighted / all : 0;
  for (let i = 0; i < slope.length; i++) out[i] += slope[i] * (gradient[i] - centre);
}

/** Areas over which {@link shareOfMasks} is taken. */
const LADDER = Array.from({ length: 10 }, (_, i) => (i + 0.5) / 10);

/** The mean over areas 5 %, 15 % ... 95 % of the mask of that area: in how many of them an input is, [T, C]. */
export function shareOfMasks(rank: Float32Array): Float32Array {
  const share = new Float64Array(rank.length);
  for (const area of LADDER) {
    const { mask } = maskOfArea(rank, area);
    for (let i = 0; i < mask.length; i++) share[i] += mask[i] / LADDER.length;
  }
  return Float32Array.from(share);
}
