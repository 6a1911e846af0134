import { describe, expect, it } from 'vitest';
import { judgeEvidence } from './judge-evidence.ts';
import type { TrustEvidence } from './trust-record.ts';

const good: TrustEvidence = {
  salient: true,
  deletion: 0.1,
  insertion: 0.8,
  magnitude: 0.2,
  pRandom: 0.01,
  pMoved: 0.04,
  completeness: 0.01,
  converged: true,
  noiseStability: 0.9,
  seedStability: 0.8,
  untrained: 0.1,
  agreement: { occlusion: 0.5, 'learned-mask': 0.4 },
};

describe('verdict by the rules', () => {
  it('is reliable where nothing speaks against the map, and says what it rests on', () => {
    expect(judgeEvidence(good)).toEqual({
      verdict: 'reliable',
      reasons: [
        'Its order does better than 99\u00a0% of random orders and than itself in 96\u00a0% of other places (deletion 0.10, insertion 0.80).',
      ],
      evidence: good,
    });
    // What was not measured speaks against nothing.
    const { salient, deletion, insertion, magnitude, pRandom, pMoved } = good;
    expect(judgeEvidence({ salient, deletion, insertion, magnitude, pRandom, pMoved }).verdict).toBe(
      'reliable',
    );
  });

  it.each<[Partial<TrustEvidence>, 'weak' | 'unreliable', RegExp]>([
    [{ salient: false }, 'unreliable', /says nothing/],
    [{ pRandom: 0.03 }, 'unreliable', /^3\u00a0% of random orders do at least as well as its own\.$/],
    [
      { pRandom: 1, deletion: 0.99, insertion: 0.94 },
      'unreliable',
      /^All random orders do at least as well as its own: .* less than what it puts last \(deletion 0\.99, insertion 0\.94\)\.$/,
    ],
    [
      { pRandom: 0.97 },
      'unreliable',
      /^Nearly all random orders do at least as well as its own \(deletion 0\.10, insertion 0\.80\)\.$/,
    ],
    [{ pMoved: 0.15 }, 'weak', /same map does as well in 15\u00a0% of the places/],
    [{ pMoved: 0.25 }, 'unreliable', /25\u00a0% of the places/],
    [{ noiseStability: 0.4 }, 'weak', /With a little noise it becomes another map \(rank correlation 0.40\)/],
    [{ noiseStability: -0.1 }, 'unreliable', /a little noise/],
    [{ seedStability: 0.1 }, 'unreliable', /With another seed/],
    [{ untrained: 0.85 }, 'weak', /An untrained model gives much the same map/],
    [{ untrained: 0.99 }, 'unreliable', /untrained model/],
    [{ magnitude: 0.95 }, 'weak', /\|x\|, which knows no model, does better \(by 0.25 of area\)/],
    [{ completeness: 0.3 }, 'weak', /miss what they should add up to by 30\u00a0%/],
    [{ converged: false }, 'weak', /cut off before its end/],
    [
      { agreement: { a: -0.3, b: 0.1, c: NaN } },
      'weak',
      /other methods point elsewhere \(mean rank correlation -0.10\)/,
    ],
  ])('is worse for %j: %s', (change, verdict, reason) => {
    const judged = judgeEvidence({ ...good, ...change });
    expect(judged.verdict).toBe(verdict);
    expect(judged.reasons).toHaveLength(1);
    expect(judged.reasons[0]).toMatch(reason);
  });

  it('names what is fatal alone where something is', () => {
    const judged = judgeEvidence({ ...good, pRandom: 0.5, pMoved: 0.6, converged: false });
    expect(judged.verdict).toBe('unreliable');
    expect(judged.reasons).toHaveLength(2);
  });
});
