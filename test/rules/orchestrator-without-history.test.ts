import { testRule } from './runner.ts';

testRule('orchestrator-without-history', {
  valid: [
    {
      name: 'an alarm and a product that keeps the history',
      text: `
        service Shop { serves order { starts Order with key orderId } }
        orchestrator Order : aws.stepfunctions { alarm  step Note puts Rows }
        store Rows
      `,
    },
    {
      name: 'a workflow that is only called, and one of which nothing is written yet',
      text: `
        service Shop { serves order { calls Order } }
        orchestrator Order : aws.stepfunctions { step Note puts Rows }
        orchestrator Later : aws.stepfunctions.express
        store Rows
      `,
    },
  ],
  invalid: [
    {
      name: 'nobody told of a failed run',
      text: `
        service Shop { serves order { starts Order with key orderId } }
        orchestrator <|Order|> : aws.stepfunctions { step Note puts Rows }
        store Rows
      `,
      findings: [
        {
          message: 'unalarmed',
          severity: 'warning',
          data: { workflow: 'Order (aws.stepfunctions)' },
          fixes: [
            {
              title: 'Tell someone when a run of Order fails',
              output: `
                service Shop { serves order { starts Order with key orderId } }
                orchestrator Order : aws.stepfunctions { step Note puts Rows  alarm }
                store Rows
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a product that keeps no history',
      text: `
        service Shop { serves order { calls Order } }
        orchestrator <|Order|> : aws.stepfunctions.express { step Note puts Rows }
        store Rows
      `,
      findings: [
        {
          message: 'forgotten',
          fixes: [
            {
              title: 'Keep the history of Order',
              output: `
                service Shop { serves order { calls Order } }
                orchestrator Order : aws.stepfunctions.express { step Note puts Rows  retention 14d }
                store Rows
              `,
            },
          ],
        },
      ],
    },
  ],
});
