import { testRule } from './runner.ts';

testRule('cyclic-sync-dependency', {
  valid: [
    {
      name: 'a chain',
      text: `
      service A { calls B with timeout 1s }
      service B { calls C with timeout 1s }
      service C
    `,
    },
    {
      name: 'an asynchronous way back',
      text: `
      command Done { key id }
      service A { serves go { calls B.work with timeout 1s }  on Done }
      service B { serves work { sends Done to A } }
    `,
    },
    {
      name: 'a workflow that is only started',
      text: `
      service A { serves go { starts W }  serves step }
      orchestrator W : aws.stepfunctions { step S calls A.step with timeout 1s }
    `,
    },
    {
      name: 'an address that the client gave to be called back at',
      text: `
      external Merchant { calls Payments.pay with timeout 1s  serves notify }
      service Payments { serves pay { calls Merchant.notify with timeout 1s } }
    `,
    },
    {
      name: 'two services behind one gateway, of which one calls the other through it',
      text: `
      gateway Edge : aws.apigateway { routes "/a" to A.go  routes "/b" to B.go }
      service A { serves go { calls Edge "/b" } }
      service B { serves go }
    `,
    },
    {
      name: 'an operation that calls another of the same service',
      text: `
      service A { serves go { calls A.help with timeout 1s }  serves help }
    `,
    },
    {
      name: 'a workflow that starts itself again and does not wait',
      text: `
        orchestrator W { step Look reads Rows  step Again starts W }
        store Rows
      `,
    },
  ],
  invalid: [
    {
      name: 'two services',
      text: `
        service Picking {
          serves pick { <|calls Robots.fetch with timeout 5s|> }
          serves done
        }
        service Robots { serves fetch { calls Picking.done with timeout 5s } }
      `,
      findings: [
        {
          message: 'cycle',
          text: 'Picking → Robots → Picking: these call each other and wait, so each needs the others to be up, and they can only fail and be deployed together. Turn one of the calls into an event.',
          data: { cycle: 'Picking → Robots → Picking' },
          severity: 'error',
          related: ['Robots.fetch calls Picking.done'],
          fixes: [
            {
              title: 'Let Robots send a command and not wait for Picking.done',
              output: `
                service Picking {
                  serves pick { calls Robots.fetch with timeout 5s }
                  on Done from DoneQueue
                }
                command Done
                queue DoneQueue { dead-letters after 5 attempts  alarm }
                service Robots { serves fetch { sends Done to DoneQueue } }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'three, one behind a gateway, one a workflow whose end is waited for; what is outside of the circle is not named',
      text: `
        gateway Edge { routes "/b" to B.go }
        service A { serves go { <|calls Edge "/b" with timeout 1s|> }  serves back }
        service B { serves go { calls W with timeout 1s  calls C with timeout 1s } }
        orchestrator W : aws.stepfunctions.express.sync { step S calls A.back with timeout 1s }
        service C
      `,
      findings: [{ message: 'cycle', data: { cycle: 'A → B → W → A' }, related: 2 }],
    },
    {
      name: 'two circles that meet are one finding, with the shorter circle of its first call',
      text: `
        service A { <|calls B with timeout 1s|>  calls C with timeout 1s }
        service B { calls C with timeout 1s  calls A with timeout 1s }
        service C { calls A with timeout 1s }
      `,
      findings: [{ message: 'cycle', data: { cycle: 'A → B → A' }, related: 4 }],
    },
    {
      name: 'an operation that waits for itself',
      text: `
        service A {
          serves go { <|calls A.help with timeout 1s|> }
          serves help { calls A.go with timeout 1s }
        }
      `,
      findings: [
        {
          message: 'recursion',
          text: 'A.go waits for itself (A.go → A.help → A.go): a request that gets there never ends. Break the circle, or turn one of the calls into an event.',
          data: { activity: 'A.go' },
          related: ['A.help calls A.go'],
        },
      ],
    },
    {
      name: 'three services: the call that closes the circle becomes a command',
      text: `
        service A { serves go { <|calls B.work with timeout 1s|> }  serves done }
        service B { serves work { calls C.work with timeout 1s } }
        service C { serves work { calls A.done with timeout 1s } }
      `,
      findings: [
        {
          message: 'cycle',
          data: { cycle: 'A → B → C → A' },
          related: ['B.work calls C.work', 'C.work calls A.done'],
          fixes: [
            {
              title: 'Let C send a command and not wait for A.done',
              output: `
                service A { serves go { calls B.work with timeout 1s }  on Done from DoneQueue }
                command Done
                queue DoneQueue { dead-letters after 5 attempts  alarm }
                service B { serves work { calls C.work with timeout 1s } }
                service C { serves work { sends Done to DoneQueue } }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'an operation that waits for itself, and for others that do not come back',
      text: `
        service B { serves work }
        service A {
          serves go { <|calls A.help with timeout 1s|>  calls B.work with timeout 1s  calls A.note with timeout 1s }
          serves help { calls A.go with timeout 1s  calls A.note with timeout 1s }
          serves note
        }
      `,
      findings: [{ message: 'recursion', data: { activity: 'A.go', cycle: 'A.go → A.help → A.go' }, related: ['A.help calls A.go'] }],
    },
    {
      name: 'the shortest circle of the first call, though another call begins a shorter one; calls that close it twice, which no fix turns at once',
      text: `
        service A { serves go { <|calls B.go with timeout 1s|>  calls C.go with timeout 1s }  serves x  serves y }
        service B { serves go { calls D.go with timeout 1s } }
        service C { serves go { calls A.x with timeout 1s } }
        service D { serves go { calls A.x with timeout 1s  calls A.y with timeout 1s } }
      `,
      findings: [{ message: 'cycle', data: { cycle: 'A → B → D → A' }, related: 5, fixes: [] }],
    },
    {
      name: 'an operation that calls its own service, whichever operation answers',
      text: `
        service A { serves go { <|calls A with timeout 1s|> }  serves help }
      `,
      findings: [{ message: 'recursion', data: { cycle: 'A.go → A.go' } }],
    },
    {
      name: 'the first call in the text, wherever the circle is come to',
      text: `
        service Outside { serves go { calls Second.go with timeout 1s } }
        service First { serves go { <|calls Second.go with timeout 1s|> } }
        service Second { serves go { calls First.go with timeout 1s } }
      `,
      findings: [{ message: 'cycle', data: { cycle: 'First → Second → First' }, related: ['Second.go calls First.go'] }],
    },
    {
      name: 'operations that wait for themselves: the first call in the text, wherever the circle is come to, and the shortest way back',
      text: `
        service A {
          serves outside { calls A.second with timeout 1s }
          serves first { <|calls A.second with timeout 1s|> }
          serves second { calls A.third with timeout 1s  calls A.first with timeout 1s }
          serves third { calls A.first with timeout 1s }
        }
      `,
      findings: [
        {
          message: 'recursion',
          data: { activity: 'A.first', cycle: 'A.first → A.second → A.first' },
          related: ['A.second calls A.third', 'A.second calls A.first', 'A.third calls A.first'],
        },
      ],
    },
    {
      name: 'three operations that wait for each other, and one of them for another service',
      text: `
        service B { serves work { calls C.work with timeout 1s } }
        service C { serves work }
        service A {
          serves first { <|calls A.second with timeout 1s|> }
          serves second { calls B.work with timeout 1s  calls A.third with timeout 1s }
          serves third { calls A.first with timeout 1s }
        }
      `,
      findings: [
        {
          message: 'recursion',
          data: { cycle: 'A.first → A.second → A.third → A.first' },
          related: ['A.second calls A.third', 'A.third calls A.first'],
        },
      ],
    },
    {
      name: 'two calls that close the circle, each of which a command could take the place of: one of them would leave it closed',
      text: `
        service A { serves go { <|calls B.go with timeout 1s|> }  serves x  serves y }
        service B { serves go { calls A.x with timeout 1s  calls A.y with timeout 1s } }
      `,
      findings: [{ message: 'cycle', related: ['B.go calls A.x', 'B.go calls A.y'], fixes: [] }],
    },
  ],
  unfixable: {
    recursion: 'a command to oneself would go round without end, too',
  },
});
