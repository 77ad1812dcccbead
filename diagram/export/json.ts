/** Pictures as data, for programs: what is shown, where it stands, and which text says it. */
import { geometryOf } from '../geometry.ts';
import type { Picture } from '../layout/picture.ts';

/** @returns the picture as JSON, places in the coordinates of its exported SVG. */
export function jsonOf(picture: Picture): string {
  const { subtitle, density, direction } = picture.view;
  return `${JSON.stringify({ ...geometryOf(picture, 'export'), subtitle, density, direction }, null, 2)}\n`;
}
