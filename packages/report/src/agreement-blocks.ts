import { agreementFigure } from '@saliogram/figures';
import type { ExplanationEvaluation } from './explanation-evaluation.ts';
import { intervalText } from './interval-text.ts';
import type { Block, TableBlock } from './report-data.ts';

type Agreement = ExplanationEvaluation['agreement'];

/** The agreement of all methods as a picture, and what each is most like, with intervals. */
export function agreementBlocks(agreement: Agreement): Block[] {
  const { methods, rankCorrelation } = agreement;
  return [
    {
      type: 'figure',
      svg: agreementFigure({
        title: 'Agreement of the methods',
        names: methods,
        values: rankCorrelation.map((row) => row.map(({ estimate }) => estimate)),
        quantity: 'rank correlation of the maps',
      }),
      caption: 'Mean over sequences. Methods that agree may make the same mistake.',
    },
    ...(methods.length > 2 ? [closestTable(agreement)] : []),
  ];
}

/** Each method's closest other; |x|, the last of them, has a column of its own. */
function closestTable({ methods, rankCorrelation }: Agreement): TableBlock {
  const still = methods.length - 1;
  return {
    type: 'table',
    collapsed: true,
    caption: 'The method that each agrees with most, and how far it agrees with |x|; with 95 % intervals.',
    columns: [
      { title: 'Method' },
      { title: 'Closest' },
      { title: 'Rank correlation', align: 'right' },
      { title: 'With |x|', align: 'right' },
    ],
    rows: methods.slice(0, still).map((title, i) => {
      const others = methods.map((_, j) => j).filter((j) => j !== i && j !== still);
      const closest = others.reduce((best, j) =>
        rankCorrelation[i][j].estimate > rankCorrelation[i][best].estimate ? j : best,
      );
      return [
        title,
        methods[closest],
        intervalText(rankCorrelation[i][closest], 2),
        intervalText(rankCorrelation[i][still], 2),
      ];
    }),
  };
}
