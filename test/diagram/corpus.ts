/** The example designs, read once for all tests of pictures. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Design } from '../../language/model/design.ts';
import { designOf } from '../support/design.ts';

const folder = fileURLToPath(new URL('../corpus/', import.meta.url));

/** The examples by name: a design each, but for `shop`, which is three files. */
export const examples: readonly string[] = [
  ...new Set(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.arch'))
      .map((path) => path.replaceAll('\\', '/').replace(/\.arch$/, ''))
      .map((path) => (path.startsWith('shop/') ? 'shop' : path))
      .sort(),
  ),
];

/** Reads an example's design. */
export async function example(name: string): Promise<Design> {
  const paths = name === 'shop' ? ['shop/messages.arch', 'shop/ordering.arch', 'shop/warehouse.arch'] : [`${name}.arch`];
  return designOf(Object.fromEntries(paths.map((path) => [path, readFileSync(`${folder}${path}`, 'utf8')])));
}
