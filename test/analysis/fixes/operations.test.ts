/** Operations that become handlers of messages, so that nobody waits for them. */
import assert from 'node:assert/strict';
import { canHandle, handlerInstead, sendInstead } from '../../../analysis/fixes/operations.ts';
import type { CallEffect, Design } from '../../../language/model/design.ts';
import { isCallEffect } from '../../../language/model/lookups.ts';
import { designOf, type Texts } from '../../support/design.ts';
import { assertEdits, assertOffers, type Changes } from '../../support/fixes.ts';

const calls = 'service Shop { serves order { calls Depot.pack } }\n';
const depot = (head = 'serves pack', body = 'puts Parcels', technology = ''): string =>
  `service Depot${technology} { ${head} { ${body} } }\nstore Parcels\nstore Sums\n`;

interface Row {
  readonly name: string;
  readonly text: Texts;
  /** Absent where nothing is offered. */
  readonly becomes?: Changes;
}

const queue = '{ dead-letters after 5 attempts  alarm }';

const rows: readonly Row[] = [
  {
    name: 'sends a command to a queue of its own',
    text: `${calls}${depot()}`,
    becomes: {
      'calls Depot.pack': 'sends Pack to PackQueue',
      'serves pack': 'on Pack from PackQueue',
      'puts Parcels } }': `puts Parcels } }\ncommand Pack\nqueue PackQueue ${queue}`,
    },
  },
  {
    name: 'to a queue of the usual product, which hides it for as long as the work may take',
    text: `${calls}${depot('serves pack', 'puts Parcels', ' : aws.lambda').replace('{ serves', '{ timeout 1m  serves')}queue Other : aws.sqs\n`,
    becomes: {
      'calls Depot.pack': 'sends Pack to PackQueue',
      'serves pack': 'on Pack from PackQueue',
      'puts Parcels } }':
        'puts Parcels } }\ncommand Pack\nqueue PackQueue : aws.sqs { visibility 6m  dead-letters after 5 attempts  alarm }',
    },
  },
  {
    name: 'to a queue that hides it for the time of the service, where nothing more is needed',
    text: `${calls}${depot().replace('{ serves', '{ timeout 1m  serves')}queue Other : aws.sqs\n`,
    becomes: {
      'calls Depot.pack': 'sends Pack to PackQueue',
      'serves pack': 'on Pack from PackQueue',
      'puts Parcels } }':
        'puts Parcels } }\ncommand Pack\nqueue PackQueue : aws.sqs { visibility 1m  dead-letters after 5 attempts  alarm }',
    },
  },
  {
    name: 'with the key by which a repeat is recognised',
    text: `${calls}${depot('serves pack idempotent by order + at', 'increments Sums')}`,
    becomes: {
      'calls Depot.pack': 'sends Pack to PackQueue',
      'serves pack idempotent': 'on Pack from PackQueue idempotent',
      'increments Sums } }': `increments Sums } }\ncommand Pack { key order + at }\nqueue PackQueue ${queue}`,
    },
  },
  {
    name: 'without a key where a repeat is recognised by anything',
    text: `${calls}${depot('serves pack idempotent', 'increments Sums')}`,
    becomes: {
      'calls Depot.pack': 'sends Pack to PackQueue',
      'serves pack idempotent': 'on Pack from PackQueue idempotent',
      'increments Sums } }': `increments Sums } }\ncommand Pack\nqueue PackQueue ${queue}`,
    },
  },
  {
    name: 'under names that are free',
    text: `${calls}${depot()}event Pack\nqueue Pack2Queue`,
    becomes: {
      'calls Depot.pack': 'sends Pack2 to Pack2Queue2',
      'serves pack': 'on Pack2 from Pack2Queue2',
      'puts Parcels } }': `puts Parcels } }\ncommand Pack2\nqueue Pack2Queue2 ${queue}`,
    },
  },
  {
    name: 'where nobody knows whether it is the same when it is done twice',
    text: `${calls}${depot('serves pack', 'writes Parcels')}`,
    becomes: {
      'calls Depot.pack': 'sends Pack to PackQueue',
      'serves pack': 'on Pack from PackQueue',
      'writes Parcels } }': `writes Parcels } }\ncommand Pack\nqueue PackQueue ${queue}`,
    },
  },
  { name: 'not what is not the same when it is done twice', text: `${calls}${depot('serves pack', 'increments Sums')}` },
  { name: 'not what takes a request', text: `command Request\n${calls}${depot('serves pack(Request)')}` },
  { name: 'not what must be done', text: `${calls}${depot('serves pack critical')}` },
  { name: 'not what may be left', text: `${calls}${depot('serves pack expendable')}` },
  { name: 'not what is read for its answer', text: `${calls}${depot('serves pack', 'reads Parcels  reads Sums')}` },
  { name: 'not what only answers', text: `${calls}${depot('serves pack safe')}` },
  { name: 'not what others call, too', text: `${calls}service Desk { serves order { calls Depot.pack } }\n${depot()}` },
  { name: 'not what an external does', text: `${calls}external Depot { serves pack }` },
  {
    name: 'not what is in another system',
    text: `system shop { service Shop { serves order { calls far.Depot.pack } } }\nsystem far { ${depot().replaceAll('\n', ' ')} }`,
  },
  {
    name: 'not what one of several may do',
    text: `service Shop { serves order { calls Depot } }\n${depot('serves pack { puts Sums }  serves send')}`,
  },
  {
    name: 'not what is done in place of something else',
    text: `service Shop { serves order { calls Depot.pack with fallback Other } }\nservice Other { serves pack { puts Sums } }\n${depot()}`,
  },
  { name: 'not a step, whose run waits for it', text: `orchestrator Shop { step Pack calls Depot.pack }\n${depot()}` },
  { name: 'not what calls back', text: `${calls}${depot('serves pack', 'calls Shop.order')}` },
  {
    name: 'not what sends back',
    text: `event Packed\nservice Shop { on Packed { calls Depot.pack } }\n${depot('serves pack', 'publishes Packed')}`,
  },
  {
    name: 'not what calls back by way of another',
    text: `${calls}${depot('serves pack', 'calls Third.go')}service Third { serves go { calls Shop.order } }`,
  },
];

function callOf(design: Design): CallEffect {
  const call = design.effects.find(isCallEffect);
  assert.ok(call);
  return call;
}

describe('instead of calling and waiting, one', () => {
  for (const { name, text, becomes } of rows)
    it(name.startsWith('not') ? `does not send ${name.slice(4)}` : name, async () => {
      const design = await designOf(text);
      assert.deepEqual(design.problems, []);
      const title = 'Let Shop send a command and not wait for Depot.pack';
      await assertOffers(text, sendInstead(design, callOf(design)), becomes ? [{ title, becomes }] : []);
    });

  it('lets what is plain and called once become a handler', async () => {
    const text = `${calls}service Depot { serves pack in 2s with timeout 5s { puts Parcels } }\nstore Parcels\nevent Pack\nqueue PackQueue`;
    const design = await designOf(text);
    const { activity, callees } = callOf(design);
    const [operation] = callees;
    assert.ok(operation);
    assert.ok(canHandle(design, operation, activity.element));
    assert.ok(!canHandle(design, activity, activity.element), 'Nobody calls it.');
    await assertEdits(text.replace('calls Depot.pack', 'reads Parcels'), [], {});
    const changed = text.replace('calls Depot.pack', 'reads Parcels');
    const other = await designOf(changed);
    const there = other.activities.find(({ name }) => name === 'pack');
    assert.ok(there);
    await assertEdits(changed, handlerInstead(other, there, 'Pack', 'PackQueue'), { 'serves pack in': 'on Pack from PackQueue in' });
  });
});
