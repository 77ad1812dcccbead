/** How large pictures are where they are shown to others. */

export interface Extent {
  readonly width: number;
  readonly height: number;
}

/** A slide of 16 to 9, in CSS pixels. */
const SLIDE = { width: 1600, height: 900 } as const;
/** Of an exported picture: margins at the sides; those, title and legend above and below. */
const AROUND = { width: 72, height: 160 } as const;

/** What has to be made smaller than this to fit a slide cannot be read from the last row of seats. */
export const LEGIBLE = 0.8;

/** @returns by how much a picture is made larger or smaller when it fills a slide, with its title, legend and margins. */
export function sizeOnSlide({ width, height }: Extent): number {
  return Math.min(SLIDE.width / (width + AROUND.width), SLIDE.height / (height + AROUND.height));
}
