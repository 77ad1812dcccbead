/** The handbook is true: its designs give the findings that they announce and no others, and its links lead somewhere. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from '../analysis/finding.ts';
import { rules } from '../analysis/rules/index.ts';
import { commands, helpOf } from '../cli/help.ts';
import { createArchServices, format } from '../language/index.ts';
import { keywordsOf } from '../scripts/generate/keywords.ts';
import { lint } from './support/design.ts';
import { marked, without } from './support/markers.ts';

const checkout = fileURLToPath(new URL('../', import.meta.url));

/** The checkout's own pages, by path. */
function pages(): ReadonlyMap<string, string> {
  const inDocs = readdirSync(join(checkout, 'docs'), { recursive: true, encoding: 'utf8' }).map(
    (name) => `docs/${name.replaceAll('\\', '/')}`,
  );
  const names = [...inDocs.filter((name) => name.endsWith('.md')), 'README.md', 'CONTRIBUTING.md', 'examples/README.md'];
  return new Map(names.sort().map((name) => [name, readFileSync(join(checkout, name), 'utf8')]));
}

/** Designs in a page, each with the line it begins at. */
function designsIn(page: string): readonly { readonly line: number; readonly text: string }[] {
  return [...page.matchAll(/^```arch\n([\s\S]*?)^```$/gm)].map((match) => ({
    line: page.slice(0, match.index).split('\n').length + 1,
    text: match[1] ?? '',
  }));
}

describe('the handbook', () => {
  for (const [name, page] of pages()) {
    if (!name.startsWith('docs/concepts/')) continue;
    const designs = designsIn(page);
    it(`${name} has designs`, () => assert.notEqual(designs.length, 0));
    for (const { line, text } of designs) {
      it(`the design at ${name}:${line} has the findings that it marks, and no other errors and warnings`, async () => {
        const findings = await lint(text);
        const placed = ({ rule, source }: Finding): string => `design:${source.range.start.line + 1} ${rule}`;
        const loud = findings.filter(({ severity }) => severity === 'error' || severity === 'warning').map(placed);
        const markers = marked('design', text);
        const missing = without(markers, findings.map(placed));
        assert.deepEqual({ missing, surplus: without(loud, markers) }, { missing: [], surplus: [] });
      });
    }
  }

  it('leads nowhere with no link', () => {
    const dead = [...pages()].flatMap(([name, page]) =>
      [...page.matchAll(/\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)/g)]
        .map((match) => match[1] ?? '')
        .filter((target) => !existsSync(join(checkout, dirname(name), target)))
        .map((target) => `${name}: ${target}`),
    );
    assert.deepEqual(dead, []);
  });

  it('leads to headings that are there', () => {
    const texts = new Map(pages());
    const dead = [...texts].flatMap(([name, page]) =>
      [...page.matchAll(/\]\((?!https?:)([^)#\s]*)#([^)]*)\)/g)]
        .filter(([, file = '', anchor = '']) => {
          const target = texts.get(file === '' ? name : join(dirname(name), file));
          return target !== undefined && !anchorsIn(target).has(anchor);
        })
        .map(([link]) => `${name}: ${link}`),
    );
    assert.deepEqual(dead, []);
  });

  it('names no command and no option that `archlint` does not have', () => {
    const wrong = [...pages()].flatMap(([name, page]) =>
      [...page.matchAll(/\barchlint ([a-z]+)((?: +[^\s`"#|;)]+)*)/g)]
        .filter(([, word = '', rest = '']) => commands.some((command) => command === word) || rest.includes('--'))
        .flatMap(([line, word = '', rest = '']) => {
          const command = commands.find((each) => each === word);
          const known = command === undefined ? '' : helpOf(command);
          const options = [...rest.matchAll(/--[a-z][a-z-]*/g)].map(([option]) => option);
          return command === undefined || options.some((option) => !new RegExp(`${option}(?![a-z-])`).test(known))
            ? [`${name}: ${line}`]
            : [];
        }),
    );
    assert.deepEqual(wrong, []);
  });

  it('knows every word of the language', () => {
    const reference = readFileSync(join(checkout, 'docs/language.md'), 'utf8');
    const code = [...reference.matchAll(/```arch\n[\s\S]*?```|`[^`\n]+`/g)].join('\n');
    const known = new Set(code.match(/[a-z]+(?:-[a-z]+)*/g));
    const words = keywordsOf(readFileSync(join(checkout, 'language/arch.langium'), 'utf8'));
    assert.ok(words.length > 150);
    assert.deepEqual(
      words.filter((word) => !known.has(word)),
      [],
    );
  });

  it('lists the same counterparts in other linters as the pages of the rules', () => {
    const page = readFileSync(join(checkout, 'docs/other-linters.md'), 'utf8');
    const table = page.split('\n').filter((line) => line.startsWith('| '));
    const listed = new Set(table.flatMap((line) => [...line.matchAll(/\(rules\/([a-z-]+)\.md\)/g)].map(([, id]) => id)));
    const answered = rules.filter(({ correspondsTo }) => correspondsTo !== undefined).map(({ id }) => id);
    assert.deepEqual([...listed].sort(), answered.sort());
    const named = rules.flatMap(({ id, correspondsTo = '' }) =>
      [...correspondsTo.matchAll(/\b(?:CKV2?_[A-Z]+_\d+|[EWS]{1,2}\d{4}|[a-z]+(?:_[a-z]+)+)\b/g)].map(([name]) => [id, name] as const),
    );
    assert.ok(named.length > 25);
    const unlisted = named.filter(([id, name]) => !table.some((row) => row.includes(`(rules/${id}.md)`) && row.includes(name)));
    assert.deepEqual(unlisted, []);
    const alone = rules.length - answered.length;
    assert.ok(page.includes(`Of the ${rules.length} rules, ${alone} have no counterpart`), `${alone} have none`);
  });

  it('names every command and every setting of the extension', () => {
    const readme = readFileSync(join(checkout, 'README.md'), 'utf8');
    const { contributes } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as Manifest;
    const titles = contributes.commands.map(({ category, title }) => `_${category}: ${title}_`);
    const settings = Object.keys(contributes.configuration.properties).map((key) => `\`${key}\``);
    assert.deepEqual(
      [...titles, ...settings].filter((words) => !readme.includes(words)),
      [],
    );
  });
});

describe('the examples', () => {
  const { Arch } = createArchServices();
  for (const folder of ['examples', 'docs/gallery']) {
    const names = readdirSync(join(checkout, folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.arch'));
    for (const name of names.sort()) {
      it(`${folder}/${name} is laid out as the formatter does`, () => {
        const text = readFileSync(join(checkout, folder, name), 'utf8');
        assert.equal(format(text, Arch), text);
      });
    }
  }
});

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly category: string; readonly title: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
  };
}

/** The addresses that Markdown renderers give headings: letters, digits, `-` and `_` in lower case, a blank as a hyphen. */
function anchorsIn(page: string): ReadonlySet<string> {
  const headings = [...page.replace(/```[\s\S]*?```/g, '').matchAll(/^#{1,6} +(.*)$/gm)].map(([, text = '']) => text.trim());
  return new Set(
    headings.map((text) =>
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replace(/\s/g, '-'),
    ),
  );
}
