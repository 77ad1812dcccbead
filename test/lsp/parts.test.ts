/**
 * One system over several files, edited at random: parts are joined and taken apart, names come and go, declarations move, settings change. What the
 * server then knows is what the command line finds in the same texts.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EmptyFileSystem, URI } from 'langium';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Config, defaultConfig, parseConfig } from '../../analysis/config.ts';
import { analyze, registry } from '../../analysis/engine.ts';
import type { Finding } from '../../analysis/finding.ts';
import { loadCatalogue } from '../../language/index.ts';
import { ProjectReader } from '../../language/read.ts';
import { createServerServices, type ServerSharedServices } from '../../server/module.ts';
import type { WorldAnalysis } from '../../server/project-analyses.ts';
import { randomDesigns } from '../support/random-designs.ts';

const root = 'file:///edited';
const files = ['a.arch', 'b.arch', 'c.arch', 'd.arch'] as const;
type Texts = ReadonlyMap<string, string>;

/** A server whose texts are changed as an editor changes them. */
class Edited {
  readonly #shared: ServerSharedServices;
  readonly #texts = new Map<string, string>();
  #version = 0;

  constructor() {
    this.#shared = createServerServices({ ...EmptyFileSystem, docsBase: '' }).shared;
    this.#shared.workspace.Projects.setFolders([URI.parse(root)]);
  }

  async start(): Promise<this> {
    await this.#shared.workspace.DocumentBuilder.build(loadCatalogue(this.#shared));
    return this;
  }

  /** The texts are these now. */
  async change(texts: Texts, config?: Config): Promise<void> {
    const { workspace, server } = this.#shared;
    const changed: URI[] = [];
    const deleted: URI[] = [];
    for (const file of files) {
      const uri = `${root}/${file}`;
      const text = texts.get(uri);
      if (text === this.#texts.get(uri)) continue;
      if (text === undefined) {
        workspace.TextDocuments.delete(uri);
        this.#texts.delete(uri);
        deleted.push(URI.parse(uri));
      } else {
        workspace.TextDocuments.set(TextDocument.create(uri, 'arch', ++this.#version, text));
        this.#texts.set(uri, text);
        changed.push(URI.parse(uri));
      }
    }
    if (config) {
      workspace.Projects.setConfig(URI.parse(root), config);
      server.ProjectAnalyses.reconsider(root);
    }
    await workspace.WorkspaceLock.write(async (token) => {
      await workspace.DocumentBuilder.update(changed, deleted, token);
      await server.ProjectAnalyses.refresh(token);
    });
  }

  get worlds(): readonly WorldAnalysis[] {
    return [...this.#shared.server.ProjectAnalyses.all].flatMap(({ worlds }) => worlds);
  }

  get findings(): readonly string[] {
    return shown(this.worlds.flatMap(({ findings }) => findings));
  }
}

function shown(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ rule, severity, message, source, related, fixes, subject }) =>
    [source.uri, source.offset, source.end, rule, severity, message, JSON.stringify([related, fixes]), subject].join(' '),
  );
}

const reader = new ProjectReader();

async function cold(texts: Texts, config: Config): Promise<readonly string[]> {
  const [design] = await reader.read([texts]);
  assert.ok(design);
  return shown(analyze(design, config, { docsBase: '' }));
}

const settings: readonly Config[] = [
  defaultConfig(root),
  ...[
    { extends: 'archlint:strict' },
    { rules: { 'missing-dead-letter-queue': 'off', 'unmatched-event': 'error' } },
    { overrides: [{ files: ['a.arch'], rules: { 'sync-chain-too-deep': ['warning', { max: 1 }], 'call-without-timeout': 'off' } }] },
  ].map((value) => parseConfig(JSON.stringify(value), `${root}/archlint.json`, root, registry)),
];

/** What may stand in some file as well: what is asked of the whole, what joins parts, what breaks a text. */
const extras: readonly string[] = [
  'correlation id',
  'owner "Team A"',
  'store Lonely : postgres',
  'view Some { include V0, V0b, Lonely }',
  'queue V0Dlq : aws.sqs',
  'queue Parked : azure.servicebus { retention 14d  alarm }',
  'service Both { calls V0.run with timeout 1s, 2 retries  calls V0b.run  reads S0 }',
  'event M0 { key other }',
  'require M0b never lost',
  'flow G from V0b.run { critical  within 100ms }',
  '// archlint-ignore-file unmatched-event, retry-amplification: tried',
  'queue Q7 : house.queue { visibility 1s }',
  'service Cut { on M0 from',
];

interface State {
  readonly declarations: readonly { readonly text: string; readonly file: number; readonly isThere: boolean }[];
  readonly config: number;
  /** Whether there is a technology of the project. */
  readonly house: boolean;
}

interface DeclarationEdit {
  readonly kind: 'move' | 'toggle' | 'rename' | 'grow';
  readonly which: number;
  readonly file: number;
}

type Edit = DeclarationEdit | { readonly kind: 'config'; readonly config: number } | { readonly kind: 'house' };

type Declaration = State['declarations'][number];

function editedOne(one: Declaration, { kind, file }: DeclarationEdit): Declaration {
  switch (kind) {
    case 'move':
      return { ...one, file };
    case 'toggle':
      return { ...one, isThere: !one.isThere };
    case 'rename':
      return { ...one, text: one.text.replace(/^(\w+ \w+)/, '$1n') };
    case 'grow':
      return { ...one, text: `// a line\n${one.text}` };
  }
}

function edited(state: State, edit: Edit): State {
  switch (edit.kind) {
    case 'config':
      return { ...state, config: edit.config };
    case 'house':
      return { ...state, house: !state.house };
    default: {
      const { declarations } = state;
      const at = (edit.which + declarations.length) % declarations.length;
      return { ...state, declarations: declarations.map((one, index) => (index === at ? editedOne(one, edit) : one)) };
    }
  }
}

function textsOf({ declarations, house }: State): Texts {
  const texts = new Map<string, string>();
  files.forEach((file, number) => {
    const own = declarations.filter((one) => one.file === number && one.isThere).map(({ text }) => text);
    const before = house && number === 2 ? 'technology house.queue is queue like aws.sqs { retention 2d }\n' : '';
    if (own.length > 0 || number === 0) texts.set(`${root}/${file}`, `${before}system s {\n${own.join('\n')}\n}\n`);
  });
  return texts;
}

/** The same design under other names. */
function renamed(text: string): string {
  return text.replace(/\b([BDFMQSTUVWX]\d*)\b/g, '$1b');
}

const states: fc.Arbitrary<State> = fc.tuple(randomDesigns, randomDesigns).map(([one, other]) => ({
  declarations: [
    ...one.declarations.map((text) => ({ text, file: 0, isThere: true })),
    ...other.declarations.map((text) => ({ text: renamed(text), file: 1, isThere: true })),
    ...extras.map((text, at) => ({ text, file: at % files.length, isThere: false })),
  ],
  config: 0,
  house: false,
}));

const edits: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('move' as const, 'toggle' as const, 'toggle' as const, 'rename' as const, 'grow' as const),
      which: fc.nat({ max: 99 }),
      file: fc.nat({ max: files.length - 1 }),
    }),
  },
  // The extras stand at the end of the list, and matter most.
  { weight: 4, arbitrary: fc.nat({ max: extras.length - 1 }).map((extra) => ({ kind: 'toggle' as const, which: -1 - extra, file: 0 })) },
  { weight: 1, arbitrary: fc.nat({ max: settings.length - 1 }).map((config) => ({ kind: 'config' as const, config })) },
  { weight: 1, arbitrary: fc.constant({ kind: 'house' as const }) },
);

function setting(number: number): Config {
  return settings[number] ?? defaultConfig(root);
}

describe('a system in parts', () => {
  it('has the findings of a cold run after any edits', async () => {
    const server = await new Edited().start();
    let severalParts = 0;
    const property = fc.asyncProperty(states, fc.array(edits, { minLength: 1, maxLength: 6 }), async (start, list) => {
      let state = start;
      await server.change(new Map());
      await server.change(textsOf(state), setting(state.config));
      assert.deepEqual(server.findings, await cold(textsOf(state), setting(state.config)));
      for (const edit of list) {
        const next = edited(state, edit);
        await server.change(textsOf(next), next.config === state.config ? undefined : setting(next.config));
        state = next;
      }
      if (server.worlds.some(({ parts }) => parts.length > 1)) severalParts++;
      assert.deepEqual(server.findings, await cold(textsOf(state), setting(state.config)));
    });
    await fc.assert(property, { seed: 5_309, numRuns: 20 });
    assert.ok(severalParts >= 5, `${severalParts} runs ended with several parts`);
  });

  const left =
    'system s {\n queue Q : aws.sqs\n event E { key id critical }\n service A : aws.lambda { on E from Q { puts R } }\n store R : postgres\n}';
  const right =
    'system s {\n topic T : aws.sns\n event F { critical }\n service B : aws.lambda { on F from T { puts P } }\n store P : postgres\n}';
  const texts = (more: Readonly<Record<string, string>> = {}): Texts =>
    new Map(Object.entries({ 'a.arch': left, 'b.arch': right, ...more }).map(([name, text]) => [`${root}/${name}`, text]));
  const partOf = (server: Edited, name: string): unknown =>
    server.worlds[0]?.parts.find(({ files: own }) => [...own].includes(`${root}/${name}`));

  it('keeps the parts that an edit does not touch, until something joins them', async () => {
    const server = await new Edited().start();
    await server.change(texts());
    const before = partOf(server, 'b.arch');
    assert.notEqual(partOf(server, 'a.arch'), before);
    await server.change(texts({ 'a.arch': left.replace('aws.sqs', 'aws.sqs { alarm }') }));
    assert.equal(partOf(server, 'b.arch'), before);
    await server.change(texts({ 'a.arch': left.replace('puts R', 'puts R puts P') }));
    assert.equal(partOf(server, 'a.arch'), partOf(server, 'b.arch'));
  });

  it('looks at a part anew when the answer to a question of it has changed', async () => {
    const server = await new Edited().start();
    await server.change(texts());
    const before = partOf(server, 'b.arch');
    await server.change(texts({ 'a.arch': left.replace('store R', 'store BDlq : postgres\n store R') }));
    assert.notEqual(partOf(server, 'b.arch'), before);
    assert.ok(server.findings.some((finding) => finding.includes('BDlq2')));
  });

  it('shows the whole system to who asks for a design', async () => {
    const server = await new Edited().start();
    await server.change(texts());
    assert.deepEqual(
      server.worlds.map(({ design, parts }) => [design.elements.map(({ name }) => name), parts.length]),
      [[['Q', 'A', 'R', 'T', 'B', 'P'], 2]],
    );
  });
});
