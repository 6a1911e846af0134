/** A data set of the paper. */
export type PaperData = 'ecg' | 'mnist';

/** The methods of the paper's Table I, worst first, by their name in the registry of methods. */
export const PAPER_ORDER = ['input-derivative', 'occlusion', 'learned-mask'] as const;

/** A method of the paper's Table I. */
export type PaperMethod = (typeof PAPER_ORDER)[number];

/** Table I of van der Westhuizen and Lasenby: average class score reduction (higher is better). */
export const PAPER_TABLE_ONE: Readonly<Record<PaperData, Readonly<Record<PaperMethod, number>>>> = {
  ecg: { 'input-derivative': 0.0411, occlusion: 0.146, 'learned-mask': 0.2203 },
  mnist: { 'input-derivative': 0.042, occlusion: 0.0708, 'learned-mask': 0.3072 },
};

/** Beats in the paper's ECG data set (section II). */
export const PAPER_BEATS = 106_484;

/** "All the models analyzed yielded accuracies above 98%" (section II). */
export const PAPER_ACCURACY = 0.98;

/** What the paper calls the methods. */
export const METHOD_TITLES: Readonly<Record<PaperMethod, string>> = {
  'input-derivative': 'Input derivatives',
  occlusion: 'Occlusion',
  'learned-mask': 'Learned mask',
};

/** A row of Table I in words; a control keeps its own name, with the method it belongs to in words. */
export function rowTitle(technique: string): string {
  const own = METHOD_TITLES[technique as PaperMethod];
  if (own !== undefined) return own;
  const block = /^random block \((.+)\)$/.exec(technique);
  return block
    ? `Random block, sized as ${shortTitle(block[1])}`
    : technique[0].toUpperCase() + technique.slice(1);
}

/** A row of Table I in one or two words. */
export function shortTitle(technique: string): string {
  return technique.replace('input-derivative', 'derivative').replace('learned-mask', 'mask');
}

/** The paper's number for a technique, or null. */
export function paperNumber(data: PaperData, technique: string): number | null {
  return PAPER_TABLE_ONE[data][technique as PaperMethod] ?? null;
}
