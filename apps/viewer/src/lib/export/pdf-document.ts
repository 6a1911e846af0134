import { jsPDF } from 'jspdf';
import type { DisplayList } from '../display-list.ts';
import { drawPdf } from './draw-pdf.ts';

/** What a PDF says of itself. */
export interface PdfFacts {
  readonly title: string;
  /** The program whose page it is. */
  readonly producer: string;
  readonly created: Date;
}

/**
 * A picture as a PDF of one page (ISO 32000-1) of its own size, where `CSS_PX_PER_MM` pixels are a millimetre; letters are
 * Helvetica, which every reader has. The same picture and facts give the same bytes.
 *
 * @throws `argument-invalid` for letters that Helvetica does not have
 */
export function pdfDocument(
  sheet: DisplayList,
  { title, producer, created }: PdfFacts,
): Uint8Array<ArrayBuffer> {
  const { width, height } = sheet;
  const pdf = new jsPDF({
    // With the fix, a pixel is 1/96 inch, which is what `CSS_PX_PER_MM` says; without it, it is 96/72 points.
    unit: 'px',
    hotfixes: ['px_scaling'],
    format: [width, height],
    // The library turns a page whose longer side is not the one that the orientation asks for.
    orientation: width > height ? 'landscape' : 'portrait',
    precision: 4,
    compress: true,
    putOnlyUsedFonts: true,
  });
  pdf.setProperties({ title, creator: producer });
  pdf.setLanguage('en');
  pdf.viewerPreferences({ PrintScaling: 'None', DisplayDocTitle: true });
  pdf.setCreationDate(`D:${stamp(created)}+00'00'`);
  // Without an id of ours it is a random one.
  pdf.setFileId(created.getTime().toString(16).padStart(32, '0'));
  drawPdf(pdf, sheet);
  return new Uint8Array(pdf.output('arraybuffer'));
}

/** YYYYMMDDHHmmSS, UTC. */
function stamp(time: Date): string {
  return time.toISOString().replace(/\D/g, '').slice(0, 14);
}
