import { testRule } from './runner.ts';

function shop(quick: string, slow: string, queue = 'queue Q : aws.sqs', messages = ''): string {
  return `event Placed { key orderId }
event Report { key reportId }
${messages}
${queue}
service Shop : aws.ecs { serves place { sends Placed to Q  sends Report to Q } }
service Worker : aws.ecs {
  on Placed from Q ${quick} { puts Books }
  on Report from Q ${slow} { puts Books }
}
store Books : aws.dynamodb
`;
}

testRule('mixed-workload-queue', {
  valid: [
    { name: 'work of about the same length', text: shop('in 20ms', 'in 100ms') },
    { name: 'times that nobody gives', text: shop('', 'in 20s') },
    { name: 'fair queues', text: shop('in 20ms', 'in 20s', 'queue Q : aws.sqs { grouped by tenantId }') },
    { name: 'a log, of which each reader reads all', text: shop('in 20ms', 'in 20s', 'stream Q : kafka').replaceAll('sends', 'publishes') },
    { name: 'more, if the project allows it', text: shop('in 20ms', 'in 1s'), options: { ratio: 100 } },
    {
      name: 'a queue of dead letters',
      text: shop('in 20ms', 'in 20s', 'queue Q : aws.sqs\nqueue P : aws.sqs { dead-letters to Q after 5 attempts }'),
    },
    { name: 'slow work of many at once', text: shop('in 20ms', 'in 20s with batch 1000') },
    {
      name: 'what may be lost, and what is not said to be critical',
      text: shop('', '').replace('{ key reportId }', '{ key reportId  expendable }'),
    },
    {
      name: 'quick work, and slow work on what is parked, which waits elsewhere',
      text: `
        event Placed { key orderId }
        event Report { key reportId }
        queue Q { dead-letters to Desk after 5 attempts }
        service Shop { serves place { sends Placed to Q }  serves report { sends Report to Q } }
        service Worker { on Placed from Q in 20ms  on Report from Q in 20ms }
        service Desk { on Placed in 20s }
      `,
    },
  ],
  invalid: [
    {
      name: 'quick work behind slow work',
      text: shop('in 20ms', 'in 20s', 'queue <|Q|> : aws.sqs'),
      findings: [
        {
          message: 'slow',
          text: 'Report takes 20s and Placed takes 20ms, and both wait in Q (aws.sqs): the quick ones stand behind the slow ones. Give Report a queue of its own.',
          data: { slow: 'Report', quick: 'Placed', long: '20s', short: '20ms' },
          severity: 'info',
          related: 2,
          // One sender of both would have to make sure of two queues.
          fixes: [],
        },
      ],
    },
    {
      name: 'sent by different operations: a queue of its own, with dead letters',
      text: shop('in 20ms', 'in 20s', 'queue <|Q|> : aws.sqs { visibility 1m }').replace(
        '  sends Report',
        ' } serves report { sends Report',
      ),
      findings: [
        {
          message: 'slow',
          related: ['Report is handled here', 'Placed is handled here'],
          fixes: [
            {
              title: 'Give Report a queue of its own, QReport',
              output: shop(
                'in 20ms',
                'in 20s',
                'queue Q : aws.sqs { visibility 1m }\nqueue QReport : aws.sqs { visibility 1m  dead-letters after 5 attempts  alarm }',
              )
                .replace('  sends Report', ' } serves report { sends Report')
                .replace('sends Report to Q', 'sends Report to QReport')
                .replace('on Report from Q', 'on Report from QReport'),
            },
          ],
        },
      ],
    },
    {
      name: 'in a queue that subscribes: each of the two for its own',
      text: `
        event Placed { key orderId }
        event Report { key reportId }
        topic T : aws.sns
        queue P : aws.sqs { retention 14d  alarm }
        queue <|Q|> : aws.sqs {
          subscribes to T with dead-letters to P
          dead-letters to P after 5 attempts
        }
        service Shop : aws.ecs { serves place { publishes Placed to T  publishes Report to T } }
        service Worker : aws.ecs {
          on Placed from Q in 20ms { puts Books }
          on Report from Q in 20s { puts Books }
        }
        store Books : aws.dynamodb
      `,
      findings: [
        {
          message: 'slow',
          related: ['Report is handled here', 'Placed is handled here'],
          fixes: [
            {
              title: 'Give Report a queue of its own, QReport',
              output: `
                event Placed { key orderId }
                event Report { key reportId }
                topic T : aws.sns
                queue P : aws.sqs { retention 14d  alarm }
                queue Q : aws.sqs {
                  subscribes to T for Placed with dead-letters to P
                  dead-letters to P after 5 attempts
                }
                queue QReport : aws.sqs {
                  subscribes to T for Report with dead-letters to P
                  dead-letters to P after 5 attempts
                }
                service Shop : aws.ecs { serves place { publishes Placed to T  publishes Report to T } }
                service Worker : aws.ecs {
                  on Placed from Q in 20ms { puts Books }
                  on Report from QReport in 20s { puts Books }
                }
                store Books : aws.dynamodb
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'what is urgent behind what may be lost',
      text: shop('', '', 'queue <|Q|> : aws.sqs')
        .replace('{ key orderId }', '{ key orderId  critical }')
        .replace('{ key reportId }', '{ key reportId  expendable }'),
      findings: [
        {
          message: 'urgent',
          text: 'Placed, which must not be lost, and Report, which may be, wait in Q (aws.sqs) behind one another. Give Placed a queue of its own.',
          related: ['Placed is critical', 'Report is expendable'],
          data: { urgent: 'Placed', unimportant: 'Report' },
        },
      ],
    },
    {
      name: 'the slow one first, just as much slower as is too much',
      text: shop('in 1s', 'in 20ms', 'queue <|Q|> : aws.sqs'),
      options: { ratio: 50 },
      findings: [
        {
          message: 'slow',
          related: ['Placed is handled here', 'Report is handled here'],
          data: { slow: 'Placed', quick: 'Report', long: '1s', short: '20ms' },
        },
      ],
    },
    {
      name: 'two messages of a slow handler, out of a queue of which nothing is said',
      text: `
        event Placed { key orderId }
        event Report { key reportId }
        event Digest { key reportId }
        queue <|Q|>
        service Shop { serves place { sends Placed to Q }  serves report { sends Report to Q  sends Digest to Q } }
        service Worker { on Placed from Q in 20ms  on Report, Digest from Q in 20s }
      `,
      findings: [
        {
          message: 'slow',
          related: ['Digest is handled here', 'Placed is handled here'],
          data: { slow: 'Digest', quick: 'Placed' },
          fixes: [
            {
              title: 'Give Report and Digest a queue of its own, QDigest',
              output: `
                event Placed { key orderId }
                event Report { key reportId }
                event Digest { key reportId }
                queue Q
                queue QDigest { dead-letters after 5 attempts  alarm }
                service Shop { serves place { sends Placed to Q }  serves report { sends Report to QDigest  sends Digest to QDigest } }
                service Worker { on Placed from Q in 20ms  on Report, Digest from QDigest in 20s }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'two handlers of the slow one, two subscriptions, and one handler of both: nothing that a queue more would mend',
      text: `
        event Placed { key orderId  critical }
        event Report { key reportId  expendable }
        topic T : aws.sns
        topic U : aws.sns
        queue <|Q|> : aws.sqs { subscribes to T }
        queue <|R|> : aws.sqs { subscribes to T  subscribes to U }
        queue <|S|> : aws.sqs { subscribes to T }
        service Shop { serves place { publishes Placed to T  publishes Report to T  publishes Report to U } }
        service Worker { on Placed from Q in 20ms  on Report from Q in 20s  on Placed from R in 20ms  on Report from R in 20s  on Placed, Report from S }
        service Other { on Report from Q in 20s }
      `,
      findings: [
        { message: 'slow', related: ['Report is handled here', 'Placed is handled here'], fixes: [] },
        { message: 'slow', related: ['Report is handled here', 'Placed is handled here'], fixes: [] },
        { message: 'urgent', related: ['Placed is critical', 'Report is expendable'], fixes: [] },
      ],
    },
    {
      name: 'a subscription to several messages by name',
      text: `
        event Placed { key orderId }
        event Report { key reportId }
        event Other { key otherId }
        topic T : aws.sns
        queue <|Q|> : aws.sqs { subscribes  to  T  for  Placed , Report,Other  dead-letters after 5 attempts  alarm }
        service Shop { serves place { publishes Placed to T  publishes Report to T  publishes Other to T } }
        service Worker { on Placed from Q in 20ms  on Report from Q in 20s  on Other from Q in 30ms }
      `,
      findings: [
        {
          message: 'slow',
          related: ['Report is handled here', 'Placed is handled here'],
          fixes: [
            {
              title: 'Give Report a queue of its own, QReport',
              output: `
                event Placed { key orderId }
                event Report { key reportId }
                event Other { key otherId }
                topic T : aws.sns
                queue Q : aws.sqs { subscribes  to  T for Placed, Other  dead-letters after 5 attempts  alarm }
                queue QReport : aws.sqs { subscribes  to  T for Report  dead-letters after 5 attempts  alarm }
                service Shop { serves place { publishes Placed to T  publishes Report to T  publishes Other to T } }
                service Worker { on Placed from Q in 20ms  on Report from QReport in 20s  on Other from Q in 30ms }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'what is urgent, taken by a handler of its own',
      text: `
        event Paid { key paymentId  critical }
        event Seen { key viewId  expendable }
        queue <|Q|> : aws.sqs { dead-letters after 5 attempts  alarm }
        service Shop { serves pay { sends Paid to Q }  serves show { sends Seen to Q } }
        service Worker { on Paid from Q  on Seen from Q }
      `,
      findings: [
        {
          message: 'urgent',
          fixes: [
            {
              title: 'Give Paid a queue of its own, QPaid',
              output: `
        event Paid { key paymentId  critical }
        event Seen { key viewId  expendable }
        queue Q : aws.sqs { dead-letters after 5 attempts  alarm }
        queue QPaid : aws.sqs { dead-letters after 5 attempts  alarm }
        service Shop { serves pay { sends Paid to QPaid }  serves show { sends Seen to Q } }
        service Worker { on Paid from QPaid  on Seen from Q }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'slow work on what is collected, and on what another system sends: where else it comes from is not for a fix to say',
      text: `
        system shop {
          event Placed { key orderId }
          event Report { key reportId }
          event Digest { key reportId }
          event Note { key id }
          queue <|Q|> { alarm }
          queue <|R|> { alarm }
          service Shop { serves place { sends Placed to Q  sends Placed to R }  serves report { sends Report to Q  sends Digest to Q } }
          service Worker {
            on Placed from Q in 20ms
            on all of Report, Digest from Q in 20s within 1h
            on Placed from R in 20ms
            on Note from R in 20s
          }
        }
        system far { service Sender { serves go { sends shop.Note to shop.R } } }
      `,
      findings: [
        { message: 'slow', data: { quick: 'Placed' }, fixes: [] },
        { message: 'slow', data: { slow: 'Note', quick: 'Placed' }, fixes: [] },
      ],
    },
  ],
});
