import { SaliogramError } from '@saliogram/core';
import { drawList } from '../../elements/draw-list.ts';
import type { DisplayItem, DisplayList } from '../../lib/display-list.ts';
import { caseWords } from '../../lib/case-words.ts';
import type { ExportFacts } from '../../lib/export/export-facts.ts';
import { mmPerPx } from '../../lib/export/export-picture.ts';
import type { ExportPicture } from '../../lib/export/export-picture.ts';
import { exportValues } from '../../lib/export/export-values.ts';
import { listSvg } from '../../lib/export/list-svg.ts';
import { reportSheet } from '../../lib/export/report-sheet.ts';
import { picturePng } from '../../services/export/picture-png.ts';
import { screenContent } from '../../services/export/screen-content.ts';
import type { ScreenContent, ScreenSources } from '../../services/export/screen-content.ts';
import { fileName, saveFile } from '../../services/export/save-file.ts';
import { softwareVersion } from '../../services/export/software-version.ts';
import { notifyError } from '../../services/notices.ts';

/** Resolution of PNGs, which is what print shops ask for. */
const DOTS_PER_INCH = 300;
/** Pictures leave in the light colours whatever the screen shows: they end up on white. */
const THEME = 'light';

/** The files that can be made of the screen; each is made whole and saved, or a notice tells why not. */
export interface ExportedFiles {
  saveSvg(picture: string): Promise<void>;
  savePng(picture: string): Promise<void>;
  saveReport(): Promise<void>;
  saveValues(): Promise<void>;
  /** The report as a picture, for the printer; undefined where nothing is open or a notice tells why not. */
  sheet(content: ScreenContent): DisplayList | undefined;
}

/** The exports of the screen as it is when they are asked for. */
export function exportedFiles(sources: ScreenSources, patientId: string): ExportedFiles {
  const { store } = sources;
  const factsOf = ({ explanations, missing, measurements }: ScreenContent): ExportFacts => ({
    state: store.state.peek(),
    explanations,
    missing,
    measurements,
    patientId,
    created: new Date(),
    softwareVersion,
  });
  const named = (part: string, ending: string): string => {
    const { recording, view } = store.state.peek();
    const beat = view.beat === null ? '' : `${caseWords(recording).one}-${view.beat + 1}`;
    return fileName(['saliogram', recording?.name ?? '', beat, part], ending);
  };
  const save = async (
    what: string,
    part: string,
    ending: keyof typeof MEDIA_TYPES,
    make: (content: ScreenContent) => BlobPart | Promise<BlobPart>,
  ): Promise<void> => {
    try {
      saveFile(named(part, ending), await make(await screenContent(sources)), MEDIA_TYPES[ending]);
    } catch (error) {
      notifyError(store, `${what} was not saved`, error);
    }
  };
  return {
    saveSvg: (name) => save('The picture', name, 'svg', (content) => svgOf(pictureOf(content, name))),
    savePng: (name) => save('The picture', name, 'png', (content) => pngOf(pictureOf(content, name))),
    saveReport: () =>
      save('The report', 'report', 'pdf', async (content) => {
        const facts = factsOf(content);
        const sheet = reportSheet(facts, content.reportPictures);
        const { pdfDocument } = await import('../../lib/export/pdf-document.ts');
        const producer = `Saliogram ${softwareVersion}`;
        return pdfDocument(sheet, { title: sheet.description, producer, created: facts.created });
      }),
    saveValues: () =>
      save(
        'The values',
        'values',
        'json',
        (content) => `${JSON.stringify(exportValues(factsOf(content)))}\n`,
      ),
    sheet(content) {
      if (!store.state.peek().recording) return undefined;
      try {
        return reportSheet(factsOf(content), content.reportPictures);
      } catch (error) {
        notifyError(store, 'The report was not made for the printer', error);
        return undefined;
      }
    },
  };
}

const MEDIA_TYPES = {
  svg: 'image/svg+xml',
  png: 'image/png',
  pdf: 'application/pdf',
  json: 'application/json',
} as const;

function pictureOf({ pictures }: ScreenContent, name: string): ExportPicture {
  const found = pictures.find((picture) => picture.name === name);
  if (found) return found;
  throw new SaliogramError(
    'argument-invalid',
    `picture: got ${name}, expected one that is on the screen (${pictures.map((one) => one.name).join(', ')})`,
  );
}

function svgOf(picture: ExportPicture): string {
  return listSvg(picture.list, { theme: THEME, title: picture.title, mmPerPx: mmPerPx(picture) });
}

function pngOf(picture: ExportPicture): Promise<Uint8Array<ArrayBuffer>> {
  const list = onPaper(picture.list);
  return picturePng({
    width: list.width,
    height: list.height,
    mmPerPx: mmPerPx(picture),
    dotsPerInch: DOTS_PER_INCH,
    draw: (context, ratio) => drawList(context, list, THEME, ratio),
  });
}

/** With a ground of its own, which a canvas does not have. */
function onPaper(list: DisplayList): DisplayList {
  const { width, height, items } = list;
  const ground: DisplayItem = { kind: 'rectangle', x: 0, y: 0, width, height, style: { fill: 'paper' } };
  return { ...list, items: [ground, ...items] };
}
