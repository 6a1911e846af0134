import type { LabelledSequences } from '../labelled-sequences.ts';

/** What a division by patient and class asks of a data set. */
export type Grouped = Pick<LabelledSequences, 'groups' | 'groupNames' | 'labels' | 'classes'>;

/** What any division into parts asks of a data set. */
export type Divisible = Grouped & Pick<LabelledSequences, 'recordOf' | 'recordNames'>;
