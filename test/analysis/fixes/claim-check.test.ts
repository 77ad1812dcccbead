/** What is too large to be sent is stored, and only a reference is sent. */
import assert from 'node:assert/strict';
import { claimCheck } from '../../../analysis/fixes/claim-check.ts';
import { designOf, type Texts } from '../../support/design.ts';
import { assertOffers, type Changes } from '../../support/fixes.ts';

interface Row {
  readonly name: string;
  /** With a message Photo that is too large for Q. */
  readonly text: Texts;
  /** Absent where nothing is offered. */
  readonly becomes?: Changes;
  readonly store?: string;
}

const photo = 'event Photo { key id  size 5MB }\n';
const shop = 'service Shop { serves add { sends Photo to Q } }\n';
const album = 'service Album { on Photo from Q { puts Rows } }\nstore Rows\n';
const stored = (technology = ''): string => `\nstore PhotoBodies${technology} { key id  sends Photo to Q }`;
const small: Changes = { 'size 5MB': 'size 1KB' };
const put: Changes = { 'sends Photo to Q } }': `puts PhotoBodies } }${stored()}` };
const read: Changes = { '{ puts Rows }': '{ reads PhotoBodies  puts Rows }' };

const rows: readonly Row[] = [
  { name: 'in a store that tells of it', text: `${photo}${shop}queue Q\n${album}`, becomes: { ...small, ...put, ...read } },
  {
    name: 'in a bucket of the same family',
    text: `${photo}${shop}queue Q : aws.sqs\n${album}`,
    becomes: { ...small, ...read, 'sends Photo to Q } }': `puts PhotoBodies } }${stored(' : aws.s3')}` },
  },
  {
    name: 'in a bucket of another family',
    text: `${photo}${shop}queue Q : azure.servicebus\n${album}`,
    becomes: { ...small, ...read, 'sends Photo to Q } }': `puts PhotoBodies } }${stored(' : azure.blob')}` },
  },
  {
    name: 'in a store of no product where the family has no bucket',
    text: `${photo}${shop}queue Q : rabbitmq\n${album}`,
    becomes: { ...small, ...put, ...read },
  },
  {
    name: 'in a bucket that ships, not in one of the project’s own',
    text: `technology aws.own is store like aws.s3\n${photo}${shop}queue Q : aws.sqs\n${album}`,
    becomes: { ...small, ...read, 'sends Photo to Q } }': `puts PhotoBodies } }${stored(' : aws.s3')}` },
  },
  {
    name: 'under a name that is free',
    text: `${photo}${shop}queue Q\n${album}store PhotoBodies`,
    store: 'PhotoBodies2',
    becomes: {
      'size 5MB': 'size 1KB',
      'sends Photo to Q } }': 'puts PhotoBodies2 } }\nstore PhotoBodies2 { key id  sends Photo to Q }',
      '{ puts Rows }': '{ reads PhotoBodies2  puts Rows }',
    },
  },
  {
    name: 'without a key where the message has none',
    text: `event Photo { size 5MB }\n${shop}queue Q\n${album}`,
    becomes: { ...small, ...read, 'sends Photo to Q } }': 'puts PhotoBodies } }\nstore PhotoBodies { sends Photo to Q }' },
  },
  {
    name: 'by all of a key',
    text: `event Photo { key album + id  size 1.5GB }\n${shop}queue Q\n${album}`,
    becomes: {
      'size 1.5GB': 'size 1KB',
      'sends Photo to Q } }': 'puts PhotoBodies } }\nstore PhotoBodies { key album + id  sends Photo to Q }',
      '{ puts Rows }': '{ reads PhotoBodies  puts Rows }',
    },
  },
  {
    name: 'and published as it was',
    text: `${photo}service Shop { serves add { publishes Photo } }\ntopic Q\n${album}`,
    becomes: {
      ...small,
      ...read,
      'publishes Photo } }': 'puts PhotoBodies } }\nstore PhotoBodies { key id  publishes Photo }',
    },
  },
  {
    name: 'as often as it was sent',
    text: `${photo}service Shop { sends Photo to Q at 5..50/s }\nqueue Q\n${album}`,
    becomes: {
      'size 5MB': 'size 1KB',
      'sends Photo to Q at 5..50/s }': `puts PhotoBodies at 5..50/s }${stored()}`,
      '{ puts Rows }': '{ reads PhotoBodies  puts Rows }',
    },
  },
  {
    name: 'by all who send it, the store behind the first',
    text: `${photo}${shop}service Camera {\n  serves shoot { puts Rows  sends Photo to Q }\n}\nqueue Q\n${album}`,
    becomes: {
      'size 5MB': 'size 1KB',
      'add { sends Photo to Q } }': `add { puts PhotoBodies } }${stored()}`,
      'puts Rows  sends Photo to Q': 'puts Rows  puts PhotoBodies',
      'from Q { puts Rows }': 'from Q { reads PhotoBodies  puts Rows }',
    },
  },
  {
    name: 'by a workflow',
    text: `${photo}orchestrator Shop { step Add sends Photo to Q }\nqueue Q\n${album}`,
    becomes: { ...small, ...read, 'sends Photo to Q }': `puts PhotoBodies }${stored()}` },
  },
  {
    name: 'and read on a line of its own where the others are',
    text: `${photo}${shop}queue Q\nservice Album {\n  on Photo from Q {\n    // as it comes\n    puts Rows\n  }\n}\nstore Rows`,
    becomes: { ...small, ...put, '    // as it comes': '    reads PhotoBodies\n    // as it comes' },
  },
  {
    name: 'and read by who does nothing else',
    text: `${photo}${shop}queue Q\nservice Album { on Photo from Q { } }`,
    becomes: { ...small, ...put, 'from Q { }': 'from Q { reads PhotoBodies }' },
  },
  {
    name: 'and read in a body without blanks',
    text: `${photo}${shop}queue Q\nservice Album { on Photo from Q {puts Rows} }\nstore Rows`,
    becomes: { ...small, ...put, '{puts Rows}': '{reads PhotoBodies  puts Rows}' },
  },
  {
    name: 'and read by all who take it, also with others, and by nobody else',
    text: `event Note { key id }\n${photo}${shop}queue Q\nservice Album { on all of Photo, Note { puts Rows }  on Note { deletes Rows }  on Photo from Q }\nstore Rows`,
    becomes: { ...small, ...put, ...read },
  },
  {
    name: 'and not read in another system, which does not know the store',
    text: `system shop { ${photo.trim()} queue Q  ${shop.trim()} }\nsystem far { service Album { on shop.Photo from shop.Q { puts Rows } } store Rows }`,
    becomes: {
      'size 5MB': 'size 1KB',
      'sends Photo to Q } } }': 'puts PhotoBodies } }  store PhotoBodies { key id  sends Photo to Q } }',
    },
  },
  {
    name: 'and sent into another system',
    text: `system shop { ${photo.trim()} service Shop { serves add { sends Photo to far.Q } } }\nsystem far { queue Q }`,
    becomes: {
      'size 5MB': 'size 1KB',
      'sends Photo to far.Q } } }': 'puts PhotoBodies } }  store PhotoBodies { key id  sends Photo to far.Q } }',
    },
  },
  {
    name: 'beside what else is sent',
    text: `event Note { key id }\n${photo}${shop}queue Q\n${album}service Desk { serves tell { publishes Note } }`,
    becomes: { ...small, ...put, ...read },
  },
  {
    name: 'by an actor, whatever the blanks',
    text: `event Photo { key id  size  900B }\nactor Shop { sends Photo to Q  at  5/s }\nqueue Q\n${album}`,
    becomes: { 'size  900B': 'size 1KB', 'sends Photo to Q  at  5/s }': `puts PhotoBodies  at  5/s }${stored()}`, ...read },
  },
  {
    name: 'and not read by an operation that takes it',
    text: `${photo}${shop}queue Q\n${album}service Desk { serves show(Photo) { reads Rows } }`,
    becomes: { ...small, ...put, ...read },
  },
  {
    name: 'and read on the line of the first of several',
    text: `${photo}${shop}queue Q\nservice Album { on Photo from Q { puts Rows\n  deletes Rows } }\nstore Rows`,
    becomes: { ...small, ...put, '{ puts Rows\n': '{ reads PhotoBodies  puts Rows\n' },
  },
  {
    name: 'not where one sends it somewhere and another publishes it',
    text: `${photo}service Shop { serves add { sends Photo } }\nservice Camera { serves shoot { publishes Photo } }\nqueue Q`,
  },
  { name: 'not where nobody sends it', text: `${photo}queue Q\n${album}` },
  { name: 'not where nobody says how large it is', text: `event Photo { key id }\n${shop}queue Q\n${album}` },
  { name: 'not where it comes in order', text: `event Photo { key id  ordered by id  size 5MB }\n${shop}queue Q\n${album}` },
  { name: 'not where a client sends it', text: `${photo}external Shop { sends Photo to Q }\nqueue Q\n${album}` },
  {
    name: 'not where it is sent with options',
    text: `${photo}service Shop { serves add { sends Photo to Q with delay 5s } }\nqueue Q\n${album}`,
  },
  {
    name: 'not where it goes through an outbox',
    text: `${photo}service Shop { serves add { puts Rows  publishes Photo to Q via outbox Rows } }\ntopic Q\n${album}`,
  },
  {
    name: 'not where it undoes something',
    text: `${photo}orchestrator Shop { step Add puts Rows undo { sends Photo to Q } }\nqueue Q\n${album}`,
  },
  {
    name: 'not where a workflow waits for it',
    text: `${photo}service Shop { serves add { sends Photo to Q } }\norchestrator Q { step Wait waits for Photo at most 1d }`,
  },
  {
    name: 'not where it is sent to several places',
    text: `${photo}${shop}service Camera { serves shoot { sends Photo to Other } }\nqueue Q\nqueue Other\n${album}`,
  },
  {
    name: 'not where one sends and another publishes',
    text: `${photo}service Shop { serves add { sends Photo to Album } }\nservice Camera { serves shoot { publishes Photo } }\nqueue Q\nservice Album { on Photo { puts Rows } }\nstore Rows`,
  },
  {
    name: 'not where another system sends it, too',
    text: `system shop { ${photo.trim()} queue Q  ${shop.trim()} }\nsystem far { service Camera { serves shoot { sends shop.Photo to shop.Q } } }`,
  },
];

describe('what is too large is stored', () => {
  for (const { name, text, becomes, store = 'PhotoBodies' } of rows)
    it(name, async () => {
      const design = await designOf(text);
      assert.deepEqual(design.problems, []);
      const message = design.messages.find((one) => one.name === 'Photo');
      const place = design.elements.find((one) => one.name === 'Q');
      assert.ok(message && place);
      const title = `Store the body of Photo in a new store ${store}, and send a reference`;
      await assertOffers(text, claimCheck(design, message, place), becomes ? [{ title, becomes }] : []);
    });
});
