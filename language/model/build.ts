/** From the linked syntax trees of a project to its Design. */
import type { LangiumDocument } from 'langium';
import type * as ast from '../generated/ast.ts';
import { declareActivities, fillActivities } from './activities.ts';
import { refuseOptions } from './allowed.ts';
import { connectDeadLetters, connectElements } from './connect.ts';
import { declare } from './declare.ts';
import type * as d from './design.ts';
import type { Drafts } from './drafts.ts';
import { readTechnology } from './facts.ts';
import { connectCalls, connectMessages } from './hops.ts';
import { findEntries, indexDesign } from './lookups.ts';
import type { SystemContext } from './parts.ts';
import { findComments, SyntaxReader } from './syntax.ts';
import { fillFlows, readRequirements, readViews } from './wishes.ts';

export type ArchDocument = LangiumDocument<ast.Document>;

/** What a design is built from. Documents are parsed; references are resolved as they are read. */
export interface ProjectSources {
  /** The project's files, in a fixed order (by name), so that the same project always gives the same design. */
  readonly documents: readonly ArchDocument[];
  /** The built-in technologies. */
  readonly catalogue: readonly ArchDocument[];
  readonly problems?: readonly d.Problem[];
  /** Where the files are but a part of a project (`parts.ts`): what it has from the whole. */
  readonly whole?: Surroundings;
}

/** What a part of a project has from the other files. */
export interface Surroundings {
  /** Each file's place in the whole. */
  readonly numbers: ReadonlyMap<ArchDocument, number>;
  /** The named systems, by name. */
  readonly systems: ReadonlyMap<string, SystemContext>;
  /** The files that declare technologies, in the order of the whole. */
  readonly technologies: readonly ArchDocument[];
}

const readers = new WeakMap<LangiumDocument, { readonly version: number; readonly tree: ast.Document; readonly reader: SyntaxReader }>();

/** A file's comments and places are read once a version of its text, not once a design. */
function readerFor(document: ArchDocument): SyntaxReader {
  const { version } = document.textDocument;
  const tree = document.parseResult.value;
  const known = readers.get(document);
  if (known && known.version === version && known.tree === tree) return known.reader;
  const text = document.textDocument.getText();
  const reader = new SyntaxReader({ uri: document.uri.toString(), text, comments: findComments(text) });
  readers.set(document, { version, tree, reader });
  return reader;
}

/** The catalogue does not change while the program runs, so what it says is read once. */
const catalogues = new WeakMap<readonly ArchDocument[], ReadonlyMap<ast.Technology, d.Technology>>();

function readCatalogue(catalogue: readonly ArchDocument[]): ReadonlyMap<ast.Technology, d.Technology> {
  const known = catalogues.get(catalogue);
  if (known) return known;
  const technologies = new Map<ast.Technology, d.Technology>();
  readTechnologies(catalogue, catalogue, technologies);
  catalogues.set(catalogue, technologies);
  return technologies;
}

function readTechnologies(
  documents: readonly ArchDocument[],
  catalogue: readonly ArchDocument[],
  known: Map<ast.Technology, d.Technology>,
): void {
  const builtIn = new Set(catalogue);
  const documentOf = (node: ast.Technology): ArchDocument | undefined => {
    let root: ast.Technology['$container'] | ast.System['$container'] = node.$container;
    while (root.$container) root = root.$container as typeof root;
    return root.$document as ArchDocument | undefined;
  };
  const readerOf = (node: ast.Technology): { readonly reader: SyntaxReader; readonly builtIn: boolean } => {
    const document = documentOf(node);
    if (!document) throw new Error('a technology outside any file');
    return { reader: readerFor(document), builtIn: builtIn.has(document) };
  };
  const visit = (members: readonly ast.Member[]): void => {
    for (const member of members) {
      if (member.$type === 'Technology' && member.name) readTechnology(member, readerOf, known);
      else if (member.$type === 'System' || member.$type === 'Group') visit(member.body?.members ?? []);
    }
  };
  for (const document of documents) visit(document.parseResult.value.members);
}

/**
 * Builds the Design of a project.
 * @param sources the project's parsed files, in the order of their names, and the catalogue.
 * @returns the design as far as the text is understood; never throws on broken text.
 */
export function buildDesign({ documents, catalogue, problems = [], whole }: ProjectSources): d.Design {
  const files = documents.map((document, number) => ({
    document,
    reader: readerFor(document),
    number: whole?.numbers.get(document) ?? number,
  }));
  const technologies = new Map(readCatalogue(catalogue));
  readTechnologies(whole?.technologies ?? documents, catalogue, technologies);
  const drafts: Drafts = {
    readers: new Map(files.map(({ document, reader }) => [document, reader])),
    systems: new Map(),
    groups: new Map(),
    messages: new Map(),
    elements: new Map(),
    activities: new Map(),
    states: new Map(),
    flows: new Map(),
    steps: new Map(),
    technologies,
    deadLetters: new Map(),
    order: [],
  };
  declare(files, drafts);
  for (const system of drafts.systems.values()) if (system.named) Object.assign(system, whole?.systems.get(system.name));
  for (const message of drafts.messages.values()) message.correlation ??= message.system.correlation;
  connectDeadLetters(drafts);
  const activities = declareActivities(drafts);
  connectElements(drafts);
  for (const activity of activities) {
    const { element } = activity;
    if (activity.kind === 'workflow' && element.kind === 'orchestrator')
      activity.messages = [...new Set(element.subscriptions.flatMap((item) => (item.named ? item.messages : [])))];
  }
  fillActivities(drafts);
  connectCalls(activities);
  const { hops, parks } = connectMessages(drafts, activities);
  refuseOptions(activities, hops);
  const effects = activities.flatMap((activity) => activity.effects);
  const index = indexDesign(drafts.order, activities, effects, hops, parks);
  fillFlows(drafts, index);
  return {
    files: new Map(files.map(({ reader }) => [reader.file.uri, reader.file])),
    systems: [...drafts.systems.values()],
    groups: [...drafts.groups.values()],
    messages: [...drafts.messages.values()],
    elements: drafts.order,
    technologies: new Map([...technologies.values()].map((technology) => [technology.name, technology])),
    activities,
    effects,
    hops,
    entries: findEntries(drafts.order, activities, [...drafts.messages.values()], hops, index),
    flows: [...drafts.flows.values()],
    views: readViews(files, drafts),
    requirements: readRequirements(files, drafts),
    problems,
    index,
  };
}
