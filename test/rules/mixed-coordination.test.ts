import { testRule } from './runner.ts';

const design = (warehouse: string): string => `event Reserved { key id }
topic T : aws.sns
store Parcels : aws.dynamodb { key id }
orchestrator W : aws.stepfunctions {
  step Reserve calls Stock.reserve with timeout 1s, 1 retry
  step Pack calls Warehouse.pack with timeout 1s, 1 retry
}
service Stock : aws.lambda { serves reserve { publishes Reserved to T } }
${warehouse}`;

testRule('mixed-coordination', {
  valid: [
    {
      name: 'another service reacts',
      text: design(
        'service Warehouse : aws.lambda { serves pack { puts Parcels } }\nservice Stats : aws.lambda { on Reserved from T { puts Parcels } }',
      ),
    },
    {
      name: 'the reaction is another matter',
      text: `store Log : aws.dynamodb\n${design('service Warehouse : aws.lambda {\n  serves pack { puts Parcels }\n  on Reserved from T { appends Log }\n}')}`,
    },
    {
      name: 'a callback',
      text: design(
        'service Warehouse : aws.lambda {\n  serves pack { puts Parcels }\n  on Reserved from T { puts Parcels  sends Reserved to W }\n}',
      ),
    },
  ],
  invalid: [
    {
      name: 'directed and reacting',
      text: design('service Warehouse : aws.lambda {\n  serves pack { puts Parcels }\n  <|on Reserved from T|> { puts Parcels }\n}'),
      findings: [
        {
          message: 'both',
          data: { service: 'Warehouse', step: 'Pack', workflow: 'W', message: 'Reserved' },
          severity: 'warning',
          related: 2,
        },
      ],
    },
  ],
});
