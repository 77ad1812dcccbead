import { testRule } from './runner.ts';

testRule('shared-database', {
  valid: [
    {
      name: 'the owner itself',
      text: `
      store Orders { owned by Ordering }
      service Ordering { serves place { inserts Orders  reads Orders } }
    `,
    },
    {
      name: 'no owner is named',
      text: `
      store Orders
      service Ordering { serves place { inserts Orders } }
      service Billing { serves correct { puts Orders } }
    `,
    },
    {
      name: 'one group is one context',
      text: `
      group ordering {
        store Orders { owned by Ordering }
        service Ordering { serves place { inserts Orders } }
        service Reports { serves show { reads Orders } }
      }
    `,
    },
    {
      name: 'a copy that the owner offers',
      text: `
      store Orders { owned by Ordering }
      store OrderCopy { rebuilt from Orders within 5s  owned by Ordering }
      service Ordering { serves place { inserts Orders } }
      service Reports { serves show { reads OrderCopy } }
    `,
    },
    {
      name: 'an outbox of one’s own',
      text: `
      event Placed { key orderId }
      topic Placings
      store Orders { owned by Ordering }
      service Ordering { serves place { inserts Orders  publishes Placed to Placings via outbox Orders } }
    `,
    },
  ],
  invalid: [
    {
      name: 'another writes',
      text: `
        store Orders { owned by Ordering }
        service Ordering {
          serves place { inserts Orders }
        }
        service Billing { serves correct { <|puts Orders if newer|> } }
      `,
      findings: [
        {
          message: 'writes',
          text: 'Billing writes Orders, which Ordering owns: the rules that Ordering keeps do not hold for these rows, and Ordering cannot change them alone. Let Billing call Ordering, or send it an event.',
          data: { component: 'Billing', store: 'Orders', owner: 'Ordering' },
          severity: 'warning',
          related: ['Ordering owns Orders'],
          fixes: [
            {
              title: 'Let Ordering offer it: call Ordering.putOrders',
              output: `
                store Orders { owned by Ordering }
                service Ordering {
                  serves place { inserts Orders }
                  serves putOrders { puts Orders if newer }
                }
                service Billing { serves correct { calls Ordering.putOrders with timeout 2s } }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'one finding a component, at a write if there is one',
      text: `
        store Orders { owned by Ordering }
        service Ordering
        service Billing { serves show { reads Orders }  serves correct { <|puts Orders|> } }
        service Reports { serves all { <|reads Orders|> } }
      `,
      findings: [
        { message: 'writes', related: ['Ordering owns Orders', 'Billing.show reads Orders'], fixes: [] },
        {
          message: 'reads',
          text: 'Reports reads Orders, which Ordering owns: Ordering cannot change it without breaking Reports. Let Reports call Ordering, or read a copy that is `rebuilt from Orders`.',
          related: ['Ordering owns Orders'],
          data: { component: 'Reports' },
        },
      ],
    },
    {
      name: 'an owner that calls back is not offered as the one to call',
      text: `
        store Orders { owned by Ordering }
        service Ordering { serves place { inserts Orders  calls Billing.bill with timeout 1s } }
        service Billing { serves bill { <|puts Orders|> } }
      `,
      findings: [{ message: 'writes', related: ['Ordering owns Orders'], fixes: [] }],
    },
    {
      name: 'another’s outbox',
      text: `
        event Billed { key orderId }
        topic Billings
        store Orders { owned by Ordering }
        service Ordering
        service Billing { serves bill { <|publishes Billed to Billings via outbox Orders|> } }
      `,
      findings: [{ message: 'writes', related: ['Ordering owns Orders'], fixes: [] }],
    },
    {
      name: 'in another group, and from outside',
      text: `
        group ordering { store Orders { owned by Ordering }  service Ordering }
        group billing { service Billing { serves bill { <|reads Orders|> } } }
        external Partner { <|puts Orders at 5/h|> }
      `,
      findings: [
        { message: 'reads', related: ['Ordering owns Orders'] },
        { message: 'writes', related: ['Ordering owns Orders'], data: { component: 'Partner' }, fixes: [] },
      ],
    },
    ...Object.entries({
      reads: 'getOrders',
      inserts: 'addOrders',
      deletes: 'removeOrders',
      appends: 'appendOrders',
      increments: 'addOrders',
      writes: 'changeOrders',
    }).map(([verb, operation]) => ({
      name: `${verb}: the owner offers ${operation}, unless it has an operation of that name`,
      text: `
        store Orders { owned by Ordering }
        cache Recent { owned by Selling }
        service Ordering
        service Selling { serves ${operation.replace('Orders', 'Recent')} { reads Recent } }
        service Billing { serves go { <|${verb} Orders|> } }
        service Reports { serves go { <|${verb} Recent|> } }
      `,
      findings: [
        {
          message: verb === 'reads' ? 'reads' : 'writes',
          fixes: [
            {
              title: `Let Ordering offer it: call Ordering.${operation}`,
              output: `
                store Orders { owned by Ordering }
                cache Recent { owned by Selling }
                service Ordering { serves ${operation} { ${verb} Orders } }
                service Selling { serves ${operation.replace('Orders', 'Recent')} { reads Recent } }
                service Billing { serves go { calls Ordering.${operation} with timeout 2s } }
                service Reports { serves go { ${verb} Recent } }
              `,
            },
          ],
        },
        { message: verb === 'reads' ? 'reads' : 'writes', data: { store: 'Recent' }, fixes: [] },
      ],
    })),
    {
      name: 'a copy that somebody else writes, and the store of a workflow, which cannot be called for it',
      text: `
        store Orders { owned by Ordering }
        store Copy { rebuilt from Orders  owned by Ordering }
        store Runs { owned by Fulfil }
        service Ordering
        orchestrator Fulfil { step A puts Runs  step B <|puts Orders|> }
        service Billing { serves show { <|puts Copy|> }  serves all { <|reads Runs|> } }
      `,
      findings: [
        { message: 'writes', data: { component: 'Fulfil' }, fixes: [] },
        { message: 'writes', data: { store: 'Copy' } },
        { message: 'reads', data: { store: 'Runs' }, fixes: [] },
      ],
    },
    {
      name: 'another system’s store, under the name that it has there',
      text: {
        'books.arch': `
          system books { service Billing { serves show { <|reads shop.Orders by status|> } } }
        `,
        'shop.arch': `
          system shop {
            store Orders { key orderId  index status  owned by Ordering }
            service Ordering
          }
        `,
      },
      findings: [
        {
          message: 'reads',
          fixes: [
            {
              title: 'Let Ordering offer it: call Ordering.getOrders',
              output: {
                'books.arch': `
                  system books { service Billing { serves show { calls shop.Ordering.getOrders with timeout 2s } } }
                `,
                'shop.arch': `
                  system shop {
                    store Orders { key orderId  index status  owned by Ordering }
                    service Ordering { serves getOrders { reads Orders by status } }
                  }
                `,
              },
            },
          ],
        },
      ],
    },
  ],
});
