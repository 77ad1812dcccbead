import { testRule } from './runner.ts';

function shop(call: string, flow: string, external = 'available 99%'): string {
  return `service Checkout : aws.ecs { serves place { ${call} } }
external Addresses { serves check safe  ${external} }
service Rules : aws.ecs { serves check }
flow Place from Checkout.place { ${flow} }
`;
}

testRule('unprotected-dependency', {
  valid: [
    { name: 'a circuit breaker', text: shop('calls Addresses.check with circuit-breaker', 'critical  available 99.9%') },
    { name: 'a fallback', text: shop('calls Addresses.check with fallback Rules.check', 'critical  available 99.9%') },
    { name: 'something at least as available', text: shop('calls Addresses.check', 'critical  available 99.9%', 'available 99.95%') },
    { name: 'a flow that promises nothing', text: shop('calls Addresses.check', 'within 2s') },
    { name: 'a service of one’s own, of which nothing is said', text: shop('calls Rules.check', 'critical  available 99.9%') },
    {
      name: 'work that nobody waits for',
      text: 'orchestrator W : aws.stepfunctions { step A calls Bank.pay }\nexternal Bank { serves pay }\nservice S { serves go { starts W } }\nflow F from S.go { critical }\n',
    },
    {
      name: 'a stranger that is told, not asked',
      text: `
        service Checkout : aws.ecs { serves place { sends Check to Addresses } }
        command Check { key orderId }
        external Addresses { on Check  available 99% }
        flow Place from Checkout.place { critical  available 99.9% }
      `,
    },
    {
      name: 'something as available as the service that calls it, where the flow promises nothing itself',
      text: `
        service Checkout : aws.ecs { available 99.9%  serves place { calls Addresses.check } }
        external Addresses { serves check safe  available 99.9% }
        flow Place from Checkout.place { critical }
      `,
    },
    { name: 'something just as available', text: shop('calls Addresses.check', 'available 99.9%', 'available 99.9%') },
  ],
  invalid: [
    {
      name: 'something less available',
      text: shop('<|calls Addresses.check with timeout 1s|>', 'critical  available 99.9%'),
      findings: [
        {
          message: 'lessAvailable',
          text: 'The flow Place promises 99.9%, but fails whenever Addresses.check does, which promises 99%. Add a `circuit-breaker` with a `fallback`, or hand over asynchronously.',
          related: ['The flow Place waits for it'],
          data: { own: '99.9%', theirs: '99%', target: 'Addresses.check' },
          severity: 'info',
          fixes: [
            {
              title: 'Put a circuit breaker before Addresses.check',
              output: shop('calls Addresses.check with timeout 1s, circuit-breaker', 'critical  available 99.9%'),
            },
          ],
        },
      ],
    },
    {
      name: 'something less available than the service that calls it, where the flow promises nothing itself',
      text: `
        service Checkout : aws.ecs { available 99.9%  serves place { <|calls Addresses.check|> } }
        external Addresses { serves check safe  available 99% }
        flow Place from Checkout.place { critical }
      `,
      findings: [
        {
          message: 'lessAvailable',
          text: 'Checkout promises 99.9%, but fails whenever Addresses.check does, which promises 99%. Add a `circuit-breaker` with a `fallback`, or hand over asynchronously.',
          related: ['The flow Place waits for it'],
        },
      ],
    },
    {
      name: 'a stranger, behind another service',
      text: `
        service Checkout : aws.ecs { serves place { calls Payment.charge } }
        service Payment : aws.ecs { serves charge { <|calls Bank.charge|> } }
        external Bank { serves charge }
        flow Place from Checkout.place { critical }
      `,
      findings: [
        {
          message: 'stranger',
          text: 'The flow Place fails whenever Bank.charge does, which somebody else runs. Add a `circuit-breaker` with a `fallback`, or hand over asynchronously.',
          data: { flow: 'The flow Place', target: 'Bank.charge' },
          related: 1,
        },
      ],
    },
    {
      name: 'a stranger that promises something, where the flow promises nothing',
      text: shop('<|calls Addresses.check|>', 'critical', 'available 99.9%'),
      findings: [{ message: 'stranger', related: ['The flow Place waits for it'], severity: 'info' }],
    },
    {
      name: 'a service of one’s own that promises less',
      text: `
        service Checkout : aws.ecs { serves place { <|calls Rules.check with timeout 1s|> } }
        service Rules : aws.ecs { available 99.5%  serves check }
        flow Place from Checkout.place { critical  available 99.9% }
      `,
      findings: [
        {
          message: 'lessAvailable',
          related: ['The flow Place waits for it'],
          data: { own: '99.9%', theirs: '99.5%', target: 'Rules.check' },
        },
      ],
    },
    {
      name: 'a flow that is not critical, but promises something; one finding for both of two flows',
      text: `${shop('<|calls Addresses.check|>', 'available 99.9%', '')}flow Again from Checkout.place { critical }\n`,
      findings: [{ message: 'stranger', data: { flow: 'The flow Place' } }],
    },
  ],
});
