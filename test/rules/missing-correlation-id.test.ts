import assert from 'node:assert/strict';
import { defaultConfig } from '../../analysis/config.ts';
import { analyze } from '../../analysis/engine.ts';
import { placedIn, Whole } from '../../analysis/questions.ts';
import { designOf, testRoot } from '../support/design.ts';
import { testRule } from './runner.ts';

const flow = (
  correlation: string,
  technology = 'aws.sns',
  first = 'publishes A to T',
  c = 'event C { key id }',
): string => `${correlation}event A { key id }
event B { key id }
${c}
topic T : ${technology}
service S1 : aws.lambda { serves a { ${first} } }
service S2 : aws.lambda { on A from T { publishes B to T } }
service S3 : aws.lambda { on B from T { publishes C to T } }
service S4 : aws.lambda { on C from T }
`;

testRule('missing-correlation-id', {
  valid: [
    { name: 'said once for the file', text: flow('correlation traceId\n\n') },
    {
      name: 'a single hop',
      text: `event A { key id }\ntopic T : aws.sns\nservice S : aws.lambda { serves a { publishes A to T } }\nservice R : aws.lambda { on A from T }`,
    },
    {
      name: 'the product hands the trace on',
      text: `technology traced.topic is topic like aws.sns { traced }\n${flow('', 'traced.topic')}`,
    },
    {
      name: 'messages that each carry one, and a change of a store between them',
      text: `
        event A { key id  correlation x }
        event B { key id  correlation x }
        topic T
        store Rows { publishes B to T }
        service S1 { serves a { publishes A to T } }
        service S2 { on A from T { puts Rows } }
        service S3 { on B from T }
      `,
    },
    {
      name: 'channels behind each other that hand the trace on',
      text: `
        technology traced is topic, queue { traced }
        event A { key id }
        event B { key id }
        topic T : traced
        queue Q : traced { subscribes to T }
        service S1 { serves a { publishes A to T } }
        service S2 { on A from Q { publishes B to T } }
        service S3 { on B from T }
      `,
    },
  ],
  invalid: [
    {
      name: 'three hops',
      text: flow('', 'aws.sns', '<|publishes A to T|>'),
      findings: [
        {
          message: 'lost',
          text: 'One A cannot be followed past T: A carries no correlation id. Say `correlation traceId` once in the system, and hand it on in every handler.',
          data: { flow: 'A', place: 'T', message: 'A' },
          severity: 'warning',
          related: 3,
          fixes: [{ title: 'Let all messages of this file carry a traceId', output: flow('correlation traceId\n\n') }],
        },
      ],
    },
    {
      name: 'two hops matter less',
      text: `system s {
        event A { key id correlation x }
        event B { key id }
        topic T : aws.sns
        service S1 : aws.lambda { serves a { <|publishes A to T|> } }
        service S2 : aws.lambda { on A from T { publishes B to T } }
        service S3 : aws.lambda { on B from T }
      }`,
      findings: [{ message: 'lost', related: ['A goes on to S2', 'B goes on to S3'], data: { message: 'B' }, severity: 'info' }],
    },
    {
      name: 'a product that hands the trace on to one that does not',
      text: `
        technology traced.topic is topic like aws.sns { traced }
        event A { key id }
        event B { key id }
        topic T : traced.topic
        queue Q : aws.sqs
        service S1 : aws.lambda { serves a { <|publishes A to T|> } }
        service S2 : aws.lambda { on A from T { sends B to Q } }
        service S3 : aws.lambda { on B from Q }
      `,
      findings: [
        {
          message: 'lost',
          related: ['A goes on to S2', 'B goes on to S3'],
          severity: 'info',
          data: { flow: 'A', place: 'Q', message: 'B' },
        },
      ],
    },
    {
      name: 'a message that is handed on by a product that traces and by one that does not, and one that is sent straight',
      text: `
        technology traced.topic is topic like aws.sns { traced }
        event A { key id }
        event B { key id }
        topic T : traced.topic
        queue Q : aws.sqs { subscribes to T }
        service S1 : aws.lambda { serves a { <|publishes A to T|> } }
        service S2 : aws.lambda { on A from Q { sends B to S3 } }
        service S3 : aws.lambda { on B }
      `,
      findings: [{ message: 'lost', data: { message: 'A', place: 'T' } }],
    },
    {
      name: 'a message that is sent straight, over three hops: there is no channel to name',
      text: `
        event A { key id }
        event B { key id }
        event C { key id }
        service S1 : aws.lambda { serves a { <|sends A to S2|> } }
        service S2 : aws.lambda { on A { sends B to S3 } }
        service S3 : aws.lambda { on B { sends C to S4 } }
        service S4 : aws.lambda { on C }
      `,
      findings: [{ message: 'lost', data: { place: 'S1.a' } }],
    },
    {
      name: 'a system in two files: the field goes into the first',
      text: {
        'a.arch': 'system shop { event A { key id }  event B { key id }  event C { key id } }',
        'b.arch': `
          system shop {
            topic T : aws.sns
            service S1 : aws.lambda { serves a { <|publishes A to T|> } }
            service S2 : aws.lambda { on A from T { publishes B to T } }
            service S3 : aws.lambda { on B from T { publishes C to T } }
            service S4 : aws.lambda { on C from T }
          }
        `,
      },
      findings: [
        {
          message: 'lost',
          fixes: [
            {
              title: 'Let all messages of shop carry a traceId',
              output: {
                'a.arch': 'system shop { event A { key id }  event B { key id }  event C { key id }  correlation traceId }',
              },
            },
          ],
        },
      ],
    },
    {
      name: 'a product that hands the trace on, and a channel behind it that does not',
      text: `
        technology traced is topic { traced }
        event A { key id }
        event B { key id }
        topic T : traced
        topic U { subscribes to T }
        service S1 { serves a { <|publishes A to T|> } }
        service S2 { on A from U { publishes B to T } }
        service S3 { on B from T }
      `,
      findings: [{ message: 'lost', data: { message: 'A', place: 'T' } }],
    },
    {
      name: 'a system in two files, whichever is read first',
      text: {
        'b.arch': `
          system shop {
            topic T
            service S1 { serves a { <|publishes A to T|> } }
            service S2 { on A from T { publishes B to T } }
            service S3 { on B from T }
          }
        `,
        'a.arch': 'system shop { event A { key id }  event B { key id } }',
      },
      findings: [
        {
          message: 'lost',
          fixes: [
            {
              title: 'Let all messages of shop carry a traceId',
              output: { 'a.arch': 'system shop { event A { key id }  event B { key id }  correlation traceId }' },
            },
          ],
        },
      ],
    },
  ],
});

describe('missing-correlation-id, of a part of a system that is looked at for itself,', () => {
  const texts = {
    'c.arch': 'system shop { store Others }',
    'b.arch': `system shop {
      event A { key id }
      event B { key id }
      topic T
      service S1 { serves a { publishes A to T } }
      service S2 { on A from T { publishes B to T } }
      service S3 { on B from T }
    }`,
    'a.arch': 'system shop { store Rows }',
  };
  const names = Object.keys(texts) as (keyof typeof texts)[];

  for (const order of [names, names.toReversed(), ['b.arch', 'a.arch', 'c.arch'] as const]) {
    it(`puts the field into the first file of all, read as ${order.join(', ')}`, async () => {
      const parts = await Promise.all(order.map((name) => designOf({ [name]: texts[name] })));
      const flow = parts[order.indexOf('b.arch')];
      assert.ok(flow);
      const findings = analyze(placedIn(new Whole(parts), flow), defaultConfig(testRoot));
      const lost = findings.filter(({ rule }) => rule === 'missing-correlation-id');
      assert.deepEqual(
        lost.map(({ fixes }) => fixes[0]?.edits.map(({ uri, text }) => [uri, text.trim()])),
        [[[`${testRoot}/a.arch`, 'correlation traceId']]],
      );
    });
  }
});
