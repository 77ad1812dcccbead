import { testRule } from './runner.ts';

testRule('command-disguised-as-event', {
  valid: [
    {
      name: 'facts, also where a verb begins or is a noun, and commands',
      text: `
        event OrderPlaced { key orderId }
        event SendFailed { key mailId }
        event PaymentRequested { key paymentId }
        event OrderTimeOut { key orderId }
        event Publish { key pageId }
        command SendInvoice { key orderId }
        topic Events : aws.sns
        queue Invoices : aws.sqs
        service Shop {
          publishes OrderPlaced to Events
          publishes SendFailed to Events
          publishes PaymentRequested to Events
          publishes OrderTimeOut to Events
          publishes Publish to Events
          sends SendInvoice to Invoices
        }
        service Billing { on OrderPlaced, SendFailed, PaymentRequested, OrderTimeOut, Publish from Events  on SendInvoice from Invoices }
      `,
    },
  ],
  invalid: [
    {
      name: 'an imperative',
      text: `
        event <|SendInvoice|> { key orderId }
        queue Invoices : aws.sqs
        service Shop { serves order { sends SendInvoice to Invoices } }
        service Billing { on SendInvoice from Invoices }
      `,
      findings: [
        {
          message: 'imperative',
          severity: 'info',
          data: { event: 'SendInvoice', consumer: 'Billing' },
          fixes: [
            {
              title: 'Make SendInvoice a command',
              output: `
                command SendInvoice { key orderId }
                queue Invoices : aws.sqs
                service Shop { serves order { sends SendInvoice to Invoices } }
                service Billing { on SendInvoice from Invoices }
              `,
            },
          ],
        },
      ],
    },
  ],
});
