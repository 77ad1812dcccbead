import type { ProblemCase } from './problem-case.ts';

const entry =
  'gateway Api { routes "POST /orders" to B.place  routes "GET /orders/{id}" to B.show }\nservice B { serves place  serves show }\n';

/** Routes that are called: a name that an entry does not have when it has others. */
export const routeCases: readonly ProblemCase[] = [
  {
    that: 'a route that is misspelt where it is called',
    text: `${entry}actor A { calls Api "POST /order" with timeout 3s }\n`,
    problems: [
      {
        at: '"POST /order"',
        says: 'unknown-name: The gateway `Api` has no route "POST /order". Did you mean "POST /orders"?',
        fixes: { 'Change to "POST /orders"': `${entry}actor A { calls Api "POST /orders" with timeout 3s }\n` },
      },
    ],
  },
  {
    that: 'one that nothing is like, where a flow begins',
    text: `${entry}flow F from Api "DELETE /carts" { within 1s }\n`,
    problems: [
      {
        at: '"DELETE /carts"',
        says: 'unknown-name: The gateway `Api` has no route "DELETE /carts". Correct it, or say where it `routes` that.',
      },
    ],
  },
  {
    that: 'one of a balancer in another file, called by a step and by a parameter that has a value',
    text: 'system s {\n  orchestrator O { step S calls Lb "GET /orders/7" with timeout 3s, 1 retry }\n}\n',
    others: { 'b.arch': `system s {\n${entry.replace('gateway Api', 'balancer Lb')}}\n` },
    problems: [
      {
        at: '"GET /orders/7"',
        says: 'unknown-name: The balancer `Lb` has no route "GET /orders/7". Did you mean "GET /orders/{id}"?',
        fixes: {
          'Change to "GET /orders/{id}"':
            'system s {\n  orchestrator O { step S calls Lb "GET /orders/{id}" with timeout 3s, 1 retry }\n}\n',
        },
      },
    ],
  },
  {
    that: 'one that is there',
    text: `${entry}actor A { calls Api "GET /orders/{id}" }\nflow F from Api "POST /orders" { within 1s }\n`,
    problems: [],
  },
  { that: 'any route of an entry that routes nothing yet', text: 'gateway Api\nactor A { calls Api "POST /orders" }\n', problems: [] },
  {
    that: 'any route of an entry that routes everything',
    text: 'gateway Api { routes "POST /orders" to B.place  routes to B }\nservice B { serves place }\nactor A { calls Api "POST /other" }\n',
    problems: [],
  },
  { that: 'any of a service', text: 'service B { serves place }\nactor A { calls B "POST /orders" }\n', problems: [] },
];
