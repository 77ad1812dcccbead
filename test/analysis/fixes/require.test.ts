/** The requirement that a finding shows to be broken: its words, and where it is put. That a run breaks it is held by `test/explorer/require-fix.test.ts`. */
import assert from 'node:assert/strict';
import { requireFix } from '../../../analysis/fixes/require.ts';
import { designOf, lint, type Texts } from '../../support/design.ts';
import { assertOffers, type Changes } from '../../support/fixes.ts';

interface Row {
  readonly name: string;
  readonly rule: string;
  readonly text: Texts;
  /** What is demanded of each finding of the rule, in their order. */
  readonly demands: readonly (string | undefined)[];
}

const paid = 'event Paid { key id  critical }\nexternal Shop { sends Paid to Ledger }';
const books = 'service Books { on Paid from Ledger { puts Rows } }\nstore Rows';

const words: readonly Row[] = [
  {
    name: 'counts what is added, once a message',
    rule: 'non-idempotent-consumer',
    text: `${paid}\nqueue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
service Books { on Paid from Ledger { puts Rows  increments Sums } }\nstore Rows\nstore Sums`,
    demands: ['Sums at most once per Paid'],
  },
  {
    name: 'counts an operation of another system by its name',
    rule: 'non-idempotent-consumer',
    text: `${paid}\nqueue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
service Books : aws.lambda { timeout 5s  on Paid from Ledger { calls Bank.charge with timeout 1s } }\nexternal Bank { serves charge critical }`,
    demands: ['Bank.charge at most once per Paid'],
  },
  {
    name: 'counts all of an external that names no operation',
    rule: 'non-idempotent-consumer',
    text: `${paid}\nqueue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
service Books : aws.lambda { timeout 5s  on Paid from Ledger { calls Bank with timeout 1s } }\nexternal Bank`,
    demands: ['Bank at most once per Paid'],
  },
  {
    name: 'counts what a called operation adds',
    rule: 'non-idempotent-consumer',
    text: `${paid}\nqueue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
service Books : aws.lambda { timeout 5s  on Paid from Ledger { calls Sales.add with timeout 1s } }
service Sales { serves add { increments Sums } }\nstore Sums`,
    demands: ['Sums at most once per Paid'],
  },
  {
    name: 'counts what is certainly added before what may be',
    rule: 'non-idempotent-consumer',
    text: `${paid}\nqueue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
service Books { on Paid from Ledger { writes Rows  increments Sums } }\nstore Rows\nstore Sums`,
    demands: ['Sums at most once per Paid'],
  },
  {
    name: 'names the first of several messages',
    rule: 'non-idempotent-consumer',
    text: `event Refunded { key id }\n${paid}\nexternal Desk { sends Refunded to Ledger }\nqueue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
service Books { on Paid, Refunded from Ledger { increments Sums } }\nstore Sums`,
    demands: ['Sums at most once per Paid'],
  },
  {
    name: 'finds the handler by what it says of repeats',
    rule: 'non-atomic-dedup',
    text: `${paid}\nqueue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
service Books { on Paid from Ledger idempotent by id using Seen { increments Sums } }\nstore Sums\nstore Seen`,
    demands: ['Sums at most once per Paid'],
  },
  {
    name: 'counts a retried call once an operation',
    rule: 'retry-without-idempotency',
    text: `service Shop : aws.lambda { timeout 9s  serves pay { calls Bank.charge with timeout 1s, 2 retries exponential jitter } }
external Bank { serves charge critical }`,
    demands: ['Bank.charge at most once per Shop.pay'],
  },
  {
    name: 'counts a retried call once a message',
    rule: 'retry-without-idempotency',
    text: `${paid}\nqueue Ledger : aws.sqs { dead-letters after 5 attempts  alarm  visibility 5m }
service Books : aws.lambda { timeout 9s  on Paid from Ledger { calls Bank.charge with timeout 1s, 2 retries exponential jitter } }
external Bank { serves charge critical }`,
    demands: ['Bank.charge at most once per Paid'],
  },
  {
    name: 'counts a retried step once a run',
    rule: 'retry-without-idempotency',
    text: `actor Clerk { starts Pay with key id }
orchestrator Pay : aws.stepfunctions { alarm  step Charge calls Bank.charge with timeout 5s, 2 retries exponential jitter }
external Bank { serves charge critical }`,
    demands: ['Bank.charge at most once per Pay'],
  },
  {
    name: 'asks for the message without dead letters',
    rule: 'missing-dead-letter-queue',
    text: `${paid}\nqueue Ledger : aws.sqs\n${books}`,
    demands: ['Paid never lost'],
  },
  {
    name: 'asks for the critical one of several messages',
    rule: 'missing-dead-letter-queue',
    text: `event Noted { key id }\nevent Seen { key id  expendable }\n${paid}\nexternal Desk { sends Noted to Ledger  sends Seen to Ledger }
queue Ledger : aws.sqs\nservice Books { on Seen, Noted, Paid from Ledger { puts Rows } }\nstore Rows`,
    demands: ['Paid never lost'],
  },
  {
    name: 'asks for the message of a subscription without dead letters',
    rule: 'missing-dead-letter-queue',
    text: `event Paid { key id  critical }\nexternal Shop { publishes Paid to Sales }\ntopic Sales : aws.sns
queue Ledger : aws.sqs { subscribes to Sales for Paid  dead-letters after 5 attempts  alarm }\n${books}`,
    demands: ['Paid never lost'],
  },
  {
    name: 'asks for the message of each queue without dead letters',
    rule: 'missing-dead-letter-queue',
    text: `event Paid { key id  critical }\nevent Sent { key id  critical }\nexternal Shop { sends Paid to Ledger  sends Sent to Ways }
queue Ledger : aws.sqs\nqueue Ways : aws.sqs
service Books { on Paid from Ledger { puts Rows } }\nservice Maps { on Sent from Ways { puts Rows } }\nstore Rows`,
    demands: ['Paid never lost', 'Sent never lost'],
  },
  {
    name: 'asks for the message whose failures are dropped',
    rule: 'missing-dead-letter-queue',
    text: `${paid}\nqueue Ledger : aws.sqs { drops after 3 attempts }\n${books}`,
    demands: ['Paid never lost'],
  },
  {
    name: 'asks for what is parked where nobody looks',
    rule: 'unattended-dead-letter-queue',
    text: `${paid}\nqueue Ledger : aws.sqs { dead-letters to Failed after 5 attempts }\nqueue Failed : aws.sqs { retention 14d }\n${books}`,
    demands: ['Paid never lost'],
  },
  {
    name: 'asks for what is parked in a queue of its own where nobody looks',
    rule: 'unattended-dead-letter-queue',
    text: `${paid}\nqueue Ledger : aws.sqs { dead-letters after 5 attempts }\n${books}`,
    demands: ['Paid never lost'],
  },
  {
    name: 'asks for what a place that catches nothing should have parked',
    rule: 'misplaced-dead-letter-queue',
    text: `${paid}\nqueue Ledger : aws.sqs { alarm }\nqueue Failed : aws.sqs { retention 14d  alarm }
service Books : aws.lambda { timeout 5s  on Paid from Ledger with dead-letters to Failed after 5 attempts { puts Rows } }\nstore Rows`,
    demands: ['Paid never lost'],
  },
  {
    name: 'asks for the message that a lossy hop carries',
    rule: 'lossy-hop-on-critical-path',
    text: `${paid}\nqueue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
service Books { on Paid from Ledger with acknowledges first { puts Rows } }\nstore Rows`,
    demands: ['Paid never lost'],
  },
  {
    name: 'asks for the order at the consumer that loses it',
    rule: 'ordering-lost',
    text: `event Moved { key id  ordered by id }\nexternal Car { sends Moved to Tracks }
queue Tracks : aws.sqs { dead-letters after 5 attempts  alarm }\nservice Map { on Moved from Tracks { puts Places } }\nstore Places`,
    demands: ['Moved in order at Map'],
  },
  {
    name: 'asks for the order behind a channel that does not say what it groups by',
    rule: 'missing-ordering-key',
    text: `event Moved { key id  ordered by id }\nexternal Car { sends Moved to Tracks }
queue Tracks : aws.sqs.fifo { dead-letters group after 5 attempts  alarm }\nservice Map { on Moved from Tracks { puts Places } }\nstore Places`,
    demands: ['Moved in order at Map'],
  },
  {
    name: 'asks for the order behind a channel that groups by something else',
    rule: 'missing-ordering-key',
    text: `event Moved { key id  ordered by car }\nexternal Car { sends Moved to Tracks }
queue Tracks : aws.sqs.fifo { grouped by id  dead-letters group after 5 attempts  alarm }\nservice Map { on Moved from Tracks { puts Places } }\nstore Places`,
    demands: ['Moved in order at Map'],
  },
  {
    name: 'asks for the order that dead letters break',
    rule: 'dead-letter-breaks-ordering',
    text: `event Moved { key id  ordered by id }\nexternal Car { sends Moved to Tracks }
queue Tracks : aws.sqs.fifo { grouped by id  dead-letters after 5 attempts  alarm }\nservice Map { on Moved from Tracks { puts Places } }\nstore Places`,
    demands: ['Moved in order at Map'],
  },
  {
    name: 'joins what an operation writes',
    rule: 'dual-write-without-outbox',
    text: `event Paid { key id }\ntopic Sales : aws.sns\nservice Shop { serves pay idempotent by id { puts Rows  publishes Paid to Sales } }\nstore Rows`,
    demands: ['Shop.pay all or nothing'],
  },
  {
    name: 'joins what a schedule writes, by its service',
    rule: 'dual-write-without-outbox',
    text: `event Paid { key id }\ntopic Sales : aws.sns\nservice Shop { every 5m { puts Rows  publishes Paid to Sales } }\nstore Rows`,
    demands: ['Shop all or nothing'],
  },
  {
    name: 'joins the steps of a workflow',
    rule: 'missing-compensation',
    text: `actor Clerk { starts Pay with key id }
orchestrator Pay : aws.stepfunctions { alarm  step Reserve calls Stock.reserve with timeout 5s  step Charge calls Bank.charge with timeout 5s }
service Stock { serves reserve idempotent by id { puts Rows } }\nstore Rows\nexternal Bank { serves charge critical idempotent by id }`,
    demands: ['Pay all or nothing', 'Pay all or nothing'],
  },
  {
    name: 'keeps the state of a function',
    rule: 'durable-state-on-ephemeral-storage',
    text: 'service Cart : aws.lambda { keeps Basket in memory }',
    demands: ['Cart.Basket survives instance loss'],
  },
  {
    name: 'keeps the state in a cache that may be lost, under the name of its service',
    rule: 'durable-state-on-ephemeral-storage',
    text: 'service Cart { keeps Basket in Baskets }\ncache Baskets : memcached { ttl 1h }',
    demands: ['Cart.Basket survives instance loss'],
  },
  {
    name: 'keeps the state behind sticky sessions',
    rule: 'sticky-sessions',
    text: 'balancer Front { sticky sessions for 1h  routes "/" to Cart }\nservice Cart { instances 2..9  keeps Basket in memory }',
    demands: ['Cart.Basket survives instance loss'],
  },
  {
    name: 'keeps the state of any instance',
    rule: 'stateful-without-affinity',
    text: 'balancer Front { routes "/" to Cart }\nservice Cart { instances 2..9  keeps Basket in memory }',
    demands: ['Cart.Basket survives instance loss'],
  },
  {
    name: 'keeps the part of the state that each instance has',
    rule: 'local-state-on-scaled-service',
    text: 'service Cart { instances 2..9  keeps Sums in memory }',
    demands: ['Cart.Sums survives instance loss'],
  },
  {
    name: 'counts a retried call of an operation that takes a message once an operation',
    rule: 'retry-without-idempotency',
    text: `command Pay { key id }\nservice Shop : aws.lambda { timeout 9s  serves pay(Pay) { calls Bank.charge with timeout 1s, 2 retries exponential jitter } }
external Bank { serves charge critical }`,
    demands: ['Bank.charge at most once per Shop.pay'],
  },
  {
    name: 'asks for each of the messages that are parked where nobody looks',
    rule: 'unattended-dead-letter-queue',
    text: `event Paid { key id  critical }\nevent Sent { key id  critical }\nexternal Shop { sends Paid to Ledger  sends Sent to Ways }
queue Ledger : aws.sqs { dead-letters after 5 attempts }\nqueue Ways : aws.sqs { dead-letters after 5 attempts }
service Books { on Paid from Ledger { puts Rows } }\nservice Maps { on Sent from Ways { puts Rows } }\nstore Rows`,
    demands: ['Paid never lost', 'Sent never lost'],
  },
  {
    name: 'asks for each of the orders that dead letters break',
    rule: 'dead-letter-breaks-ordering',
    text: `event Moved { key id  ordered by id }\nevent Parked { key id  ordered by id }\nexternal Car { sends Moved to Tracks  sends Parked to Spots }
queue Tracks : aws.sqs.fifo { grouped by id  dead-letters after 5 attempts  alarm }\nqueue Spots : aws.sqs.fifo { grouped by id  dead-letters after 5 attempts  alarm }
service Map { on Moved from Tracks { puts Places } }\nservice Sign { on Parked from Spots { puts Places } }\nstore Places`,
    demands: ['Moved in order at Map', 'Parked in order at Sign'],
  },
  {
    name: 'asks for the order that is lost, not for one that is kept',
    rule: 'ordering-lost',
    text: `event Parked { key id  ordered by id }\nevent Moved { key id  ordered by id }\nexternal Car { sends Parked to Spots  sends Moved to Tracks }
queue Spots : aws.sqs.fifo { grouped by id  dead-letters group after 5 attempts  alarm }\nqueue Tracks : aws.sqs { dead-letters after 5 attempts  alarm }
service Sign { on Parked from Spots { puts Places } }\nservice Map { on Moved from Tracks { puts Places } }\nstore Places`,
    demands: ['Moved in order at Map'],
  },
  {
    name: 'asks of each of two files of one shape what it is about',
    rule: 'missing-dead-letter-queue',
    text: {
      'a.arch': `${paid}\nqueue Ledger : aws.sqs\n${books}`,
      'b.arch': `${paid}\nqueue Ledger : aws.sqs\n${books}`.replaceAll('Paid', 'Sent'),
    },
    demands: ['Paid never lost', 'Sent never lost'],
  },
  {
    name: 'asks nothing where no run breaks a promise',
    rule: 'call-without-timeout',
    text: 'service Shop { serves pay { calls Bank.charge } }\nexternal Bank { serves charge idempotent by id }',
    demands: [undefined],
  },
  {
    name: 'names what is in another system by its system',
    rule: 'missing-dead-letter-queue',
    text: `system shop { event Paid { key id  critical }  external Till { sends Paid to books.Ledger } }
system books { queue Ledger : aws.sqs  service Books { on shop.Paid from Ledger { puts Rows } }  store Rows }`,
    demands: ['shop.Paid never lost'],
  },
  {
    name: 'asks once, however it is written',
    rule: 'missing-dead-letter-queue',
    text: `${paid}\nqueue Ledger : aws.sqs\n${books}\nrequire   Paid\n  never lost`,
    demands: [undefined],
  },
  {
    name: 'asks where another system has a message of the same name',
    rule: 'missing-dead-letter-queue',
    text: `system one { event Paid { key id }  external Shop { publishes Paid to Sales }  topic Sales  require Paid never lost }
system two {\n  ${paid.replaceAll('\n', '\n  ')}\n  queue Ledger : aws.sqs\n  ${books.replaceAll('\n', '\n  ')}\n}`,
    demands: ['Paid never lost'],
  },
  {
    name: 'asks where something else is demanded',
    rule: 'missing-dead-letter-queue',
    text: `${paid}\nqueue Ledger : aws.sqs\n${books}\nrequire Rows at most once per Paid`,
    demands: ['Paid never lost'],
  },
];

/** A queue without dead letters, in a text that ends with these words. */
const ending = (end: string): string => `${paid}\nqueue Ledger : aws.sqs\nservice Books { on Paid from Ledger { puts Rows } }${end}`;

const places: readonly { readonly name: string; readonly text: Texts; readonly becomes: Changes }[] = [
  {
    name: 'at the end of the file',
    text: ending('\nstore Rows\n'),
    becomes: { 'store Rows\n': 'store Rows\n\nrequire Paid never lost\n' },
  },
  {
    name: 'at the end of a file whose last line is not ended',
    text: ending('\nstore Rows'),
    becomes: { 'store Rows': 'store Rows\n\nrequire Paid never lost\n' },
  },
  {
    name: 'at the end of a file that ends with empty lines',
    text: ending('\nstore Rows\n\n\n'),
    becomes: { 'store Rows\n\n\n': 'store Rows\n\nrequire Paid never lost\n' },
  },
  {
    name: 'in lines that end as the others do',
    text: ending('\nstore Rows\n').replaceAll('\n', '\r\n'),
    becomes: { 'store Rows\r\n': 'store Rows\r\n\r\nrequire Paid never lost\r\n' },
  },
  {
    name: 'after the last of the requirements, wherever they are',
    text: ending('\nrequire Rows at most once per Paid\nrequire Books all or nothing\n\nstore Rows\n'),
    becomes: { 'require Books all or nothing': 'require Books all or nothing\nrequire Paid never lost' },
  },
  {
    name: 'after a requirement and what is said of it',
    text: ending('\nstore Rows\nrequire Rows at most once per Paid // by the auditors\n'),
    becomes: { '// by the auditors': '// by the auditors\nrequire Paid never lost' },
  },
  {
    name: 'at the end of its system',
    text: `system shop {\n\t${ending('\n\tstore Rows').replaceAll(/\n(?!\t)/g, '\n\t')}\n}\n\nsystem other {\n\tstore More\n}\n`,
    becomes: { 'store Rows\n': 'store Rows\n\trequire Paid never lost\n' },
  },
  {
    name: 'at the end of its system on the same line',
    text: `system shop { ${ending(' store Rows').replaceAll('\n', ' ')} }`,
    becomes: { 'store Rows }': 'store Rows  require Paid never lost }' },
  },
  {
    name: 'after the requirements of its system on the same line',
    text: `system shop { ${ending(' require Books all or nothing store Rows').replaceAll('\n', ' ')} }`,
    becomes: { 'all or nothing ': 'all or nothing  require Paid never lost ' },
  },
  {
    name: 'after a requirement that is indented, as it is',
    text: `system shop {\n    ${ending('\n  require Books all or nothing\nstore Rows').replaceAll('\n', '\n    ')}\n}`,
    becomes: { 'all or nothing': 'all or nothing\n      require Paid never lost' },
  },
  {
    name: 'in the part of its system that the finding is in',
    text: `system shop {\n  store Rows\n  require Books all or nothing\n}\nsystem shop {\n  ${ending('').replaceAll('\n', '\n  ')}\n}`,
    becomes: { '{ puts Rows } }': '{ puts Rows } }\n  require Paid never lost' },
  },
  {
    name: 'not behind the requirement of another system',
    text: `system shop {\n  ${ending('\n  store Rows').replaceAll(/\n(?! )/g, '\n  ')}\n}\n\nsystem other {\n  store More\n  require More at most once per shop.Paid\n}\n`,
    becomes: { 'store Rows\n': 'store Rows\n  require Paid never lost\n' },
  },
  {
    name: 'outside of the systems if the finding is',
    text: `${ending('\nstore Rows')}\n\nsystem other {\n  store More\n  require More at most once per Paid\n}\n`,
    becomes: { 'once per Paid\n}\n': 'once per Paid\n}\n\nrequire Paid never lost\n' },
  },
  {
    name: 'at the end of the file that the finding is in, whatever another demands of its own',
    text: {
      'a.arch': 'event Paid { key id }\nstore More\nservice Old { on Paid { increments More } }\nrequire Paid never lost\n',
      'b.arch': `${paid}\nqueue Ledger : aws.sqs\n${books}\n`.replace('store Rows\n', 'store Rows\n// end\n'),
    },
    becomes: { '// end\n': '// end\n\nrequire Paid never lost\n' },
  },
  {
    name: 'in the file that the finding is in',
    text: {
      'a.arch':
        'system shop { store Rows  service Books { on Paid from Ledger { puts Rows } } }\nsystem shop { require Books all or nothing }',
      'b.arch': `system shop {\n  ${paid.replace('\n', '\n  ')}\n  queue Ledger : aws.sqs\n}\n`,
      'c.arch': 'store More\nrequire More at most once per shop.Paid\n',
    },
    becomes: { 'aws.sqs\n': 'aws.sqs\n  require Paid never lost\n' },
  },
];

describe('the require that a finding asks for', () => {
  for (const { name, rule, text, demands } of words)
    it(name, async () => {
      const design = await designOf(text);
      assert.deepEqual(design.problems, []);
      const findings = (await lint(text)).filter((finding) => finding.rule === rule);
      const fixes = findings.map((finding) => requireFix(design, finding));
      assert.deepEqual(
        fixes.map((fix) => fix?.title),
        demands.map((demand) => demand && `Demand it: require ${demand}`),
      );
    });

  for (const { name, text, becomes } of places)
    it(`is put ${name}`, async () => {
      const finding = (await lint(text)).findLast(({ rule }) => rule === 'missing-dead-letter-queue');
      assert.ok(finding);
      const fix = requireFix(await designOf(text), finding);
      await assertOffers(text, fix ? [fix] : [], [{ title: 'Demand it: require Paid never lost', becomes }]);
    });
});
