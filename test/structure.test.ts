/** What holds for the sources as a whole: who may import what, and that nothing of a rule is forgotten. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { registry } from '../analysis/engine.ts';
import { categories } from '../analysis/finding.ts';
import { precedences } from '../analysis/precedence.ts';
import { root } from '../scripts/lib.ts';

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.startsWith('generated'))
    .map((name) => join(folder, name));
}

/** The modules that a file names: static and dynamic imports, exports from. */
function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/(?:^|\s)(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|import\s*\(?\s*['"]([^'"]+)['"]/g)].map(
    ([, from, direct]) => from ?? direct ?? '',
  );
}

/** The modules of this repository that a file makes run: imports of types alone are gone by then. */
function loadedBy(file: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = text.matchAll(/^(?:import|export)\s(?!type\b)[^'"`;]*?from\s*'(\.[^']+)'/gm);
  return [...found].map(([, name]) => join(dirname(file), name ?? ''));
}

function idsIn(folder: string, ending: string): readonly string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .sort();
}

/** The layers, each with those that it may take from. */
const layers = {
  language: ['language'],
  analysis: ['language', 'analysis'],
  diagram: ['language', 'diagram'],
  server: ['language', 'analysis', 'diagram', 'server', 'syntaxes'],
  client: ['client', 'server'],
  cli: ['language', 'analysis', 'diagram', 'server', 'cli'],
} as const;

type Layer = keyof typeof layers;

/** What a layer takes from elsewhere, file by file. */
function takenBy(layer: Layer): readonly { readonly file: string; readonly name: string; readonly path: string }[] {
  return sourcesIn(layer).flatMap((file) =>
    importsOf(file).map((name) => ({ file, name, path: name.startsWith('.') ? join(dirname(file), name) : name })),
  );
}

describe('the layers', () => {
  for (const layer of Object.keys(layers) as Layer[]) {
    it(`${layer}/ takes from ${layers[layer].join(', ')} and from nowhere else`, () => {
      const wrong = takenBy(layer)
        .filter(({ name, path }) => name.startsWith('.') && !layers[layer].some((other) => path.startsWith(`${other}/`)))
        .map(({ file, name }) => `${file} imports ${name}`);
      assert.deepEqual(wrong, []);
    });
  }

  for (const layer of ['language', 'analysis', 'diagram'] as const) {
    it(`${layer}/ runs wherever JavaScript runs`, () => {
      const wrong = takenBy(layer)
        .filter(({ name }) => /^(?:vscode|node:|langium\/(?:lsp|node|test)|vscode-languageserver)/.test(name))
        .map(({ file, name }) => `${file} imports ${name}`);
      assert.deepEqual(wrong, []);
    });
  }

  it('no module imports itself by way of others', () => {
    const modules = new Map(
      (Object.keys(layers) as Layer[]).flatMap((layer) => sourcesIn(layer).map((file) => [file, new Set(loadedBy(file))] as const)),
    );
    // What imports nothing that is left is in no circle; what remains in the end is one, or leads to one.
    for (let left = 0; left !== modules.size; ) {
      left = modules.size;
      for (const [file, imports] of modules) if (![...imports].some((name) => modules.has(name))) modules.delete(file);
    }
    assert.deepEqual([...modules.keys()], []);
  });

  it('only client/ is made for VS Code, and its page for a browser', () => {
    const wrong = (Object.keys(layers) as Layer[]).flatMap((layer) =>
      takenBy(layer)
        .filter(({ file, name }) => {
          const inPage = file.startsWith('client/webview/');
          const ofEditor = name === 'vscode' || name.startsWith('vscode-languageclient');
          return (ofEditor && (layer !== 'client' || inPage)) || (inPage && name.startsWith('node:'));
        })
        .map(({ file, name }) => `${file} imports ${name}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('client/ knows of the server what they say to each other, and no more', () => {
    const wrong = takenBy('client')
      .filter(({ path }) => path.startsWith('server/') && path !== 'server/protocol.ts')
      .map(({ file, name }) => `${file} imports ${name}`);
    assert.deepEqual(wrong, []);
  });

  it('analysis/ and diagram/ know the Design, not the syntax tree', () => {
    const wrong = [...sourcesIn('analysis'), ...sourcesIn('diagram')].flatMap((file) =>
      importsOf(file)
        .filter((name) => name === 'langium' || /\/language\/(?!model\/)/.test(name))
        .map((name) => `${file} imports ${name}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('rules and engine name no product: facts about products live in the catalogue', () => {
    const products = /\b(?:aws|azure|gcp|sqs|sns|lambda|dynamodb|kinesis|kafka|rabbitmq|eventbridge|pub\/?sub)\b/i;
    const wrong = sourcesIn('analysis').flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      // What users read of a rule, and comments that give a figure's source, may name products.
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|`(?:\\.|[^`\\])*`|'(?:\\.|[^'\\\n])*'/g, '');
      return products.test(code) ? [file] : [];
    });
    assert.deepEqual(wrong, []);
  });
});

describe('the rules', () => {
  const ids = registry.rules.map(({ id }) => id).toSorted();

  it('are the files of analysis/rules', () =>
    assert.deepEqual(
      ids,
      idsIn('analysis/rules', '.ts').filter((id) => id !== 'index'),
    ));

  it('each have a test', () =>
    assert.deepEqual(
      idsIn('test/rules', '.test.ts').filter((id) => ids.includes(id)),
      ids,
    ));

  it('each have a page, and the pages are of rules', () => {
    const pages = idsIn('docs/rules', '.md').filter((id) => id !== 'README');
    assert.deepEqual(pages, [...registry.ids].sort());
  });

  it('whose findings a run can show have such a run on their page', () => {
    const drawn = readdirSync(join(root, 'docs/rules/pictures'))
      .filter((name) => name.endsWith('-run.svg'))
      .map((name) => name.replace('-run.svg', ''));
    assert.deepEqual(drawn.sort(), [...shownByRuns].sort());
    for (const id of shownByRuns) {
      const page = readFileSync(join(root, `docs/rules/${id}.md`), 'utf8');
      assert.ok(page.includes(`](pictures/${id}-run.svg)`), id);
    }
  });

  it('have codes of their own, which tell the category', () => {
    const codes = registry.ids.map((id) => registry.summaryOf(id)?.code ?? '');
    assert.equal(new Set(codes).size, codes.length, 'two rules share a code');
    const prefixes = new Map<string, Set<string>>();
    for (const id of registry.ids) {
      const { category = 'text', code = '' } = registry.summaryOf(id) ?? {};
      prefixes.set(category, (prefixes.get(category) ?? new Set()).add(code.replace(/\d+$/, '')));
    }
    assert.deepEqual(
      [...prefixes].filter(([, found]) => found.size !== 1),
      [],
    );
    assert.ok([...prefixes.keys()].every((category) => categories.some((known) => known === category)));
  });

  for (const rule of registry.rules) {
    it(`${rule.id} says what users read in full sentences`, () => {
      assert.match(rule.id, /^[a-z]+(?:-[a-z]+)*$/);
      assert.match(rule.code, /^[A-Z]{3}\d{3}$/);
      for (const text of [rule.summary, rule.why, rule.whenNotToUse, ...rule.failureStory])
        assert.match(text.trim(), /^[A-Z`*][\s\S]*[.)`]$/);
      assert.ok(!rule.summary.includes('\n'), 'the summary is one line');
      for (const message of Object.values(rule.messages)) assert.match(message, /[.?}]$/, message);
      for (const { description } of Object.values(rule.options)) assert.match(description, /\.$/, description);
    });
  }

  it('that exclude each other exist', () => {
    const known = new Set<string>(registry.ids);
    for (const { winner, losers } of precedences) {
      for (const id of [winner, ...losers]) assert.ok(known.has(id), id);
    }
  });
});

/** Rules of idempotency, dead letters, order, state, dual writes and compensation about something that happens in a run. */
const shownByRuns: readonly string[] = [
  'non-idempotent-consumer',
  'broker-dedup-is-not-idempotency',
  'retry-without-idempotency',
  'non-atomic-dedup',
  'dedup-window-too-short',
  'missing-dead-letter-queue',
  'misplaced-dead-letter-queue',
  'unattended-dead-letter-queue',
  'poison-message-blocks-partition',
  'dual-write-without-outbox',
  'missing-compensation',
  'ordering-lost',
  'missing-ordering-key',
  'dead-letter-breaks-ordering',
  'sticky-sessions',
  'stateful-without-affinity',
  'local-state-on-scaled-service',
  'durable-state-on-ephemeral-storage',
  'stale-read-violates-consistency',
];

it('the folders are what the architecture says', () => {
  for (const folder of ['language', 'analysis', 'diagram', 'server', 'client', 'cli', 'test', 'examples', 'docs', 'scripts', 'bench']) {
    assert.ok(existsSync(join(root, folder)), folder);
  }
});
