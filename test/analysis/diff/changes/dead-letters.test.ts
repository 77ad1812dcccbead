/** Dead-letter queues that come, go and change. */
import { change } from '../../../../analysis/diff/changes/dead-letters.ts';
import { describeChanges } from '../../../support/changes.ts';

const shop = (queue: string, more = ''): string => `event Paid { key id }
external Web { sends Paid to Ledger }
queue Ledger ${queue}
queue Failed : aws.sqs
store Graves
service Books { on Paid from Ledger ${more} { puts Rows } }
store Rows
`;

const house = (queue: string): string =>
  `technology house.queue "House queue" is queue { delivery at-least-once  dead-letters on queue after 6 attempts }\n${shop(queue)}`;

/** A topic with a subscriber of its own, which catches failures itself. */
const fanned = (options: string): string => `event Paid { key id }
external Web { publishes Paid to All }
topic All : aws.sns
queue Failed : aws.sqs
service Books : aws.lambda { on Paid from All ${options} { } }
service Audit : aws.lambda { on Paid from All { } }
`;

const own = '{ dead-letters after 5 attempts }';

const handlers = (one: string, other: string): string => `event Paid
event Sent
external Web { publishes Paid to All  publishes Sent to All }
stream All : kafka
queue Failed
service Books { on Paid from All ${one} { }  on Sent from All ${other} { } }`;

describeChanges(change, [
  {
    name: 'the only one is removed: where it stood',
    before: shop(own),
    after: shop(''),
    says: ['- Removes the only dead-letter queue of Ledger.'],
    at: ['before: dead-letters after 5 attempts'],
  },
  {
    name: 'a queue is given one of its own: where that is said',
    before: shop(''),
    after: shop(own),
    says: ['+ Gives Ledger a dead-letter queue: a queue of its own.'],
    at: ['after: dead-letters after 5 attempts'],
  },
  {
    name: 'a queue is given a shared one',
    before: shop(''),
    after: shop('{ dead-letters to Failed after 5 attempts }'),
    says: ['+ Gives Ledger a dead-letter queue: Failed (aws.sqs).'],
  },
  {
    name: 'a queue is given one that is not declared',
    before: shop(''),
    after: shop('{ dead-letters to Nowhere after 5 attempts }'),
    says: ['+ Gives Ledger a dead-letter queue: an unknown queue.'],
  },
  {
    name: 'they go elsewhere',
    before: shop(own),
    after: shop('{ dead-letters to Graves after 5 attempts }'),
    says: ['~ Ledger parks what fails in Graves now; it was a queue of its own.'],
    at: ['after: dead-letters to Graves after 5 attempts'],
  },
  {
    name: 'after more tries',
    before: shop(own),
    after: shop('{ dead-letters after 7 attempts }'),
    says: ['~ Ledger parks after 7 attempts now; it was 5.'],
    at: ['after: dead-letters after 7 attempts'],
  },
  {
    name: 'after one try',
    before: shop(own),
    after: shop('{ dead-letters after 1 attempt }'),
    says: ['~ Ledger parks after 1 attempt now; it was 5.'],
  },
  {
    name: 'after a number of tries that was not said',
    before: shop('{ dead-letters }'),
    after: shop(own),
    says: ['~ Ledger parks after 5 attempts now.'],
  },
  {
    name: 'after a number of tries that is not said any more',
    before: shop(own),
    after: shop('{ dead-letters }'),
    says: ['~ Nothing says any more after how many attempts Ledger parks; it was 5.'],
  },
  {
    name: 'after another number of tries than the product’s own dead letters',
    before: shop(': azure.servicebus'),
    after: shop(': azure.servicebus { dead-letters after 4 attempts }'),
    says: ['~ Ledger parks after 4 attempts now; it was 10.'],
  },
  {
    name: 'after as many tries as the product takes where nobody says how many',
    before: house(': house.queue { dead-letters to Failed after 2 attempts }'),
    after: house(': house.queue { dead-letters to Failed }'),
    says: ['~ Ledger parks after 6 attempts now; it was 2.'],
  },
  {
    name: 'never, where the tries never end',
    before: shop('{ dead-letters }', 'with 3 retries'),
    after: shop('{ dead-letters }', 'with unlimited retries'),
    says: ['~ Ledger never gives up now, so it parks nothing; it was 4.'],
  },
  {
    name: 'at last, where the tries never ended',
    before: shop('{ dead-letters }', 'with unlimited retries'),
    after: shop('{ dead-letters }', 'with 3 retries'),
    says: ['~ Ledger parks after 4 attempts now; it never gave up.'],
  },
  {
    name: 'the whole group with it',
    before: shop('{ dead-letters to Failed after 5 attempts }'),
    after: shop('{ dead-letters group to Failed after 5 attempts }'),
    says: ['+ Ledger parks the whole group now, so that order survives.'],
  },
  {
    name: 'the whole group no longer',
    before: shop('{ dead-letters group to Failed after 5 attempts }'),
    after: shop('{ dead-letters to Failed after 5 attempts }'),
    says: ['- Ledger parks single messages now, no longer the whole group.'],
  },
  { name: 'nothing where it stays as it is', before: shop(own), after: shop('{ alarm  dead-letters after 5 attempts }'), says: [] },
  { name: 'nothing where there was none and is none', before: shop(''), after: shop('{ drops after 3 attempts }'), says: [] },
  {
    name: 'also where somebody takes its messages only now',
    before: shop(own).replace(/service.*\n/, ''),
    after: shop(''),
    says: ['- Removes the only dead-letter queue of Ledger.'],
  },
  {
    name: 'also where nobody takes its messages any more',
    before: shop(own),
    after: shop('').replace(/service.*\n/, ''),
    says: ['- Removes the only dead-letter queue of Ledger.'],
  },
  {
    name: 'a decision to have none: where it is made',
    before: shop(''),
    after: shop('{ no dead-letters }'),
    says: ['~ It is decided now that Ledger needs no dead-letter queue.'],
    at: ['after: no dead-letters'],
  },
  {
    name: 'a decision to have none that is taken back',
    before: shop('{ no dead-letters because "small" }'),
    after: shop('{ drops after 3 attempts }'),
    says: ['~ It is no longer decided that Ledger needs no dead-letter queue.'],
  },
  {
    name: 'nothing of a decision where there were dead letters: they are what has gone',
    before: shop(own),
    after: shop('{ no dead-letters }'),
    says: ['- Removes the only dead-letter queue of Ledger.'],
  },
  {
    name: 'nothing of the reason of a decision',
    before: shop('{ no dead-letters because "small" }'),
    after: shop('{ no dead-letters because "cheap" }'),
    says: [],
  },
  {
    name: 'of two handlers at one queue, each for itself',
    before: handlers('with dead-letters to Failed after 3 attempts', 'with dead-letters to Failed after 4 attempts'),
    after: handlers('with dead-letters to Failed after 3 attempts', 'with dead-letters to Failed after 5 attempts'),
    says: ['~ All for Books parks after 5 attempts now; it was 4.'],
  },
  {
    name: 'a queue that nobody reads gives up',
    before: 'queue Idle : rabbitmq',
    after: 'queue Idle : rabbitmq { drops after 3 attempts }',
    says: ['~ Idle gives up after 3 attempts now.'],
    at: ['after: drops after 3 attempts'],
  },
  {
    name: 'a queue that nobody reads gives up later, or no longer',
    before: 'queue Idle { drops after 3 attempts }\nqueue Other { drops after 1 attempt }',
    after: 'queue Idle { drops after 1 attempt }\nqueue Other',
    says: ['~ Idle gives up after 1 attempt now; it was 3.', '~ Other no longer gives up after 1 attempt.'],
    at: ['after: drops after 1 attempt', 'after: queue Other'],
  },
  {
    name: 'nothing of giving up where there were or are dead letters',
    before: 'queue Idle { drops after 3 attempts }\nqueue Other { dead-letters after 2 attempts }',
    after: 'queue Idle { dead-letters after 2 attempts }\nqueue Other { drops after 3 attempts }',
    says: ['+ Gives Idle a dead-letter queue: a queue of its own.', '- Removes the only dead-letter queue of Other.'],
  },
  {
    name: 'of a workflow, where its failed runs are put',
    before: 'orchestrator Run { step One waits 1h }\nqueue Failed',
    after: 'orchestrator Run { dead-letters to Failed after 2 attempts  step One waits 1h }\nqueue Failed',
    says: ['+ Gives Run a dead-letter queue: Failed.'],
  },
  {
    name: 'of a topic, for whom it is',
    before: fanned(''),
    after: fanned('with dead-letters to Failed after 3 attempts'),
    says: ['+ Gives All for Books a dead-letter queue: Failed (aws.sqs).'],
  },
  {
    name: 'of a topic, for whom it was',
    before: fanned('with dead-letters to Failed after 3 attempts'),
    after: fanned(''),
    says: ['- Removes the only dead-letter queue of All for Books.'],
  },
  {
    name: 'of a message that comes straight, who takes it',
    before: 'event Paid\nqueue Failed\nexternal Web { sends Paid to Books }\nservice Books : aws.lambda { on Paid { } }',
    after:
      'event Paid\nqueue Failed\nexternal Web { sends Paid to Books }\nservice Books : aws.lambda { on Paid with dead-letters to Failed after 2 attempts { } }',
    says: ['+ Gives Books a dead-letter queue: Failed.'],
  },
]);
