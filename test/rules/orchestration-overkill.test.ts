import { testRule } from './runner.ts';

/** A workflow with this body, and two services that it may call. */
function workflow(body: string): string {
  return [
    `orchestrator Tell : temporal { ${body} }`,
    'event Answered { key orderId }',
    'service Mail { serves write  serves undo }',
    'service Count { serves add }',
    '',
  ].join('\n');
}

testRule('orchestration-overkill', {
  valid: [
    { name: 'a workflow without steps yet', text: workflow('alarm') },
    { name: 'three steps', text: workflow('step A calls Mail.write  step B calls Count.add  step C calls Mail.write') },
    { name: 'retries', text: workflow('step A calls Mail.write with 3 retries exponential  step B calls Count.add') },
    { name: 'an undo', text: workflow('step A calls Mail.write undo Mail.undo  step B calls Count.add') },
    { name: 'a failure that is handled', text: workflow('step A calls Mail.write on failure B  step B calls Count.add') },
    {
      name: 'what happens otherwise',
      text: `${workflow('step A calls Mail.write').replace(' }\n', ' } otherwise { step B calls Count.add }\n')}`,
    },
    { name: 'a choice', text: workflow('when "new" { step A calls Mail.write }') },
    { name: 'side by side', text: workflow('parallel { step A calls Mail.write  step B calls Count.add }') },
    { name: 'a wait for a person', text: workflow('step A calls Mail.write  step B waits for Answered at most 7d') },
    { name: 'a history that is wanted', text: workflow('retention 90d  step A calls Mail.write') },
    {
      name: 'three who are told, two of them of one team',
      text: `
        event Placed { key orderId }
        group sales {
          service Shop { serves order { starts Tell with key orderId } }
          orchestrator Tell : aws.stepfunctions { alarm  step One sends Placed to Mails  step Two sends Placed to Bills  step Three sends Placed to Parcels }
        }
        group mail { queue Mails : aws.sqs  service Mail { on Placed from Mails } }
        group finance { queue Bills : aws.sqs  service Billing { on Placed from Bills }  queue Parcels : aws.sqs  service Freight { on Placed from Parcels } }
      `,
    },
    {
      name: 'three who are told, of whom one message reaches two teams, and three of whom nobody says whose they are',
      text: `
        event Placed { key orderId }
        event Sent { key orderId }
        topic Orders : aws.sns
        group sales {
          service Shop { serves order { starts Tell with key orderId }  serves send { starts Inform with key orderId } }
          orchestrator Tell : aws.stepfunctions { alarm  step One publishes Placed to Orders  step Two sends Sent to Bills  step Three sends Sent to Parcels }
          orchestrator Inform : aws.stepfunctions { alarm  step One sends Sent to First  step Two sends Sent to Second  step Three sends Sent to Third }
        }
        group mail { service Mail { on Placed from Orders } }
        group post { service Post { on Placed from Orders } }
        group finance { queue Bills : aws.sqs  service Billing { on Sent from Bills } }
        group freight { queue Parcels : aws.sqs  service Freight { on Sent from Parcels } }
        queue First : aws.sqs
        queue Second : aws.sqs
        queue Third : aws.sqs
        service A { on Sent from First }
        service B { on Sent from Second }
        service C { on Sent from Third }
      `,
    },
    {
      name: 'a decision after the first step',
      text: `
        orchestrator W : aws.stepfunctions { step A calls S.run  when "large" { step B calls T.run } }
        service S { serves run }
        service T { serves run }
        service Shop { serves go { starts W } }
      `,
    },
  ],
  invalid: [
    {
      name: 'a workflow that an event begins',
      text: `
        event Placed { key orderId }
        topic Events : aws.sns
        service Shop { serves order { publishes Placed to Events } }
        /** Passes on. */
        orchestrator <|Tell|> : aws.stepfunctions {
          alarm
          subscribes to Events for Placed with key orderId
          step Write calls Mail.write
          step Count calls Statistics.count
        }
        service Mail { serves write in 20ms { puts Sent } }
        service Statistics { serves count }
        store Sent
      `,
      findings: [
        {
          message: 'forwards',
          text: 'Tell only passes on to Mail and Statistics: it decides, waits, retries and undoes nothing. An event that they subscribe to keeps them apart and lets others listen.',
          fixes: [
            {
              title: 'Let Mail and Statistics listen instead, without Tell',
              output: `
                event Placed { key orderId }
                topic Events : aws.sns
                service Shop { serves order { publishes Placed to Events } }
                service Mail { on Placed from Events in 20ms { puts Sent } }
                service Statistics { on Placed from Events }
                store Sent
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a workflow that is started',
      text: `
        system shop {
          service Shop { serves order { starts Tell with key orderId } }
          orchestrator <|Tell|> : aws.stepfunctions {
            step Write calls Mail.write
          }
          service Mail { serves write }
        }
      `,
      findings: [
        {
          message: 'forwards',
          fixes: [
            {
              title: 'Let Mail listen instead, without Tell',
              output: `
                system shop {
                  service Shop { serves order { publishes TellStarted to TellEvents } }
                  event TellStarted { key orderId }
                  topic TellEvents
                  service Mail { on TellStarted from TellEvents }
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'two steps that pass on',
      text: workflow('step A calls Mail.write  step B calls Count.add').replace('Tell', '<|Tell|>'),
      findings: [{ message: 'forwards', severity: 'hint', data: { workflow: 'Tell', targets: 'Mail and Count' } }],
    },
    {
      name: 'more, where the option allows them',
      options: { steps: 3 },
      text: workflow('step A calls Mail.write  step B calls Count.add  step C calls Mail.write').replace('Tell', '<|Tell|>'),
      findings: [{ message: 'forwards' }],
    },
    {
      name: 'any number of steps, each of which tells another team',
      text: `
        event Placed { key orderId }
        command Pack { key orderId }
        group sales {
          service Shop { serves order { starts Tell with key orderId } }
          orchestrator <|Tell|> : aws.stepfunctions { alarm  step One sends Placed to Mails  step Two sends Placed to Bills  step Three sends Pack to Freight }
        }
        group mail { queue Mails : aws.sqs  service Mail { on Placed from Mails } }
        group finance { queue Bills : aws.sqs  service Billing { on Placed from Bills } }
        group warehouse { service Freight { on Pack } }
      `,
      findings: [{ message: 'forwards', severity: 'hint', data: { targets: 'Mails, Bills and Freight' } }],
    },
    ...Object.entries({
      'a schedule': 'every 1d  step Write calls Mail.write } @',
      'a flow that it is the start of':
        'subscribes to Events for Placed with key id  step Write calls Mail.write }\n        flow F from Tell @',
      'two subscriptions': 'subscribes to Events for Placed with key id  subscribes to Others with key id  step Write calls Mail.write } @',
      'a subscription beside a start':
        'subscribes to Events for Placed with key id  step Write calls Mail.write }\n        service Desk { serves go { starts Tell with key id } } @',
      'two starts':
        'step Write calls Mail.write }\n        service Desk { serves a { starts Tell with key id }  serves b { starts Tell with key id } } @',
      'a call that is waited for': 'step Write calls Mail.write }\n        service Desk { serves a { calls Tell with timeout 1s } } @',
      'a subscription to a topic of which nobody knows what comes':
        'subscribes to Silent with key id  step Write calls Mail.write }\n        topic Silent : aws.sns @',
    }).map(([name, rest]) => ({
      name: `${name}: what would begin the work instead is for the author to say`,
      text: `
        event Placed { key id }
        topic Events : aws.sns
        topic Others : aws.sns
        service Shop { serves order { publishes Placed to Events  publishes Placed to Others } }
        service Ears { on Placed from Events  on Placed from Others }
        service Mail { serves write }
        orchestrator <|Tell|> : aws.stepfunctions { alarm  ${rest.replace(' @', '')}
      `,
      findings: [{ message: 'forwards', fixes: [] }],
    })),
    {
      name: 'several messages, and a start that names no run',
      text: `
        event Placed { key id }
        event Paid { key id }
        topic Events : aws.sns
        service Shop { serves order { publishes Placed to Events  publishes Paid to Events }  serves go { starts Two } }
        orchestrator <|Tell|> : aws.stepfunctions { alarm  subscribes to Events for Placed, Paid with key id  step Write calls Mail.write }
        service Mail { serves write }
        orchestrator <|Two|> : aws.stepfunctions { alarm  step Write calls Post.write }
        service Post { serves write }
      `,
      findings: [
        {
          message: 'forwards',
          fixes: [
            {
              title: 'Let Mail listen instead, without Tell',
              output: `
                event Placed { key id }
                event Paid { key id }
                topic Events : aws.sns
                service Shop { serves order { publishes Placed to Events  publishes Paid to Events }  serves go { starts Two } }
                service Mail { on Placed, Paid from Events }
                orchestrator Two : aws.stepfunctions { alarm  step Write calls Post.write }
                service Post { serves write }
              `,
            },
          ],
        },
        {
          message: 'forwards',
          fixes: [
            {
              title: 'Let Post listen instead, without Two',
              output: `
                event Placed { key id }
                event Paid { key id }
                topic Events : aws.sns
                service Shop { serves order { publishes Placed to Events  publishes Paid to Events }  serves go { publishes TwoStarted to TwoEvents } }
                orchestrator Tell : aws.stepfunctions { alarm  subscribes to Events for Placed, Paid with key id  step Write calls Mail.write }
                service Mail { serves write }
                event TwoStarted
                topic TwoEvents
                service Post { on TwoStarted from TwoEvents }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a workflow that begins by the clock: there is no message to listen to',
      text: `
        orchestrator <|W|> : aws.stepfunctions { every 1d  step A calls S.run  step B calls T.run }
        service S { serves run { puts Rows } }
        service T { serves run { puts Rows } }
        store Rows
      `,
      findings: [{ message: 'forwards', fixes: [] }],
    },
  ],
  companions: {
    'step-without-error-handling': 'a workflow whose steps retry does more than pass on',
  },
});
