import { testRule } from './runner.ts';

/** A workflow of a technology with this body, and what it calls. */
function workflow(technology: string, body: string): string {
  return [
    `orchestrator Run : ${technology} { alarm  retention 14d  ${body} }`,
    'orchestrator Item : aws.stepfunctions { alarm  step Do calls Work.do }',
    'event Answered { key orderId }',
    'service Work { serves do  publishes Answered to Answers }',
    'topic Answers : aws.sns',
    '',
  ].join('\n');
}

testRule('workflow-limit-exceeded', {
  valid: [
    { name: 'a wait where waits are allowed', text: workflow('aws.stepfunctions', 'step A waits for Answered from Answers at most 30d') },
    {
      name: 'a timer within the time of a run',
      text: workflow('aws.stepfunctions.express', 'step A waits 1m  step B calls Work.do with timeout 30s'),
    },
    {
      name: 'items that are runs of their own',
      text: workflow('aws.stepfunctions', 'each "tile" at most 9000 with concurrency 1000 { step A calls Item }'),
    },
    {
      name: 'few enough items',
      text: workflow('aws.stepfunctions', 'each "line" at most 1000 with concurrency 40 { step A calls Work.do }'),
    },
    {
      name: 'a last step that is retried until it is through',
      text: workflow('aws.stepfunctions', 'step A calls Work.do with timeout 5s, unlimited retries exponential'),
    },
    { name: 'items that nobody counts', text: workflow('aws.stepfunctions', 'each "line" { step A calls Work.do }') },
    {
      name: 'a product whose limits nobody knows',
      text: workflow('cadence', 'each "line" at most 90000 with concurrency 900 { step A calls Work.do }'),
    },
    {
      name: 'a step, and steps together, that take just as long as a run may; an undo, which is no step',
      text: [
        workflow('aws.stepfunctions.express', 'step A waits 5m'),
        'orchestrator Two : aws.stepfunctions.express { alarm  step A calls Work.do with timeout 2m  step B calls Work.do with timeout 3m }',
        'orchestrator Undo : aws.stepfunctions.express { alarm  step A calls Work.do with timeout 30s undo { step B calls Work.do with timeout 10m } }',
      ].join('\n'),
    },
    {
      name: 'just as many entries as the history holds',
      text: workflow('aws.stepfunctions', 'each "line" at most 5000 { step A calls Work.do }'),
    },
  ],
  invalid: [
    {
      name: 'a wait for a message where the product has none',
      text: workflow('aws.stepfunctions.express', 'step <|A|> waits for Answered from Answers at most 1m'),
      findings: [
        {
          message: 'wait',
          text: 'Run (aws.stepfunctions.express) cannot wait for messages, and A does. Take a product that can.',
          severity: 'error',
          data: { workflow: 'Run (aws.stepfunctions.express)', step: 'A' },
          fixes: [
            {
              title: 'Run it on aws.stepfunctions',
              output: workflow('aws.stepfunctions', 'step A waits for Answered from Answers at most 1m'),
            },
          ],
        },
      ],
    },
    {
      name: 'a step that takes longer than a run may',
      text: workflow('aws.stepfunctions.express', 'step <|A|> waits 10m  step <|B|> calls Work.do with timeout 1h'),
      findings: [
        {
          message: 'duration',
          text: 'A run of Run (aws.stepfunctions.express) lasts 5m at most, and A alone can take 10m. Take a product that runs longer, or bound the step.',
          data: { step: 'A', limit: '5m', needed: '10m' },
        },
        { message: 'duration', data: { needed: '1h' } },
      ],
    },
    {
      name: 'steps that together take longer than a run may, when each try uses up its time',
      text: workflow(
        'aws.stepfunctions.express',
        'step A calls Work.do with timeout 1m, 2 retries exponential  step B calls Work.do with timeout 3m',
      ).replace('orchestrator Run', 'orchestrator <|Run|>'),
      findings: [
        {
          message: 'total',
          text: 'A run of Run (aws.stepfunctions.express) lasts 5m at most, and its steps together can take 6m: it is cut off in the middle. Take a product that runs longer, or bound the steps.',
          severity: 'warning',
          data: { limit: '5m', needed: '6m' },
        },
      ],
    },
    {
      name: 'more items at a time than the product runs',
      text: workflow('aws.stepfunctions', '<|each "line" at most 100 with concurrency 200|> { step A calls Work.do }'),
      findings: [
        {
          message: 'concurrency',
          text: 'Run (aws.stepfunctions) runs 40 items of an `each` at a time, not 200. Ask for 40, or let each item be a run of its own.',
          data: { limit: 40, needed: 200 },
          fixes: [
            {
              title: 'Run 40 at a time',
              output: workflow('aws.stepfunctions', 'each "line" at most 100 with concurrency 40 { step A calls Work.do }'),
            },
          ],
        },
      ],
    },
    {
      name: 'more steps than the history holds',
      options: { eventsPerStep: 4 },
      text: workflow(
        'aws.stepfunctions',
        'when "many" { <|each "line" at most 4000|> { step A calls Work.do  parallel { step B calls Work.do } } } otherwise { step C calls Work.do }',
      ),
      findings: [
        {
          message: 'history',
          text: 'Run (aws.stepfunctions) allows 25000 entries in a run’s history, and 32000 come about where each line leaves some. Let each be a run of its own, by a step that calls a workflow.',
          data: { limit: 25000, needed: 32000, item: 'line' },
        },
      ],
    },
    {
      name: 'a wait of more than a year',
      text: workflow('aws.stepfunctions', 'step <|A|> waits 400d'),
      findings: [{ message: 'duration', severity: 'error', data: { limit: '365d', needed: '400d' } }],
    },
    {
      name: 'more runs of their own at a time than the product starts',
      text: workflow('aws.stepfunctions', '<|each "tile" at most 90000 with concurrency 20000|> { step A calls Item }'),
      findings: [{ message: 'concurrency', data: { limit: 10000, needed: 20000 } }],
    },
    {
      name: 'a product that runs no more items at a time by starting runs for them',
      text: workflow('aws.stepfunctions.express', '<|each "tile" with concurrency 100|> { step A calls Item }'),
      findings: [{ message: 'concurrency', data: { limit: 40, needed: 100 } }],
    },
    {
      name: 'a step that takes as long as a run may, and another after it',
      text: workflow('aws.stepfunctions.express', 'step A calls Work.do with timeout 5m  step B calls Work.do with timeout 1m').replace(
        'orchestrator Run',
        'orchestrator <|Run|>',
      ),
      findings: [
        {
          message: 'total',
          data: { needed: '6m' },
          fixes: [
            {
              title: 'Run it on aws.stepfunctions',
              output: workflow('aws.stepfunctions', 'step A calls Work.do with timeout 5m  step B calls Work.do with timeout 1m'),
            },
          ],
        },
      ],
    },
    ...(
      [
        ['step <|A|> waits 365d', true],
        ['step <|A|> waits 366d', false],
      ] as const
    ).map(([step, fits]) => ({
      name: `${step}, which the product of which this one is a variant ${fits ? 'just' : 'does not'} allow`,
      text: workflow('aws.stepfunctions.express', step),
      findings: [
        {
          message: 'duration',
          fixes: fits ? [{ title: 'Run it on aws.stepfunctions', output: workflow('aws.stepfunctions', 'step A waits 365d') }] : [],
        },
      ],
    })),
    {
      name: 'a house’s own engine, by its variants, of which the one for short runs is a part',
      text: `
        technology house.engine is orchestrator { alarm  retention 14d }
        technology house.engine.short is orchestrator { alarm  retention 14d  timeout 5m at most 5m }
        orchestrator Run : house.engine.short { step <|A|> waits 10m  step B calls Work.do }
        orchestrator <|Two|> : house.engine.short {
          step A calls Work.do with timeout 4m
          step B calls Work.do with timeout 4m
        }
        service Work { serves do }
      `,
      findings: [
        {
          message: 'duration',
          fixes: [
            {
              title: 'Run it on house.engine',
              output: `
                technology house.engine is orchestrator { alarm  retention 14d }
                technology house.engine.short is orchestrator { alarm  retention 14d  timeout 5m at most 5m }
                orchestrator Run : house.engine { step A waits 10m  step B calls Work.do }
                orchestrator Two : house.engine.short {
                  step A calls Work.do with timeout 4m
                  step B calls Work.do with timeout 4m
                }
                service Work { serves do }
              `,
            },
          ],
        },
        {
          message: 'total',
          fixes: [
            {
              title: 'Run it on house.engine',
              output: `
                technology house.engine is orchestrator { alarm  retention 14d }
                technology house.engine.short is orchestrator { alarm  retention 14d  timeout 5m at most 5m }
                orchestrator Run : house.engine.short { step A waits 10m  step B calls Work.do }
                orchestrator Two : house.engine {
                  step A calls Work.do with timeout 4m
                  step B calls Work.do with timeout 4m
                }
                service Work { serves do }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'more steps than the history holds: the larger of two lists is shown, and without a list the workflow',
      options: { eventsPerStep: 6_000 },
      text: [
        workflow('aws.stepfunctions', 'each "line" at most 2 { step A calls Work.do }  <|each "tile" at most 3|> { step B calls Work.do }'),
        'orchestrator <|Few|> : aws.stepfunctions { alarm  step A calls Work.do  step B calls Work.do  step C calls Work.do  step D calls Work.do  step E calls Work.do }',
      ].join('\n'),
      findings: [
        { message: 'history', data: { item: 'tile', needed: 30_000 } },
        { message: 'history', data: { item: 'step', needed: 30_000 } },
      ],
    },
    {
      name: 'items that are only partly runs of their own',
      text: workflow('aws.stepfunctions', '<|each "tile" with concurrency 100|> { step A calls Item  step B calls Work.do }'),
      findings: [{ message: 'concurrency', data: { limit: 40, needed: 100 } }],
    },
    {
      name: 'steps that do more with an item than to start a run for it',
      text: workflow(
        'aws.stepfunctions',
        '<|each "tile" at most 100 with concurrency 50|> { step A parallel { calls Item  calls Work.do } }',
      ),
      findings: [{ message: 'concurrency', data: { limit: 40, needed: 50 } }],
    },
    {
      name: 'a list that is a step itself, and a list of waits',
      text: workflow(
        'aws.stepfunctions',
        'step A <|each "tile" with concurrency 50|> { step B calls Work.do }  <|each "line" with concurrency  41|> { step C waits 1m }',
      ),
      findings: [
        { message: 'concurrency', data: { needed: 50 } },
        {
          message: 'concurrency',
          data: { needed: 41 },
          fixes: [
            {
              title: 'Run 40 at a time',
              output: workflow(
                'aws.stepfunctions',
                'step A each "tile" with concurrency 50 { step B calls Work.do }  each "line" with concurrency  40 { step C waits 1m }',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'items that can be runs of their own: what is done with each moves to a workflow',
      text: `
        orchestrator Run : aws.stepfunctions {
          alarm
          <|each "line" at most 6000|> {
            step A calls Work.do
            when "big" { step B
              calls Work.do }
          }
        }
        service Work { serves do }
      `,
      findings: [
        {
          message: 'history',
          data: { item: 'line', needed: 60_000 },
          fixes: [
            {
              title: 'Let each be a run of its own, of RunItem',
              output: `
                orchestrator Run : aws.stepfunctions {
                  alarm
                  each "line" at most 6000 { step A calls RunItem with timeout 1h, 1 retry exponential jitter }
                }
                orchestrator RunItem : aws.stepfunctions {
                  step A calls Work.do
                  when "big" { step B calls Work.do }
                  alarm
                }
                service Work { serves do }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'items whose steps are undone with the run, or go on elsewhere in it, and stay there',
      text: [
        workflow('aws.stepfunctions', '<|each "line" at most 6000|> { step A calls Work.do  step B calls Work.do undo Work.do }'),
        'orchestrator Two : aws.stepfunctions { alarm  <|each "line" at most 6000|> { step A calls Work.do  step B calls Work.do on failure C }  step C calls Work.do }',
        'orchestrator Three : aws.stepfunctions { alarm  <|each "box" at most 2|> { each "line" at most 6000 { step A calls Work.do undo Work.do } } }',
        'orchestrator Four : aws.stepfunctions { alarm  <|each "line" at most 6000|> { step A parallel { step B calls Work.do undo Work.do } } }',
      ].join('\n'),
      findings: [
        { message: 'history', fixes: [] },
        { message: 'history', fixes: [] },
        { message: 'history', data: { item: 'box', needed: 60_000 }, fixes: [] },
        { message: 'history', fixes: [] },
      ],
    },
    {
      name: 'the largest list, wherever it stands; a list that is a step',
      text: [
        workflow(
          'aws.stepfunctions',
          'each "line" at most 2000 { step A calls Work.do }  <|each "tile" at most 3000|> { step B calls Work.do }  each "pile" at most 1000 { step C calls Work.do }',
        ),
        'orchestrator Two : aws.stepfunctions { alarm  step All <|each "line" at most 6000|> { step A calls Work.do } }',
      ].join('\n'),
      findings: [
        { message: 'history', data: { item: 'tile', needed: 30_000 } },
        { message: 'history', data: { item: 'line', needed: 30_000 } },
      ],
    },
    ...(
      [
        [4, true],
        [5, false],
      ] as const
    ).map(([minutes, fits]) => {
      const design = (run: string, product: string): string => `
        technology house.engine is orchestrator { alarm  retention 14d  timeout 8m at most 8m }
        technology house.engine.short is orchestrator { alarm  retention 14d  timeout 5m at most 5m }
        orchestrator ${run} : ${product} {
          step A calls Work.do with timeout 4m
          step B calls Work.do with timeout ${minutes}m
        }
        service Work { serves do }
      `;
      return {
        name: `steps that take ${4 + minutes}m together, which the product of which this one is a variant ${fits ? 'just' : 'does not'} allow`,
        text: design('<|Run|>', 'house.engine.short'),
        findings: [{ message: 'total', fixes: fits ? [{ title: 'Run it on house.engine', output: design('Run', 'house.engine') }] : [] }],
      };
    }),
  ],
});
