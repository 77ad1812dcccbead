/** Whatever is edited, in whatever order: what the server found is what a fresh look at the same texts finds. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EmptyFileSystem, URI } from 'langium';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../../analysis/finding.ts';
import { loadCatalogue } from '../../language/index.ts';
import { createServerServices, type ServerSharedServices } from '../../server/module.ts';

const root = 'file:///edited';
const names = ['a.arch', 'b.arch', 'c.arch'] as const;
type Name = (typeof names)[number];
type Texts = Readonly<Partial<Record<Name, string>>>;

/** Texts that lean on each other: what one declares another uses, twice declares, or breaks. */
const texts: readonly string[] = [
  'system shop { event Paid { key id critical } queue Ledger : aws.sqs topic Events : aws.sns }',
  'system shop { event Paid { key id } event Left queue Ledger : house.queue { dead-letters after 5 attempts alarm } }',
  'system shop { service Till : aws.ecs { instances 2 serves pay { sends Paid to Ledger publishes Left } } store Rows : aws.dynamodb }',
  'system shop { service Books : aws.lambda { on Paid from Ledger { increments Rows } on Left { calls Till.pay } } }',
  'system shop { service Books { on Paid from Ledger idempotent by id { puts Rows } calls Till.pay } service Books }',
  'technology house.queue is queue like aws.sqs { retention 2d }\nsystem shop { store Rows : postgres }',
  'system shop { service Books { on Paid from } queue Ledger : : aws.sqs }',
  'service Alone { calls shop.Till.pay } event Paid',
  '// archlint-ignore missing-dead-letter-queue: tried\nqueue Q : aws.sqs\n',
  '',
];

async function server(): Promise<ServerSharedServices> {
  const { shared } = createServerServices({ ...EmptyFileSystem, docsBase: '' });
  shared.workspace.Projects.setFolders([URI.parse(root)]);
  await shared.workspace.DocumentBuilder.build(loadCatalogue(shared));
  return shared;
}

const uriOf = (name: Name): URI => URI.parse(`${root}/${name}`);

/** Takes in one change as the server does when an editor tells of it. */
async function change({ workspace, server }: ServerSharedServices, name: Name, text: string | undefined, version: number): Promise<void> {
  const uri = uriOf(name);
  if (text === undefined) workspace.TextDocuments.delete(uri.toString());
  else workspace.TextDocuments.set(TextDocument.create(uri.toString(), 'arch', version, text));
  await workspace.WorkspaceLock.write(async (token) => {
    await workspace.DocumentBuilder.update(text === undefined ? [] : [uri], text === undefined ? [uri] : [], token);
    await server.ProjectAnalyses.refresh(token);
  });
}

function foundIn(shared: ServerSharedServices): readonly string[] {
  const findings = [...shared.server.ProjectAnalyses.all].flatMap(({ worlds }) => worlds.flatMap((world) => world.findings));
  const words = ({ rule, severity, message, source, related, fixes }: Finding): string =>
    JSON.stringify([source.uri, source.offset, source.end, rule, severity, message, related, fixes]);
  return findings.map(words).sort();
}

describe('incremental findings', () => {
  it('equal those of a fresh build after any sequence of edits', async () => {
    const edited = await server();
    let version = 0;
    const edit = fc.record({ name: fc.constantFrom(...names), text: fc.option(fc.constantFrom(...texts), { nil: undefined, freq: 8 }) });
    const property = fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 8 }), async (edits) => {
      const now: { -readonly [N in Name]?: string } = {};
      for (const name of names) await change(edited, name, undefined, ++version);
      for (const { name, text } of edits) {
        await change(edited, name, text, ++version);
        if (text === undefined) delete now[name];
        else now[name] = text;
      }
      const fresh = await server();
      for (const [name, text] of Object.entries(now as Texts)) await change(fresh, name as Name, text, 1);
      assert.deepEqual(foundIn(edited), foundIn(fresh));
    });
    await fc.assert(property, { seed: 20_261, numRuns: 25 });
  });

  it('are those of the last text when edits overtake each other', async () => {
    const edited = await server();
    await Promise.all(texts.slice(0, 8).map((text, index) => change(edited, names[index % 3] ?? 'a.arch', text, index + 1)));
    const fresh = await server();
    for (const [index, text] of texts.slice(5, 8).entries()) await change(fresh, names[(index + 5) % 3] ?? 'a.arch', text, 1);
    assert.deepEqual(foundIn(edited), foundIn(fresh));
  });
});
