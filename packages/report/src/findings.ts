import type { TableOne } from '@saliogram/explain';
import type { BeatCounts } from './beats-section.ts';
import type { ModelResults } from './model-results.ts';
import { percent, thousands } from './number-text.ts';
import { METHOD_TITLES, PAPER_ACCURACY, PAPER_BEATS, PAPER_ORDER } from './paper-numbers.ts';
import { differenceOf, intervalText, orderingOf, READINGS, WEIGHTINGS } from './table-one-readings.ts';

/** One claim of the paper beside what was found. */
export interface Finding {
  readonly claim: string;
  readonly found: string;
  readonly verdict: 'agrees' | 'partly' | 'differs' | 'not measured';
  /** What in the data makes the difference; empty where nothing is to be explained. */
  readonly why: string;
}

/** Accuracy above 98 %, and what that is worth. */
export function accuracyFindings({ splits }: ModelResults): Finding[] {
  const paper = splits.find((split) => !split.patientDisjoint);
  const disjoint = splits.find((split) => split.patientDisjoint);
  const findings: Finding[] = [];
  if (paper !== undefined) {
    const { accuracy, n } = paper.evaluation;
    const nearest = paper.oneNearestNeighbour?.accuracy;
    findings.push({
      claim: 'The models have accuracies above 98\u00a0%.',
      found: `${percent(accuracy)} on ${thousands(n)} test sequences, split ${paper.name}.`,
      verdict: accuracy > PAPER_ACCURACY ? 'agrees' : 'differs',
      why: nearest === undefined ? '' : nearestText(accuracy, nearest, paper.name),
    });
  }
  if (disjoint !== undefined && paper !== undefined) {
    const drop = paper.evaluation.accuracy - disjoint.evaluation.accuracy;
    findings.push({
      claim: 'The split is random over beats, so that test patients are training patients.',
      found: `${percent(disjoint.evaluation.accuracy)} on patients the model never saw, ${drop >= 0 ? percent(drop, 1).replace(/.%$/, ' points less') : percent(-drop, 1).replace(/.%$/, ' points more')}.`,
      verdict: drop > 0.02 ? 'differs' : 'agrees',
      why:
        drop > 0.02
          ? 'Beats of one patient look alike: the random split measures how well known patients are recognised again.'
          : '',
    });
  }
  return findings;
}

function nearestText(accuracy: number, nearest: number, split: string): string {
  return nearest >= accuracy
    ? `One nearest neighbour, without any training, gets ${percent(nearest)} on the split ${split}: it asks little of a model.`
    : `One nearest neighbour gets ${percent(nearest)}.`;
}

/** The number of beats. */
export function beatsFinding({ total, missed }: BeatCounts): Finding {
  const difference = total - PAPER_BEATS;
  return {
    claim: `The data set holds ${thousands(PAPER_BEATS)} single heartbeats.`,
    found: `${thousands(total)} beats.`,
    verdict: difference === 0 ? 'agrees' : Math.abs(difference) < 0.03 * PAPER_BEATS ? 'partly' : 'differs',
    why:
      difference === 0
        ? ''
        : `${thousands(Math.abs(difference))} ${difference < 0 ? 'fewer' : 'more'}. The paper does not say which annotation symbols go into its five classes; ${thousands(missed)} annotated beats were not detected here.`,
  };
}

/** The order of Table I under every reading, and whether each method beats chance. */
export function tableOneFindings(table: TableOne, dataName: string): Finding[] {
  return [
    orderFinding(table, dataName),
    ...PAPER_ORDER.flatMap((method) => chanceFinding(table, method, dataName)),
  ];
}

function orderFinding(table: TableOne, dataName: string): Finding {
  const claim = `${dataName}: hiding what the learned mask finds lowers the score most, then occlusion, then derivatives (Table I).`;
  const verdicts = WEIGHTINGS.flatMap(([weighting]) =>
    READINGS.map((reading) => orderingOf(table, reading, weighting)),
  );
  const known = verdicts.filter((verdict) => verdict !== null);
  if (known.length === 0) return { claim, found: 'No complete table.', verdict: 'not measured', why: '' };
  const count = (...wanted: string[]): number => known.filter((verdict) => wanted.includes(verdict)).length;
  const holds = count('holds');
  const ordered = count('holds', 'unsure');
  return {
    claim,
    found: `The order holds with both paired intervals above 0 in ${holds} of ${known.length} readings, in the estimates in ${ordered}; a step is clearly reversed in ${count('reversed')}.`,
    verdict: holds === known.length ? 'agrees' : ordered === 0 ? 'differs' : 'partly',
    why: holds === known.length ? '' : whyOrder(table),
  };
}

// Reasons are looked for where they can lie: in the size of the masks, in the normaliser, in the width of the intervals.
function whyOrder(table: TableOne): string {
  const reasons: string[] = [];
  const rows = PAPER_ORDER.flatMap((method) => table.rows.filter((row) => row.technique === method));
  const shares = rows.map((row) => row.maskedFraction);
  if (rows.length > 1 && Math.max(...shares) > 1.5 * Math.max(Math.min(...shares), 1e-9)) {
    const words = rows.map(
      (row) =>
        `${METHOD_TITLES[row.technique as keyof typeof METHOD_TITLES].toLowerCase()} ${percent(row.maskedFraction, 1)}`,
    );
    reasons.push(
      `The rows hide unequal shares of the input (${words.join(', ')}), so the normaliser decides who is ahead.`,
    );
  }
  const of = (normaliser: string): (string | null)[] =>
    READINGS.filter((reading) => reading.normaliser === normaliser).map((reading) =>
      orderingOf(table, reading, 'byPrevalence'),
    );
  const ordered = (verdict: string | null): boolean => verdict === 'holds' || verdict === 'unsure';
  if (of('raw').some(ordered) !== of('overMasked').some(ordered)) {
    reasons.push(
      of('raw').some(ordered)
        ? 'Per hidden input the order is gone: the larger falls come with larger masks.'
        : 'Only per hidden input is the order there: smaller masks do more for their size.',
    );
  }
  const unsure = READINGS.filter((reading) => orderingOf(table, reading, 'byPrevalence') === 'unsure').length;
  if (unsure > 0) {
    const { groups, grouped } = table.settings;
    reasons.push(
      `In ${unsure} of ${READINGS.length} readings ${grouped === true ? `${String(groups)} patients are` : 'the sequences are'} too few to tell neighbours apart.`,
    );
  }
  const untouched = rows.filter((row) => row.untouched > 0.1 * row.n);
  for (const row of untouched) {
    reasons.push(
      `${METHOD_TITLES[row.technique as keyof typeof METHOD_TITLES]}: nothing was hidden in ${percent(row.untouched / row.n, 0)} of the sequences.`,
    );
  }
  return reasons.join(' ');
}

function chanceFinding(table: TableOne, method: (typeof PAPER_ORDER)[number], dataName: string): Finding[] {
  const raw = READINGS[0];
  const difference = differenceOf(table, method, `random block (${method})`, raw, 'byPrevalence');
  if (difference === null) return [];
  const beats = difference.low > 0;
  return [
    {
      claim: `${dataName}: what the heat of ${METHOD_TITLES[method].toLowerCase()} points at matters to the score (the paper has no control).`,
      found: `Its fall of the probability less that of random blocks of the same size: ${intervalText(difference)}.`,
      verdict: beats ? 'agrees' : difference.estimate > 0 ? 'partly' : 'differs',
      why: beats
        ? ''
        : difference.high < 0
          ? 'Random blocks of the same size do more harm.'
          : 'The interval reaches 0.',
    },
  ];
}
