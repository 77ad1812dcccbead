import { testRule } from './runner.ts';

testRule('sync-chain-too-deep', {
  valid: [
    {
      name: 'three',
      text: `
      actor User { calls Edge "/" with timeout 9s }
      gateway Edge { routes "/" to A.go }
      service A { serves go { calls B.go with timeout 1s } }
      service B { serves go { calls C.go with timeout 1s } }
      service C { serves go { calls C.help with timeout 1s }  serves help }
    `,
    },
    {
      name: 'a link with a way around it',
      text: `
      service A { calls B with timeout 1s }
      service B { calls C with timeout 1s, fallback X }
      service C { calls D with timeout 1s }
      service D
      service X
    `,
    },
    {
      name: 'three, of which one is asked again',
      text: `
      service A { serves go { calls B.go with timeout 3s }  serves look }
      service B { serves go { calls C.go with timeout 2s } }
      service C { serves go { calls A.look with timeout 1s } }
    `,
    },
    {
      name: 'a message in between',
      text: `
      command Do { key id }
      service A { calls B with timeout 1s }
      service B { sends Do to C }
      service C { on Do { calls D with timeout 1s } }
      service D
    `,
    },
    {
      name: 'work of a workflow',
      text: `
      orchestrator W : temporal { step S calls A with timeout 9s, 3 retries }
      service A { calls B with timeout 1s }
      service B { calls C with timeout 1s }
      service C
    `,
    },
    {
      name: 'more is allowed',
      options: { maxDepth: 5 },
      text: `
      service A { calls B with timeout 1s }
      service B { calls C with timeout 1s }
      service C { calls D with timeout 1s }
      service D
    `,
    },
    {
      name: 'a circle',
      text: `
      service A { calls B with timeout 1s }
      service B { calls C with timeout 1s }
      service C { calls D with timeout 1s }
      service D { calls A with timeout 1s }
    `,
    },
    {
      name: 'six, of which one only at times and one with a way around it',
      text: `
      service Page {
        serves show {
          calls A with timeout 1s  calls B with timeout 1s  calls C with timeout 1s  calls D with timeout 1s  calls A with timeout 1s
          when "new" { calls E with timeout 1s }
          calls F with timeout 1s, fallback A
        }
      }
      service A service B service C service D service E service F
    `,
    },
    {
      name: 'a promise that the parts can keep, or of whose parts nothing is known',
      text: `
      service A { available 99.95%  serves go { calls B with timeout 1s  calls C with timeout 1s, fallback D } }
      service B { available 99.95% }
      service C { available 90% }
      service D
      flow Go from A.go { available 99.9% }
      flow See from D { available 99.999% }
    `,
    },
    {
      name: 'a promise that is just kept',
      text: `
      service A { serves go { calls Bank.pay with timeout 1s } }
      external Bank { available 99.9%  serves pay }
      flow Go from A.go { available 99.9% }
    `,
    },
  ],
  invalid: [
    {
      name: 'four, one behind a gateway, the last an external; the longest chain of the first service is shown',
      text: `
        actor User { calls A.go with timeout 9s  calls A.see with timeout 9s }
        gateway Edge { routes "/b" to B.go }
        service A {
          serves see { calls C.go with timeout 1s }
          serves go { <|calls Edge "/b" with timeout 1s|> }
        }
        service B { serves go { calls C.go with timeout 1s } }
        service C { serves go { calls Bank.pay with timeout 1s } }
        external Bank { serves pay }
      `,
      findings: [
        {
          message: 'deep',
          text: 'A.go needs 4 services up at once, each waiting for the next (A → B → C → Bank): it fails when any of them does, and their times add up. Turn a call into an event, or give it a `fallback`.',
          data: { entry: 'A.go', count: 4, chain: 'A → B → C → Bank' },
          severity: 'warning',
          related: ['B.go calls C.go', 'C.go calls Bank.pay'],
          fixes: [
            {
              title: 'Fall back to a new BankFallback when Bank fails',
              output: `
                actor User { calls A.go with timeout 9s  calls A.see with timeout 9s }
                gateway Edge { routes "/b" to B.go }
                service A {
                  serves see { calls C.go with timeout 1s }
                  serves go { calls Edge "/b" with timeout 1s }
                }
                service B { serves go { calls C.go with timeout 1s } }
                service C { serves go { calls Bank.pay with timeout 1s, fallback BankFallback } }
                service BankFallback
                external Bank { serves pay }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'six that one operation cannot do without',
      text: `
        service Page {
          <|serves show|> {
            parallel { calls A with timeout 1s  calls B with timeout 1s  calls C with timeout 1s }
            calls D with timeout 1s  calls E with timeout 1s  calls F with timeout 1s
          }
        }
        service A service B service C service D service E
        external F
      `,
      findings: [
        {
          message: 'wide',
          text: 'Page.show needs 6 others up at once (A, B, C, D, E and F): it fails when any of them does. Turn calls into events, or give them a `fallback`.',
          data: { entry: 'Page.show', count: 6, callees: 'A, B, C, D, E and F' },
          related: 6,
          fixes: [
            {
              title: 'Fall back to a new FFallback when F fails',
              output: `
        service Page {
          serves show {
            parallel { calls A with timeout 1s  calls B with timeout 1s  calls C with timeout 1s }
            calls D with timeout 1s  calls E with timeout 1s  calls F with timeout 1s, fallback FFallback
          }
        }
        service FFallback
        service A service B service C service D service E
        external F
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'a promise that the parts cannot keep',
      text: `
        gateway Edge { available 99.99%  routes "/" to A.go }
        service A { serves go { calls Bank.pay with timeout 1s  reads Rows } }
        external Bank { available 99.5%  serves pay }
        store Rows { available 99.9% }
        flow Go from Edge "/" { <|available 99.9%|> }
      `,
      findings: [
        {
          message: 'unavailable',
          text: 'Go promises 99.9%, but cannot do without Edge (99.99%), Bank (99.5%) and Rows (99.9%), which together give 99.3905% at best. Turn a call into an event, give it a `fallback`, or promise less.',
          data: { promised: '99.9%', parts: 'Edge (99.99%), Bank (99.5%) and Rows (99.9%)', product: '99.3905%' },
          related: ['Edge routes "/" to A.go', 'A.go calls Bank.pay', 'A.go reads Rows'],
          fixes: [
            {
              title: 'Let Go promise 99.39%',
              output: `
        gateway Edge { available 99.99%  routes "/" to A.go }
        service A { serves go { calls Bank.pay with timeout 1s  reads Rows } }
        external Bank { available 99.5%  serves pay }
        store Rows { available 99.9% }
        flow Go from Edge "/" { available 99.39% }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'a promise that can be kept without the least available',
      text: `
        service A { serves go { calls Bank.pay with timeout 1s  calls Post.send with timeout 1s  calls Rates.get with timeout 1s } }
        external Bank { available 99.5%  serves pay }
        external Post { available 98%  serves send }
        external Rates { available 99.99%  serves get }
        flow Go from A.go { <|available 99.9%|> }
      `,
      findings: [
        {
          message: 'unavailable',
          fixes: [
            {
              title: 'Fall back to new PostFallback and BankFallback when Post and Bank fail',
              output: `
        service A { serves go { calls Bank.pay with timeout 1s, fallback BankFallback  calls Post.send with timeout 1s, fallback PostFallback  calls Rates.get with timeout 1s } }
        service PostFallback
        service BankFallback
        external Bank { available 99.5%  serves pay }
        external Post { available 98%  serves send }
        external Rates { available 99.99%  serves get }
        flow Go from A.go { available 99.9% }
      `,
            },
            {
              title: 'Let Go promise 97.5%',
              output: `
        service A { serves go { calls Bank.pay with timeout 1s  calls Post.send with timeout 1s  calls Rates.get with timeout 1s } }
        external Bank { available 99.5%  serves pay }
        external Post { available 98%  serves send }
        external Rates { available 99.99%  serves get }
        flow Go from A.go { available 97.5% }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'seven, of which one is called twice',
      text: `
        service Page {
          <|serves show|> {
            calls A with timeout 1s  calls B with timeout 1s  calls C with timeout 1s  calls D with timeout 1s
            calls E with timeout 1s  calls F with timeout 1s  calls G with timeout 1s  calls G with timeout 1s
          }
        }
        service A service B service C service D service E service F service G
      `,
      findings: [
        {
          message: 'wide',
          fixes: [
            {
              title: 'Fall back to new EFallback and FFallback when E and F fail',
              output: `
        service Page {
          serves show {
            calls A with timeout 1s  calls B with timeout 1s  calls C with timeout 1s  calls D with timeout 1s
            calls E with timeout 1s, fallback EFallback  calls F with timeout 1s, fallback FFallback  calls G with timeout 1s  calls G with timeout 1s
          }
        }
        service EFallback
        service FFallback
        service A service B service C service D service E service F service G
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'two chains as long: a way around the end of one of them leaves the other',
      text: `
        service A { serves go { <|calls B.go with timeout 1s|>  calls E.go with timeout 1s } }
        service B { serves go { calls C.go with timeout 1s } }
        service C { serves go { calls D.go with timeout 1s } }
        service D { serves go }
        service E { serves go { calls F.go with timeout 1s } }
        service F { serves go { calls G.go with timeout 1s } }
        service G { serves go }
      `,
      findings: [{ message: 'deep', data: { chain: 'A → B → C → D' }, fixes: [] }],
    },
    {
      name: 'three that are two too many, of which two are called twice: no fallback spares them',
      options: { maxFanOut: 2 },
      text: `
        service Page {
          <|serves show|> { calls A with timeout 1s  calls A with timeout 1s  calls B with timeout 1s  calls B with timeout 1s  calls C with timeout 1s }
        }
        service A service B service C
      `,
      findings: [{ message: 'wide', data: { count: 3 }, fixes: [] }],
    },
    {
      name: 'a promise that is just kept without the least available',
      text: `
        service A { serves go { calls Post.send with timeout 1s  calls Rates.get with timeout 1s } }
        external Post { available 98%  serves send }
        external Rates { available 99.9%  serves get }
        flow Go from A.go { <|available 99.9%|> }
      `,
      findings: [
        {
          message: 'unavailable',
          fixes: [
            {
              title: 'Fall back to a new PostFallback when Post fails',
              output: `
                service A { serves go { calls Post.send with timeout 1s, fallback PostFallback  calls Rates.get with timeout 1s } }
                service PostFallback
                external Post { available 98%  serves send }
                external Rates { available 99.9%  serves get }
                flow Go from A.go { available 99.9% }
              `,
            },
            {
              title: 'Let Go promise 97.9%',
              output: `
                service A { serves go { calls Post.send with timeout 1s  calls Rates.get with timeout 1s } }
                external Post { available 98%  serves send }
                external Rates { available 99.9%  serves get }
                flow Go from A.go { available 97.9% }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a promise that a part behind a route cannot keep: a route takes no fallback',
      text: `
        gateway Edge { routes "/" to A.go }
        service A { available 99%  serves go }
        flow Go from Edge "/" { <|available 99.9%|> }
      `,
      findings: [
        {
          message: 'unavailable',
          fixes: [
            {
              title: 'Let Go promise 99%',
              output: `
                gateway Edge { routes "/" to A.go }
                service A { available 99%  serves go }
                flow Go from Edge "/" { available 99% }
              `,
            },
          ],
        },
      ],
    },
  ],
});
