import { Check } from '../../elements/field.tsx';
import { Select } from '../../elements/select.tsx';
import { Toolbar } from '../../elements/toolbar.tsx';
import type { LeadFacts } from '../../lib/recording.ts';
import type { CaliperTools } from './use-calipers.ts';

/** What the calipers say, and how they measure. */
export function CaliperReadout({ tools, leads }: { tools: CaliperTools; leads: readonly LeadFacts[] }) {
  const calipers = tools.calipers.value;
  const reading = tools.reading.value;
  if (calipers === null || reading === null) return null;
  const { durationMs, ratePerMin, difference } = reading;
  const units = leads[calipers.lead]?.units ?? '';
  return (
    <Toolbar label="Calipers">
      <output class="caliper-reading" aria-live="polite">
        <b>{durationMs.toFixed(0)} ms</b>
        {ratePerMin !== null && <span>{ratePerMin.toFixed(0)} per min</span>}
        <span>
          {difference === null ? 'no signal' : `${signed(difference)} ${units}`} in{' '}
          {leads[calipers.lead]?.name ?? ''}
        </span>
      </output>
      <Select
        label="Lead"
        value={calipers.lead}
        options={leads.map(({ name }, value) => ({ value, label: name }))}
        onChange={(lead) => tools.set({ lead })}
      />
      <Check
        checked={calipers.marching}
        onChange={(marching) => tools.set({ marching })}
        title="The same distance over the whole strip"
      >
        March out
      </Check>
      <small>Drag a line; it snaps to the extremum beside it (not with Alt). Signal as recorded.</small>
    </Toolbar>
  );
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
}
