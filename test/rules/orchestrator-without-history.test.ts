import { testRule } from './runner.ts';

testRule('orchestrator-without-history', {
  valid: [
    {
      name: 'a workflow of our own with its progress in a store, and one that does not say where',
      text: `
        orchestrator Order : aws.ecs { keeps Progress in Runs  alarm  step Note puts Rows }
        orchestrator Other : aws.ecs { alarm  step Note puts Rows }
        store Rows
        store Runs
      `,
    },
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
    {
      name: 'a product that keeps no history by itself, told to keep one',
      text: `
        service Shop { serves order { starts Order with key orderId } }
        orchestrator Order : aws.stepfunctions.express { retention 14d  alarm  step Note puts Rows }
        store Rows
      `,
    },
    {
      name: 'no product yet, a product that keeps all it does, and one that is called and waits for an answer itself',
      text: `
        event Answered { key orderId }
        topic Answers : aws.sns
        service Shop { serves order { starts Order with key orderId  starts Other with key orderId  calls Ask with timeout 1m }  serves answer { publishes Answered to Answers } }
        orchestrator Order { alarm  step Note puts Rows }
        orchestrator Other : temporal { alarm  step Note puts Rows }
        orchestrator Ask : temporal { step Wait waits for Answered from Answers at most 30s }
        store Rows
      `,
    },
  ],
  invalid: [
    {
      name: 'a workflow of our own whose progress dies with it',
      text: `
        orchestrator <|Order|> : aws.ecs { keeps Progress in memory  step Note puts Rows }
        store Rows
      `,
      findings: [
        {
          message: 'volatile',
          text: 'Order (aws.ecs) keeps the progress of its runs on its instances only: after a restart nobody can tell how far they had come. Keep it in a store (`keeps Progress in …`).',
          related: ['Progress dies with its instance'],
          fixes: [
            {
              title: 'Keep Progress in a store',
              output: `
                orchestrator Order : aws.ecs { keeps Progress in ProgressStore  alarm  step Note puts Rows }
                store ProgressStore { owned by Order }
                store Rows
              `,
            },
          ],
        },
      ],
    },
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
          text: 'Nobody is told when a run of Order (aws.stepfunctions) fails, and nobody waits for its answer. Add an `alarm`.',
          severity: 'warning',
          data: { workflow: 'Order (aws.stepfunctions)' },
          fixes: [
            {
              title: 'Tell someone when a run of Order fails',
              safe: true,
              output: `
                service Shop { serves order { starts Order with key orderId } }
                orchestrator Order : aws.stepfunctions { alarm  step Note puts Rows }
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
          text: 'Order (aws.stepfunctions.express) keeps no history of its runs: what failed last night cannot be looked up. Log its runs and say how long they are kept, `retention 14d`.',
          fixes: [
            {
              title: 'Keep the history of Order',
              output: `
                service Shop { serves order { calls Order } }
                orchestrator Order : aws.stepfunctions.express { retention 14d  step Note puts Rows }
                store Rows
              `,
            },
          ],
        },
      ],
    },
    ...['', '/** Both at once. */ '].map((comment) => ({
      name: `steps in lines of their own ${comment}`,
      text: `
        service Shop { serves order { starts Order with key orderId } }
        orchestrator <|Order|> : aws.stepfunctions.express {
          subscribes to Orders
          ${comment}parallel { step Note puts Rows  step More reads Rows }
        }
        topic Orders
        store Rows
      `,
      findings: [
        {
          message: 'forgotten',
          fixes: [
            {
              title: 'Keep the history of Order',
              output: `
                service Shop { serves order { starts Order with key orderId } }
                orchestrator Order : aws.stepfunctions.express {
                  subscribes to Orders
                  retention 14d
                  alarm
                  ${comment}parallel { step Note puts Rows  step More reads Rows }
                }
                topic Orders
                store Rows
              `,
            },
          ],
        },
      ],
    })),
    {
      name: 'a comment about the first step',
      text: `
        service Shop { serves order { starts Order with key orderId } }
        orchestrator <|Order|> : aws.stepfunctions {
          // Once a day is enough.
          step Note puts Rows
        }
        store Rows
      `,
      findings: [
        {
          message: 'unalarmed',
          fixes: [
            {
              title: 'Tell someone when a run of Order fails',
              safe: true,
              output: `
                service Shop { serves order { starts Order with key orderId } }
                orchestrator Order : aws.stepfunctions {
                  // Once a day is enough.
                  step Note puts Rows
                  alarm
                }
                store Rows
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'called, and begun otherwise as well: by a message, by a start, by the clock',
      text: `
        event Placed { key orderId }
        topic Orders : aws.sns
        service Shop { serves order { publishes Placed to Orders  calls A with timeout 1m  calls B with timeout 1m  calls C with timeout 1m  starts B with key orderId } }
        orchestrator <|A|> : aws.stepfunctions { subscribes to Orders with key orderId  step Note puts Rows }
        orchestrator <|B|> : aws.stepfunctions { step Note puts Rows }
        orchestrator <|C|> : aws.stepfunctions { every 1d  step Note puts Rows }
        store Rows
      `,
      findings: [{ message: 'unalarmed' }, { message: 'unalarmed' }, { message: 'unalarmed' }],
    },
  ],
});
