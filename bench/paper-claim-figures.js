// Figures of what paper-claim.js found.
// Usage: node bench/paper-claim-figures.js --json FILE --name mitdb [--out docs/images]    (after npm run build)
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { intervalsFigure, removalCurvesFigure } from '../packages/figures/dist/index.js';
import { titleOf } from './claim-maps.js';

const { values: options } = parseArgs({
  options: {
    json: { type: 'string' },
    name: { type: 'string' },
    out: { type: 'string', default: 'docs/images' },
  },
});
const report = JSON.parse(readFileSync(options.json, 'utf8'));
const controls = ['random', '|x|'];
const sequences = report.dataset === 'mnist' ? 'digits' : 'beats';
const about = `${report.n} test ${sequences}, ${report.perClass} of each class from each of ${report.models.length} models of other seeds`;
const save = (kind, svg) => writeFileSync(join(options.out, `paper-claim-${kind}-${options.name}.svg`), svg);

const points = Object.values(report.curves)[0].deletion.length;
save(
  'curves',
  removalCurvesFigure({
    shares: Array.from({ length: points }, (_, i) => i / (points - 1)),
    lines: report.maps.map((name) => ({
      label: titleOf(name),
      control: controls.includes(name),
      ...report.curves[name],
    })),
    notes: [
      `${about}; hidden inputs are 0. Classes count alike. ${sequences[0].toUpperCase()}${sequences.slice(1)} that the model does not recognise are left out.`,
    ],
  }),
);

// Every learned map less the best occlusion, by each judge and by Table I at equal sizes.
const pairs = Object.values(report.quantities)[0].equal.differences.filter(
  ({ other }) => other === report.best,
);
const mask = report.maps.find((name) => name.startsWith('learned-mask'));
const panel = (title, quantity, key) => ({
  title,
  quantity,
  values: pairs.map(({ one }) =>
    report.quantities[key].equal.differences.find((pair) => pair.one === one && pair.other === report.best),
  ),
});
save(
  'differences',
  intervalsFigure({
    title: `Learned maps less ${titleOf(report.best)}`,
    rows: pairs.map(({ one }) => ({ label: titleOf(one) })),
    panels: [
      panel('Table I: heat above 0.7 hidden', 'fall of the probability, D', 'table one, probability, raw'),
      panel('The same, per hidden input', 'D ÷ masked share', 'table one, probability, overMasked'),
      panel(
        "As many hidden as the paper's mask hides",
        'fall of the probability',
        `fall at the size of ${mask}`,
      ),
      ...report.judges.map((judge) =>
        panel(
          `Curves by ${judge}`,
          'insertion less deletion of the probability',
          `${judge}, probability, gain`,
        ),
      ),
    ],
    intervalName: `95 % bootstrap interval over ${report.dataset === 'mnist' ? 'digits' : 'patients'}`,
    notes: [`Right of 0 the learned map is better. ${about}; classes count alike.`],
  }),
);
