/** Statements with a value, of technologies and elements: read from the syntax tree, inherited along `like`, and laid over one another. */
import type * as ast from '../generated/ast.ts';
import type { Channel, Fact, Facts, FailureRule, Key, Limits, Origin, Rate, RetryPolicy, Technology } from './design.ts';
import { parseCount, parseDuration, parseRate, parseShare, parseSize } from './quantities.ts';
import type { Source } from './source.ts';
import type { SyntaxReader } from './syntax.ts';

/** A thing while it is being made. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What statements of one body say, and where each stands by its first word. */
export interface OwnFacts {
  readonly facts: Facts;
  readonly limits: Limits;
  readonly statements: ReadonlyMap<string, readonly Source[]>;
}

interface OpenFacts {
  readonly facts: Mutable<Facts>;
  readonly limits: Mutable<Limits>;
  readonly statements: Map<string, Source[]>;
}

/** Any statement of an element, an orchestrator or a technology. */
export type FactStatement = ast.ElementStatement | ast.OrchestratorStatement | ast.TechnologyStatement;

/** First words of the statements that are no facts, as messages and fixes ask for them. */
const WORDS: Readonly<Partial<Record<FactStatement['$type'], string>>> = {
  Subscription: 'subscribes',
  DeadLetters: 'dead-letters',
  NoDeadLetters: 'no dead-letters',
  Redrives: 'redrives',
  Carries: 'carries',
  Grouped: 'grouped',
  Key: 'key',
  Index: 'index',
  Caches: 'caches',
  RebuiltFrom: 'rebuilt',
  OwnedBy: 'owned',
  Sticky: 'sticky',
  Keeps: 'keeps',
};

/** Notes where a statement stands, under its first word. */
function noteStatement(statements: Map<string, Source[]>, word: string, source: Source): void {
  const places = statements.get(word);
  if (places) places.push(source);
  else statements.set(word, [source]);
}

/** @returns the fields of a key as written, or undefined where none is. */
export function fieldsOf(fields: ast.Fields | undefined): Key | undefined {
  return fields && fields.fields.length > 0 ? fields.fields.map(String) : undefined;
}

/** Reads `3 retries exponential from 2s jitter`. */
export function readRetries(policy: ast.RetryPolicy | undefined, source: Source): RetryPolicy | undefined {
  if (!policy) return undefined;
  const retries = policy.unlimited ? Number.POSITIVE_INFINITY : policy.none ? 0 : (parseCount(policy.count) ?? 0);
  return { retries, growth: policy.growth, from: parseDuration(policy.from), jitter: policy.jitter, source };
}

function durationOf(value: ast.Quantity | undefined): number | undefined {
  if (value?.$type === 'Unlimited') return Number.POSITIVE_INFINITY;
  return value?.$type === 'Duration' ? parseDuration(value.text) : undefined;
}

function countOf(value: ast.Quantity | undefined): number | undefined {
  if (value?.$type === 'Unlimited') return Number.POSITIVE_INFINITY;
  return value?.$type === 'Count' ? parseCount(value.text) : undefined;
}

function sizeOf(value: ast.Quantity | undefined): number | undefined {
  return value?.$type === 'Size' ? parseSize(value.text) : undefined;
}

function rateOf(value: ast.Quantity | undefined): Rate | undefined {
  if (value?.$type === 'Rate') return parseRate(value.text);
  return value?.$type === 'Range' ? parseRate(value.toRate, value.from.text) : undefined;
}

function instancesOf(value: ast.Quantity | undefined): { readonly min: number; readonly max: number } | undefined {
  if (value?.$type === 'Range') {
    const min = parseCount(value.from.text);
    const max = parseCount(value.to);
    return min !== undefined && max !== undefined ? { min, max } : undefined;
  }
  const count = countOf(value);
  return count === undefined ? undefined : { min: count, max: count };
}

/** Reads the statements of one body that are facts; the others it leaves alone. */
export function readFacts(statements: readonly FactStatement[], reader: SyntaxReader, kind: Origin['kind'], name: string): OwnFacts {
  const own: OpenFacts = { facts: {}, limits: {}, statements: new Map() };
  for (const statement of statements) {
    const source = reader.source(statement);
    const origin: Origin = { kind, name, source };
    const word = readFact(statement, own, origin, source) ?? WORDS[statement.$type];
    if (word) noteStatement(own.statements, word, source);
  }
  return own;
}

function fact<T>(value: T | undefined, origin: Origin): Fact<T> | undefined {
  return value === undefined ? undefined : { value, origin };
}

function readSetting(statement: ast.Setting, { facts, limits }: OpenFacts, origin: Origin): void {
  const { value, limit, kind } = statement;
  switch (kind) {
    case 'retention':
    case 'visibility':
    case 'delay':
    case 'latency':
    case 'timeout':
    case 'ttl':
      facts[kind] = fact(durationOf(value), origin) ?? facts[kind];
      limits[kind] = fact(durationOf(limit), origin) ?? limits[kind];
      if (statement.jitter) facts.ttlJitter = { value: true, origin };
      return;
    case 'size':
      facts.size = fact(sizeOf(value), origin) ?? facts.size;
      limits.size = fact(sizeOf(limit), origin) ?? limits.size;
      return;
    case 'throughput':
      if (statement.each !== undefined) {
        facts.partitionThroughput = fact(rateOf(value), origin) ?? facts.partitionThroughput;
        return;
      }
      facts.throughput = fact(rateOf(value), origin) ?? facts.throughput;
      limits.throughput = fact(rateOf(limit), origin) ?? limits.throughput;
      return;
    case 'concurrency':
    case 'partitions':
    case 'replicas':
      facts[kind] = fact(countOf(value), origin) ?? facts[kind];
      limits[kind] = fact(countOf(limit), origin) ?? limits[kind];
      return;
    case 'instances':
      facts.instances = fact(instancesOf(value), origin) ?? facts.instances;
      limits.instances = fact(countOf(limit), origin) ?? limits.instances;
      return;
    case 'available':
      facts.available = fact(value?.$type === 'Percentage' ? parseShare(value.text) : undefined, origin) ?? facts.available;
      return;
    case 'version':
      return;
  }
}

const PRODUCT_FLAGS = {
  ephemeral: 'ephemeral',
  managed: 'managed',
  pushes: 'pushes',
  traced: 'traced',
  pointers: 'pointers',
  failures: 'partialFailures',
  waits: 'noWaits',
  window: 'noWindow',
  age: 'keepsAge',
  ids: 'newIds',
  unmatched: 'dropsUnmatched',
} as const satisfies Record<ast.ProductFlag['kind'], keyof Facts>;

/** @returns the word a statement is known by, or undefined if it is no fact. */
function readFact(statement: FactStatement, own: OpenFacts, origin: Origin, source: Source): string | undefined {
  const { facts, limits } = own;
  switch (statement.$type) {
    case 'Setting':
      readSetting(statement, own, origin);
      return statement.kind;
    case 'Flag':
      if (statement.kind === 'alarm' || statement.kind === 'compacted' || statement.kind === 'durable')
        facts[statement.kind] = { value: true, origin };
      return statement.kind;
    case 'OrderingSetting':
      facts.ordering = fact(statement.value, origin);
      limits.ordering = fact(statement.limit, origin);
      return 'ordering';
    case 'DeliverySetting':
      facts.delivery = fact(statement.value, origin);
      return 'delivery';
    case 'ConsistencySetting':
      facts[statement.by === undefined ? 'consistency' : 'indexConsistency'] = fact(statement.value, origin);
      return 'consistency';
    case 'Deduplicates': {
      const within = parseDuration(statement.duration);
      if (within !== undefined) facts.deduplicates = { value: { by: fieldsOf(statement.fields), within }, origin };
      return 'deduplicates';
    }
    case 'RetriesSetting':
      facts.retries = fact(readRetries(statement.policy, source), origin);
      return 'retries';
    default:
      return readProductFact(statement, own, origin);
  }
}

function readProductFact(statement: FactStatement, { facts, limits }: OpenFacts, origin: Origin): string | undefined {
  switch (statement.$type) {
    case 'CatchesFailures': {
      const attempts = parseCount(statement.attempts);
      if (statement.places.length === 0) facts.parks = { value: { attempts }, origin };
      else facts.catches = { value: { places: statement.places, sinks: statement.sinks.map((sink) => sink.$refText), attempts }, origin };
      return 'dead-letters';
    }
    case 'Drops':
      facts.drops = fact(parseCount(statement.attempts), origin);
      return 'drops';
    case 'BatchSetting':
      if (statement.size || statement.duration)
        facts.batch = { value: { size: parseCount(statement.size), within: parseDuration(statement.duration) }, origin };
      limits.batch = fact(parseCount(statement.limit), origin);
      return 'batch';
    case 'ProductFlag':
      facts[PRODUCT_FLAGS[statement.kind]] = { value: true, origin };
      return statement.kind;
    case 'StepsLimit':
      facts.steps = fact(parseCount(statement.limit), origin);
      return 'steps';
    case 'EachLimit':
      facts.each = fact(parseCount(statement.limit), origin);
      limits.each = fact(parseCount(statement.most), origin);
      return 'each';
    case 'HeartbeatSetting':
      facts.heartbeat = fact(parseDuration(statement.duration) ?? 0, origin);
      return 'heartbeat';
    case 'Needs':
      facts[NEEDS[statement.what]] = fact(parseCount(statement.count), origin);
      return 'needs';
    case 'Readers':
      facts.readers = fact(parseCount(statement.limit), origin);
      return 'readers';
    case 'Subscribers':
      facts.subscribers = fact(statement.kinds, origin);
      return 'subscribers';
    default:
      return undefined;
  }
}

const NEEDS = { attempts: 'needsAttempts', visibility: 'needsVisibility', window: 'needsWindow', spare: 'needsSpare' } as const;

/** Lays facts over others: what is said above wins. */
export function layer<T extends object>(above: T, below: T | undefined): T {
  if (!below) return above;
  const result = { ...below };
  for (const key of Object.keys(above) as (keyof T)[]) if (above[key] !== undefined) result[key] = above[key];
  return result;
}

/** Reads a technology and all it is like. `known` holds those already read; a cycle of `like` ends where it closes. */
export function readTechnology(
  node: ast.Technology,
  readerOf: (node: ast.Technology) => { readonly reader: SyntaxReader; readonly builtIn: boolean },
  known: Map<ast.Technology, Technology>,
  open: Set<ast.Technology> = new Set(),
): Technology {
  const existing = known.get(node);
  if (existing) return existing;
  open.add(node);
  const baseNode = node.base?.ref;
  const base = baseNode && !open.has(baseNode) ? readTechnology(baseNode, readerOf, known, open) : undefined;
  const { reader, builtIn } = readerOf(node);
  const name = node.name ?? '';
  const statements = node.body?.statements ?? [];
  const own = readFacts(statements, reader, 'technology', name);
  const mark = statements.find((statement) => statement.$type === 'Mark');
  const source = reader.source(node);
  const technology: Technology = {
    name,
    label: node.title ?? name.split('.').at(-1) ?? name,
    kinds: node.kinds.length > 0 ? node.kinds : (base?.kinds ?? []),
    ancestors: base ? [base.name, ...base.ancestors] : [],
    mark: mark?.value ?? base?.mark,
    description: reader.description(source),
    builtIn,
    facts: layer<Facts>(own.facts, base?.facts),
    limits: layer<Limits>(own.limits, base?.limits),
    syntax: reader.syntax(node, node.body),
  };
  open.delete(node);
  known.set(node, technology);
  return technology;
}

/**
 * A product that keeps order only when asked says `ordering none at most per-key`; `grouped by` asks. Where `grouped by` is about
 * fairness there is no such limit, and it asks for nothing.
 */
export function askForOrder(facts: Facts, limits: Limits, grouped: Source | undefined, name: string): Facts {
  if (!grouped || facts.ordering?.value !== 'none' || facts.ordering.origin.kind !== 'technology') return facts;
  const limit = limits.ordering?.value;
  if (limit === undefined || limit === 'none') return facts;
  return { ...facts, ordering: { value: 'per-key', origin: { kind: 'channel', name, source: grouped } } };
}

/** @returns what a technology does with failures unasked: a dead-letter queue it brings (`own` is it), or giving up. */
export function failureOfTechnology(facts: Facts, source: Source, own: Channel | undefined): FailureRule | undefined {
  if (facts.parks) {
    const { origin, value } = facts.parks;
    return { kind: 'dead-letters', to: own, own: true, attempts: value.attempts, wholeGroup: false, source, origin };
  }
  return facts.drops ? { kind: 'drops', attempts: facts.drops.value, source, origin: facts.drops.origin } : undefined;
}
