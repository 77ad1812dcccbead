/** Where order is kept and where it is lost on the way to those who need it. */
import assert from 'node:assert/strict';
import { analysisOf } from '../../analysis/analyses.ts';
import { type Disorder, groupOf, type OrderedDelivery, order, toleratesDisorder } from '../../analysis/passes/order.ts';
import type { Channel, Hop } from '../../language/model/design.ts';
import { designOf } from '../support/design.ts';

interface Row {
  readonly name: string;
  readonly text: string;
  /** Who must get what in order, and on which leg it is lost how: by what the channel groups, and who publishes it where several do. */
  readonly deliveries: readonly string[];
  /** The legs on which it is kept all the way to a consumer; not looked at where left out. */
  readonly kept?: readonly string[];
}

const declared = `
  event A { key id  ordered by site + page }
  event Whole { key id  ordered }
  event Free { key id }
  store Rows
`;

/** A channel between one who publishes and one who needs the order. */
const between = (channel: string, consumer = 'S { on A from C }', message = 'A'): string =>
  `service P { serves go { sends ${message} to C } }\n${channel}\nservice ${consumer}`;

/** A table whose changes go by one channel. */
const changes = (table: string, channel = ''): string =>
  `store Table { ${table}  publishes A to C }\nstream C { ordering per-key  ${channel} }\nservice S { on A from C }`;

/** What becomes of the order behind a channel that does or does not say how it groups. */
const grouped = (statements: string): string => between(`stream C { ordering per-key  ${statements} }`);

/** A consumer of a queue in total order. */
const inTurn = (service: string, options = ''): string => between('queue C { ordering total }', `S { ${service}  on A from C ${options} }`);

const rows: readonly Row[] = [
  { name: 'groups of what must be in order', text: grouped('grouped by site + page'), deliveries: ['A to S'], kept: ['C > S'] },
  { name: 'groups of a part of it, which are larger', text: grouped('grouped by page'), deliveries: ['A to S'] },
  {
    name: 'groups of more than that, which are smaller',
    text: grouped('grouped by site + page + part'),
    deliveries: ['A to S: other-key after C by site+page+part'],
    kept: [],
  },
  { name: 'groups of something else', text: grouped('grouped by owner'), deliveries: ['A to S: other-key after C by owner'] },
  { name: 'groups of something else, of which there is one', text: grouped('grouped by owner in 1 groups'), deliveries: ['A to S'] },
  {
    name: 'groups of something else, of which there are two',
    text: grouped('grouped by owner in 2 groups'),
    deliveries: ['A to S: other-key after C by owner'],
  },
  { name: 'groups that nobody names', text: grouped(''), deliveries: ['A to S: ungrouped after C'] },
  { name: 'one partition', text: grouped('partitions 1'), deliveries: ['A to S'] },
  { name: 'two partitions', text: grouped('partitions 2'), deliveries: ['A to S: ungrouped after C'] },
  {
    name: 'groups, where all of them must be in one order',
    text: between('stream C { ordering per-key  grouped by site }', 'S { on Whole from C }', 'Whole'),
    deliveries: ['Whole to S: other-key after C by site'],
  },
  {
    name: 'a channel that keeps no order',
    text: between('queue C { ordering none  grouped by site }'),
    deliveries: ['A to S: unordered after C'],
  },
  {
    name: 'a channel of which nobody says whether it keeps it',
    text: between('queue C { grouped by site }'),
    deliveries: ['A to S: unknown after C'],
  },
  { name: 'all in one order, and nobody who takes turns', text: inTurn(''), deliveries: ['A to S'] },
  {
    name: 'all in one order, and one instance, one at a time',
    text: inTurn('instances 1  concurrency 1', 'with concurrency 1'),
    deliveries: ['A to S'],
  },
  { name: 'all in one order, and instances that take turns', text: inTurn('instances 2'), deliveries: ['A to S: competing after C'] },
  {
    name: 'all in one order, and instances that may come to be two',
    text: inTurn('instances 1..2'),
    deliveries: ['A to S: competing after C'],
  },
  { name: 'all in one order, and two runs at a time', text: inTurn('', 'with concurrency 2'), deliveries: ['A to S: competing after C'] },
  {
    name: 'all in one order, and two runs at a time of all that the service does',
    text: inTurn('concurrency 2'),
    deliveries: ['A to S: competing after C'],
  },
  {
    name: 'all in one order from channel to channel, where nobody takes turns',
    text: `service P { instances 3  serves go { publishes A to T } }
      topic T { ordering total }
      queue C { ordering total  subscribes to T }
      service S { on A from C }`,
    deliveries: ['A to S'],
    kept: ['C > S', 'T > C'],
  },
  {
    name: 'what is lost on the first leg stays lost, and is told of that leg',
    text: `service P { serves go { publishes A to T } }
      topic T { ordering none }
      topic U { ordering per-key  grouped by owner  subscribes to T }
      queue C { ordering per-key  grouped by site  subscribes to U }
      service S { on A from C }`,
    deliveries: ['A to S: unordered after T'],
    kept: [],
  },
  {
    name: 'what is lost on the second leg',
    text: `service P { serves go { publishes A to T } }
      topic T { ordering per-key  grouped by site }
      topic U { ordering per-key  grouped by owner  subscribes to T }
      queue C { ordering per-key  grouped by site  subscribes to U }
      service S { on A from C }`,
    deliveries: ['A to S: other-key after U by owner'],
  },
  {
    name: 'of two ways the one that keeps it, and the leg that both share',
    text: `service P { serves go { publishes A to T } }
      topic T { ordering per-key  grouped by site }
      queue C { ordering per-key  subscribes to T for A }
      queue D { ordering none  subscribes to T for A }
      service S { on A from C }
      service R { on A from D }`,
    deliveries: ['A to S', 'A to R: unordered after D'],
    kept: ['C > S', 'T > C'],
  },
  {
    name: 'two ways into one queue, of which one has lost it',
    text: `service P { serves go { publishes A to T  publishes A to U } }
      topic T { ordering per-key  grouped by site }
      topic U { ordering none }
      queue C { ordering per-key  grouped by site  subscribes to T  subscribes to U }
      service S { on A from C }`,
    deliveries: ['A to S: unordered after U'],
  },
  {
    name: 'channels that hand it on to each other',
    text: `service P { serves go { publishes A to T } }
      topic T { ordering per-key  grouped by site  subscribes to U }
      topic U { ordering per-key  grouped by site  subscribes to T }
      queue C { ordering per-key  grouped by site  subscribes to U }
      service S { on A from C }`,
    deliveries: ['A to S'],
    kept: ['C > S', 'T > U', 'U > C', 'U > T'],
  },
  {
    name: 'channels that hand it on to each other, and two who publish there',
    text: `topic T { ordering per-key  grouped by site  subscribes to U }
      topic U { ordering per-key  grouped by site  subscribes to T }
      queue C { ordering per-key  grouped by site  subscribes to T }
      queue D { ordering per-key  grouped by site  subscribes to U }
      service P { serves go { publishes A to T } }
      service Q { serves go { publishes A to U } }
      service S { on A from C }
      service R { on A from D }`,
    deliveries: ['A to S: producers after C of P, Q', 'A to R: producers after D of P, Q'],
  },
  {
    name: 'channels that hand it on to each other, from the one where it is published on',
    text: `topic T { ordering none  subscribes to U }
      topic U { ordering per-key  grouped by owner  subscribes to T }
      queue C { ordering per-key  grouped by site  subscribes to T }
      service P { serves go { publishes A to U } }
      service S { on A from C }`,
    deliveries: ['A to S: other-key after U by owner'],
  },
  {
    name: 'channels that hand it on to each other, from the one where it is published on, the other way round',
    text: `topic T { ordering none  subscribes to U }
      topic U { ordering per-key  grouped by owner  subscribes to T }
      queue C { ordering per-key  grouped by site  subscribes to U }
      service P { serves go { publishes A to T } }
      service S { on A from C }`,
    deliveries: ['A to S: unordered after T'],
  },
  {
    name: 'what is lost before it comes to where it is published as well',
    text: `topic U { ordering per-key  grouped by owner  subscribes to T }
      topic T { ordering none }
      queue C { ordering per-key  grouped by site  subscribes to U }
      service P { serves go { publishes A to U  publishes A to T } }
      service S { on A from C }`,
    deliveries: ['A to S: unordered after T'],
  },
  {
    name: 'legs by which another message alone comes',
    text: `service P { serves go { publishes A to T  publishes Free to U } }
      topic T { ordering per-key  grouped by site }
      topic U { ordering none }
      queue C { ordering per-key  grouped by site  subscribes to T for A  subscribes to U for Free }
      service S { on A from C }`,
    deliveries: ['A to S'],
    kept: ['C > S', 'T > C'],
  },
  {
    name: 'two who publish it, whose order nothing knows',
    text: `${grouped('grouped by site')}\nservice Q { serves go { sends A to C } }`,
    deliveries: ['A to S: producers after C of P, Q'],
    kept: [],
  },
  {
    name: 'two who publish it, and a channel that keeps no order either',
    text: `${between('queue C { ordering none }')}\nservice Q { serves go { sends A to C } }`,
    deliveries: ['A to S: unordered after C of P, Q'],
  },
  {
    name: 'two operations of one service that publish it',
    text: `service P { serves go { sends A to C }  serves also { sends A to C } }
      stream C { ordering per-key  grouped by site }
      service S { on A from C }`,
    deliveries: ['A to S'],
  },
  {
    name: 'two who publish it, each to a topic of its own',
    text: `service P { serves go { publishes A to T } }
      service Q { serves go { publishes A to U } }
      topic T { ordering per-key  grouped by site }
      topic U { ordering per-key  grouped by site }
      topic V { ordering per-key  grouped by site  subscribes to U }
      queue C { ordering per-key  grouped by site  subscribes to T  subscribes to V }
      service S { on A from C }
      service R { on A from V }`,
    deliveries: ['A to S: producers after C of P, Q', 'A to R'],
    kept: ['U > V', 'V > R'],
  },
  {
    name: 'one who takes it and passes it on, which is no second source',
    text: `${grouped('grouped by site')}
      queue D { ordering per-key  grouped by site }
      service Relay { on A from C { sends A to D } }
      service Q { serves go { sends A to D } }
      service R { on A from D }`,
    deliveries: ['A to S', 'A to Relay', 'A to R'],
  },
  {
    name: 'one who takes another message and publishes this one',
    text: `${grouped('grouped by site')}
      queue D { ordering none }
      service Q { on Free from D { sends A to C } }`,
    deliveries: ['A to S: producers after C of P, Q'],
  },
  {
    name: 'dead letters, which nobody expects in order, and where they meet others',
    text: `service P { serves go { sends A to C  sends A to Both } }
      queue C { ordering per-key  grouped by site  dead-letters to Parked after 3 attempts }
      queue D { ordering per-key  grouped by site  dead-letters to Both after 3 attempts }
      queue Parked { ordering none }
      queue Both { ordering none }
      service S { on A from C  on A from Parked  on A from Both }
      service R { on A from D }`,
    deliveries: ['A to S', 'A to S: unordered after Both', 'A to R'],
  },
  {
    name: 'dead letters of a channel without order, where others are published',
    text: `service P { serves go { sends A to C  sends A to Both } }
      queue C { ordering none  dead-letters to Both after 3 attempts }
      queue Both { ordering per-key  grouped by site }
      service S { on A from Both }
      service R { on A from C }`,
    deliveries: ['A to S', 'A to R: unordered after C'],
    kept: ['Both > S'],
  },
  {
    name: 'dead letters that a service takes',
    text: `service P { serves go { sends A to C } }
      queue C { ordering per-key  grouped by site  dead-letters to Desk after 3 attempts }
      service S { on A from C }
      service Desk { on A }`,
    deliveries: ['A to S'],
  },
  {
    name: 'dead letters where others are handed on to',
    text: `service P { serves go { sends A to C  publishes A to T } }
      topic T { ordering none }
      queue C { ordering per-key  grouped by site  dead-letters to Both after 3 attempts }
      queue Both { ordering none  subscribes to T for A }
      service S { on A from Both }
      service R { on A from C }`,
    deliveries: ['A to S: unordered after T', 'A to R'],
  },
  {
    name: 'what is handed over with no channel between',
    text: 'service P { serves go { sends A to S } }\nservice S { on A }',
    deliveries: ['A to S: unknown'],
    kept: [],
  },
  {
    name: 'what nobody needs in order: a message, a person, a workflow, one who compares versions, one who does not mind',
    text: `service P { serves go { publishes A to C  publishes Free to C } }
      topic C { ordering none }
      service R { on Free from C { puts Rows } }
      actor Buyer { on A from C }
      orchestrator W { subscribes to C for A  step Put puts Rows }
      service Versions { on A from C { puts Rows if newer } }
      service Careless { on A from C with ordering none { puts Rows } }`,
    deliveries: [],
  },
  {
    name: 'a join and a system of others',
    text: `service P { serves go { publishes A to C  publishes Free to C } }
      topic C { ordering none }
      service S { on all of A, Free using Rows from C { puts Rows } }
      external Partner { on A from C }`,
    deliveries: ['A to S: unordered after C', 'A to Partner: unordered after C'],
  },
  { name: 'changes by the key of their table', text: changes('key site'), deliveries: ['A to S'] },
  { name: 'changes by the partitions of their table', text: changes('key owner + part  grouped by site'), deliveries: ['A to S'] },
  {
    name: 'changes by partitions that are others, of rows whose key has what must be in order',
    text: changes('key owner + page  grouped by owner'),
    deliveries: ['A to S: other-key after C by owner'],
  },
  {
    name: 'changes of single rows, told apart by what must be in order',
    text: changes('key owner + page'),
    deliveries: ['A to S'],
  },
  {
    name: 'changes of rows told apart by something else',
    text: changes('key owner + part'),
    deliveries: ['A to S: other-key after C by owner'],
  },
  { name: 'changes of a table without a key', text: changes(''), deliveries: ['A to S: ungrouped after C'] },
  {
    name: 'changes by a channel that says itself how it groups',
    text: changes('key owner + page', 'grouped by owner'),
    deliveries: ['A to S: other-key after C by owner'],
  },
  {
    name: 'changes, and what a service puts into the same channel',
    text: `${changes('key owner + page')}\nservice P { on A from C { sends A to C } }`,
    deliveries: ['A to S: ungrouped after C', 'A to P: ungrouped after C'],
  },
  {
    name: 'changes of rows that must all be in one order',
    text: 'store Table { key owner + page  publishes Whole to C }\nstream C { ordering per-key }\nservice S { on Whole from C }',
    deliveries: ['Whole to S: other-key after C by owner'],
  },
  {
    name: 'changes of single rows, and of rows told apart by something else',
    text: `${changes('key owner + page')}\nstore Table2 { key owner + part  publishes A to C }`,
    deliveries: ['A to S: other-key after C by owner of Table, Table2'],
  },
  {
    name: 'changes of single rows, and what comes from another channel',
    text: `${changes('key owner + page', 'subscribes to T')}\ntopic T { ordering per-key  grouped by owner in 1 groups }\nservice P { serves go { publishes A to T } }`,
    deliveries: ['A to S: other-key after C by owner of P, Table'],
  },
  {
    name: 'changes of single rows, where dead letters come as well',
    text: `${changes('key owner + page')}\nqueue D { ordering none  dead-letters to C after 3 attempts }\nservice R { on A from D }`,
    deliveries: ['A to S', 'A to R: unordered after D'],
  },
];

function said({ message, consumer, disorder }: OrderedDelivery): string {
  return `${message.name} to ${consumer.element.name}${disorder ? `: ${lost(disorder)}` : ''}`;
}

function lost({ kind, channel, group, producers }: Disorder): string {
  const by = group ? ` by ${group.join('+')}` : '';
  const names = producers?.map(({ element }) => element.name) ?? [];
  const of = names.length > 0 ? ` of ${names.sort().join(', ')}` : '';
  return `${kind}${channel ? ` after ${channel.name}` : ''}${by}${of}`;
}

function leg({ from, to }: Hop): string {
  const [one, other] = [from, to].map((place) => (place.kind === 'channel' ? place.channel.name : place.activity.element.name));
  return `${one} > ${other}`;
}

describe('the order of messages', () => {
  for (const { name, text, deliveries, kept } of rows)
    it(name, async () => {
      const design = await designOf(`${declared}${text}\n`);
      assert.deepEqual(
        design.problems.map(({ message }) => message),
        [],
      );
      const found = analysisOf(design, order);
      assert.deepEqual(found.deliveries.map(said), deliveries);
      if (!kept) return;
      const legs = design.hops.filter(({ id }) => found.keptOn.has(id)).map(leg);
      assert.deepEqual(legs.sort(), kept);
    });

  it('is told for each leg of all consumers for whom it is kept there', async () => {
    const design = await designOf(`${declared}
      service P { serves go { publishes A to T } }
      topic T { ordering per-key  grouped by site }
      queue C { ordering per-key  grouped by site  subscribes to T }
      service R { on A from T }
      service S { on A from C }
      service U { on A from C }
    `);
    const { keptOn } = analysisOf(design, order);
    const byLeg = design.hops
      .filter(({ kind }) => kind !== 'publish')
      .map((hop) => `${leg(hop)}: ${(keptOn.get(hop.id) ?? []).map(({ consumer }) => consumer.element.name).join(', ')}`);
    assert.deepEqual(byLeg.sort(), ['C > S: S', 'C > U: U', 'T > C: S, U', 'T > R: R']);
  });
});

describe('disorder is borne by', () => {
  for (const [text, bears] of [
    ['{ puts Rows }', false],
    ['{ puts Rows if newer }', true],
    ['{ puts Rows if unchanged }', false],
    ['{ puts Rows if newer  deletes Rows }', false],
    ['{ reads Rows  puts Rows if newer }', true],
    ['{ reads Rows }', false],
    ['{}', false],
    ['', false],
    ['with ordering none { puts Rows }', true],
    ['with ordering per-key { puts Rows }', false],
  ] as const)
    it(`${text || 'one of whom nobody says what it does'}: ${bears ? 'yes' : 'no'}`, async () => {
      const { activities } = await designOf(`${declared}stream C\nservice S { on A from C ${text} }\n`);
      const [handler = assert.fail('no handler')] = activities.filter(({ kind }) => kind === 'handler');
      assert.equal(toleratesDisorder(handler), bears);
    });
});

describe('a channel groups by', () => {
  for (const [name, text, group] of [
    ['what it says', 'topic C { grouped by site + page }', 'site+page'],
    ['what it says before what comes in', 'topic T { grouped by owner }\ntopic C { grouped by site  subscribes to T }', 'site'],
    ['what the channel before groups by', 'topic T { grouped by owner }\ntopic C { subscribes to T }', 'owner'],
    [
      'what the channel before that groups by',
      'topic T { grouped by owner }\ntopic U { subscribes to T }\ntopic C { subscribes to U }',
      'owner',
    ],
    [
      'what both channels before group by',
      'topic T { grouped by owner }\ntopic U { grouped by owner }\ntopic C { subscribes to T  subscribes to U }',
      'owner',
    ],
    [
      'what the channel before groups by, whatever dead letters come in',
      'topic T { grouped by owner }\ntopic C { subscribes to T }\nqueue D { grouped by site  dead-letters to C after 3 attempts }\nservice S { on A from D }',
      'owner',
    ],
    [
      'nothing, where they differ',
      'topic T { grouped by owner }\ntopic U { grouped by site }\ntopic C { subscribes to T  subscribes to U }',
      undefined,
    ],
    [
      'nothing, where one of them does not',
      'topic T { grouped by owner }\ntopic U\ntopic C { subscribes to T  subscribes to U }',
      undefined,
    ],
    [
      'nothing, where the first of them does not',
      'topic T\ntopic U { grouped by owner }\ntopic C { subscribes to T  subscribes to U }',
      undefined,
    ],
    ['nothing, where channels only hand on to each other', 'topic T { subscribes to C }\ntopic C { subscribes to T }', undefined],
    ['nothing, where nothing comes in', 'topic C', undefined],
    ['nothing, where a service publishes', 'topic C\nservice S { serves go { publishes A to C } }', undefined],
    ['what its table is parted by', 'topic C\nstore Table { key site + page  publishes A to C }', 'site'],
    ['what its table says that it is parted by', 'topic C\nstore Table { key site + page  grouped by owner  publishes A to C }', 'owner'],
    ['nothing, where its table has no key', 'topic C\nstore Table { publishes A to C }', undefined],
  ] as const)
    it(name, async () => {
      // Channels hand on what somebody publishes.
      const published = text.includes('topic T') ? 'actor X { publishes A to T }' : '';
      const design = await designOf(`${declared}${text}\n${published}\n`);
      const channel = design.elements.find((element): element is Channel => element.name === 'C');
      assert.equal(groupOf(design, channel ?? assert.fail('no channel'))?.join('+'), group);
    });
});
