import type { BeatShape } from './beat-shape.ts';

/*
 * Waves fitted by `npx tsx scripts/fit-synthetic.ts --data DIR` to real median beats of the MIT-BIH Arrhythmia Database
 * 1.0.0 (PhysioNet, ODC-By 1.0; Moody and Mark 2001), lead MLII where recorded, centred on the reference annotation,
 * 108 samples before and 180 after it at 360 Hz. Data hash 3ca710245c597c84.
 */

/** One beat shape per class, in the order of the five classes. */
export const BEAT_SHAPES: readonly BeatShape[] = [
  // Record 103: median of 2081 beats; residual 0.0237 mV rms.
  {
    symbol: 'N',
    waves: [
      { amplitudeMv: 0.072, centreS: -0.1635, widthS: 0.0212 },
      { amplitudeMv: 1.0829, centreS: -0.0035, widthS: 0.0086 },
      { amplitudeMv: 0.895, centreS: -0.0022, widthS: 0.0088 },
      { amplitudeMv: -0.3417, centreS: 0.0049, widthS: 0.0204 },
      { amplitudeMv: 1.1682, centreS: 0.0064, widthS: 0.006 },
      { amplitudeMv: -0.1838, centreS: 0.0364, widthS: 0.09 },
      { amplitudeMv: 0.2114, centreS: 0.0388, widthS: 0.0149 },
      { amplitudeMv: 0.386, centreS: 0.2671, widthS: 0.0384 },
    ],
  },
  // Record 214: median of 2001 beats; residual 0.0124 mV rms.
  {
    symbol: 'L',
    waves: [
      { amplitudeMv: 0.0757, centreS: -0.1747, widthS: 0.0247 },
      { amplitudeMv: -0.0966, centreS: -0.0465, widthS: 0.0064 },
      { amplitudeMv: 0.8887, centreS: -0.0059, widthS: 0.0178 },
      { amplitudeMv: 1.005, centreS: 0.0045, widthS: 0.0105 },
      { amplitudeMv: 0.5538, centreS: 0.0198, widthS: 0.031 },
      { amplitudeMv: -0.3709, centreS: 0.0211, widthS: 0.0063 },
      { amplitudeMv: -0.2424, centreS: 0.1529, widthS: 0.0648 },
      { amplitudeMv: -0.3209, centreS: 0.2485, widthS: 0.0356 },
    ],
  },
  // Record 231: median of 1253 beats; residual 0.0173 mV rms.
  {
    symbol: 'R',
    waves: [
      { amplitudeMv: 0.1546, centreS: -0.1544, widthS: 0.0199 },
      { amplitudeMv: -0.1233, centreS: -0.0227, widthS: 0.006 },
      { amplitudeMv: -0.1424, centreS: -0.0198, widthS: 0.006 },
      { amplitudeMv: 1.7867, centreS: -0.0003, widthS: 0.0083 },
      { amplitudeMv: -0.0817, centreS: 0.0034, widthS: 0.0736 },
      { amplitudeMv: -0.4164, centreS: 0.0132, widthS: 0.006 },
      { amplitudeMv: -0.6985, centreS: 0.0465, widthS: 0.0133 },
      { amplitudeMv: 0.4535, centreS: 0.3414, widthS: 0.0688 },
    ],
  },
  // Record 208: median of 992 beats; residual 0.0150 mV rms.
  {
    symbol: 'V',
    waves: [
      { amplitudeMv: 0.6506, centreS: -0.0012, widthS: 0.0307 },
      { amplitudeMv: 0.2274, centreS: 0.0048, widthS: 0.0282 },
      { amplitudeMv: 0.161, centreS: 0.009, widthS: 0.0273 },
      { amplitudeMv: 0.1147, centreS: 0.0101, widthS: 0.027 },
      { amplitudeMv: 0.5819, centreS: 0.023, widthS: 0.0237 },
      { amplitudeMv: 0.8996, centreS: 0.0561, widthS: 0.0116 },
      { amplitudeMv: -0.5758, centreS: 0.1992, widthS: 0.09 },
      { amplitudeMv: 0.2443, centreS: 0.2935, widthS: 0.0327 },
    ],
  },
  // Record 217: median of 1542 beats; residual 0.0126 mV rms.
  {
    symbol: '/',
    waves: [
      { amplitudeMv: -0.0628, centreS: -0.1535, widthS: 0.0895 },
      { amplitudeMv: 1.0377, centreS: -0.0236, widthS: 0.006 },
      { amplitudeMv: 1.0647, centreS: -0.0017, widthS: 0.0175 },
      { amplitudeMv: -0.256, centreS: 0.0058, widthS: 0.0076 },
      { amplitudeMv: -1.7029, centreS: 0.0659, widthS: 0.0335 },
      { amplitudeMv: 0.2349, centreS: 0.0944, widthS: 0.0085 },
      { amplitudeMv: 0.4419, centreS: 0.2405, widthS: 0.0869 },
      { amplitudeMv: 0.8302, centreS: 0.3326, widthS: 0.0479 },
    ],
  },
];
