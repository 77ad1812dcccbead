/** Places and titles as the protocol and file systems want them. */
import type { Location } from 'vscode-languageserver';
import type { Source } from '../../language/model/source.ts';

/** Where something stands in a text. */
export function locationOf({ uri, range }: Source): Location {
  return { uri, range };
}

/** The name of a file by its address: `orders.arch`. */
export function baseName(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}

/** Longer names are cut: file systems take some 255 bytes, and a letter has up to four. */
const longestName = 60;

/**
 * A title as a file's name: letters and digits with hyphens between them.
 * @param otherwise the name where the title has neither
 */
export function fileNameOf(title: string, otherwise: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/[\u0300-\u036F]+/g, '')
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
  let name = '';
  for (const word of words) {
    const longer = name === '' ? [...word].slice(0, longestName).join('') : `${name}-${word}`;
    if ([...longer].length > longestName) break;
    name = longer;
  }
  return name === '' ? otherwise : name;
}
