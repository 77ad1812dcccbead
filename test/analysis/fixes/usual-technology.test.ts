/** The product that a system uses already. */
import assert from 'node:assert/strict';
import { usualTechnology } from '../../../analysis/fixes/usual-technology.ts';
import type { ElementKind } from '../../../language/model/design.ts';
import { designOf, type Texts } from '../../support/design.ts';

const rows: readonly {
  readonly name: string;
  readonly text: Texts;
  readonly kinds: readonly ElementKind[];
  readonly usual: string | undefined;
}[] = [
  { name: 'the first in the text', text: 'queue A : rabbitmq\nqueue B : aws.sqs', kinds: ['queue'], usual: 'rabbitmq' },
  { name: 'the first that is said', text: 'queue A\nqueue B : aws.sqs', kinds: ['queue'], usual: 'aws.sqs' },
  { name: 'none of another kind', text: 'topic A : aws.sns', kinds: ['queue'], usual: undefined },
  { name: 'none where there is none', text: 'queue A', kinds: ['queue'], usual: undefined },
  {
    name: 'the first of either kind',
    text: 'bus A : aws.eventbridge\ntopic B : aws.sns',
    kinds: ['topic', 'bus'],
    usual: 'aws.eventbridge',
  },
  { name: 'the other kind where there is only that', text: 'bus A : aws.eventbridge', kinds: ['topic', 'bus'], usual: 'aws.eventbridge' },
  { name: 'none of another system', text: 'system other { queue A : rabbitmq }\nqueue B : aws.sqs', kinds: ['queue'], usual: 'aws.sqs' },
  {
    name: 'the first in the order of the files',
    text: { 'a.arch': 'system s { store R }', 'b.arch': 'system s { queue A : rabbitmq }', 'c.arch': 'system s { queue B : aws.sqs }' },
    kinds: ['queue'],
    usual: 'rabbitmq',
  },
  { name: 'none that is not known', text: 'queue A : nobodys.queue', kinds: ['queue'], usual: undefined },
  {
    name: 'one that the project declares',
    text: 'technology house is queue like aws.sqs\nqueue A : house',
    kinds: ['queue'],
    usual: 'house',
  },
];

describe('the usual technology is', () => {
  for (const { name, text, kinds, usual } of rows)
    it(name, async () => {
      const design = await designOf(text);
      // In the system that is declared last: the one that the text is about.
      const system = design.elements.at(-1)?.system;
      assert.ok(system);
      assert.equal(usualTechnology(design, system, ...kinds)?.name, usual);
    });
});
