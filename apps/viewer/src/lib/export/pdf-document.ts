import { zlibSync } from 'fflate';
import type { DisplayList } from '../display-list.ts';
import { CSS_PX_PER_MM } from './export-picture.ts';
import { pdfContent } from './pdf-content.ts';

const PT_PER_MM = 72 / 25.4;

/** What a PDF says of itself. */
export interface PdfFacts {
  readonly title: string;
  readonly producer: string;
  readonly created: Date;
}

/**
 * A picture as a PDF of one page (ISO 32000-1) of its own size, where `CSS_PX_PER_MM` pixels are a millimetre; letters are
 * Helvetica, which every reader has.
 *
 * @throws `argument-invalid` for letters that Helvetica does not have
 */
export function pdfDocument(
  sheet: DisplayList,
  { title, producer, created }: PdfFacts,
): Uint8Array<ArrayBuffer> {
  const ptPerPx = PT_PER_MM / CSS_PX_PER_MM;
  const { operators, opacities } = pdfContent(sheet, ptPerPx);
  const size = [sheet.width, sheet.height].map((px) => (px * ptPerPx).toFixed(4));
  const states = [...opacities].map(([name, opacity]) => `/${name} << /ca ${opacity} /CA ${opacity} >>`);
  const font = (name: string): string =>
    `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
  const stream = zlibSync(latin1(operators));
  return assemble([
    '<< /Type /Catalog /Pages 2 0 R /Lang (en) /ViewerPreferences << /PrintScaling /None /DisplayDocTitle true >> >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${size.join(' ')}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> /ExtGState << ${states.join(' ')} >> >> >>`,
    { dictionary: `<< /Length ${stream.length} /Filter /FlateDecode >>`, stream },
    font('Helvetica'),
    font('Helvetica-Bold'),
    `<< /Title ${textString(title)} /Producer ${textString(producer)} /CreationDate (D:${stamp(created)}Z) >>`,
  ]);
}

type PdfObject = string | { readonly dictionary: string; readonly stream: Uint8Array };

/** Objects numbered from 1, the first the catalogue and the last the facts, with the table of where they begin. */
function assemble(objects: readonly PdfObject[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  let at = 0;
  const write = (part: string | Uint8Array): void => {
    const bytes = typeof part === 'string' ? latin1(part) : part;
    parts.push(bytes);
    at += bytes.length;
  };
  // Bytes above 127 tell programs that carry files that this one is not text.
  write('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n');
  const places = objects.map((object, i) => {
    const place = at;
    write(`${i + 1} 0 obj\n`);
    if (typeof object === 'string') write(object);
    else {
      write(`${object.dictionary}\nstream\n`);
      write(object.stream);
      write('\nendstream');
    }
    write('\nendobj\n');
    return place;
  });
  const table = at;
  write(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`);
  for (const place of places) write(`${String(place).padStart(10, '0')} 00000 n \n`);
  write(
    `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info ${objects.length} 0 R >>\nstartxref\n${table}\n%%EOF\n`,
  );
  const whole = new Uint8Array(at);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** UTF-16 with its mark, which facts of a PDF may be in. */
function textString(text: string): string {
  const units = Array.from({ length: text.length }, (_, i) =>
    text.charCodeAt(i).toString(16).padStart(4, '0'),
  );
  return `<feff${units.join('')}>`;
}

/** YYYYMMDDHHmmSS, UTC. */
function stamp(time: Date): string {
  return time.toISOString().replace(/\D/g, '').slice(0, 14);
}
