import { drawList } from '../../elements/draw-list.ts';
import type { DisplayItem, DisplayList } from '../../lib/display-list.ts';
import type { ExportFacts, ShownExplanation, ShownMeasurement } from '../../lib/export/export-facts.ts';
import { mmPerPx } from '../../lib/export/export-picture.ts';
import type { ExportPicture } from '../../lib/export/export-picture.ts';
import { exportValues } from '../../lib/export/export-values.ts';
import { listSvg } from '../../lib/export/list-svg.ts';
import { reportSheet } from '../../lib/export/report-sheet.ts';
import { picturePng } from '../../services/export/picture-png.ts';
import { fileName, saveFile } from '../../services/export/save-file.ts';
import { softwareVersion } from '../../services/export/software-version.ts';
import { notifyError } from '../../services/notices.ts';
import type { Store } from '../../services/store.ts';

/** Resolution of PNGs, which is what print shops ask for. */
const DOTS_PER_INCH = 300;
/** Pictures leave in the light colours whatever the screen shows: they end up on white. */
const THEME = 'light';

/** What is exported; the functions are asked when something is. */
export interface ExportSources {
  readonly store: Store;
  /** What is on the screen now; `strip` is the recording. */
  readonly pictures: () => readonly ExportPicture[];
  /** The explanations that are drawn in them; default none. */
  readonly explanations?: () => readonly ShownExplanation[];
  /** Of the beat in view, beyond its rhythm; default none. */
  readonly measurements?: () => readonly ShownMeasurement[];
}

/** The files that can be made of the screen; each is made whole and saved, or a notice tells why not. */
export interface ExportedFiles {
  saveSvg(picture: string): void;
  savePng(picture: string): Promise<void>;
  saveReport(): Promise<void>;
  saveValues(): void;
  /** The report as a picture, for the printer; undefined where nothing is open or a notice tells why not. */
  sheet(): DisplayList | undefined;
}

/** The exports of the screen as it is at the time. */
export function exportedFiles(props: ExportSources & { readonly patientId: string }): ExportedFiles {
  const { store, pictures, explanations = () => [], measurements = () => [], patientId } = props;
  const facts = (): ExportFacts => ({
    state: store.state.value,
    explanations: explanations(),
    measurements: measurements(),
    patientId,
    created: new Date(),
    softwareVersion,
  });
  const named = (part: string, ending: string): string => {
    const { recording, view } = store.state.value;
    const beat = view.beat === null ? '' : `beat-${view.beat + 1}`;
    return fileName(['saliogram', recording?.name ?? '', beat, part], ending);
  };
  const pictureOf = (name: string): ExportPicture => {
    const found = pictures().find((picture) => picture.name === name);
    if (!found) throw new Error(`internal: the picture ${name} is not on the screen`);
    return found;
  };
  const failed = (what: string, error: unknown): undefined => {
    notifyError(store, `${what} was not saved`, error);
  };
  return {
    saveSvg(name) {
      try {
        const picture = pictureOf(name);
        const { list, title } = picture;
        const svg = listSvg(list, { theme: THEME, title, mmPerPx: mmPerPx(picture) });
        saveFile(named(name, 'svg'), svg, 'image/svg+xml');
      } catch (error) {
        failed('The SVG', error);
      }
    },
    async savePng(name) {
      try {
        const picture = pictureOf(name);
        const { list } = picture;
        const png = await picturePng({
          width: list.width,
          height: list.height,
          mmPerPx: mmPerPx(picture),
          dotsPerInch: DOTS_PER_INCH,
          draw: (context, ratio) => drawList(context, onPaper(list), THEME, ratio),
        });
        saveFile(named(name, 'png'), png, 'image/png');
      } catch (error) {
        failed('The PNG', error);
      }
    },
    async saveReport() {
      try {
        const given = facts();
        const sheet = reportSheet(given, pictures());
        const { pdfDocument } = await import('../../lib/export/pdf-document.ts');
        const { description: title } = sheet;
        const producer = `Saliogram ${softwareVersion}`;
        const pdf = pdfDocument(sheet, { title, producer, created: given.created });
        saveFile(named('report', 'pdf'), pdf, 'application/pdf');
      } catch (error) {
        failed('The report', error);
      }
    },
    saveValues() {
      try {
        saveFile(named('values', 'json'), `${JSON.stringify(exportValues(facts()))}\n`, 'application/json');
      } catch (error) {
        failed('The values', error);
      }
    },
    sheet() {
      if (!store.state.value.recording) return undefined;
      try {
        return reportSheet(facts(), pictures());
      } catch (error) {
        return failed('The sheet to be printed', error);
      }
    },
  };
}

/** With a ground of its own, which a canvas does not have. */
function onPaper(list: DisplayList): DisplayList {
  const { width, height, items } = list;
  const ground: DisplayItem = { kind: 'rectangle', x: 0, y: 0, width, height, style: { fill: 'paper' } };
  return { ...list, items: [ground, ...items] };
}
