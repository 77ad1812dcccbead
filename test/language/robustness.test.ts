import assert from 'node:assert/strict';
import { URI } from 'langium';
import { createArchServices, format, problemsOf } from '../../language/index.ts';
import { Layout } from '../../language/parser/layout.ts';
import { corpus } from './project.ts';

const { shared, Arch } = createArchServices();
const { LangiumDocuments, LangiumDocumentFactory, DocumentBuilder } = shared.workspace;

/** Runs everything over a text that may be any text. @returns the number of problems */
async function digest(text: string, formatted: boolean): Promise<number> {
  const uri = URI.parse('memory:/any.arch');
  const document = LangiumDocumentFactory.fromString(text, uri);
  LangiumDocuments.addDocument(document);
  try {
    await DocumentBuilder.build([document]);
    const problems = problemsOf(document, shared.workspace.NameTables.at(uri));
    for (const { source, message } of problems) {
      assert(
        source.offset >= 0 && source.end <= text.length && source.offset <= source.end,
        `${message} at ${source.offset} to ${source.end}`,
      );
      assert(!/undefined|NaN|\[object/.test(message), message);
    }
    if (formatted) checkFormat(text);
    return problems.length;
  } finally {
    LangiumDocuments.deleteDocument(uri);
  }
}

/** Formatting loses no visible character, and comes to rest. */
function checkFormat(text: string): void {
  const once = format(text, Arch);
  assert.equal(sorted(once), sorted(text));
  assert.equal(format(once, Arch), once);
}

/** The visible characters of a text in any order: clauses may change places. */
function sorted(text: string): string {
  return [...text.replace(/[\s\uFEFF]/g, '')].sort().join('');
}

/** A generator of numbers below `limit`, the same in every run. */
function random(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** A declaration or a few of a longer design: small texts make many runs. */
function excerpts(text: string): string[] {
  const lines = text.split('\n');
  const parts: string[] = [];
  for (let start = 0; start < lines.length; start += 12) parts.push(lines.slice(start, start + 12).join('\n'));
  return parts;
}

describe('any text', () => {
  const texts = [...corpus().values()];

  it('may end at any word of any example', async () => {
    let runs = 0;
    for (const text of texts) {
      const { tokens } = Arch.parser.Lexer.tokenize(text);
      // The last 600 characters before the cut are enough to stand in every kind of place; the start opens the blocks.
      for (const [index, token] of tokens.entries()) {
        const head = tokens.length > 300 && index > 60 ? text.slice(0, tokens[20]?.startOffset) : '';
        const start = head === '' ? 0 : text.lastIndexOf('\n', Math.max(token.startOffset - 600, 0)) + 1;
        await digest(`${head}${text.slice(start, token.startOffset)}`, index % 25 === 0);
        runs++;
      }
    }
    assert(runs > 7000, `${runs} runs`);
  });

  it('survives 10,000 random changes', async () => {
    const next = random(20261125);
    const parts = texts.flatMap(excerpts);
    const words = [...new Set(texts.flatMap((text) => text.split(/\s+/)))];
    const scraps = ['{', '}', '"', '/*', '//', '😀', '\0', '\t', '\r\n', '5x', '1e', '..', '::', ',', '(', ')', '+', '\\', '‮', 'é', '٣'];
    for (let run = 0; run < 10_000; run++) {
      let text = parts[next(parts.length)] ?? '';
      for (let change = next(4); change >= 0; change--) {
        const at = next(text.length + 1);
        const scrap = next(2) === 0 ? ` ${words[next(words.length)]} ` : (scraps[next(scraps.length)] ?? '');
        text = text.slice(0, at) + scrap + text.slice(at + ([0, 0, 1, 5, 40][next(5)] ?? 0));
      }
      await digest(text, run % 10 === 0);
    }
  });
});

describe('a text that is no design', () => {
  it('takes as many steps again for as many lines again', () => {
    const { startsLine } = Layout.prototype;
    const stepsFor = (lines: number): number => {
      let steps = 0;
      Layout.prototype.startsLine = function (index) {
        steps++;
        return startsLine.call(this, index);
      };
      try {
        const text = Array.from({ length: lines }, (_, line) => `00:00:01 INFO request ${line} of queue from 10.0.0.7 took ${line}ms`).join(
          '\n',
        );
        LangiumDocumentFactory.fromString(text, URI.parse('memory:/log.arch'));
      } finally {
        Layout.prototype.startsLine = startsLine;
      }
      return steps;
    };
    assert.ok(stepsFor(1600) < 2.2 * stepsFor(800));
  });
});
