import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext } from 'playwright-core';

/** Pixels of a screenshot, along each side, whose mean is one value of a {@link Picture}. */
const BLOCK_PX = 16;

/** What a screenshot looks like from far away, where the shapes of letters make no difference. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Mean colour of each block, 0 to 255, shape [height, width, 3]. */
  readonly rgb: readonly number[];
}

/** The picture of a screenshot; a blank page of the browser reads it. */
export async function pictureOf(context: BrowserContext, png: Buffer): Promise<Picture> {
  const page = await context.newPage();
  try {
    return await page.evaluate(
      async ([encoded, block]) => {
        const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
        const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const [width, height] = [Math.floor(image.width / block), Math.floor(image.height / block)];
        const canvas = new OffscreenCanvas(width * block, height * block).getContext('2d')!;
        canvas.drawImage(image, 0, 0);
        const { data } = canvas.getImageData(0, 0, width * block, height * block);
        const sums = Array.from({ length: width * height * 3 }, () => 0);
        for (let i = 0; i < data.length; i += 4) {
          const [x, y] = [(i / 4) % (width * block), Math.floor(i / 4 / (width * block))];
          const at = 3 * (Math.floor(y / block) * width + Math.floor(x / block));
          for (let k = 0; k < 3; k++) sums[at + k] += data[i + k];
        }
        return { width, height, rgb: sums.map((sum) => Math.round(sum / block / block)) };
      },
      [png.toString('base64'), BLOCK_PX] as const,
    );
  } finally {
    await page.close();
  }
}

/**
 * How a picture differs from the one that is kept under `name`: of another size, or the share of its values that are more
 * than `tolerance` away. With `UPDATE_PICTURES=1` in the environment the picture is kept in place of the one before.
 */
export function differenceFromKept(name: string, picture: Picture, tolerance = 12): number {
  const file = fileURLToPath(new URL(`pictures/${name}.json`, import.meta.url));
  if (process.env['UPDATE_PICTURES'] === '1') {
    const rgb = Buffer.from(picture.rgb).toString('base64');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify({ ...picture, rgb }, null, 2)}\n`);
  }
  if (!existsSync(file))
    throw new Error(`no picture ${name} is kept; look at it and run with UPDATE_PICTURES=1`);
  const kept = JSON.parse(readFileSync(file, 'utf8')) as { width: number; height: number; rgb: string };
  if (kept.width !== picture.width || kept.height !== picture.height) return 1;
  const before = Buffer.from(kept.rgb, 'base64');
  const away = picture.rgb.filter((value, i) => Math.abs(value - before[i]) > tolerance);
  return away.length / picture.rgb.length;
}
