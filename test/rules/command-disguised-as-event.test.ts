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
    {
      name: 'two that listen independently',
      text: `
        event NotifyCustomer { key orderId }
        topic Events : aws.sns
        service Shop { publishes NotifyCustomer to Events }
        service Mail { on NotifyCustomer from Events }
        service Push { on NotifyCustomer from Events }
      `,
    },
    {
      name: 'a verb that is as often a noun, published; a fact in answer to a fact; an answer within one team',
      text: `
        event OrderLine { key orderId }
        event OrderPlaced { key orderId }
        event StockReserved { key orderId }
        event Quote { key orderId }
        event QuoteGiven { key orderId }
        topic Events : aws.sns
        group shop {
          service Shop { serves order { publishes OrderLine to Events  publishes OrderPlaced to Events  publishes Quote to Events } on StockReserved, QuoteGiven from Events }
          service Desk { on Quote from Events { publishes QuoteGiven to Events } }
        }
        group depot { service Stock { on OrderPlaced from Events { publishes StockReserved to Events }  on OrderLine from Events } }
      `,
    },
  ],
  invalid: [
    {
      name: 'a request whose answer the sender waits for',
      text: `
        event <|CreditCheck|> { key orderId }
        event CreditResult { key orderId }
        topic Events : aws.sns
        group shop { service Shop { serves order { publishes CreditCheck to Events }  on CreditResult from Events } }
        group finance { service Bureau { on CreditCheck from Events { publishes CreditResult to Events } } }
      `,
      findings: [
        {
          message: 'awaited',
          text: 'CreditCheck is taken by Bureau alone, and Shop waits for the CreditResult that answers it: that is a request, so Shop directs Bureau unseen. Make it a command with a queue of Bureau, or publish the fact behind it, in the past tense.',
          severity: 'info',
          data: { event: 'CreditCheck', consumer: 'Bureau', producer: 'Shop', reply: 'CreditResult' },
          related: ['Shop waits for CreditResult here'],
        },
      ],
    },
    {
      name: 'a request, or a verb that may be a noun, sent to the one that takes it',
      text: `
        event <|InvoiceRequested|> { key orderId }
        event <|ShipParcel|> { key orderId }
        queue Work : aws.sqs
        service Shop { serves order { sends InvoiceRequested to Work  sends ShipParcel to Work } }
        service Back { on InvoiceRequested, ShipParcel from Work }
      `,
      findings: [
        {
          message: 'imperative',
          text: 'InvoiceRequested tells Back what to do: that is a command. Make it one, with a queue of Back, or publish the fact behind it, in the past tense.',
          data: { consumer: 'Back' },
        },
        { message: 'imperative' },
      ],
    },
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
