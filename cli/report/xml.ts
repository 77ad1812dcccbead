/** Writing XML. */

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML 1.0 has no way to write control characters, halves of characters, nor U+FFFE and U+FFFF. */
const unwritable = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu;

/** @returns text as it may stand between tags. */
export function xmlText(text: string): string {
  return text.replace(unwritable, '\uFFFD').replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

type Attributes = Readonly<Record<string, string | number>>;

/** @returns an element; its content is XML already. */
export function xmlElement(name: string, attributes: Attributes, content: readonly string[] = []): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${attributeText(`${value}`)}"`);
  const open = `<${name}${list.join('')}`;
  return content.length === 0 ? `${open}/>` : `${open}>${content.join('')}</${name}>`;
}

/** A reader makes a blank of each line break and tab in an attribute. */
function attributeText(text: string): string {
  return xmlText(text).replace(/[\t\r\n]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** @returns children each on a line of its own, indented. */
export function xmlLines(children: readonly string[], indentation: string): readonly string[] {
  if (children.length === 0) return [];
  return [...children.map((child) => `\n${indentation}  ${child}`), `\n${indentation}`];
}

export const xmlHead = '<?xml version="1.0" encoding="UTF-8"?>\n';
