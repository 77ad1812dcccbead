/** Which elements, messages, operations, flows and groups only have another name. */
import assert from 'node:assert/strict';
import { renameChanges, renamesBetween } from '../../analysis/diff/renames.ts';
import { versionOf } from '../support/changes.ts';

async function renamed(before: string, after: string): Promise<readonly string[]> {
  const renames = renamesBetween(await versionOf(before), await versionOf(after));
  return renameChanges(renames).map(({ text }) => text);
}

const shop = `event Paid { key paymentId  critical  version 2 }
external Web { sends Paid to Ledger }
queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
service Books : aws.lambda { timeout 5s  on Paid from Ledger idempotent by paymentId { puts Rows } }
store Rows : aws.dynamodb { key paymentId }
service Report { every 1d { reads Rows } }
`;

const named = (text: string, names: Readonly<Record<string, string>>): string =>
  text.replace(/\b[A-Z]\w*\b/g, (word) => names[word] ?? word);

/** What a case shows, what changes in the shop, and what is said. */
const cases: readonly (readonly [what: string, after: string, said: readonly string[]])[] = [
  ['nothing where nothing changed', shop, []],
  ['a queue', named(shop, { Ledger: 'Payments' }), ['Renames the queue Ledger (aws.sqs) to Payments.']],
  ['a message', named(shop, { Paid: 'Charged' }), ['Renames the event Paid to Charged.']],
  [
    'all of them at once',
    named(shop, { Paid: 'Charged', Web: 'Site', Ledger: 'Payments', Books: 'Booking', Rows: 'Entries', Report: 'Summary' }),
    [
      'Renames the external Web to Site.',
      'Renames the queue Ledger (aws.sqs) to Payments.',
      'Renames the service Books (aws.lambda) to Booking.',
      'Renames the store Rows (aws.dynamodb) to Entries.',
      'Renames the service Report to Summary.',
      'Renames the event Paid to Charged.',
    ],
  ],
  [
    'one that changed a little as well',
    named(shop, { Ledger: 'Payments' }).replace('after 5 attempts', 'after 6 attempts'),
    ['Renames the queue Ledger (aws.sqs) to Payments.'],
  ],
  ['no queue that became a topic', named(shop, { Ledger: 'Payments' }).replace('queue Payments', 'topic Payments'), []],
  ['none of two that are alike', `${named(shop, { Report: 'Daily' })}service Nightly { every 1d { reads Rows } }\n`, []],
  [
    'none that does something else',
    named(shop, { Report: 'Cleaning' }).replace('every 1d { reads Rows }', 'every 1h { deletes Rows }'),
    [],
  ],
];

const desk = `group Front {
  service Till : aws.lambda {
    timeout 5s
    serves pay(Payment) in 2s idempotent by paymentId { puts Rows }
    serves refund(Payment) idempotent by paymentId { deletes Rows }
    serves list { reads Rows }
  }
  actor Guest { calls Till.pay with timeout 9s, key paymentId }
}
group Back { store Rows : aws.dynamodb { key paymentId }  service Report { every 1d { calls Till.list with timeout 9s } } }
command Payment { key paymentId }
flow Buy from Till.pay { within 3s  reads own writes }
flow See from Till.list { within 1s }
`;

/** The same for what stands in elements and around them. */
const further: readonly (readonly [what: string, after: string, said: readonly string[]])[] = [
  ['an operation', desk.replaceAll(/\bpay\b/g, 'charge'), ['Renames the operation pay of Till to charge.']],
  [
    'an operation of a service that has another name, too',
    desk.replaceAll('Till', 'Desk').replaceAll(/\bpay\b/g, 'charge'),
    ['Renames the service Till (aws.lambda) to Desk.', 'Renames the operation pay of Till to charge.'],
  ],
  [
    'two operations of one service',
    desk.replaceAll(/\bpay\b/g, 'charge').replaceAll(/\brefund\b/g, 'payBack'),
    ['Renames the operation pay of Till to charge.', 'Renames the operation refund of Till to payBack.'],
  ],
  ['a flow', desk.replace('flow Buy', 'flow Purchase'), ['Renames the flow Buy to Purchase.']],
  [
    'no flow that promises something else from elsewhere',
    desk.replace('flow See from Till.list { within 1s }', 'flow Look from Till.refund { available 99% }'),
    [],
  ],
  ['a group', desk.replace('group Front', 'group Shop'), ['Renames the group Front to Shop.']],
  [
    'a group, with all in it',
    desk.replaceAll('Front', 'Shop').replaceAll('Till', 'Desk').replaceAll('Guest', 'Client'),
    ['Renames the service Till (aws.lambda) to Desk.', 'Renames the actor Guest to Client.', 'Renames the group Front to Shop.'],
  ],
  [
    'no operation that went to another service',
    desk.replace('    serves list { reads Rows }\n', '').replace('every 1d', 'serves list { reads Rows }  every 1d'),
    [],
  ],
  [
    'no operation that does something else',
    desk.replace('serves list { reads Rows }', 'serves clear with timeout 1s { appends Rows }'),
    [],
  ],
];

describe('renames', () => {
  for (const [what, after, said] of further) {
    it(`recognises ${what}`, async () => assert.deepEqual(await renamed(desk, after), said));
  }

  for (const [what, after, said] of cases) {
    it(`recognises ${what}`, async () => assert.deepEqual(await renamed(shop, after), said));
  }

  it('recognises none of which next to nothing is said', async () => {
    assert.deepEqual(await renamed('queue A\nservice B', 'queue C\nservice D'), []);
    assert.deepEqual(await renamed('queue A { delay 1m  visibility 1m }', 'queue C { delay 1m  retention 1d }'), []);
    assert.deepEqual(await renamed('queue A { delay 1m }', 'queue C { delay 1m  retention 1d }'), []);
  });

  it('recognises one of which little is said, if all of it is the same', async () => {
    assert.deepEqual(await renamed('queue A { delay 1m }', 'queue C { delay 1m }'), ['Renames the queue A to C.']);
  });

  it('recognises one that says one thing more', async () => {
    assert.deepEqual(await renamed('queue A { delay 1m  visibility 1m }', 'queue C { delay 1m  visibility 1m  retention 1d }'), [
      'Renames the queue A to C.',
    ]);
  });

  it('sees through other names in the text, whatever they are written with', async () => {
    const before = 'store Ü_1-b\nservice A { timeout 1s  serves go { reads Ü_1-b by id } }';
    const after = before.replaceAll('Ü_1-b', 'Größe_2-c').replace('service A', 'service B');
    assert.deepEqual(await renamed(before, after), ['Renames the store Ü_1-b to Größe_2-c.', 'Renames the service A to B.']);
  });

  it('recognises none of two that were alike', async () => {
    assert.deepEqual(await renamed('queue A { delay 1m }\nqueue B { delay 1m }', 'queue C { delay 1m }'), []);
  });

  it('recognises the one of two that is more alike', async () => {
    const before =
      'queue A { delay 1m  size 1KB  visibility 1m  retention 1d }\nqueue B { delay 1m  size 1KB  visibility 1m  retention 2d }';
    assert.deepEqual(await renamed(before, 'queue C { delay 1m  size 1KB  visibility 1m  retention 2d }'), ['Renames the queue B to C.']);
    assert.deepEqual(await renamed('queue C { delay 1m  size 1KB  visibility 1m  retention 2d }', before), ['Renames the queue C to B.']);
  });

  it('recognises no event that became a command', async () => {
    assert.deepEqual(await renamed('event A { key id  owner "us" }', 'command B { key id  owner "us" }'), []);
  });

  it('minds neither blanks nor what else has another name', async () => {
    const before = 'store Rows\nservice A { timeout 1s  serves go { reads Rows  by id } }';
    assert.deepEqual(await renamed(before, 'store Rows\nservice B { timeout   1s  serves go { reads\tRows by   id } }'), [
      'Renames the service A to B.',
    ]);
    const both = before.replaceAll('Rows', 'Lines').replace('service A', 'service B');
    assert.deepEqual(await renamed(before, both), ['Renames the store Rows to Lines.', 'Renames the service A to B.']);
  });

  it('knows again who takes the dead letters of a queue that has another name, too', async () => {
    const before = `event Paid
      queue Ledger { delay 1m  dead-letters after 5 attempts }
      service Clerk { on Paid from Ledger.dead-letters { } }`;
    const after = before.replaceAll('Ledger', 'Payments').replace('Clerk', 'Keeper');
    assert.deepEqual(await renamed(before, after), ['Renames the queue Ledger to Payments.', 'Renames the service Clerk to Keeper.']);
  });

  it('is told of at the new name', async () => {
    const after = desk
      .replaceAll('Till', 'Desk')
      .replaceAll(/\bpay\b/g, 'charge')
      .replace('flow Buy', 'flow Purchase')
      .replace('Front', 'Shop')
      .replaceAll('Payment', 'Money');
    const told = renameChanges(renamesBetween(await versionOf(desk), await versionOf(after)));
    assert.deepEqual(
      told.map(({ kind, bearing, side, source: { offset, end } }) => `${kind} ${bearing} ${side} ${after.slice(offset, end)}`),
      ['Desk', 'Money', 'charge', 'Purchase', 'Shop'].map((name) => `renames other after ${name}`),
    );
  });
});

/**
 * What tells that two things of different names are one: a design in which it is called NAME, and has TRAIT, MORE and two other traits. Where MORE differs, three of five are
 * the same, which is just enough; where TRAIT does and there is no MORE, it is two of four, which is not.
 */
interface Telling {
  readonly name: string;
  readonly design: string;
  readonly trait: string;
  readonly other: string;
  /** What it is called in a report. */
  readonly called: string;
  readonly more: readonly [string, string];
}

type Rows = readonly (readonly [name: string, design: string, trait: string, other: string, more?: readonly [string, string]])[];

const telling = (called: string, usual: readonly [string, string], rows: Rows): readonly Telling[] =>
  rows.map(([name, design, trait, other, more = usual]) => ({ name: `${called}: ${name}`, design, trait, other, called, more }));

const owners = ['owner "us"', 'owner "them"'] as const;
const titles = ['"Us"', '"Them"'] as const;

const tellings: readonly Telling[] = [
  ...telling(
    'queue',
    ['retention 1d', 'retention 2d'],
    [
      ['its title', 'queue NAME TRAIT { delay 1m  visibility 1m  MORE }', '"Mail"', '"Post"'],
      ['its owner', 'queue NAME { delay 1m  visibility 1m  TRAIT  MORE }', 'owner "us"', 'owner "them"'],
      ['a statement', 'queue NAME { delay 1m  visibility 1m  TRAIT  MORE }', 'size 1KB', 'size 2KB'],
      [
        'its group',
        'TRAIT',
        'group A { queue NAME { delay 1m  visibility 1m  MORE } }\ngroup B',
        'group A\ngroup B { queue NAME { delay 1m  visibility 1m  MORE } }',
      ],
      [
        'who sends to it',
        'event E\nqueue NAME { delay 1m  visibility 1m  MORE }\nTRAIT',
        'external X { publishes E to NAME }\nexternal Y',
        'external X\nexternal Y { publishes E to NAME }',
      ],
      [
        'what it sends to',
        'event E\nqueue NAME { delay 1m  visibility 1m  MORE }\nexternal S { publishes E to NAME }\nTRAIT'.replace('  visibility 1m', ''),
        'queue X { subscribes to NAME }\nqueue Y',
        'queue X\nqueue Y { subscribes to NAME }',
      ],
    ],
  ),
  ...telling(
    'store',
    ['replicas 2', 'replicas 3'],
    [
      ['its product', 'store NAME : TRAIT { key id  ttl 1d  MORE }', 'aws.dynamodb', 'redis'],
      [
        'who uses it',
        'store NAME { key id  ttl 1d  MORE }\nTRAIT',
        'service X { reads NAME }\nservice Y',
        'service X\nservice Y { reads NAME }',
      ],
      ['what for', 'store NAME { key id  ttl 1d  MORE }\nservice X { TRAIT }', 'reads NAME', 'puts NAME'],
    ],
  ),
  ...telling(
    'service',
    ['concurrency 1', 'concurrency 2'],
    [
      ['an operation', 'service NAME { timeout 1s  instances 2  TRAIT  MORE }', 'serves go in 1s', 'serves go in 2s'],
      ['a schedule', 'service NAME { timeout 1s  instances 2  TRAIT  MORE }', 'every 1d { }', 'every 2d { }'],
      ['an effect', 'store R\nservice NAME { timeout 1s  serves go { TRAIT }  MORE }', 'reads R', 'puts R'],
      ['an effect that is in no operation', 'store R\nservice NAME { timeout 1s  instances 2  TRAIT  MORE }', 'reads R', 'puts R'],
      [
        'who calls it',
        'service NAME { timeout 1s  serves go  MORE }\nTRAIT',
        'actor X { calls NAME.go }\nactor Y',
        'actor X\nactor Y { calls NAME.go }',
      ],
      [
        'where its messages come from',
        'event E\nqueue A\nqueue B\nservice NAME { timeout 1s  on E { }  MORE }\nexternal X { TRAIT }',
        'publishes E to A',
        'publishes E to B',
      ],
    ],
  ),
  ...telling(
    'orchestrator',
    ['step D deletes R', 'step D appends R'],
    [
      [
        'a step',
        'store R\nservice S { serves a  serves b }\norchestrator NAME { step A calls S.a  step B calls S.b  TRAIT  MORE }',
        'step C reads R',
        'step C puts R',
      ],
    ],
  ),
  ...telling(
    'event',
    ['external X { publishes NAME to Q }', 'external X { publishes NAME to R }'],
    [
      ['its title', 'queue Q\nqueue R\nevent NAME TRAIT { owner "us" }\nMORE', '"Mail"', '"Post"'],
      ['its owner', 'queue Q\nqueue R\nevent NAME "Mail" { TRAIT }\nMORE', 'owner "us"', 'owner "them"'],
      ...(
        [
          ['its key', 'key id', 'key day'],
          ['its worth', 'critical', 'expendable'],
          ['its order', 'ordered by id', 'ordered by day'],
          ['that it has an order', 'ordered by id', 'ordered'],
          ['its version', 'version 1', 'version 2'],
          ['its schema', 'schema "a"', 'schema "b"'],
          ['its correlation', 'correlation id', 'correlation day'],
        ] as const
      ).map(([name, trait, other]) => [name, 'queue Q\nqueue R\nevent NAME "Mail" { owner "us"  TRAIT }\nMORE', trait, other] as const),
      [
        'where it goes',
        'queue Q\nqueue R\nevent NAME MORE { owner "us" }\nexternal X { TRAIT }',
        'publishes NAME to Q',
        'publishes NAME to R',
        titles,
      ],
      [
        'where it comes from',
        'queue Q\nevent NAME MORE { owner "us" }\nTRAIT',
        'external X { publishes NAME to Q }\nexternal Y',
        'external X\nexternal Y { publishes NAME to Q }',
        titles,
      ],
    ],
  ),
  ...telling(
    'operation',
    ['deletes R', 'appends R'],
    [
      ['how long it takes', 'store R\nservice S { serves NAME TRAIT { reads R  puts R  MORE } }', 'in 1s', 'in 2s'],
      ['what it does', 'store R\nservice S { serves NAME { reads R  TRAIT  MORE } }', 'puts R', 'inserts R'],
      [
        'who calls it',
        'store R\nservice S { serves NAME { reads R  MORE } }\nTRAIT',
        'actor X { calls S.NAME }\nactor Y',
        'actor X\nactor Y { calls S.NAME }',
      ],
    ],
  ),
  ...telling(
    'flow',
    ['within 1s', 'within 2s'],
    [
      ['its title', 'service S { serves go }\nflow NAME TRAIT from S.go { MORE }', '"Mail"', '"Post"'],
      ['its owner', 'service S { serves go }\nflow NAME from S.go { TRAIT  MORE }', 'owner "us"', 'owner "them"'],
      ['a promise', 'service S { serves go }\nflow NAME from S.go { TRAIT  MORE }', 'available 99%', 'available 98%'],
      ['where it begins', 'service S { serves go }\nservice T { serves go }\nflow NAME "Mail" from TRAIT { MORE }', 'S.go', 'T.go'],
      ['what it begins with', 'service S { serves go  serves run }\nflow NAME "Mail" from TRAIT { MORE }', 'S.go', 'S.run'],
      [
        'which message begins it',
        'event D\nevent E\nqueue Q\nservice S { on D from Q { }  on E from Q { } }\nflow NAME from TRAIT { MORE }',
        'D',
        'E',
      ],
    ],
  ),
  ...telling('group', owners, [
    ['its title', 'group NAME TRAIT { tags a, b  MORE }', '"Mail"', '"Post"'],
    ['its owner', 'group NAME MORE { tags a, b  TRAIT }', 'owner "us"', 'owner "them"', titles],
    ['a tag', 'group NAME { tags a, b, TRAIT  MORE }', 'c', 'd'],
    [
      'the group around it',
      'TRAIT',
      'group P { group NAME { tags a, b  MORE } }\ngroup Q',
      'group P\ngroup Q { group NAME { tags a, b  MORE } }',
    ],
    ['the kind of what it holds', 'group NAME { tags a, b  MORE  TRAIT }', 'queue X', 'topic X'],
    ['what it holds', 'TRAIT', 'group NAME { tags a, b  MORE  queue X }\nqueue Y', 'group NAME { tags a, b  MORE  queue Y }\nqueue X'],
    [
      'the groups that it holds',
      'TRAIT',
      'group NAME { tags a, b  MORE  group X }\ngroup Y',
      'group NAME { tags a, b  MORE  group Y }\ngroup X',
    ],
  ]),
];

describe('what tells that two are one', () => {
  for (const { name, design, trait, other, called, more } of tellings) {
    const written = (which: string, words: string, rest: string): string =>
      design.replaceAll('TRAIT', words).replaceAll('MORE', rest).replaceAll('NAME', which);
    it(name, async () => {
      const found = await renamed(written('Old', trait, more[0]), written('New', trait, more[1]));
      assert.equal(found.length, 1, found.join('\n'));
      assert.match(found[0] ?? '', new RegExp(`^Renames the ${called} Old( .*)? to New\\.$`));
      assert.deepEqual(await renamed(written('Old', trait, ''), written('New', other, '')), []);
    });
  }
});
