import { readFileSync } from 'node:fs';
import { EmptyFileSystem, URI } from 'langium';
import { type ArchDocument, buildDesign, createArchServices, loadCatalogue } from '../language/index.ts';

const { shared } = createArchServices(EmptyFileSystem);
const catalogue = loadCatalogue(shared) as ArchDocument[];
const docs = process.argv.slice(2).map((f) => {
  const d = shared.workspace.LangiumDocumentFactory.fromString(readFileSync(f, 'utf8'), URI.file(process.cwd() + '/' + f)) as ArchDocument;
  shared.workspace.LangiumDocuments.addDocument(d);
  return d;
});
let t = performance.now();
await shared.workspace.DocumentBuilder.build([...catalogue, ...docs], { validation: false });
console.log('build', performance.now() - t);
t = performance.now();
const design = buildDesign({ documents: docs, catalogue });
console.log('design', performance.now() - t);
for (const e of design.elements)
  console.log(e.kind, e.id, e.technology?.name ?? '-', 'messages' in e ? e.messages.map((m) => m.name).join(',') : '');
for (const h of design.hops) {
  const n = (p: (typeof h)['from']) => (p.kind === 'channel' ? p.channel.id : p.activity.id);
  const g = h.guarantee;
  console.log(
    h.kind,
    n(h.from),
    '->',
    n(h.to),
    h.messages.map((m) => m.name).join(','),
    '|',
    g.delivery?.value,
    g.ordering?.value,
    g.attempts?.value,
    g.failure?.kind,
    g.caughtAt.join(),
  );
}
for (const e of design.entries) console.log('entry', e.kind === 'activity' ? e.activity.id : e.message.id);
for (const d of docs)
  console.log(
    d.parseResult.parserErrors.length,
    d.references.filter((r) => r.error).map((r) => r.$refText + ':' + r.error?.message),
  );
