// The report on the paper's claim as tables in Markdown.
import { NORMALISERS, SCORE_READINGS } from '../packages/explain/dist/index.js';
import { MEASURES } from './curves.js';
import { WEIGHTINGS } from './claim-report.js';

const READINGS = {
  raw: 'D',
  timesUnmasked: 'D × unmasked',
  overUnmasked: 'D ÷ unmasked',
  overMasked: 'D ÷ masked',
};
const WEIGHTS = { prevalence: 'as common as they are', equal: 'all classes alike' };
const number = (value) =>
  Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(3);
const percent = (share) => `${(100 * share).toFixed(1)} %`;

/** A difference with its interval, bold where that lies on one side of 0, and how many models agree. */
function difference({ estimate, low, high, agree, perModel }) {
  const text = `${number(estimate)} [${number(low)}, ${number(high)}]`;
  return `${low > 0 || high < 0 ? `**${text}**` : text} ${agree}/${perModel.length}`;
}

function table(headings, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}

/**
 * @param pairs [name, name], as the report has them
 * @param judges their names
 */
export function claimTables(report, pairs, judges) {
  const names = Object.keys(report.searches);
  const parts = [`${report.n} sequences of ${report.groups} groups.`];
  const add = (title, headings, rows) => parts.push(`### ${title}`, table(headings, rows));
  const pairHeads = pairs.map(([one, other]) => `${one} less ${other}`);
  add(
    'Searches and judges',
    ['map', 'passes', 'converged', 'seconds'],
    names.map((name) => {
      const own = report.searches[name];
      const mean = (key) => own.reduce((sum, run) => sum + run[key], 0) / own.length;
      return [
        name,
        mean('passes').toFixed(0),
        own.map((run) => run.converged ?? '').join(' '),
        mean('seconds').toFixed(0),
      ];
    }),
  );
  parts.push(judges.map((judge, j) => `${judge}: ${report.recognised[j].join(' ')} recognised`).join('; '));
  for (const weighting of WEIGHTINGS) {
    const at = (quantity) => report.quantities[quantity][weighting];
    for (const reading of SCORE_READINGS) {
      add(
        `Table I, ${reading}, classes ${WEIGHTS[weighting]}`,
        ['map', ...NORMALISERS.map(({ name }) => READINGS[name]), 'hidden'],
        names.map((name) => [
          name,
          ...NORMALISERS.map((n) => number(at(`table one, ${reading}, ${n.name}`).means[name])),
          percent(report.hidden[name][weighting]),
        ]),
      );
    }
    add(
      `Table I, differences, classes ${WEIGHTS[weighting]}`,
      ['reading', ...pairHeads],
      SCORE_READINGS.flatMap((reading) =>
        NORMALISERS.map(({ name }) => [
          `${reading}, ${READINGS[name]}`,
          ...at(`table one, ${reading}, ${name}`).differences.map(difference),
        ]),
      ),
    );
    const falls = Object.keys(report.quantities).filter((quantity) => quantity.startsWith('fall at'));
    add(
      `Fall of the probability with equal shares hidden, classes ${WEIGHTS[weighting]}`,
      ['map', ...falls.map((fall) => fall.slice('fall at '.length))],
      names.map((name) => [name, ...falls.map((fall) => number(at(fall).means[name]))]),
    );
    add(
      `The same, differences`,
      ['share', ...pairHeads],
      falls.map((fall) => [fall.slice('fall at '.length), ...at(fall).differences.map(difference)]),
    );
    for (const judge of judges) {
      add(
        `Curves, ${judge}, classes ${WEIGHTS[weighting]}: probability / score / log odds`,
        ['map', 'deletion', 'insertion', 'insertion less deletion'],
        names.map((name) => {
          const triple = (what, sign = 1) =>
            MEASURES.map((measure) => number(sign * at(`${judge}, ${measure}, ${what}`).means[name])).join(
              ' / ',
            );
          return [name, triple('less deletion', -1), triple('insertion'), triple('gain')];
        }),
      );
      add(
        `Curves, ${judge}, differences`,
        ['of', ...pairHeads],
        MEASURES.flatMap((measure) =>
          ['less deletion', 'insertion', 'gain'].map((what) => [
            `${measure}, ${what}`,
            ...at(`${judge}, ${measure}, ${what}`).differences.map(difference),
          ]),
        ),
      );
    }
  }
  return `${parts.join('\n\n')}\n`;
}
