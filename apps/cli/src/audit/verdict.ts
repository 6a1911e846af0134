import type { Interval } from '@saliogram/core';

/** Decisions that may change without a word of warning. */
export const TOLERATED = 0.05;
/** Probabilities that change by less than this in every beat have not changed. */
export const NO_CHANGE = 1e-3;

/** Fewer patients than these give no interval worth the name. */
export const FEW_PATIENTS = 5;

/** The rules of {@link verdictOnChange}, in words and in their order. */
const CHANGE_RULES = [
  `no effect: no decision changes, and no probability by ${NO_CHANGE} or more.`,
  `holds: the interval of the share of changed decisions ends at ${100 * TOLERATED} % or below.`,
  'as its control: more may change, but the excess over the control has an interval that reaches 0 or below.',
  `shortcut (with a control) or sensitive (without): the interval begins above ${100 * TOLERATED} %.`,
  'unclear: none of these.',
] as const;

/**
 * A word for what a change that should not matter did.
 *
 * @param changed share of changed decisions
 * @param greatest change of a probability
 * @param excess of the share over that of a control
 */
export function verdictOnChange(changed: Interval, greatest: number, excess?: Interval): string {
  if (!Number.isFinite(changed.estimate)) return 'not measured';
  if (changed.high === 0 && greatest < NO_CHANGE) return 'no effect';
  if (changed.high <= TOLERATED) return 'holds';
  if (excess !== undefined && !(excess.low > 0)) return 'as its control';
  if (changed.low > TOLERATED) return excess === undefined ? 'sensitive' : 'shortcut';
  return 'unclear';
}

/** The rule of {@link verdictOnExcess}, in words. */
const EXCESS_RULE =
  'Shares beside a control: more than its control where the interval of the excess lies above 0, no more where it ends at 0 or below, else unclear.';

/** A word for a share beside what it would be if nothing were the matter. */
export function verdictOnExcess(excess: Interval): string {
  if (!Number.isFinite(excess.estimate)) return 'not measured';
  if (excess.low > 0) return 'more than its control';
  return excess.high <= 0 ? 'no more than its control' : 'unclear';
}

/** All rules in words. */
export const VERDICT_RULES: readonly string[] = [
  ...CHANGE_RULES,
  EXCESS_RULE,
  `A verdict from fewer than ${FEW_PATIENTS} patients says so: their interval means little.`,
];

/** A verdict with the number of patients it comes from, where they are few. */
export function withPatients(verdict: string, patients: number): string {
  if (patients === 0 || patients >= FEW_PATIENTS) return verdict;
  return `${verdict}, in ${patients === 1 ? 'one patient' : `${patients} patients`}`;
}
