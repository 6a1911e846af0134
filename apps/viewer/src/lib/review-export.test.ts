import { decodeAnnotations, encodeAnnotations } from '@saliogram/records';
import { describe, expect, it } from 'vitest';
import type { Work } from './app-state.ts';
import { agreementCsv, auditCsv, labelsCsv } from './review-csv.ts';
import { checkAnnotator, readerAnnotations } from './review-export.ts';
import type { WorklistRow } from './worklist.ts';

const row = (beat: number, model: string, reference = model): WorklistRow => ({
  beat,
  peak: 100 + 360 * beat,
  timeS: (100 + 360 * beat) / 360,
  reference,
  model,
  probability: 0.875,
  doubt: 0.125,
  disagrees: model !== reference,
  rrBeforeS: beat === 0 ? NaN : 1,
});
const rows = [row(0, 'N'), row(1, 'N', 'V'), row(2, 'V'), row(3, 'L'), row(4, 'N', '')];
const work: Work = {
  reviews: [
    { peak: 100, decision: 'accepted', symbol: 'N', reason: '' },
    { peak: 460, decision: 'changed', symbol: 'V', reason: 'wide QRS, "early"' },
    { peak: 820, decision: 'flagged', symbol: '', reason: 'noise' },
  ],
  blindReadings: [
    { peak: 460, symbol: 'F', modelSymbol: 'N', referenceSymbol: 'V' },
    { peak: 1180, symbol: 'L', modelSymbol: 'L', referenceSymbol: '' },
  ],
};

describe("export of the reader's labels", () => {
  it('reads back from an annotation file, with what was decided and why', () => {
    const bytes = encodeAnnotations(readerAnnotations(rows, work));
    expect(
      decodeAnnotations(bytes, '100.ab').map(({ sample, symbol, aux }) => [sample, symbol, aux]),
    ).toEqual([
      [100, 'N', 'accepted'],
      [460, 'V', 'changed from N: wide QRS, "early" (read blind as F)'],
      [820, 'V', 'flagged: noise'],
      [1180, 'L', 'read blind'],
    ]);
  });

  it('cuts a long reason between characters, to what the format holds', () => {
    const reason = 'é'.repeat(200);
    const long = { reviews: [{ ...work.reviews[0]!, reason }], blindReadings: [] };
    const [annotation] = decodeAnnotations(encodeAnnotations(readerAnnotations(rows, long)), '100.ab');
    // 'accepted: ' is 10 bytes, each é two: 122 of them make 254.
    expect(annotation!.aux).toBe(`accepted: ${'é'.repeat(122)}`);
  });

  it('writes all labels as CSV with quotes where they are needed', () => {
    const lines = labelsCsv(rows, work).split('\r\n');
    expect(lines[0]).toBe(
      'beat,sample,time_s,rr_before_s,reference,model,probability,blind_reading,decision,reader,reason',
    );
    expect(lines[1]).toBe('1,100,0.278,,N,N,0.875000,,accepted,N,');
    expect(lines[2]).toBe('2,460,1.278,1.000,V,N,0.875000,F,changed,V,"wide QRS, ""early"""');
    expect(lines.length).toBe(rows.length + 2);
  });

  it('writes the audit trail and the agreement with its counts', () => {
    const entry = { at: '2026-01-01T00:00:00.000Z', reader: 'AB', model: 'f00' };
    expect(auditCsv([{ ...entry, action: 'undo', peak: 460, before: 'changed to V', after: 'unread' }])).toBe(
      'at,reader,action,sample,before,after,model_sha256\r\n' +
        '2026-01-01T00:00:00.000Z,AB,undo,460,changed to V,unread,f00\r\n',
    );
    const lines = agreementCsv(work.blindReadings).split('\r\n');
    expect(lines.slice(0, 3)).toEqual(['sample,reader,model,reference', '460,F,N,V', '1180,L,L,']);
    expect(lines).toContain('reader (rows) against model (columns),F,L,N');
    expect(lines).toContain('left bundle branch block beat (L),0,1,0');
    // Observed 1 of 2; by chance (1/2)(1/2) for L alone: (0.5 - 0.25) / 0.75.
    expect(lines).toContain("Cohen's kappa,0.3333");
  });

  it('takes names for annotation files that neither shells nor the record can mistake', () => {
    expect(checkAnnotator('rdr-1', ['atr'])).toBe('rdr-1');
    for (const name of ['', 'a.b', '../x', '1st', 'x'.repeat(21)]) {
      expect(() => checkAnnotator(name, [])).toThrow(expect.objectContaining({ code: 'argument-invalid' }));
    }
    expect(() => checkAnnotator('atr', ['atr'])).toThrow(/which the recording already has/);
  });
});
