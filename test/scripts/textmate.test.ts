import assert from 'node:assert/strict';
import { textMateGrammar } from '../../scripts/generate/textmate.ts';

const made = JSON.stringify({
  name: 'arch',
  scopeName: 'source.arch',
  fileTypes: ['.arch'],
  patterns: [{ name: 'keyword.control.arch', match: '\\b(dead-letters|queue|to)\\b' }],
  repository: {},
});

interface Pattern {
  readonly name?: string;
  readonly match?: string;
  readonly captures?: Readonly<Record<string, { readonly name: string }>>;
}

const { patterns } = JSON.parse(textMateGrammar(made)) as { patterns: readonly Pattern[] };

/** The scope that a word gets by the first pattern that matches there, captures included. */
function scopeOf(text: string, word: string): string | undefined {
  const at = text.indexOf(word);
  for (const { name, match, captures } of patterns) {
    if (match === undefined) continue;
    for (const found of text.matchAll(new RegExp(match, 'gdu'))) {
      if (captures === undefined && found.index === at && found[0].startsWith(word)) return name;
      const group = Object.keys(captures ?? {}).find((index) => found.indices?.[Number(index)]?.[0] === at);
      if (group !== undefined) return captures?.[group]?.name;
    }
  }
  return undefined;
}

describe('the TextMate grammar', () => {
  const cases: readonly (readonly [text: string, word: string, scope: string | undefined])[] = [
    ['queue Jobs : aws.sqs', 'queue', 'storage.type.arch'],
    ['queue Jobs : aws.sqs', 'Jobs', 'entity.name.type.arch'],
    ['queue Jobs : aws.sqs', 'aws.sqs', 'support.class.technology.arch'],
    ['technology aws.sqs.fifo is queue', 'aws.sqs.fifo', 'entity.name.type.arch'],
    ['dead-letters to Parked', 'dead-letters', 'keyword.other.arch'],
    ['dead-letters to Parked', 'to', 'keyword.other.arch'],
    ['sends Paid', 'sends', 'keyword.control.arch'],
    ['calls sign-on', 'on', undefined],
    ['calls Über.to', 'to', undefined],
    ['retention 14d', '14d', 'constant.numeric.arch'],
    ['throughput 200/s', '200/s', 'constant.numeric.arch'],
    ['available 99.95%', '99.95', 'constant.numeric.arch'],
  ];
  for (const [text, word, scope] of cases) {
    it(`reads ${word} in “${text}” as ${scope ?? 'nothing special'}`, () => assert.equal(scopeOf(text, word), scope));
  }

  it('needs to find the keywords in what langium wrote', () => {
    assert.throws(() => textMateGrammar('{ "patterns": [] }'), /no list of keywords/);
  });
});
