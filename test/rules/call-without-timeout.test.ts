import { testRule } from './runner.ts';

testRule('call-without-timeout', {
  valid: [
    `service A { serves go { calls B.work with timeout 1s } }\nservice B { serves work }`,
    { name: 'a service that calls its own operation', text: 'service A { serves go { calls A.work }  serves work }' },
    {
      name: 'a timeout below that of the run, an actor’s, a step’s',
      text: `
        service A : aws.lambda { timeout 5s  serves go { calls B.work with timeout 4999ms } }
        service B { serves work }
        actor User { calls A.go with timeout 60s }
        orchestrator W : aws.stepfunctions { timeout 6s  step S calls B.work with timeout 6s }
      `,
    },
    { name: 'an actor’s calls are not the design’s', text: 'actor User { calls B.work }\nservice B { serves work }' },
    { name: 'nor are an external’s', text: 'external Partner { calls B.work }\nservice B { serves work }' },
    {
      name: 'what an entry routes to: it gives up by itself',
      text: `
      gateway Api : aws.apigateway { routes "/" to B.work  routes "/x" { calls B.work } }
      service B { serves work }
    `,
    },
    {
      name: 'a call of an entry whose product bounds it',
      text: `
      gateway Api : aws.apigateway { routes "/" to B.work }
      service A { serves go { calls Api "/" } }
      service B { serves work }
    `,
    },
    {
      name: 'an undo runs with its step’s options',
      text: `
      orchestrator W : aws.stepfunctions { step S calls B.work with timeout 1s undo B.back }
      service B { serves work  serves back }
    `,
    },
    {
      name: 'asynchronous sends and starts',
      text: `
      command Do { key id }
      service A { serves go { sends Do to B  starts W } }
      service B { on Do }
      orchestrator W : aws.stepfunctions { step S waits 5m }
    `,
    },
    {
      name: 'a callback with a limit, and one with a heartbeat',
      text: `
      event Signed { key id }
      queue Signatures
      orchestrator W : aws.stepfunctions {
        step S waits for Signed from Signatures at most 1d
        step T waits for Signed from Signatures with heartbeat 5m
      }
    `,
    },
    {
      name: 'a call of a balancer whose product bounds it',
      text: `
      balancer Front : aws.alb { routes to B }
      service A { serves go { calls Front } }
      service B { serves work }
    `,
    },
  ],
  invalid: [
    {
      name: 'a plain call; twice what the callee takes is enough',
      text: `
        service A { serves go { <|calls B.work at 5/s|> } }
        service B { serves work in 300ms }
      `,
      findings: [
        {
          message: 'endless',
          text: 'A.go may wait for B.work for ever: the call has no timeout, so whatever hangs there hangs here. Give it one (`with timeout 600ms`).',
          data: { caller: 'A.go', target: 'B.work', timeout: '600ms' },
          severity: 'warning',
          fixes: [
            {
              title: 'Give up after 600ms',
              output: `
                service A { serves go { calls B.work with timeout 600ms at 5/s } }
                service B { serves work in 300ms }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'no more than the callers allow, shared among the calls',
      text: `
        actor User { calls A.go with timeout 9s }
        service A { serves go { <|calls B with key id|>  <|calls C|> } }
        service B
        service C
      `,
      findings: [
        {
          message: 'endless',
          data: { timeout: '3s' },
          fixes: [
            {
              title: 'Give up after 3s',
              output: `
                actor User { calls A.go with timeout 9s }
                service A { serves go { calls B with key id, timeout 3s  calls C } }
                service B
                service C
              `,
            },
          ],
        },
        { message: 'endless', data: { target: 'C' } },
      ],
    },
    {
      name: 'a step and the undo that it names are one finding, an undo with a body has its own calls',
      text: `
        orchestrator W : aws.stepfunctions {
          step S <|calls B.work|> undo B.back
          step T calls B.work with timeout 8s undo { <|calls B.back|> }
        }
        service B : aws.lambda { timeout 8s  serves work  serves back }
      `,
      findings: [
        { message: 'endless', data: { caller: 'W, step S,', timeout: '8s' } },
        { message: 'endless', data: { caller: 'W, step T,', target: 'B.back' } },
      ],
    },
    {
      name: 'a function that its platform stops, by default or as said',
      text: `
        service A : aws.lambda { serves go { <|calls B.work|> } }
        service D : aws.lambda { timeout 10s  serves go { <|calls Edge "/x"|> } }
        service B { serves work }
        gateway Edge { routes "/x" to B.work }
      `,
      findings: [
        {
          message: 'cutOff',
          text: 'A.go waits for B.work until its own timeout of 3s (aws.lambda) ends the run: nothing is left to handle the failure. Give the call a timeout below that (`with timeout 1.5s`).',
          data: { limit: '3s (aws.lambda)', timeout: '1.5s' },
        },
        { message: 'cutOff', data: { limit: '10s', target: 'Edge "/x"', timeout: '5s' } },
      ],
    },
    {
      name: 'a timeout that the run does not live to see, by default or as said; that the run is too short is no second finding',
      text: `
        service A : aws.lambda { timeout 5s  serves go { <|calls B.work with key id, timeout 5s|> } }
        service D : aws.lambda { serves go { <|calls B.work with timeout 10s|>  calls B.work with timeout 1s } }
        service E : aws.ecs { timeout 30s  serves go { <|calls B.work with timeout 40s, 1 retry|> } }
        service B { serves work }
      `,
      findings: [
        {
          message: 'tooLate',
          text: 'A.go gives up on B.work after 5s, but its own timeout of 5s has ended the run by then: nothing is left to handle the failure. Give the call a timeout below that (`with timeout 2s`).',
          severity: 'warning',
          fixes: [
            {
              title: 'Give up after 2s',
              output: `
                service A : aws.lambda { timeout 5s  serves go { calls B.work with key id, timeout 2s } }
                service D : aws.lambda { serves go { calls B.work with timeout 10s  calls B.work with timeout 1s } }
                service E : aws.ecs { timeout 30s  serves go { calls B.work with timeout 40s, 1 retry } }
                service B { serves work }
              `,
            },
          ],
        },
        { message: 'tooLate', data: { limit: '3s (aws.lambda)', given: '10s', timeout: '1s' } },
        { message: 'tooLate', data: { limit: '30s', given: '40s', timeout: '5s' } },
      ],
    },
    {
      name: 'a callback that may never come',
      text: `
        event Signed { key id }
        event Refused { key id }
        queue Signatures
        orchestrator W : aws.stepfunctions {
          step S <|waits for Signed, Refused from Signatures|>
        }
      `,
      findings: [
        {
          message: 'callback',
          text: 'Step S of W waits for Signed or Refused for ever: if none comes, the run never ends and nobody is told. Say how long (`at most 1d`).',
          data: { step: 'S', workflow: 'W', messages: 'Signed or Refused' },
          fixes: [
            {
              title: 'Give up after a day',
              output: `
                event Signed { key id }
                event Refused { key id }
                queue Signatures
                orchestrator W : aws.stepfunctions {
                  step S waits for Signed, Refused from Signatures at most 1d
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a workflow that its platform ends, by default or as said',
      text: `
        orchestrator V : aws.stepfunctions.express { step S <|calls B.work|> }
        orchestrator W : aws.stepfunctions { timeout 6s  step S <|calls B.work|> }
        service B { serves work }
      `,
      findings: [
        { message: 'cutOff', data: { caller: 'V, step S,', limit: '5m (aws.stepfunctions.express)', timeout: '5s' } },
        { message: 'cutOff', data: { caller: 'W, step S,', limit: '6s', timeout: '5s' } },
      ],
    },
    {
      name: 'as long as the callee usually takes, where there is time for that and not for more',
      text: `
        actor User { calls A.go with timeout 60s }
        service A { serves go { <|calls B.work|> } }
        service B { serves work in 50s }
      `,
      findings: [{ message: 'endless', data: { timeout: '50s' } }],
    },
    {
      name: 'a share of the time for each call, not for what is written',
      text: `
        service A : aws.lambda { timeout 10s  serves go { puts Rows  <|calls B.work|> } }
        service B { serves work }
        store Rows
      `,
      findings: [{ message: 'cutOff', data: { timeout: '5s' } }],
    },
    {
      name: 'figures that a person would write',
      text: `
        service A { serves go { <|calls B|>  <|calls C|>  <|calls D|> } }
        service B { latency 1250ms }
        service C { latency 125ms }
        service D { latency 75ms }
      `,
      findings: [
        { message: 'endless', data: { timeout: '2s' } },
        { message: 'endless', data: { timeout: '200ms' } },
        { message: 'endless', data: { timeout: '150ms' } },
      ],
    },
    {
      name: 'a share of what those allow who wait further up, by way of routes, of rounds and of tries; of services that call each other the usual',
      text: `
        actor User { calls A.go with timeout 8s  calls Edge "/" with timeout 8s }
        service A { serves go { <|calls B.go|> } }
        service B { serves go { <|calls C.go|> } }
        service C { serves go }
        gateway Edge { routes "/" to D.go }
        service D { serves go { <|calls C.go|> } }
        service E : aws.lambda { timeout 20s  serves go { each "line" at most 10 with concurrency 2 { <|calls C.go|> } } }
        service F : aws.lambda { timeout 24s  serves go { <|calls C.go with 3 retries|> } }
        service G { serves go { <|calls H.go|> } }
        service H { serves go { <|calls G.go|> } }
      `,
      findings: [
        { message: 'endless', data: { caller: 'A.go', timeout: '4s' } },
        { message: 'endless', data: { caller: 'B.go', timeout: '2s' } },
        { message: 'endless', data: { caller: 'D.go', timeout: '4s' } },
        { message: 'cutOff', data: { caller: 'E.go', timeout: '2s' } },
        { message: 'cutOff', data: { caller: 'F.go', timeout: '3s' } },
        { message: 'endless', data: { caller: 'G.go', timeout: '5s' } },
        { message: 'endless', data: { caller: 'H.go', timeout: '5s' } },
      ],
    },
    {
      name: 'less of it where time goes by between the tries',
      text: `
        service A : aws.lambda { timeout 24s  serves go { <|calls C.go with 3 retries fixed from 2s|> } }
        service C { serves go }
      `,
      findings: [{ message: 'cutOff', data: { timeout: '1.5s' } }],
    },
  ],
});
