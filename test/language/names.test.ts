import assert from 'node:assert/strict';
import { type AstNode, AstUtils, isReference, URI } from 'langium';
import { builtinText, builtinUri, elementMembers, isBuiltin, isPath, loadCatalogue, visible } from '../../language/index.ts';
import { kindOf } from '../../language/names/expected.ts';
import type { Target } from '../../language/names/resolve.ts';
import { corpus, type File, TestProject, uriOf } from './project.ts';

/** Every reference of a file as `name -> kind name (file)`, unresolved ones as `name -> ?`. */
function references(file: File): string[] {
  const found: string[] = [];
  for (const node of AstUtils.streamAst(file.parseResult.value)) {
    for (const { reference } of AstUtils.streamReferences(node)) {
      if (isReference(reference)) found.push(`${reference.$refText} -> ${told(reference.ref as Target | undefined)}`);
    }
  }
  return found;
}

function told(target: Target | undefined): string {
  if (target === undefined) return '?';
  const file = AstUtils.getDocument(target).uri.path.split('/').at(-1);
  const owner = (target as AstNode).$container?.$container as { readonly name?: string } | undefined;
  const name = target.$type === 'DeadLetters' ? `of ${owner?.name}` : target.name;
  return `${kindOf(target)} ${name} (${file})`;
}

async function resolved(files: Readonly<Record<string, string>>, name = Object.keys(files)[0] ?? ''): Promise<string[]> {
  return references((await new TestProject().open(files)).file(name));
}

interface Case {
  readonly that: string;
  readonly files: Readonly<Record<string, string>>;
  readonly references: readonly string[];
}

const cases: readonly Case[] = [
  {
    that: 'a system goes on in another file, groups are no part of a name',
    files: {
      'a.arch': 'system shop { group front { service Cart { sends Placed to Orders } } }',
      'b.arch': 'system shop { event Placed group back { queue Orders } }',
    },
    references: ['Placed -> event Placed (b.arch)', 'Orders -> queue Orders (b.arch)'],
  },
  {
    that: "other systems' names are qualified",
    files: {
      'a.arch': 'system shop { service Cart { on billing.Paid calls billing.Bank.pay on Paid } }',
      'b.arch': 'system billing { event Paid external Bank { serves pay } }',
    },
    references: [
      'Paid -> event Paid (b.arch)',
      'billing -> system billing (b.arch)',
      'pay -> operation pay (b.arch)',
      'Bank -> external Bank (b.arch)',
      'billing -> system billing (b.arch)',
      'Paid -> ?',
    ],
  },
  {
    that: 'a file without a system keeps its names to itself',
    files: { 'a.arch': 'event A service S { on A on B }', 'b.arch': 'event B' },
    references: ['A -> event A (a.arch)', 'B -> ?'],
  },
  {
    that: 'an element of the name of a system wins, unless only the system can be meant',
    files: {
      'a.arch':
        'system shop { group shop { event A } service billing { serves pay } service S { on shop.A calls billing.pay calls billing.refund } }',
      'b.arch': 'system billing { service refund }',
    },
    references: [
      'A -> event A (a.arch)',
      'shop -> system shop (a.arch)',
      'pay -> operation pay (a.arch)',
      'billing -> service billing (a.arch)',
      'refund -> service refund (b.arch)',
      'billing -> system billing (b.arch)',
    ],
  },
  {
    that: 'operations, states, steps and dead letters are members',
    files: {
      'a.arch': `service S { keeps Basket in memory serves pay reads Basket calls S.pay }
        queue Q { dead-letters after 5 attempts } queue R topic T
        service W { on A from Q.dead-letters reads S.Basket sends A to R.dead-letters reads T.nothing }
        event A`,
    },
    references: [
      'Basket -> state Basket (a.arch)',
      'pay -> operation pay (a.arch)',
      'S -> service S (a.arch)',
      'A -> event A (a.arch)',
      'dead-letters -> dead-letters of Q (a.arch)',
      'Q -> queue Q (a.arch)',
      'Basket -> state Basket (a.arch)',
      'S -> service S (a.arch)',
      'A -> event A (a.arch)',
      'dead-letters -> queue R (a.arch)',
      'R -> queue R (a.arch)',
      'nothing -> ?',
      'T -> topic T (a.arch)',
    ],
  },
  {
    that: 'a step goes on at a step of its own workflow, wherever it stands in it',
    files: {
      'a.arch': `orchestrator W {
          step A waits 1s on failure Last
          when "x" { parallel { step B waits 1s on failure Inner } } otherwise when "y" { step Inner waits 1s } otherwise { step E waits 1s }
          step C waits 1s undo { step U waits 1s } on failure Other
        } otherwise { step Last waits 1s }
        orchestrator V { step Other waits 1s }
        require W.U survives instance loss`,
    },
    references: [
      'Last -> step Last (a.arch)',
      'Inner -> step Inner (a.arch)',
      'Other -> ?',
      'U -> step U (a.arch)',
      'W -> orchestrator W (a.arch)',
    ],
  },
  {
    that: 'requirements and views may name flows',
    files: {
      'a.arch': 'service S flow S from S flow F from S view V { include F, S } require F survives instance loss service T { calls F }',
    },
    references: [
      'S -> service S (a.arch)',
      'S -> service S (a.arch)',
      'F -> flow F (a.arch)',
      'S -> service S (a.arch)',
      'F -> flow F (a.arch)',
      'F -> ?',
    ],
  },
  {
    that: 'of two declarations the first one counts, in the order of files and text',
    files: { 'b.arch': 'system s { service U { sends M to Q } queue Q }', 'a.arch': 'system s { topic Q event M event M }' },
    references: ['M -> event M (a.arch)', 'Q -> topic Q (a.arch)'],
  },
  {
    that: "a project's technology goes before the catalogue's of the same name, which it may build on",
    files: {
      'a.arch': 'queue A : aws.sqs queue B : house.queue queue C : nowhere',
      'b.arch': 'technology aws.sqs like aws.sqs technology house.queue like aws.sqs',
    },
    references: ['aws.sqs -> technology aws.sqs (b.arch)', 'house.queue -> technology house.queue (b.arch)', 'nowhere -> ?'],
  },
];

describe('names', () => {
  for (const { that, files, references: expected } of cases) {
    it(that, async () => assert.deepEqual(await resolved(files), expected));
  }

  it('all resolve in the example systems, each in its own project', async () => {
    const project = new TestProject({ projectOf: (uri) => (uri.path.includes('/shop/') ? 'shop' : uri.path) });
    const files = Object.fromEntries(corpus());
    await project.open(files);
    for (const name of Object.keys(files)) {
      const unknown = references(project.file(name)).filter((line) => line.endsWith('?'));
      assert.deepEqual(unknown, [], name);
    }
  });

  it('never cross projects', async () => {
    const project = new TestProject({ projectOf: (uri) => uri.path.split('/')[2] ?? '' });
    await project.open({ 'one/a.arch': 'system s { service S { on A } }', 'two/a.arch': 'system s { event A }' });
    assert.deepEqual(references(project.file('one/a.arch')), ['A -> ?']);
  });

  it('that a technology builds on are found', async () => {
    const project = await new TestProject().open({ 'a.arch': 'technology aws.sqs like aws.sqs technology x like y.z' });
    assert.deepEqual(references(project.file('a.arch')), ['aws.sqs -> technology aws.sqs (aws.arch)', 'y.z -> ?']);
  });
});

describe('names after a change', () => {
  const user = { 'user.arch': 'system s { service S { on A calls billing } queue Q : aws.sqs }' };

  it('are found when a file declares them, and lost when it is gone', async () => {
    const project = await new TestProject().open({ ...user, 'b.arch': 'system s { }' });
    const names = (): string[] => references(project.file('user.arch')).slice(0, 2);
    assert.deepEqual(names(), ['A -> ?', 'billing -> ?']);
    await project.change('b.arch', 'system s { event A }');
    assert.deepEqual(names(), ['A -> event A (b.arch)', 'billing -> ?']);
    await project.change('b.arch', 'system s { command A } system billing { }');
    assert.deepEqual(names(), ['A -> command A (b.arch)', 'billing -> system billing (b.arch)']);
    await project.remove('b.arch');
    assert.deepEqual(names(), ['A -> ?', 'billing -> ?']);
  });

  it('may be taken over by what is nearer or earlier', async () => {
    const project = await new TestProject().open({ ...user, 'z.arch': 'system billing { } system s { event A }', 'b.arch': '' });
    const names = (): string[] => references(project.file('user.arch'));
    assert.deepEqual(names(), ['A -> event A (z.arch)', 'billing -> system billing (z.arch)', 'aws.sqs -> technology aws.sqs (aws.arch)']);
    await project.change('b.arch', 'system s { service billing event A } technology aws.sqs is queue');
    assert.deepEqual(names(), ['A -> event A (b.arch)', 'billing -> service billing (b.arch)', 'aws.sqs -> technology aws.sqs (b.arch)']);
    await project.change('b.arch', '');
    assert.deepEqual(names(), ['A -> event A (z.arch)', 'billing -> system billing (z.arch)', 'aws.sqs -> technology aws.sqs (aws.arch)']);
  });
});

describe('the catalogue', () => {
  it('is loaded once, and each of its files can be opened', async () => {
    const project = await new TestProject().open({});
    assert.deepEqual(loadCatalogue(project.shared), []);
    const text = builtinText(builtinUri('aws.arch'));
    assert(text?.includes('technology aws.sqs'));
    assert.equal(project.shared.workspace.LangiumDocuments.getDocument(builtinUri('aws.arch'))?.textDocument.getText(), text);
    assert.equal(builtinText(builtinUri('nothing.arch')), undefined);
    assert.equal(builtinText(URI.file('/aws.arch')), undefined);
    assert(isBuiltin(builtinUri('aws.arch')));
  });

  it('comes with a workspace', async () => {
    const project = new TestProject();
    await project.shared.workspace.WorkspaceManager.initializeWorkspace([]);
    assert(project.shared.workspace.LangiumDocuments.hasDocument(builtinUri('aws.arch')));
    assert.equal(project.shared.workspace.NameTables.at(builtinUri('aws.arch')).technologies.size, 0);
  });
});

describe('what can be named', () => {
  const text = `system s { event A queue Q { dead-letters after 3 attempts } service S { keeps K in memory serves op calls T.x on A }
    orchestrator W { step One waits 1s step Two calls S.op on failure One } service T { serves x } flow F from S view V { include Q } }
    technology own.queue is queue queue P : own.queue`;

  async function namesAt(find: (node: AstNode) => boolean, property: string): Promise<(string | undefined)[]> {
    const project = await new TestProject().open({ 'a.arch': text });
    const file = project.file('a.arch');
    const node = AstUtils.streamAst(file.parseResult.value).find(find);
    assert(node !== undefined);
    const names = project.shared.workspace.NameTables.at(file.uri);
    return visible(names, node, property).map((target) => (target.$type === 'DeadLetters' ? target.word : target.name));
  }

  const tables: readonly (readonly [string, (node: AstNode) => boolean, string, readonly string[]])[] = [
    ['in a service', (node) => isPath(node) && node.$container.$type === 'Call', 'target', ['x']],
    [
      'as the first word',
      (node) => isPath(node) && node.$container.$type === 'Handler',
      'target',
      ['A', 'Q', 'S', 'W', 'T', 'K', 'op', 's'],
    ],
    [
      'after a failure',
      (node) => node.$type === 'Step' && 'onFailure' in node && node.onFailure !== undefined,
      'onFailure',
      ['One', 'Two'],
    ],
    ['in a view', (node) => isPath(node) && node.$container.$type === 'Include', 'target', ['A', 'Q', 'S', 'W', 'T', 'F', 's']],
  ];
  for (const [where, find, property, expected] of tables) {
    it(where, async () => assert.deepEqual(await namesAt(find, property), expected));
  }

  it('as a technology', async () => {
    const names = await namesAt((node) => node.$type === 'Element' && 'technology' in node && node.technology !== undefined, 'technology');
    assert.equal(names[0], 'own.queue');
    assert(names.includes('aws.sqs'));
  });

  it('as a member of a system, a workflow, a queue and a group', async () => {
    const project = await new TestProject().open({
      'a.arch':
        'system s { event A queue Q { dead-letters } orchestrator W { step X waits 1s } group g { } service S { on s.B on W.B on Q.B on g.B on Z.B } }',
    });
    const file = project.file('a.arch');
    const names = project.shared.workspace.NameTables.at(file.uri);
    const found = AstUtils.streamAst(file.parseResult.value)
      .filter((node) => isPath(node) && node.qualifier !== undefined)
      .map((node) => visible(names, node, 'target').length);
    assert.deepEqual(found.toArray(), [5, 1, 1, 0, 0]);
  });
});

describe('the services', () => {
  it('name the dead letters of a queue by their keyword', async () => {
    const project = await new TestProject().open({ 'a.arch': 'queue Q { dead-letters } service S { serves op }' });
    const { NameProvider } = project.services.references;
    const nodes = AstUtils.streamAst(project.file('a.arch').parseResult.value).toArray();
    const told = nodes.map((node) => NameProvider.getName(node)).filter((name) => name !== undefined);
    assert.deepEqual(told, ['Q', 'dead-letters', 'S', 'op']);
    const deadLetters = nodes.find((node) => node.$type === 'DeadLetters');
    assert(deadLetters !== undefined);
    assert.equal(NameProvider.getNameNode(deadLetters)?.text, 'dead-letters');
  });

  it('find what refers to a declaration in other files', async () => {
    const project = await new TestProject().open({
      'a.arch': 'system s { event A }',
      'b.arch': 'system s { service S { on A publishes A } }',
    });
    const [event] = AstUtils.streamAst(project.file('a.arch').parseResult.value).filter((node) => node.$type === 'Message');
    assert(event !== undefined);
    const found = project.services.references.References.findReferences(event, {}).toArray();
    assert.deepEqual(
      found.map(({ sourceUri }) => sourceUri.toString()),
      [uriOf('b.arch').toString(), uriOf('b.arch').toString()],
    );
  });

  it('offer the names that completion chooses from', async () => {
    const project = await new TestProject().open({ 'a.arch': 'event A service S { on A }' });
    const path = AstUtils.streamAst(project.file('a.arch').parseResult.value).find(isPath);
    assert(path !== undefined);
    const scope = project.services.references.ScopeProvider.getScope({ container: path, property: 'target', reference: path.target });
    assert.deepEqual(
      scope
        .getAllElements()
        .map(({ name }) => name)
        .toArray(),
      ['A', 'S'],
    );
    assert.deepEqual(
      scope
        .getElements('A')
        .map(({ type }) => type)
        .toArray(),
      ['Message'],
    );
    assert.equal(scope.getElements('B').count(), 0);
  });

  it('know the members of an element', async () => {
    const project = await new TestProject().open({ 'a.arch': 'service S { serves a keeps b in memory on c }' });
    const element = AstUtils.streamAst(project.file('a.arch').parseResult.value).find((node) => node.$type === 'Element');
    assert(element?.$type === 'Element');
    assert.deepEqual([...elementMembers(element as never).keys()], ['a', 'b']);
  });
});
