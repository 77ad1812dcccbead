/** What loses messages without a trace, what is said of it, and how it is mended. */
import assert from 'node:assert/strict';
import { analysisOf } from '../../analysis/analyses.ts';
import { textOf } from '../../analysis/fixes/text.ts';
import { type Loss, losses } from '../../analysis/passes/losses.ts';
import type { Design, Source } from '../../language/model/design.ts';
import { designOf } from '../support/design.ts';

/** One loss: what is said of it, the words it is said at, who gets less over which legs, and what is changed by each fix. */
interface Expected {
  readonly says: string;
  readonly at: string;
  readonly loses: string;
  /** By title, each edit as `what stood there → what stands there then`. */
  readonly fixes?: Readonly<Record<string, readonly string[]>>;
  readonly unknown?: 'silent';
}

interface Row {
  readonly name: string;
  readonly text: string;
  readonly lost: readonly Expected[];
}

const declared = `
  event A { key id }
  event B { key id }
  event K { key id  critical }
  event M { key id  expendable }
  event O { key id  ordered by id }
  store Rows
  store More
`;

const later = 'Acknowledge when the work is done';
const withoutFirst = ' with acknowledges first → ';
const deliverIt = 'Deliver it until it is handled';

/** What an actor puts into a queue, and who takes it. */
const fed = (sends: string, queue: string, service: string): string => `actor C { ${sends} }\n${queue}\n${service}\n`;

const acknowledging: readonly Row[] = [
  {
    name: 'what is acknowledged before it is handled',
    text: fed('sends A to Q', 'queue Q : aws.sqs { dead-letters after 5 attempts }', 'service S { on A from Q with acknowledges first }'),
    lost: [{ says: 'acknowledged consumer S, message A', at: 'acknowledges first', loses: 'A to S', fixes: { [later]: [withoutFirst] } }],
  },
  {
    name: 'what is acknowledged before it is handled, by a list of options of several lines',
    text: fed(
      'sends A to Q',
      'queue Q : aws.sqs { dead-letters after 5 attempts }',
      'service S { on A from Q with batch 3,\n  acknowledges first, concurrency 2 }',
    ),
    lost: [
      {
        says: 'acknowledged consumer S, message A',
        at: 'acknowledges first',
        loses: 'A to S',
        fixes: { [later]: [',\n  acknowledges first → '] },
      },
    ],
  },
  {
    name: 'messages that matter, the critical ones first, and then a place for what fails',
    text: fed('sends A to Q  sends K to Q  sends M to Q', 'queue Q : aws.sqs', 'service S { on A, K, M from Q with acknowledges first }'),
    lost: [
      {
        says: 'acknowledged consumer S, message K and A',
        at: 'acknowledges first',
        loses: 'A, K, M to S',
        fixes: { [`${later}, and park what fails`]: [' → { dead-letters after 5 attempts  alarm }', withoutFirst] },
      },
    ],
  },
  {
    name: 'no place for what fails where all of it may be lost',
    text: fed('sends M to Q', 'queue Q : aws.sqs', 'service S { on M from Q with acknowledges first }'),
    lost: [{ says: 'acknowledged consumer S, message ', at: 'acknowledges first', loses: 'M to S', fixes: { [later]: [withoutFirst] } }],
  },
  {
    name: 'no place for what fails where nobody says how often it is tried',
    text: fed('sends A to Q', 'queue Q', 'service S { on A from Q with acknowledges first }'),
    lost: [{ says: 'acknowledged consumer S, message A', at: 'acknowledges first', loses: 'A to S', fixes: { [later]: [withoutFirst] } }],
  },
  {
    name: 'what a function takes from a topic, which would need more than a word to be parked',
    text: fed('publishes A to T', 'topic T : aws.sns', 'service S : aws.lambda { on A from T with acknowledges first }'),
    lost: [{ says: 'acknowledged consumer S, message A', at: 'acknowledges first', loses: 'A to S' }],
  },
  {
    name: 'what a function is handed',
    text: fed('sends A to S', '', 'service S : aws.lambda { on A with acknowledges first }'),
    lost: [{ says: 'acknowledged consumer S, message A', at: 'acknowledges first', loses: 'A to S' }],
  },
  {
    name: 'what comes over several legs, all of it together',
    text: fed(
      'sends A to Q  sends B to R',
      'queue Q : aws.sqs { dead-letters after 5 attempts }\nqueue R : aws.sqs { dead-letters after 5 attempts }',
      'service S { on A, B with acknowledges first }',
    ),
    lost: [
      {
        says: 'acknowledged consumer S, message A and B',
        at: 'acknowledges first',
        loses: 'A, B to S, S',
        fixes: { [later]: [withoutFirst] },
      },
    ],
  },
  {
    name: 'a place for what fails where only one of several legs has none',
    text: fed(
      'sends A to Q  sends B to R',
      'queue Q : aws.sqs { dead-letters after 5 attempts }\nqueue R : aws.sqs',
      'service S { on A, B with acknowledges first }',
    ),
    lost: [
      {
        says: 'acknowledged consumer S, message A and B',
        at: 'acknowledges first',
        loses: 'A, B to S, S',
        fixes: { [`${later}, and park what fails`]: [' → { dead-letters after 5 attempts  alarm }', withoutFirst] },
      },
    ],
  },
  {
    name: 'no place for what another handler cannot handle',
    text: fed(
      'sends A to Q  sends B to R',
      'queue Q : aws.sqs { dead-letters after 5 attempts }\nqueue R : aws.sqs',
      'service S { on A from Q with acknowledges first  on B from R }',
    ),
    lost: [{ says: 'acknowledged consumer S, message A', at: 'acknowledges first', loses: 'A to S', fixes: { [later]: [withoutFirst] } }],
  },
  {
    name: 'what has to be parked in order, with those that follow it',
    text: fed(
      'sends O to Q',
      'queue Q : aws.sqs.fifo { grouped by id  dead-letters after 5 attempts }',
      'service S { on O from Q with acknowledges first { puts Rows } }',
    ),
    lost: [
      {
        says: 'acknowledged consumer S, message O',
        at: 'acknowledges first',
        loses: 'O to S',
        fixes: {
          [`${later}, and park what fails with those that follow it`]: [
            'dead-letters after 5 attempts → dead-letters group after 5 attempts',
            withoutFirst,
          ],
        },
      },
    ],
  },
  {
    name: 'what is parked in order already',
    text: fed(
      'sends O to Q',
      'queue Q : aws.sqs.fifo { grouped by id  dead-letters group after 5 attempts }',
      'service S { on O from Q with acknowledges first { puts Rows } }',
    ),
    lost: [{ says: 'acknowledged consumer S, message O', at: 'acknowledges first', loses: 'O to S', fixes: { [later]: [withoutFirst] } }],
  },
  {
    name: 'what needs no order where it is parked',
    text: fed(
      'sends A to Q',
      'queue Q : aws.sqs.fifo { grouped by id  dead-letters after 5 attempts }',
      'service S { on A from Q with acknowledges first { puts Rows } }',
    ),
    lost: [{ says: 'acknowledged consumer S, message A', at: 'acknowledges first', loses: 'A to S', fixes: { [later]: [withoutFirst] } }],
  },
  {
    name: 'a place for what fails in order, with those that follow it',
    text: fed(
      'sends O to Q',
      'technology kept is queue { delivery at-least-once  ordering per-key  4 retries  dead-letters on queue }\nqueue Q : kept { grouped by id }',
      'service S { on O from Q with acknowledges first { puts Rows } }',
    ),
    lost: [
      {
        says: 'acknowledged consumer S, message O',
        at: 'acknowledges first',
        loses: 'O to S',
        fixes: { [`${later}, and park what fails`]: ['  → dead-letters group after 5 attempts  alarm ', withoutFirst] },
      },
    ],
  },
  {
    name: 'nothing to mend where a product parks out of order, unasked',
    text: fed(
      'sends O to Q',
      'technology kept is queue { delivery at-least-once  ordering per-key  4 retries  dead-letters on queue  dead-letters after 5 attempts }\nqueue Q : kept { grouped by id }',
      'service S { on O from Q with acknowledges first { puts Rows } }',
    ),
    lost: [{ says: 'acknowledged consumer S, message O', at: 'acknowledges first', loses: 'O to S' }],
  },
  {
    name: 'not what has failed already',
    text: fed(
      'sends A to Q',
      'queue Q : aws.sqs { dead-letters to F after 5 attempts }',
      'service S { on A from Q }\nservice F : aws.lambda { on A with acknowledges first }',
    ),
    lost: [],
  },
  { name: 'not who acknowledges what nothing delivers', text: 'service S { on A with acknowledges first }', lost: [] },
];

const unconfirmed: readonly Row[] = [
  {
    name: 'what is sent to a queue that need not confirm it',
    text: fed('sends A to Q with delivery at-most-once', 'queue Q : aws.sqs', ''),
    lost: [
      {
        says: 'unconfirmed producer C, channel Q (aws.sqs), message A',
        at: 'delivery at-most-once',
        loses: 'A to Q',
        fixes: { [deliverIt]: [' with delivery at-most-once → '] },
      },
    ],
  },
  {
    name: 'what is published to a topic that need not confirm it',
    text: fed('publishes A to T with timeout 1s, delivery at-most-once', 'topic T', ''),
    lost: [
      {
        says: 'unconfirmed producer C, channel T, message A',
        at: 'delivery at-most-once',
        loses: 'A to T',
        fixes: { [deliverIt]: [', delivery at-most-once → '] },
      },
    ],
  },
  {
    name: 'what is handed to a service that need not confirm it',
    text: fed('sends A to S with delivery at-most-once', '', 'service S : aws.lambda { on A }'),
    lost: [
      {
        says: 'unconfirmed producer C, channel S, message A',
        at: 'delivery at-most-once',
        loses: 'A to S',
        fixes: { [deliverIt]: [' with delivery at-most-once → '] },
      },
    ],
  },
  {
    name: 'words on two lines, at their place, which no edit could take out without joining the lines',
    text: fed('sends A to Q with timeout 1s,\n  delivery\n  at-most-once', 'queue Q', ''),
    lost: [{ says: 'unconfirmed producer C, channel Q, message A', at: 'delivery\n  at-most-once', loses: 'A to Q' }],
  },
  {
    name: 'words with a wide blank between them',
    text: fed('sends A to Q with delivery   at-most-once', 'queue Q', ''),
    lost: [
      {
        says: 'unconfirmed producer C, channel Q, message A',
        at: 'delivery   at-most-once',
        loses: 'A to Q',
        fixes: { [deliverIt]: [' with delivery   at-most-once → '] },
      },
    ],
  },
  { name: 'not what may be lost', text: fed('sends M to Q with delivery at-most-once', 'queue Q', ''), lost: [] },
  { name: 'not what is confirmed', text: fed('sends A to Q', 'queue Q : aws.sqs', 'service S { on A from Q }'), lost: [] },
];

const said: readonly Row[] = [
  {
    name: 'by a handler',
    text: fed('sends A to Q  sends M to Q', 'queue Q : aws.sqs', 'service S { on M, A from Q with delivery at-most-once }'),
    lost: [
      {
        says: 'said place S, message A',
        at: 'delivery at-most-once',
        loses: 'M, A to S',
        fixes: { [deliverIt]: [' with delivery at-most-once → '] },
      },
    ],
  },
  {
    name: 'by a handler that is handed it directly',
    text: fed('sends A to S', '', 'service S { on A with delivery at-most-once }'),
    lost: [
      {
        says: 'said place S, message A',
        at: 'delivery at-most-once',
        loses: 'A to S',
        fixes: { [deliverIt]: [' with delivery at-most-once → '] },
      },
    ],
  },
  {
    name: 'by a handler whose list of options has several lines',
    text: fed('sends A to Q', 'queue Q : aws.sqs', 'service S { on A from Q with\n  batch 3,\n  delivery at-most-once }'),
    lost: [
      {
        says: 'said place S, message A',
        at: 'delivery at-most-once',
        loses: 'A to S',
        fixes: { [deliverIt]: [',\n  delivery at-most-once → '] },
      },
    ],
  },
  {
    name: 'by a channel, of all that it delivers',
    text: fed(
      'sends A to Q  sends K to Q  sends M to Q',
      'queue Q : aws.sqs { delivery at-most-once  alarm }',
      'service S { on A from Q  on K from Q }\nservice U { on M from Q }',
    ),
    lost: [
      {
        says: 'said place Q, message K and A',
        at: 'delivery at-most-once',
        loses: 'A, K to S, S',
        fixes: { 'Deliver until it is handled': ['delivery at-most-once   → '] },
      },
    ],
  },
  {
    name: 'by each of several channels',
    text: fed(
      'sends A to Q  sends B to R',
      'queue Q { delivery at-most-once }\nqueue R { delivery at-most-once }',
      'service S { on A from Q  on B from R }',
    ),
    lost: [
      {
        says: 'said place Q, message A',
        at: 'delivery at-most-once',
        loses: 'A to S',
        fixes: { 'Deliver until it is handled': ['delivery at-most-once  → '] },
      },
      {
        says: 'said place R, message B',
        at: 'delivery at-most-once',
        loses: 'B to S',
        fixes: { 'Deliver until it is handled': ['delivery at-most-once  → '] },
      },
    ],
  },
  {
    name: 'by a product, at each effect that relies on it',
    text: fed(
      'publishes A to T  publishes B to T  publishes M to T',
      'topic T : mqtt',
      'service S { on A from T }\nservice U { on M, A, B from T }\nservice V { serves go { publishes A to T } }',
    ),
    lost: [
      { says: 'technology channel T (mqtt), message A, consumer S and U', at: 'publishes A to T', loses: 'A to S, U' },
      { says: 'technology channel T (mqtt), message B, consumer U', at: 'publishes B to T', loses: 'B to U' },
      // What may be lost is not what the rule is about, and stands here since its leg carries what may not.
      { says: 'technology channel T (mqtt), message M, consumer U', at: 'publishes M to T', loses: 'M to U' },
      { says: 'technology channel T (mqtt), message A, consumer S and U', at: 'publishes A to T', loses: 'A to S, U' },
    ],
  },
  {
    name: 'by a product, of what nobody takes nothing',
    text: fed('publishes A to T  publishes B to T', 'topic T : mqtt', 'service S { on A from T }'),
    lost: [{ says: 'technology channel T (mqtt), message A, consumer S', at: 'publishes A to T', loses: 'A to S' }],
  },
  {
    name: 'by a product that hands on to a queue',
    text: fed('publishes A to T', 'topic T : mqtt\nqueue Q { subscribes to T for A }', 'service S { on A from Q }'),
    lost: [{ says: 'technology channel T (mqtt), message A, consumer Q', at: 'publishes A to T', loses: 'A to Q' }],
  },
  {
    name: 'by a product that is handed it directly',
    text: fed('sends A to S', '', 'service S : http { on A }'),
    lost: [{ says: 'technology channel S (http), message A, consumer S', at: 'sends A to S', loses: 'A to S' }],
  },
  {
    name: 'by a product, once, also where it is acknowledged before it is handled',
    text: fed('publishes A to T', 'topic T : mqtt', 'service S { on A from T with acknowledges first }'),
    lost: [{ says: 'technology channel T (mqtt), message A, consumer S', at: 'publishes A to T', loses: 'A to S' }],
  },
  {
    name: 'by a channel, and by who acknowledges before it is handled',
    text: fed('sends A to Q', 'queue Q { delivery at-most-once }', 'service S { on A from Q with acknowledges first }'),
    lost: [
      { says: 'acknowledged consumer S, message A', at: 'acknowledges first', loses: 'A to S', fixes: { [later]: [withoutFirst] } },
      {
        says: 'said place Q, message A',
        at: 'delivery at-most-once',
        loses: 'A to S',
        fixes: { 'Deliver until it is handled': ['delivery at-most-once  → '] },
      },
    ],
  },
];

const fifo = 'topic T : aws.sns.fifo';
const decides = 'Let S take all of it, and decide itself';

const filtered: readonly Row[] = [
  {
    name: 'what a function does not take from a queue',
    text: fed('sends A to Q', 'queue Q : aws.sqs', 'service S : aws.lambda { on A from Q with filter "large" }'),
    lost: [
      {
        says: 'unmatched consumer S, channel Q (aws.sqs), message A',
        at: 'filter "large"',
        loses: 'A to S',
        fixes: { [decides]: [' with filter "large" → '] },
      },
    ],
  },
  {
    name: 'what a function does not take, which it may decide itself',
    text: fed(
      'sends A to Q',
      'queue Q : aws.sqs',
      'service S : aws.lambda { on A from Q with batch 5, filter "a \\"large\\" one" { puts Rows  puts More } }',
    ),
    lost: [
      {
        says: 'unmatched consumer S, channel Q (aws.sqs), message A',
        at: 'filter "a \\"large\\" one"',
        loses: 'A to S',
        fixes: {
          [decides]: [', filter "a \\"large\\" one" → ', 'puts Rows  puts More → when "a \\"large\\" one" { puts Rows  puts More }'],
        },
      },
    ],
  },
  {
    name: 'what a function does not take, whose body begins and ends with blocks',
    text: fed(
      'sends A to Q',
      'queue Q : aws.sqs',
      'service S : aws.lambda { on A from Q with filter "large" { atomically { puts Rows }  parallel { puts More } } }',
    ),
    lost: [
      {
        says: 'unmatched consumer S, channel Q (aws.sqs), message A',
        at: 'filter "large"',
        loses: 'A to S',
        fixes: {
          [decides]: [
            ' with filter "large" → ',
            'atomically { puts Rows }  parallel { puts More } → when "large" { atomically { puts Rows }  parallel { puts More } }',
          ],
        },
      },
    ],
  },
  {
    name: 'what a function does not take, in words with wide blanks',
    text: fed('sends A to Q', 'queue Q : aws.sqs', 'service S : aws.lambda { on A from Q with filter   "large" { puts Rows } }'),
    lost: [
      {
        says: 'unmatched consumer S, channel Q (aws.sqs), message A',
        at: 'filter   "large"',
        loses: 'A to S',
        fixes: { [decides]: [' with filter   "large" → ', 'puts Rows → when "large" { puts Rows }'] },
      },
    ],
  },
  {
    name: 'not what another service leaves for others',
    text: fed('sends A to Q', 'queue Q : aws.sqs', 'service S : aws.ecs { on A from Q with filter "large" }'),
    lost: [],
  },
  {
    name: 'not what may be lost',
    text: fed('sends M to Q', 'queue Q : aws.sqs', 'service S : aws.lambda { on M from Q with filter "large" }'),
    lost: [],
  },
  {
    name: 'not what stays in a stream for other readers',
    text: fed('publishes A to T', 'stream T : aws.kinesis', 'service S : aws.lambda { on A from T with filter "large" }'),
    lost: [],
  },
  {
    name: 'not what stays in a stream, whatever its product does',
    text: fed(
      'publishes A to T',
      'technology own is stream { delivery at-least-once  drops unmatched }\nstream T : own',
      'service S { on A from T with filter "large" }',
    ),
    lost: [],
  },
  {
    name: 'not what a product keeps that does not match',
    text: fed('publishes A to T', 'topic T : aws.sns\nqueue Q : aws.sqs { subscribes to T for A with filter "large" }', ''),
    lost: [],
  },
  {
    name: 'not what is lost anyway',
    text: fed(
      'publishes A to T',
      `${fifo} { delivery at-most-once }\nqueue Q : aws.sqs.fifo { subscribes to T for A with filter "large" }`,
      '',
    ),
    lost: [
      {
        says: 'said place T, message A',
        at: 'delivery at-most-once',
        loses: 'A to Q',
        fixes: { 'Deliver until it is handled': ['delivery at-most-once  → '] },
      },
    ],
  },
  {
    name: 'what two functions on one queue take from each other',
    text: fed(
      'sends A to Q  sends M to Q',
      'queue Q : aws.sqs.fifo',
      'service S : aws.lambda { on A from Q with filter "large" }\nservice U : aws.lambda { on A from Q with filter "small" }\nservice V { on M from Q }',
    ),
    lost: [
      { says: 'rivals consumer S, channel Q (aws.sqs.fifo), message A, others U', at: 'filter "large"', loses: 'A to S' },
      { says: 'rivals consumer U, channel Q (aws.sqs.fifo), message A, others S', at: 'filter "small"', loses: 'A to U' },
    ],
  },
  {
    name: 'what a function takes from one who would take a part of it',
    text: fed(
      'sends A to Q  sends B to Q',
      'queue Q : aws.sqs.fifo',
      'service S : aws.lambda { on A, B from Q with filter "large" }\nservice U : aws.ecs { on A from Q }',
    ),
    lost: [{ says: 'rivals consumer S, channel Q (aws.sqs.fifo), message A and B, others U', at: 'filter "large"', loses: 'A, B to S' }],
  },
  {
    name: 'what a function takes from those who would take all of it',
    text: fed(
      'sends A to Q',
      'queue Q : aws.sqs.fifo',
      'service S : aws.lambda { on A from Q with filter "large" }\nservice U : aws.ecs { on A from Q }\nservice V : aws.ecs { on A from Q }',
    ),
    lost: [{ says: 'rivals consumer S, channel Q (aws.sqs.fifo), message A, others U and V', at: 'filter "large"', loses: 'A to S' }],
  },
  {
    name: 'what one of two functions takes from the other, which gets a queue of its own',
    text: fed(
      'publishes A to T',
      'topic T\nqueue Q : aws.sqs { subscribes to T for A }',
      'service S : aws.lambda { on A from Q with filter "large" }\nservice U : aws.ecs { on A from Q }',
    ),
    lost: [
      {
        says: 'rivals consumer S, channel Q (aws.sqs), message A, others U',
        at: 'filter "large"',
        loses: 'A to S',
        fixes: { 'Give S a queue of its own': [' → queue QS : aws.sqs { subscribes to T for A }', 'Q → QS'] },
      },
    ],
  },
  {
    name: 'what a subscription does not let in',
    text: fed('publishes A to T  publishes M to T', `${fifo}\nqueue Q : aws.sqs.fifo { subscribes to T with filter "large" }`, ''),
    lost: [
      {
        says: 'filtered consumer Q, channel T (aws.sns.fifo), message A',
        at: 'filter "large"',
        loses: 'A to Q',
        fixes: { 'Let all of it into Q': [' with filter "large" → '] },
      },
    ],
  },
  {
    name: 'what a subscription does not let in, with other options',
    text: fed('publishes A to T', `${fifo}\nqueue Q : aws.sqs.fifo { subscribes to T for A with 3 retries, filter "large" }`, ''),
    lost: [
      {
        says: 'filtered consumer Q, channel T (aws.sns.fifo), message A',
        at: 'filter "large"',
        loses: 'A to Q',
        fixes: { 'Let all of it into Q': [', filter "large" → '] },
      },
    ],
  },
  {
    name: 'what a workflow is not begun with',
    text: fed('publishes A to T', fifo, 'orchestrator W { subscribes to T for A with filter "large"  step One puts Rows }'),
    lost: [
      {
        says: 'filtered consumer W, channel T (aws.sns.fifo), message A',
        at: 'filter "large"',
        loses: 'A to W',
        fixes: { 'Let all of it into W': [' with filter "large" → '] },
      },
    ],
  },
  {
    name: 'what a handler of a topic does not take',
    text: fed(
      'publishes A to T',
      'technology own is topic { delivery at-least-once  drops unmatched }\ntopic T : own',
      'service S { on A from T with filter "large" }',
    ),
    lost: [
      {
        says: 'filtered consumer S, channel T (own), message A',
        at: 'filter "large"',
        loses: 'A to S',
        fixes: { [decides]: [' with filter "large" → '] },
      },
    ],
  },
  {
    name: 'not what a function does not take from a topic that keeps it for others',
    text: fed('publishes A to T', 'topic T { delivery at-least-once }', 'service S : aws.lambda { on A from T with filter "large" }'),
    lost: [],
  },
  {
    name: 'not what another subscription lets in',
    text: fed(
      'publishes A to T',
      `${fifo}\nqueue Q : aws.sqs.fifo { subscribes to T for A with filter "large" }\nqueue R : aws.sqs.fifo { subscribes to T for A }`,
      '',
    ),
    lost: [],
  },
  {
    name: 'of several messages the one that no other subscription lets in',
    text: fed(
      'publishes A to T  publishes B to T',
      `${fifo}\nqueue Q : aws.sqs.fifo { subscribes to T with filter "large" }\nqueue R : aws.sqs.fifo { subscribes to T for A }`,
      '',
    ),
    lost: [
      {
        says: 'filtered consumer Q, channel T (aws.sns.fifo), message B',
        at: 'filter "large"',
        loses: 'B to Q',
        fixes: { 'Let all of it into Q': [' with filter "large" → '] },
      },
    ],
  },
  {
    name: 'of several messages what another subscription may let in of one',
    text: fed(
      'publishes A to T  publishes B to T',
      `${fifo}\nqueue Q : aws.sqs.fifo { subscribes to T with filter "large" }\nqueue R { subscribes to T for A with filter "small" }`,
      '',
    ),
    lost: [
      {
        says: 'filtered consumer Q, channel T (aws.sns.fifo), message A and B',
        at: 'filter "large"',
        loses: 'A, B to Q',
        fixes: { 'Let all of it into Q': [' with filter "large" → '] },
        unknown: 'silent',
      },
      {
        says: 'filtered consumer R, channel T (aws.sns.fifo), message A',
        at: 'filter "small"',
        loses: 'A to R',
        fixes: { 'Let all of it into R': [' with filter "small" → '] },
        unknown: 'silent',
      },
    ],
  },
  {
    name: 'what several subscriptions may let in together',
    text: fed(
      'publishes A to T  publishes B to T',
      `${fifo}\nqueue Q : aws.sqs.fifo { subscribes to T for A with filter "large" }\nqueue R : aws.sqs.fifo { subscribes to T for A with filter "small" }\nqueue V : aws.sqs.fifo { subscribes to T for B with filter "new" }`,
      '',
    ),
    lost: [
      {
        says: 'filtered consumer Q, channel T (aws.sns.fifo), message A',
        at: 'filter "large"',
        loses: 'A to Q',
        fixes: { 'Let all of it into Q': [' with filter "large" → '] },
        unknown: 'silent',
      },
      {
        says: 'filtered consumer R, channel T (aws.sns.fifo), message A',
        at: 'filter "small"',
        loses: 'A to R',
        fixes: { 'Let all of it into R': [' with filter "small" → '] },
        unknown: 'silent',
      },
      {
        says: 'filtered consumer V, channel T (aws.sns.fifo), message B',
        at: 'filter "new"',
        loses: 'B to V',
        fixes: { 'Let all of it into V': [' with filter "new" → '] },
      },
    ],
  },
];

function shown(design: Design, { wording, source, hops, messages, fixes, unknown }: Loss): Expected {
  const data = Object.entries(wording.data).map(([name, value]) => `${name} ${value}`);
  const consumers = hops.map(({ to }) => (to.kind === 'channel' ? to.channel.name : to.activity.label));
  const byTitle = fixes.map(({ title, edits }) => {
    const inOrder = edits.toSorted((one, other) => one.offset - other.offset);
    return [
      title,
      inOrder.map(({ uri, offset, end, text }) => `${design.files.get(uri)?.text.slice(offset, end)} → ${text.trimStart()}`),
    ] as const;
  });
  return {
    says: `${wording.message} ${data.join(', ')}`,
    at: textOf(design, source),
    loses: `${messages.map(({ name }) => name).join(', ')} to ${consumers.join(', ')}`,
    ...(fixes.length > 0 ? { fixes: Object.fromEntries(byTitle) } : {}),
    ...(unknown ? { unknown } : {}),
  };
}

/** Lines and columns name the same place as the offsets. */
function assertOnePlace(design: Design, { uri, offset, end, range }: Source): void {
  const text = design.files.get(uri)?.text ?? assert.fail(`no ${uri}`);
  const positionOf = (at: number): Source['range']['start'] => {
    const before = text.slice(0, at).split('\n');
    return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  };
  assert.deepEqual(range.start, positionOf(offset));
  assert.deepEqual(range.end, positionOf(end));
}

for (const [title, rows] of [
  ['lost is, of what is acknowledged,', acknowledging],
  ['lost is, of what nobody confirms,', unconfirmed],
  ['what is delivered once at most is said', said],
  ['lost is, of what is filtered,', filtered],
] as const)
  describe(title, () => {
    for (const { name, text, lost } of rows)
      it(name, async () => {
        const design = await designOf(`${declared}${text}\n`);
        assert.deepEqual(
          design.problems.map(({ message }) => message),
          [],
        );
        const found = analysisOf(design, losses);
        assert.deepEqual(
          found.map((loss) => shown(design, loss)),
          lost,
        );
        for (const { source, fixes } of found) {
          assertOnePlace(design, source);
          assert.ok(fixes.every(({ safe }) => !safe));
        }
      });
  });
