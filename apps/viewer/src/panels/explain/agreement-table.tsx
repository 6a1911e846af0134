import { agreementText, rankCorrelation } from '../../lib/saliency/rank-correlation.ts';

/** How far the maps agree on what matters more, each pair by rank correlation. */
export function AgreementTable({ maps }: { maps: readonly { title: string; heat: Float32Array }[] }) {
  if (maps.length < 2) return null;
  const columns = maps.slice(0, -1);
  return (
    <table class="agreement">
      <caption>
        Agreement of the maps: rank correlation of their heat. Where it is low, no single map should be
        trusted.
      </caption>
      <thead>
        <tr>
          <td />
          {columns.map(({ title }) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {maps.slice(1).map((row, i) => (
          <tr key={row.title}>
            <th scope="row">{row.title}</th>
            {columns.map((column, j) => (
              <td key={column.title}>
                {j <= i ? agreementText(rankCorrelation(row.heat, column.heat)) : ''}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
