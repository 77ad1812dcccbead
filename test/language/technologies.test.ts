/** The catalogue of technologies: it reads without an error, holds what designs name, and says where each fact comes from. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AstUtils, type LangiumDocument } from 'langium';
import type * as language from '../../language/index.ts';
import { createArchServices, loadCatalogue } from '../../language/index.ts';

/** What the product promises to know, besides whatever the examples name. */
const PROMISED = `
  aws.stepfunctions aws.stepfunctions.express aws.lambda aws.ecs aws.dynamodb aws.eventbridge aws.eventbridge.custom aws.sns aws.sns.fifo aws.sqs
  aws.sqs.fifo aws.kinesis aws.dynamodb.streams aws.apigateway aws.appsync aws.alb aws.elasticache aws.s3 aws.rds
  kafka rabbitmq.classic rabbitmq.quorum
  azure.servicebus azure.eventgrid azure.eventhubs azure.cosmosdb azure.functions azure.durablefunctions
  gcp.pubsub gcp.cloudrun gcp.workflows gcp.firestore
  kubernetes vm redis redis.pubsub redis.streams postgres mysql mongodb elasticsearch cassandra nats pulsar mqtt websocket http kong temporal camunda
`
  .trim()
  .split(/\s+/);

const MARKS =
  'function container cluster queue fifo topic bus table database cache bucket stream workflow search api balancer cdn graph mail device batch vm socket document log'.split(
    ' ',
  );

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  ms: 1,
  s: 1e3,
  m: 60e3,
  h: 3600e3,
  d: 86400e3,
  B: 1,
  KB: 1024,
  MB: 1024 ** 2,
  GB: 1024 ** 3,
  '/s': 1,
};

const { shared, Arch } = createArchServices();
const files = loadCatalogue(shared);
const corpus = examples(join(import.meta.dirname, '../corpus')).map((path) =>
  Arch.parser.LangiumParser.parse<language.Document>(readFileSync(path, 'utf8')),
);

describe('technologies', () => {
  before(() => shared.workspace.DocumentBuilder.build(files));

  for (const file of files) {
    it(`${file.uri.path} reads without an error`, () => {
      const { lexerErrors, parserErrors } = file.parseResult;
      assert.deepEqual(
        [...lexerErrors, ...parserErrors].map((error) => error.message),
        [],
      );
    });
  }

  it('names each technology once', () => {
    const names = technologies().map((technology) => technology.name);
    assert.deepEqual(names, [...new Set(names)]);
  });

  it('refers to technologies that exist', () => {
    const unknown = files.flatMap((file) => file.references.filter((reference) => reference.error).map((reference) => reference.$refText));
    assert.deepEqual(unknown, []);
  });

  it('is like others without going round in circles', () => {
    for (const technology of technologies()) assert.equal(new Set(lineage(technology)).size, lineage(technology).length, technology.name);
  });

  it('holds what the examples name', () => {
    const declared = new Set(
      corpus.flatMap(({ value }) => value.members.filter((member) => member.$type === 'Technology').map((member) => member.name)),
    );
    const named = corpus.flatMap(({ value }) => [...AstUtils.streamAst(value)].flatMap((node) => namedTechnology(node) ?? []));
    assert.ok(named.length > 100);
    const known = new Set(technologies().map((technology) => technology.name));
    assert.deepEqual(
      [...new Set(named)].filter((name) => !known.has(name) && !declared.has(name)),
      [],
    );
  });

  it('holds what the product promises', () => {
    const known = new Set(technologies().map((technology) => technology.name));
    assert.deepEqual(
      PROMISED.filter((name) => !known.has(name)),
      [],
    );
  });

  it('gives each technology a short title, its kinds, a mark and a description', () => {
    for (const technology of technologies()) {
      assert.ok(technology.title && technology.title.length <= 28, `${technology.name}: title`);
      assert.ok(technology.kinds.length > 0, `${technology.name}: kinds`);
      assert.ok(MARKS.includes(markOf(technology) ?? ''), `${technology.name}: mark ${markOf(technology)}`);
      assert.ok(descriptionOf(technology).length > 0, `${technology.name}: description`);
    }
  });

  it('gives the source of each fact that has a number', () => {
    const missing = technologies().flatMap((technology) => {
      const sourced = new Set(sourcesOf(technology).flatMap((source) => source.facts));
      const statements = technology.body?.statements ?? [];
      return statements
        .filter((statement) => /\d/.test(statement.$cstNode?.text ?? '') && !sourced.has(wordOf(statement)))
        .map((statement) => `${technology.name}: ${statement.$cstNode?.text}`);
    });
    assert.deepEqual(missing, []);
  });

  it('gives each source an address and the month it was read, or calls the fact unverified', () => {
    for (const technology of technologies()) {
      for (const { text } of sourcesOf(technology)) {
        assert.match(text, /unverified|https:\/\/\S+ .*\bread \d{4}-\d{2}\b/, technology.name);
      }
    }
  });

  it('sets no default above its limit', () => {
    for (const technology of technologies()) {
      for (const statement of technology.body?.statements ?? []) {
        const text = statement.$cstNode?.text ?? '';
        const [, value, limit] = /^\w+ ([\d.]+\S*) at most ([\d.]+\S*)/.exec(text) ?? [];
        if (value && limit) assert.ok(measure(value) <= measure(limit), `${technology.name}: ${text}`);
      }
    }
  });
});

function examples(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.arch'))
    .sort()
    .map((path) => join(folder, path));
}

function technologies(): language.Technology[] {
  return files.flatMap((file: LangiumDocument) =>
    [...AstUtils.streamAst(file.parseResult.value)].filter((node): node is language.Technology => node.$type === 'Technology'),
  );
}

function namedTechnology(node: { readonly $type: string }): string | undefined {
  if (node.$type !== 'Element' && node.$type !== 'Orchestrator') return undefined;
  return (node as language.Element | language.Orchestrator).technology?.$refText;
}

/** A technology, what it is like, and so on; ends where a name comes again. */
function lineage(technology: language.Technology): string[] {
  const names: string[] = [];
  for (let at: language.Technology | undefined = technology; at; at = at.base?.ref) {
    const again = names.includes(at.name);
    names.push(at.name);
    if (again) break;
  }
  return names;
}

function markOf(technology: language.Technology): string | undefined {
  const mark = technology.body?.statements.find((statement) => statement.$type === 'Mark');
  return mark?.value ?? (technology.base?.ref && markOf(technology.base.ref));
}

/** The lines of the doc comment before a technology, without their stars. */
function descriptionOf(technology: language.Technology): string[] {
  const cst = technology.$cstNode;
  const before = cst?.root.fullText.slice(0, cst.offset) ?? '';
  const comment = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*$/.exec(before)?.[1] ?? '';
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, ''))
    .filter((line) => line !== '');
}

/** `- retention, size: 4 d. https://… (read 2026-11)` gives the source of two facts. */
function sourcesOf(technology: language.Technology): { readonly facts: readonly string[]; readonly text: string }[] {
  return descriptionOf(technology).flatMap((line) => {
    const [, facts, text] = /^- ([a-z, -]+): (.*)$/.exec(line) ?? [];
    return facts && text ? [{ facts: facts.split(', '), text }] : [];
  });
}

/** The word that the list of sources calls a fact by. */
function wordOf(statement: language.TechnologyStatement): string {
  if (statement.$type === 'RetriesSetting') return 'retries';
  const words = (statement.$cstNode?.text ?? '').split(/\s+/);
  return statement.$type === 'Needs' ? words.slice(0, 2).join(' ') : (words[0] ?? '');
}

function measure(text: string): number {
  const [, number, unit] = /^([\d.]+)(.*)$/.exec(text) ?? [];
  const factor = UNITS[unit ?? ''];
  assert.ok(factor, `a unit: ${text}`);
  return Number(number) * factor;
}
