import { testRule } from './runner.ts';

const rest = `service S : aws.lambda { serves run }
store Runs : aws.dynamodb { key id }
flow F from W { critical }`;
const w = (technology: string, body: string): string =>
  `orchestrator W : ${technology} {\n  ${body}\n  step A calls S.run with timeout 1s, 1 retry\n}\n${rest}`;
const manySteps = Array.from({ length: 9 }, (_, n) => `  step P${n} calls P${n}.run with timeout 1s, 1 retry`);
const many = manySteps.join('\n');
const services = Array.from({ length: 9 }, (_, n) => `service P${n} : aws.lambda { serves run }`).join('\n');

testRule('orchestrator-central-dependency', {
  valid: [
    { name: 'a managed one within its limits is a fact', text: w('aws.stepfunctions', 'alarm') },
    { name: 'two instances, progress in a store', text: w('aws.ecs', 'instances 2..4\n  keeps Progress in Runs') },
    {
      name: 'no critical flow',
      text: 'orchestrator W : aws.ecs {\n  instances 1\n  step A calls S.run with 1 retry\n}\nservice S : aws.lambda { serves run }\nflow F from W',
    },
    {
      name: 'few of the critical flows',
      text: `${w('aws.ecs', 'instances 1')}\nservice T : aws.lambda {\n  serves a\n  serves b\n}\nflow G from T.a { critical }\nflow H from T.b { critical }`,
    },
    {
      name: 'a flow that has something to fall back on',
      text: `
      orchestrator W : aws.ecs { instances 1  step A calls S.run with 1 retry }
      service S : aws.lambda { serves run  serves fallback }
      service T : aws.lambda { serves a { calls W with timeout 1s, fallback S.fallback } }
      flow G from T.a { critical }
    `,
    },
    {
      name: 'room for the peaks',
      text: `actor User { starts W at 10..200/s }\n${w('aws.stepfunctions', 'alarm')}`,
    },
    {
      name: 'only under a condition',
      text: `
      orchestrator W : aws.ecs { instances 1  step A calls S.run with 1 retry }
      service S : aws.lambda { serves run }
      service T : aws.lambda { serves a { when "large" { starts W with key id } } }
      flow G from T.a { critical }
    `,
    },
    {
      name: 'just as many elements, and owners, as one workflow may direct; what has no owner is nobody’s',
      text: `
        orchestrator W : aws.stepfunctions {
          alarm
${manySteps.slice(0, 8).join('\n')}
        }
        service P0 { owner "A"  serves run }
        service P1 { owner "B"  serves run }
        service P2 { owner "C"  serves run }
        ${[3, 4, 5, 6, 7].map((n) => `service P${n} { serves run }`).join('\n        ')}
        flow F from W { critical }
      `,
    },
    {
      name: 'just as much as may be used of a product’s quota, and of a limit that the design itself states',
      text: `
        actor User { starts W at 10..210/s  starts V at 10..250/s }
        orchestrator W : aws.stepfunctions { alarm  step A calls S.run with timeout 1s, 1 retry }
        orchestrator V : aws.stepfunctions { alarm  throughput 250/s  step A calls S.run with timeout 1s, 1 retry }
        service S : aws.lambda { serves run }
        flow F from W { critical }
        flow G from V { critical }
      `,
    },
    {
      name: 'by one of several routes, or by a message that is sent under a condition',
      text: `
        event Ordered { key id }
        topic Orders : aws.sns
        gateway Edge { routes "/w" { starts W with key id }  routes "/s" to S.run }
        orchestrator W : aws.ecs { instances 1  subscribes to Orders with key id  step A calls S.run with 1 retry }
        service S : aws.lambda { serves run }
        service T : aws.lambda { serves a { calls Edge with timeout 1s }  serves b { when "large" { publishes Ordered to Orders } } }
        flow G from T.a { critical }
        flow H from T.b { critical }
      `,
    },
    {
      name: 'in strict, a workflow of another system that has no critical flow, and one whose system has none through it',
      preset: 'strict',
      text: `
        system shop {
          service Desk { serves order { starts stock.W with key id } }
          flow Order from Desk.order { critical }
        }
        system stock {
          orchestrator W : aws.stepfunctions { alarm  step A calls S.run with timeout 1s, 1 retry }
          service S : aws.lambda { serves run  serves other }
          flow Other from S.other { critical }
        }
        system post {
          orchestrator V : aws.stepfunctions { alarm  step A calls P.run with timeout 1s, 1 retry }
          service P : aws.lambda { serves run }
        }
      `,
    },
    {
      name: 'a message that is sent under a condition, once for each of several things',
      text: `
        event Ordered { key id }
        topic Orders : aws.sns
        orchestrator W : aws.ecs { instances 1  subscribes to Orders with key id  step A calls S.run with 1 retry }
        service S : aws.lambda { serves run }
        service T : aws.lambda { serves a { each "item" { when "large" { publishes Ordered to Orders } } } }
        flow G from T.a { critical }
      `,
    },
  ],
  invalid: [
    {
      name: 'one instance',
      text: `<|orchestrator W : aws.ecs|> {\n  instances 1\n  step A calls S.run with timeout 1s, 1 retry\n}\n${rest}`,
      findings: [
        {
          message: 'oneInstance',
          text: 'The critical flow passes W, which runs on one instance: when that is lost, everything it directs stands still. Give it `instances 2..4` and keep its progress in a store.',
          data: { orchestrator: 'W', instances: 'one instance' },
          severity: 'error',
          related: 1,
          fixes: [{ title: 'Run W on two instances or more', output: w('aws.ecs', 'instances 2..4') }],
        },
      ],
    },
    {
      name: 'progress in memory',
      text: `<|orchestrator W : aws.ecs|> {\n  instances 2\n  keeps Progress in memory\n  step A calls S.run with timeout 1s, 1 retry\n}\n${rest}`,
      findings: [
        {
          message: 'progressLost',
          text: 'The critical flow passes W, which keeps the progress of its runs nowhere but on its instances: a restart loses every run under way. Keep it in a store (`keeps Progress in …`).',
          related: ['F passes W'],
          severity: 'error',
          fixes: [
            {
              title: 'Keep Progress in a store of its own',
              output: `orchestrator W : aws.ecs {\n  instances 2\n  keeps Progress in ProgressStore\n  step A calls S.run with timeout 1s, 1 retry\n}\nstore ProgressStore { owned by W }\n${rest}`,
            },
          ],
        },
      ],
    },
    {
      name: 'it has no room for the peaks',
      text: `actor User { starts W at 10..250/s }\n${w('aws.stepfunctions', 'alarm').replace('orchestrator W : aws.stepfunctions', '<|orchestrator W : aws.stepfunctions|>')}`,
      findings: [
        {
          message: 'noMargin',
          text: 'The critical flow passes W, which gets 250/s at peak and takes 300/s: when it is full, all of it waits. Raise its limit, or let a queue before it take the peaks.',
          related: ['F passes W'],
          severity: 'warning',
          data: { rate: '250/s', limit: '300/s' },
        },
      ],
    },
    {
      name: 'it directs too many',
      text: `<|orchestrator W : aws.stepfunctions|> {\n${many}\n}\n${services}\nflow F from W { critical }`,
      findings: [
        {
          message: 'tooMany',
          text: 'The critical flow passes W, which directs 9 elements: every change meets there. Split it by team, and let the parts tell each other by events.',
          related: ['F passes W'],
          data: { participants: 9, owners: '' },
          severity: 'warning',
          fixes: [
            {
              title: 'Move the steps from P5 on into a workflow of their own, WRest',
              output: [
                'orchestrator W : aws.stepfunctions {',
                ...manySteps.slice(0, 5),
                '  step P5 calls WRest with timeout 1h',
                '}',
                'orchestrator WRest : aws.stepfunctions {',
                ...manySteps.slice(5),
                '  alarm',
                '}',
                services,
                'flow F from W { critical }',
              ].join('\n'),
            },
          ],
        },
      ],
    },
    {
      name: 'strict states the fact',
      preset: 'strict',
      text: `<|orchestrator W : aws.stepfunctions|> { step A calls S.run with timeout 1s, 1 retry }\n${rest}`,
      findings: [
        {
          message: 'fact',
          text: 'The critical flow passes W: one place to see and steer all of it, and one on which all of it depends.',
          related: ['F passes W'],
          severity: 'info',
        },
      ],
    },
    {
      name: 'it directs elements of too many owners',
      text: `
        <|orchestrator W : aws.stepfunctions|> {
          alarm
          step A calls PA.run with timeout 1s, 1 retry
          step B calls PB.run with timeout 1s, 1 retry
          step C calls PC.run with timeout 1s, 1 retry
          step D calls PD.run with timeout 1s, 1 retry
        }
        service PA { owner "A"  serves run }
        service PB { owner "B"  serves run }
        service PC { owner "C"  serves run }
        service PD { owner "D"  serves run }
        flow F from W { critical }
      `,
      findings: [{ message: 'tooMany', related: ['F passes W'], severity: 'warning', data: { participants: 4, owners: ' of 4 owners' } }],
    },
    {
      name: 'strict states the fact, also where there can be a way around',
      preset: 'strict',
      text: `
        <|orchestrator W : aws.stepfunctions|> { step A calls S.run with timeout 1s, 1 retry }
        service S : aws.lambda { serves run }
        service T : aws.lambda { serves a { starts W with key id }  serves b { calls W with timeout 9s } }
        flow F from T.a { critical }
        flow G from T.b { critical }
      `,
      findings: [
        {
          message: 'fact',
          fixes: [
            {
              title: 'Fall back to a new WFallback when W cannot be reached',
              output: `
        orchestrator W : aws.stepfunctions { step A calls S.run with timeout 1s, 1 retry }
        service WFallback
        service S : aws.lambda { serves run }
        service T : aws.lambda { serves a { starts W with key id, fallback WFallback }  serves b { calls W with timeout 9s, fallback WFallback } }
        flow F from T.a { critical }
        flow G from T.b { critical }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'half of the critical flows of a system, by calls that go round, by messages and in blocks; instances that may all be gone',
      text: `
        system shop {
          event Ordered { key id }
          topic Orders : aws.sns
          <|orchestrator W : aws.ecs|> { instances 0..6  subscribes to Orders with key id  step A calls S.run with 1 retry }
          service S : aws.lambda { serves run }
          service T : aws.lambda {
            serves a { calls U.go with timeout 1s }
            serves b { parallel { publishes Ordered to Orders  calls S.run with timeout 1s } }
            serves c
            serves d
            serves e
          }
          service U : aws.lambda { serves go { calls T.a with timeout 1s  each "part" at most 3 { starts W with key id } } }
          flow G from T.a { critical }
          flow H from T.b { critical }
          flow I from T.c { critical }
          flow J from T.d { critical }
          flow K from T.e
        }
      `,
      findings: [
        {
          message: 'oneInstance',
          text: '2 of 4 critical flows of shop pass W, which runs on instances that may all be gone: when that is lost, everything it directs stands still. Give it `instances 2..4` and keep its progress in a store.',
          related: ['G passes W', 'H passes W'],
          fixes: [
            {
              title: 'Run W on two instances or more',
              output: `
                system shop {
                  event Ordered { key id }
                  topic Orders : aws.sns
                  orchestrator W : aws.ecs { instances 2..6  subscribes to Orders with key id  step A calls S.run with 1 retry }
                  service S : aws.lambda { serves run }
                  service T : aws.lambda {
                    serves a { calls U.go with timeout 1s }
                    serves b { parallel { publishes Ordered to Orders  calls S.run with timeout 1s } }
                    serves c
                    serves d
                    serves e
                  }
                  service U : aws.lambda { serves go { calls T.a with timeout 1s  each "part" at most 3 { starts W with key id } } }
                  flow G from T.a { critical }
                  flow H from T.b { critical }
                  flow I from T.c { critical }
                  flow J from T.d { critical }
                  flow K from T.e
                }
              `,
            },
          ],
        },
      ],
    },
    ...(
      [
        ['step A calls P0.run  step B calls P1.run  step C calls P2.run', 'three steps'],
        ['parallel { step A calls P0.run  step B calls P1.run }  step C calls P2.run  step D calls P3.run  step E calls P4.run', 'blocks'],
        ['step A calls P0.run on failure C  step B calls P1.run  step C calls P2.run  step D calls P3.run', 'steps that refer to others'],
      ] as const
    ).map(([steps, name]) => ({
      name: `${name}, for which the place to cut is for the author to find`,
      options: { maxParticipants: 2 },
      text: `<|orchestrator W : aws.stepfunctions|> { alarm  ${steps} }\n${services}\nflow F from W { critical }`,
      findings: [{ message: 'tooMany', fixes: [] }],
    })),
    {
      name: 'four steps of a workflow without a product, one on two lines, which one owner’s elements take',
      options: { maxParticipants: 3 },
      text: `
        <|orchestrator W|> {
          step A calls P0.run
          step B calls P1.run
          step C calls P2.run
            with timeout 1s
          step D calls P3.run
        }
        ${[0, 1, 2, 3].map((n) => `service P${n} { owner "A"  serves run }`).join('\n        ')}
        flow F from W { critical }
      `,
      findings: [
        {
          message: 'tooMany',
          data: { participants: 4, owners: '' },
          fixes: [
            {
              title: 'Move the steps from C on into a workflow of their own, WRest',
              output: `
                orchestrator W {
                  step A calls P0.run
                  step B calls P1.run
                  step C calls WRest with timeout 1h
                }
                orchestrator WRest {
                  step C calls P2.run with timeout 1s
                  step D calls P3.run
                  alarm
                }
                ${[0, 1, 2, 3].map((n) => `service P${n} { owner "A"  serves run }`).join('\n                ')}
                flow F from W { critical }
              `,
            },
          ],
        },
      ],
    },
    ...(
      [
        ['a call that has something to fall back on already', 'service U { serves a { starts W with fallback S.other } }', 'starts W'],
        ['a step of another workflow', 'orchestrator V { step Ask starts W }', 'starts W'],
        ['a route that leads straight to it', 'gateway Api { routes "/w" to W }', 'starts W'],
        [
          'a message that begins a run, too',
          'event Asked\ntopic Orders\nactor X { publishes Asked to Orders }',
          'starts W',
          'subscribes to Orders for Asked  ',
        ],
      ] as const
    ).map(([name, more, starts, subscribes = '']) => ({
      name: `strict states the fact, and nothing to fall back on beside ${name}`,
      preset: 'strict' as const,
      text: `
        <|orchestrator W|> { ${subscribes}alarm  step A calls S.run with timeout 1s, 1 retry }
        service S { serves run  serves other }
        service T { serves a { ${starts} } }
        ${more}
        flow G from T.a { critical }
      `,
      findings: [{ message: 'fact', fixes: [] }],
    })),
    {
      name: 'strict states the fact where the flow begins with the workflow itself, though another calls it',
      preset: 'strict',
      text: `
        <|orchestrator W|> { alarm  step A calls S.run with timeout 1s, 1 retry }
        service S { serves run }
        service T { serves a { starts W } }
        flow G from T.a { critical }
        flow F from W { critical }
      `,
      findings: [{ message: 'fact', fixes: [] }],
    },
  ],
  companions: {
    'orchestrator-without-history': 'progress in memory is a weakness of the dependency, and no history either',
  },
});
