/** A strict reader of the XML that reports are made of: elements, attributes, text. */
import assert from 'node:assert/strict';

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

interface Open {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

function unescaped(text: string): string {
  assert.ok(!/[<>]/.test(text), `a bracket in ${text}`);
  assert.ok(!/(?![\t\n\r])\p{Cc}|\p{Cs}/u.test(text), 'a character that XML cannot hold');
  return text.replace(/&(?:#(\d+)|(\w+));|&/g, (whole, number?: string, name?: string) => {
    const character = number ? String.fromCharCode(Number(number)) : entities[name ?? ''];
    assert.ok(character !== undefined, `${whole} in ${text}`);
    return character;
  });
}

/** @returns the only element of a document. Throws an assertion where the document is not well-formed. */
export function parseXml(document: string): XmlElement {
  const head = '<?xml version="1.0" encoding="UTF-8"?>';
  assert.ok(document.startsWith(head), 'the head is missing');
  const root: Open = { name: '', attributes: {}, children: [], text: '' };
  const open: Open[] = [root];
  const tag = /<(\/?)([\w.-]+)((?:\s+[\w.-]+="[^"<]*")*)\s*(\/?)>/y;
  let at = head.length;
  while (at < document.length) {
    const current = open.at(-1);
    assert.ok(current, 'closed more than was opened');
    const next = document.indexOf('<', at);
    current.text += unescaped(document.slice(at, next < 0 ? document.length : next));
    if (next < 0) break;
    tag.lastIndex = next;
    const match = tag.exec(document);
    assert.ok(match, `no tag at ${document.slice(next, next + 60)}`);
    const [whole, closing, name = '', list = '', empty] = match;
    at = next + whole.length;
    if (closing) {
      assert.equal(current.name, name);
      open.pop();
      continue;
    }
    const pairs = [...list.matchAll(/([\w.-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, unescaped(value)] as const);
    assert.equal(new Set(pairs.map(([key]) => key)).size, pairs.length, `an attribute twice in ${whole}`);
    const element: Open = { name, attributes: Object.fromEntries(pairs), children: [], text: '' };
    current.children.push(element);
    if (!empty) open.push(element);
  }
  assert.equal(open.length, 1, `${open.at(-1)?.name} is not closed`);
  const [only, more] = root.children;
  assert.ok(only && more === undefined && root.text.trim() === '', 'one element, and nothing beside it');
  return only;
}
