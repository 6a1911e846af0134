import { mean } from '@saliogram/core';
import type { TrustEvidence, TrustRecord } from './trust-record.ts';
import { TRUST_RULES } from './trust-rules.ts';
import type { TrustRules } from './trust-rules.ts';

/** The word for a map, by the rules, with its reasons. */
export function judgeEvidence(evidence: TrustEvidence, rules: TrustRules = TRUST_RULES): TrustRecord {
  const against = objections(evidence, rules);
  const fatal = against.filter(({ fatal: is }) => is);
  if (fatal.length > 0) return record('unreliable', fatal, evidence);
  if (against.length > 0) return record('weak', against, evidence);
  return { verdict: 'reliable', reasons: [supportOf(evidence)], evidence };
}

interface Objection {
  readonly fatal: boolean;
  readonly reason: string;
}

function record(
  verdict: TrustRecord['verdict'],
  objectionsFound: readonly Objection[],
  evidence: TrustEvidence,
): TrustRecord {
  return { verdict, reasons: objectionsFound.map(({ reason }) => reason), evidence };
}

function objections(e: TrustEvidence, rules: TrustRules): Objection[] {
  if (!e.salient) return [{ fatal: true, reason: 'The map says nothing: no input stands out.' }];
  const found: Objection[] = [];
  const object = (fatal: boolean, reason: string): void => void found.push({ fatal, reason });
  if (e.pRandom > rules.random) {
    object(true, chanceOf(e));
  }
  if (e.pMoved > rules.moved.weak) {
    object(
      e.pMoved > rules.moved.unreliable,
      `Moved along the sequence, the same map does as well in ${percent(e.pMoved)} of the places.`,
    );
  }
  for (const [what, value] of [
    ['a little noise', e.noiseStability],
    ['another seed', e.seedStability],
  ] as const) {
    if (value === undefined || !(value < rules.stability.weak)) continue;
    object(
      value < rules.stability.unreliable,
      `With ${what} it becomes another map (rank correlation ${decimal(value)}).`,
    );
  }
  if (e.untrained !== undefined && e.untrained > rules.untrained.weak) {
    object(
      e.untrained > rules.untrained.unreliable,
      `An untrained model gives much the same map (rank correlation ${decimal(e.untrained)}).`,
    );
  }
  const lead = e.magnitude - (e.insertion - e.deletion);
  if (lead > rules.magnitude) {
    object(false, `|x|, which knows no model, does better (by ${decimal(lead)} of area).`);
  }
  if (e.completeness !== undefined && e.completeness > rules.completeness) {
    object(false, `Its values miss what they should add up to by ${percent(e.completeness)}.`);
  }
  if (e.converged === false) object(false, 'Its search was cut off before its end.');
  const agreements = Object.values(e.agreement ?? {}).filter((value) => !Number.isNaN(value));
  if (agreements.length > 1 && mean(agreements) < rules.agreement) {
    object(false, `The other methods point elsewhere (mean rank correlation ${decimal(mean(agreements))}).`);
  }
  return found;
}

/** What random orders say against a map; a map that all of them beat is not by chance so. */
function chanceOf({ pRandom, insertion, deletion }: TrustEvidence): string {
  if (pRandom < 0.95) return `${percent(pRandom)} of random orders do at least as well as its own.`;
  const beaten = `${pRandom === 1 ? 'All' : 'Nearly all'} random orders do at least as well as its own`;
  const areas = `(deletion ${decimal(deletion)}, insertion ${decimal(insertion)})`;
  if (insertion >= deletion) return `${beaten} ${areas}.`;
  return `${beaten}: what it puts first holds the class less than what it puts last ${areas}.`;
}

function supportOf({ pRandom, pMoved, insertion, deletion }: TrustEvidence): string {
  return `Its order does better than ${percent(1 - pRandom)} of random orders and than itself in ${percent(1 - pMoved)} of other places (deletion ${decimal(deletion)}, insertion ${decimal(insertion)}).`;
}

const percent = (share: number): string => `${Math.round(100 * share)}\u00a0%`;
const decimal = (value: number): string => value.toFixed(2);
