import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type AstNode, AstUtils, createDefaultCoreModule, GrammarAST, inject, isReference } from 'langium';
import { createServicesForGrammar } from 'langium/grammar';
import { ArchGeneratedModule, ArchLanguageMetaData, parserConfig } from '../../language/generated/module.ts';
import { createArchServices } from '../../language/index.ts';
import { firstWords, statementLists } from '../../language/parser/first-words.ts';
import { keywordsOf, withKeywords } from '../../scripts/generate/keywords.ts';
import { corpus } from './project.ts';

const { shared, Arch } = createArchServices();
const grammar = Arch.Grammar;

describe('the grammar', () => {
  it('is LL(3): no two alternatives begin with the same three words', () => {
    const development = inject(createDefaultCoreModule({ shared }), ArchGeneratedModule, {
      LanguageMetaData: () => ArchLanguageMetaData,
      parser: { Lexer: () => Arch.parser.Lexer, ParserConfig: () => ({ ...parserConfig, skipValidations: false }) },
    });
    const logged: string[] = [];
    const { log, warn, error } = console;
    console.log = console.warn = console.error = (...words: unknown[]) => logged.push(words.join(' '));
    try {
      assert.doesNotThrow(() => development.parser.LangiumParser);
    } finally {
      Object.assign(console, { log, warn, error });
    }
    assert.deepEqual(logged, []);
  });

  it('would be refused if it were not', async () => {
    const ambiguous = "grammar Bad entry D: 'a' 'b' 'c' x='1' | 'a' 'b' 'c' x='2'; hidden terminal WS: /\\s+/;";
    await assert.rejects(async () => {
      const services = await createServicesForGrammar({ grammar: ambiguous, parserConfig: { maxLookahead: 3, skipValidations: false } });
      services.parser.LangiumParser.parse('a b c 2');
    }, /[Aa]mbiguous/);
  });

  it('reads every example', () => {
    for (const [name, text] of corpus()) {
      const { parserErrors, lexerErrors } = Arch.parser.LangiumParser.parse(text);
      assert.deepEqual([...parserErrors, ...lexerErrors], [], name);
    }
  });

  it('lists every keyword among the names', () => {
    const text = readFileSync(new URL('../../language/arch.langium', import.meta.url), 'utf8');
    assert.equal(withKeywords(text), text, 'Run `npm run generate`.');
    assert(keywordsOf(text).includes('circuit-breaker'));
    assert(!keywordsOf(text).includes('memory'));
    assert.throws(() => withKeywords('grammar Other'), /NotMemory/);
  });

  it('finds the words that begin a statement of each body', () => {
    const lists = statementLists(grammar);
    assert.deepEqual([...lists.keys()].sort(), [
      'Body',
      'Document',
      'ElementBody',
      'FlowBody',
      'MemberBody',
      'MessageBody',
      'OrchestratorBody',
      'TechnologyBody',
      'ViewBody',
    ]);
    assert(lists.get('OrchestratorBody')?.first.has('step'));
    assert(lists.get('ElementBody')?.first.has('NUMBER'), '`3 retries` begins with a number');
    assert(!lists.get('ElementBody')?.first.has('step'));
  });
});

// ---------------------------------------------------------------- optional tails

/**
 * Optional parts at the end of a statement whose first word may also begin the next statement, with the reason why each is right:
 * such a part is decided on one word, and takes the next statement's.
 */
const knownTails: Readonly<Record<string, string>> = {
  'ElementBody critical': 'Of an element it means nothing; after `serves` it is the operation that is critical.',
  'ElementBody expendable': 'The same.',
  'ElementBody rebuilt': 'What a service keeps is rebuilt; a store, of which `rebuilt from` is a statement, keeps nothing.',
  'OrchestratorBody critical': 'As of an element.',
  'OrchestratorBody expendable': 'As of an element.',
  'ElementBody NUMBER': 'A setting without its value is no statement, so a number after it is the value.',
  'ElementBody unlimited': 'The same.',
  'OrchestratorBody NUMBER': 'The same.',
  'TechnologyBody NUMBER': 'The same; and `batch 10` takes its size.',
  'TechnologyBody unlimited': 'The same.',
  'MessageBody NUMBER': 'The same.',
};

/** The first words of the parts at the end of an element that may be left out. */
function tails(element: GrammarAST.AbstractElement, visited: ReadonlySet<GrammarAST.AbstractRule>): Set<string> {
  const words = new Set<string>();
  const add = (more: Iterable<string>): void => {
    for (const word of more) words.add(word);
  };
  if (GrammarAST.isGroup(element)) {
    for (const part of [...element.elements].reverse()) {
      add(tails(part, visited));
      if (part.cardinality !== '?' && part.cardinality !== '*') break;
    }
  } else if (GrammarAST.isAlternatives(element)) for (const alternative of element.elements) add(tails(alternative, visited));
  else if (GrammarAST.isAssignment(element)) add(tails(element.terminal, visited));
  else if (GrammarAST.isRuleCall(element)) {
    const rule = element.rule.ref;
    if (rule !== undefined && GrammarAST.isParserRule(rule) && !visited.has(rule)) add(tails(rule.definition, new Set([...visited, rule])));
  }
  if (element.cardinality === '?' || element.cardinality === '*') add(firstOf(element));
  return words;
}

function firstOf(element: GrammarAST.AbstractElement): ReadonlySet<string> {
  return firstWords({ definition: { ...element, cardinality: undefined } } as GrammarAST.ParserRule);
}

describe('optional ends of statements', () => {
  for (const list of statementLists(grammar).values()) {
    it(`of ${list.rule} do not take the next statement`, () => {
      const rule = grammar.rules.find((candidate) => candidate.name === list.statement);
      assert(rule !== undefined && GrammarAST.isParserRule(rule));
      const taken = [...tails(rule.definition, new Set())].filter(
        (word) => list.first.has(word) && knownTails[`${list.rule} ${word}`] === undefined,
      );
      assert.deepEqual(taken, []);
    });
  }

  it('are seen at all', () => {
    const step = grammar.rules.find((rule) => rule.name === 'Step');
    assert(step !== undefined && GrammarAST.isParserRule(step));
    assert(tails(step.definition, new Set()).has('on'));
  });
});

// ---------------------------------------------------------------- keywords as names

/** Every place of a name, marked §. */
const places = [
  'system § { }',
  'group § "Title" { owner "x" tags a, § }',
  'event § event Next',
  'event E { key § ordered by § critical correlation §.id + § }',
  'queue § : aws.sqs',
  'queue Q : §.§ { subscribes to § for §, B dead-letters to § after 5 attempts carries §, § redrives to § }',
  'service S { on § from § in 5s idempotent by §.a within 1h using § with key §, fallback § { puts § } }',
  'service S { on all of §, § within 1h using § from § { reads § by § strongly } otherwise { deletes § } }',
  'service S { serves §(§) in 5s serves b }',
  'service S { keeps § in § rebuilt from § within 5s keeps Z on disk }',
  'service S { every 5s { publishes § to § via outbox § if newer sends § to §.§ via outbox § starts § with key § } }',
  'service S { reads § calls §.§ "GET" with timeout 5s at 5/s puts § inserts § deletes § appends § increments § writes § if unchanged }',
  'store S { key § index §, owned by § }'.replace(',', ''),
  'store S { caches § rebuilt from § within 5s grouped by § + § in 5 groups }',
  'queue Q { deduplicates by § within 5m }',
  'gateway G { routes "x" to §.§ routes { calls § } }',
  'orchestrator § : §.x { step § calls §.§ undo § on failure § step B waits for §, § from § at most 5d }',
  'orchestrator W { step A parallel { step § reads § } undo { calls § } } otherwise { step § puts § }',
  'technology §.§ is queue like §.§ { dead-letters on queue to §.x, § after 5 attempts mark § }',
  'flow § from §.§ "GET" { within 5s }',
  'view § { include §, § around § within 2 exclude § direction right }',
  'require §.§ at most once per §',
  'require § never lost',
  'require § in order at §.§',
  'require § leads to § or §',
  'require § survives instance loss require § all or nothing',
];

/** Where the word in question means something else: `keeps X in memory`, and what is a list of words of its own. */
const exceptions: ReadonlyMap<string, readonly string[]> = new Map([['service S { keeps § in §', ['memory']]]);

describe('any word as a name', () => {
  const keywords = [...keywordsOf(readFileSync(new URL('../../language/arch.langium', import.meta.url), 'utf8')), 'memory'];

  for (const place of places) {
    it(place, () => {
      const expected = shape(place.replaceAll('§', 'Plain'));
      const wrong = keywords.filter((word) => {
        const excepted = [...exceptions].some(([start, words]) => place.startsWith(start) && words.includes(word));
        return !excepted && shape(place.replaceAll('§', word)).replaceAll(`<${word}>`, '<Plain>') !== expected;
      });
      assert.deepEqual(wrong, []);
    });
  }
});

/** The tree of a text with every name marked; a text that does not parse has none. */
function shape(text: string): string {
  const { value, parserErrors } = Arch.parser.LangiumParser.parse(text);
  if (parserErrors.length > 0) return `${parserErrors[0]?.message}`;
  return describeNode(value);
}

const notNames: ReadonlySet<string> = new Set([
  'kind',
  'text',
  'open',
  'close',
  'word',
  'place',
  'value',
  'title',
  'growth',
  'condition',
  'kinds',
  'places',
  'route',
]);

function describeNode(node: AstNode): string {
  const parts: string[] = [];
  for (const [property, value] of Object.entries(node)) {
    if (property.startsWith('$')) continue;
    for (const item of Array.isArray(value) ? value : [value]) {
      if (isReference(item)) parts.push(`${property}=${marked(item.$refText)}`);
      else if (typeof item === 'string') parts.push(`${property}=${notNames.has(property) && node.$type !== 'Mark' ? item : marked(item)}`);
      else if (typeof item === 'object' && item !== null) parts.push(`${property}=${describeNode(item as AstNode)}`);
      else parts.push(`${property}=${String(item)}`);
    }
  }
  return `${node.$type}(${parts.join(' ')})`;
}

/** `a.b` has two names. */
function marked(name: string): string {
  return name
    .split('.')
    .map((word) => `<${word}>`)
    .join('.');
}

describe('every node', () => {
  it('of the examples has its place in the text', () => {
    for (const [name, text] of corpus()) {
      for (const node of AstUtils.streamAst(Arch.parser.LangiumParser.parse(text).value))
        assert(node.$cstNode !== undefined, `${name}: ${node.$type}`);
    }
  });
});
