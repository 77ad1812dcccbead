import { testRule } from './runner.ts';

/** A reservation that asks for a payment, with these lines at the end. */
function paying(...lines: readonly string[]): string {
  const start = [
    'event Reserved { key orderId }',
    'event Charged { key orderId }',
    'event Refused { key orderId }',
    'topic Events : aws.sns',
    'store Rows',
  ];
  return [...start, ...lines, ''].join('\n');
}

const stock = 'service Stock { serves reserve { puts Rows  publishes Reserved to Events }  on Charged, Refused from Events }';

testRule('missing-failure-event', {
  valid: [
    {
      name: 'two outcomes that nobody takes, and a refusal that somebody else takes and undoes',
      text: paying(
        'event Failed { key orderId }',
        'event Done { key orderId }',
        'service Stock { serves reserve { puts Rows  publishes Reserved to Events } }',
        'service Payment { on Reserved from Events { when "paid" { publishes Done to Events } otherwise { publishes Failed to Events } } }',
        'service Points { on Reserved from Events { when "enough" { publishes Charged to Events } otherwise { publishes Refused to Events } } }',
        'service Desk { on Charged, Refused from Events { puts Rows } }',
      ),
    },
    {
      name: 'a refusal that is told',
      text: paying(
        stock,
        'service Payment { on Reserved from Events { when "paid" { publishes Charged to Events } otherwise { publishes Refused to Events } } }',
      ),
    },
    {
      name: 'nothing to undo upstream, and a condition with one outcome only',
      text: paying(
        'service Stock { serves reserve { reads Rows  publishes Reserved to Events }  on Charged, Refused from Events }',
        'service Payment { on Reserved from Events { when "paid" { publishes Charged to Events } otherwise { puts Rows } } }',
        'service Desk { serves sell { puts Rows  publishes Refused to Events } }',
        'service Mail { on Refused from Events { when "large" { publishes Charged to Events } } }',
      ),
    },
    {
      name: 'somebody who watches for the success',
      text: paying(
        stock,
        'service Payment { on Reserved from Events { when "paid" { publishes Charged to Events } otherwise { puts Rows } } }',
        'service Watch { on all of Reserved, Charged within 10m using Rows from Events }',
        'service Desk { serves refuse { publishes Refused to Events } }',
      ),
    },
    {
      name: 'a step of a workflow, which undoes by itself',
      text: paying(
        'orchestrator Order : temporal { step Reserve puts Rows  step Ask publishes Reserved to Events  step Wait waits for Charged, Refused at most 1d }',
        'service Payment { on Reserved from Events { when "paid" { publishes Charged to Events } otherwise { puts Rows } } }',
        'service Desk { serves refuse { publishes Refused to Events } }',
      ),
    },
    {
      name: 'what the service asked itself, what a service does at no time that is said, and a message that may be lost',
      text: `
        event Asked { key orderId  expendable }
        event Reserved { key orderId }
        event Charged { key orderId }
        topic Events : aws.sns
        store Rows
        service Stock { serves reserve { puts Rows  publishes Asked to Events } }
        service Loose { puts Rows  publishes Reserved to Events }
        service Payment {
          on Asked from Events { when "paid" { publishes Charged to Events } otherwise { puts Rows } }
          on Charged from Events
        }
        service Other { on Reserved from Events { when "paid" { publishes Charged to Events } otherwise { puts Rows } } }
      `,
    },
    {
      name: 'a service that answers itself',
      text: `
        event Reserved { key orderId }
        event Charged { key orderId }
        topic Events : aws.sns
        store Rows
        service Stock {
          serves reserve { puts Rows  publishes Reserved to Events }
          on Reserved from Events { when "paid" { publishes Charged to Events } otherwise { puts Rows } }
          on Charged from Events
        }
      `,
    },
    {
      name: 'branches that tell nobody anything, and one of two messages that somebody waits for',
      text: paying(
        stock,
        'event Noted { key orderId }',
        'service Archive { on Reserved from Events { when "old" { puts Rows } otherwise { reads Rows } } }',
        'service Payment { on Reserved from Events { when "paid" { publishes Noted to Events  publishes Charged to Events } otherwise { puts Rows } } }',
        'service Watch { on all of Reserved, Charged within 10m using Rows from Events }',
        'service Desk { serves refuse { publishes Refused to Events }  on Noted from Events }',
      ),
    },
    {
      name: 'whoever only sends something before, which is told and not left',
      text: paying(
        'queue Log : aws.sqs',
        'service Audit { on Refused from Log }',
        'service Stock { serves reserve { sends Refused to Log  publishes Reserved to Events } }',
        'service Payment { on Reserved from Events { when "paid" { publishes Charged to Events } otherwise { puts Rows } } }',
        'service Ship { on Charged from Events }',
      ),
    },
  ],
  invalid: [
    {
      name: 'a refusal that is published and that nobody takes',
      text: paying(
        'service Stock { serves reserve { puts Rows  publishes Reserved to Events }  on Charged from Events }',
        'service Payment { on Reserved from Events { <|when "paid"|> { publishes Charged to Events } otherwise { puts Rows  publishes Refused to Events } } }',
      ),
      findings: [
        {
          message: 'unheard',
          text: 'When Payment refuses Reserved it says so by Refused, which nobody takes, and `puts Rows` of Stock stays in place. Let Stock take Refused, and undo it.',
          related: ['This stays in place'],
          fixes: [
            {
              title: 'Let Stock take Refused and undo what it did',
              output: paying(
                'service Stock { serves reserve { puts Rows  publishes Reserved to Events }  on Charged from Events  on Refused from Events { deletes Rows } }',
                'service Payment { on Reserved from Events { when "paid" { publishes Charged to Events } otherwise { puts Rows  publishes Refused to Events } } }',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'a refusal that goes into a queue where nobody looks: how to hear of it is not known',
      text: paying(
        stock,
        'event Failed { key orderId }',
        'queue Failures',
        'service Payment { on Reserved from Events { <|when "paid"|> { publishes Charged to Events } otherwise { sends Failed to Failures } } }',
      ),
      findings: [{ message: 'unheard', data: { refusal: 'Failed' }, fixes: [] }],
    },
    {
      name: 'a refusal that nobody is told of',
      text: paying(
        stock,
        'service Payment { on Reserved from Events { <|when "paid"|> { publishes Charged to Events } otherwise { puts Rows } } }',
        'service Desk { serves refuse { publishes Refused to Events } }',
      ),
      findings: [
        {
          message: 'silent',
          text: 'When Payment refuses Reserved nobody is told: Charged comes only if it succeeds, and `puts Rows` of Stock stays in place. Publish the refusal too, and let Stock undo it.',
          severity: 'warning',
          data: { consumer: 'Payment', message: 'Reserved', told: 'Charged', effect: '`puts Rows`', producer: 'Stock' },
          related: ['This stays in place'],
          fixes: [
            {
              title: 'Publish ReservedRefused too, and let Stock undo what it did',
              output: paying(
                'service Stock { serves reserve { puts Rows  publishes Reserved to Events }  on Charged, Refused from Events  on ReservedRefused from Events { deletes Rows } }',
                'service Payment { on Reserved from Events { when "paid" { publishes Charged to Events } otherwise { puts Rows  publishes ReservedRefused to Events } } }',
                'service Desk { serves refuse { publishes Refused to Events } }',
              ).replace('event Reserved { key orderId }', 'event Reserved { key orderId }\nevent ReservedRefused { key orderId }'),
            },
          ],
        },
      ],
    },
    {
      name: 'a refusal of what was placed, among neighbours who park what they cannot handle',
      text: `
        event OrderPlaced { key orderId }
        event OrderPaid { key orderId }
        topic Events : aws.sns
        queue Lost : aws.sqs { retention 14d  alarm }
        store Rows
        service Shop { serves order { appends Rows  publishes OrderPlaced to Events } }
        service Payment {
          on OrderPlaced from Events with dead-letters to Lost after 1 attempt {
            <|when "paid"|> { publishes OrderPaid to Events } otherwise { reads Rows }
          }
        }
        service Mail { on OrderPaid from Events with dead-letters to Lost after 3 attempts }
      `,
      findings: [
        {
          message: 'silent',
          related: ['This stays in place'],
          fixes: [
            {
              title: 'Publish OrderRefused too, and let Shop undo what it did',
              output: `
                event OrderPlaced { key orderId }
                event OrderRefused { key orderId }
                event OrderPaid { key orderId }
                topic Events : aws.sns
                queue Lost : aws.sqs { retention 14d  alarm }
                store Rows
                service Shop { serves order { appends Rows  publishes OrderPlaced to Events }  on OrderRefused from Events idempotent with dead-letters to Lost after 1 attempt { appends Rows } }
                service Payment {
                  on OrderPlaced from Events with dead-letters to Lost after 1 attempt {
                    when "paid" { publishes OrderPaid to Events } otherwise { reads Rows  publishes OrderRefused to Events }
                  }
                }
                service Mail { on OrderPaid from Events with dead-letters to Lost after 3 attempts }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a refusal in an empty branch, over several lines, of a counter',
      text: `
        event PaymentRequested { key orderId }
        event Charged { key orderId }
        topic Events : aws.sns
        store Rows
        service Stock {
          serves reserve {
            increments Rows
            publishes PaymentRequested to Events
          }
          on Charged from Events
        }
        service Payment {
          on PaymentRequested from Events {
            <|when "paid"|> { publishes Charged to Events } otherwise { }
          }
        }
      `,
      findings: [
        {
          message: 'silent',
          related: ['This stays in place'],
          fixes: [
            {
              title: 'Publish PaymentRefused too, and let Stock undo what it did',
              output: `
                event PaymentRequested { key orderId }
                event PaymentRefused { key orderId }
                event Charged { key orderId }
                topic Events : aws.sns
                store Rows
                service Stock {
                  serves reserve {
                    increments Rows
                    publishes PaymentRequested to Events
                  }
                  on Charged from Events
                  on PaymentRefused from Events idempotent { increments Rows }
                }
                service Payment {
                  on PaymentRequested from Events {
                    when "paid" { publishes Charged to Events } otherwise { publishes PaymentRefused to Events }
                  }
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a branch on lines of its own, which reads',
      text: `
        event Reserved { key orderId }
        event Charged { key orderId }
        topic Events : aws.sns
        store Rows
        service Stock { serves reserve { puts Rows  publishes Reserved to Events }  on Charged from Events }
        service Payment {
          on Reserved from Events {
            <|when "paid"|> {
              publishes Charged to Events
            } otherwise {
              reads Rows
            }
          }
        }
      `,
      findings: [
        {
          message: 'silent',
          related: ['This stays in place'],
          fixes: [
            {
              title: 'Publish ReservedRefused too, and let Stock undo what it did',
              output: `
                event Reserved { key orderId }
                event ReservedRefused { key orderId }
                event Charged { key orderId }
                topic Events : aws.sns
                store Rows
                service Stock { serves reserve { puts Rows  publishes Reserved to Events }  on Charged from Events  on ReservedRefused from Events { deletes Rows } }
                service Payment {
                  on Reserved from Events {
                    when "paid" {
                      publishes Charged to Events
                    } otherwise {
                      reads Rows
                      publishes ReservedRefused to Events
                    }
                  }
                }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'an answer that goes into a queue, and two branches that are empty: where the refusal goes is not known',
      text: paying(
        'service Stock { serves reserve { puts Rows  publishes Reserved to Events }  on Charged from Answers }',
        'queue Answers : aws.sqs',
        'service Payment { on Reserved from Events { <|when "paid"|> { sends Charged to Answers } otherwise { puts Rows } } }',
        'service Bank { on Reserved from Events { <|when "paid"|> { publishes Refused to Events } otherwise when "late" { } otherwise { } } }',
        'service Desk { on Refused from Events }',
      ),
      findings: [
        { message: 'silent', related: ['This stays in place'], data: { consumer: 'Payment', told: 'Charged' }, fixes: [] },
        { message: 'silent', related: ['This stays in place'], data: { consumer: 'Bank', told: 'Refused' }, fixes: [] },
      ],
    },
    {
      name: 'what is sent straight to whoever refuses it, where the answers are a closed set',
      text: paying(
        'topic Answers { carries Charged }',
        'service Stock { serves reserve { puts Rows  sends Reserved to Payment }  on Charged from Answers }',
        'service Payment { on Reserved { <|when "paid"|> { publishes Charged to Answers } otherwise { puts Rows } } }',
        'service Desk { serves refuse { publishes Refused to Events }  on Refused from Events }',
      ),
      findings: [{ message: 'silent', data: { consumer: 'Payment' }, fixes: [] }],
    },
    {
      name: 'another system’s topic',
      text: {
        'bank.arch': `
          system bank {
            topic Answers : aws.sns
            event Charged { key orderId }
            service Payment { on shop.Reserved from shop.Events { <|when "paid"|> { publishes Charged to Answers } otherwise { puts Books } } }
            store Books
          }
        `,
        'shop.arch': `
          system shop {
            topic Events : aws.sns
            event Reserved { key orderId }
            service Stock { serves reserve { puts Rows  publishes Reserved to Events }  on bank.Charged from bank.Answers }
            store Rows
          }
        `,
      },
      findings: [{ message: 'silent', fixes: [] }],
    },
    {
      name: 'a request without a key, and what nothing takes back',
      text: `
        event RequestTaken
        event HoldRequested { key orderId }
        event Charged { key orderId }
        topic Events : aws.sns
        store Rows
        service Stock { serves take { deletes Rows  publishes RequestTaken to Events }  on Charged from Events }
        service Shelf { serves hold { calls Bank.hold  publishes HoldRequested to Events } }
        external Bank { serves hold idempotent by orderId }
        service Payment { on RequestTaken from Events { <|when "paid"|> { publishes Charged to Events } otherwise { puts Rows } } }
        service Gate { on HoldRequested from Events { <|when "free"|> { publishes Charged to Events } otherwise { puts Rows } } }
      `,
      findings: [
        {
          message: 'silent',
          data: { effect: '`deletes Rows`' },
          fixes: [
            {
              title: 'Publish RequestTakenRefused too, and let Stock undo what it did',
              output: `
                event RequestTaken
                event RequestTakenRefused { }
                event HoldRequested { key orderId }
                event Charged { key orderId }
                topic Events : aws.sns
                store Rows
                service Stock { serves take { deletes Rows  publishes RequestTaken to Events }  on Charged from Events  on RequestTakenRefused from Events }
                service Shelf { serves hold { calls Bank.hold  publishes HoldRequested to Events } }
                external Bank { serves hold idempotent by orderId }
                service Payment { on RequestTaken from Events { when "paid" { publishes Charged to Events } otherwise { puts Rows  publishes RequestTakenRefused to Events } } }
                service Gate { on HoldRequested from Events { when "free" { publishes Charged to Events } otherwise { puts Rows } } }
              `,
            },
          ],
        },
        {
          message: 'silent',
          data: { effect: '`calls Bank`' },
          fixes: [
            {
              title: 'Publish HoldRefused too, and let Shelf undo what it did',
              output: `
                event RequestTaken
                event HoldRequested { key orderId }
                event HoldRefused { key orderId }
                event Charged { key orderId }
                topic Events : aws.sns
                store Rows
                service Stock { serves take { deletes Rows  publishes RequestTaken to Events }  on Charged from Events }
                service Shelf { serves hold { calls Bank.hold  publishes HoldRequested to Events }  on HoldRefused from Events }
                external Bank { serves hold idempotent by orderId }
                service Payment { on RequestTaken from Events { when "paid" { publishes Charged to Events } otherwise { puts Rows } } }
                service Gate { on HoldRequested from Events { when "free" { publishes Charged to Events } otherwise { puts Rows  publishes HoldRefused to Events } } }
              `,
            },
          ],
        },
      ],
    },
  ],
});
