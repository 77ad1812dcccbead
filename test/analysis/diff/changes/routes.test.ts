/** Where balancers and gateways lead now, and whether they keep a client at one instance. */
import { change } from '../../../../analysis/diff/changes/routes.ts';
import { describeChanges } from '../../../support/changes.ts';

const rest = '\nservice B { serves run  serves stop }\nservice H { serves run }\nstore S';
const gateway = (...routes: readonly string[]): string => `gateway G { ${routes.join('  ')} }${rest}`;
const balancer = (sticky: string, state = ''): string => `balancer L { routes to Cart  ${sticky} }\nservice Cart { ${state} }\nstore S`;

describeChanges(change, [
  {
    name: 'a route that is new',
    before: gateway(),
    after: gateway('routes "/a" to B.run'),
    says: ['~ G routes "/a" to B.run now.'],
    at: ['after: routes "/a" to B.run'],
  },
  {
    name: 'a route that has gone: where it was',
    before: gateway('routes "/a" to B.run', 'routes "/b" to H'),
    after: gateway('routes "/b" to H'),
    says: ['~ G no longer routes "/a" to B.run.'],
    at: ['before: routes "/a" to B.run'],
  },
  {
    name: 'a route to another operation',
    before: gateway('routes "/a" to B.run'),
    after: gateway('routes "/a" to B.stop'),
    says: ['~ G routes "/a" to B.stop now; it was to B.run.'],
  },
  {
    name: 'a route to the same operation of another element',
    before: gateway('routes "/a" to B.run'),
    after: gateway('routes "/a" to H.run'),
    says: ['~ G routes "/a" to H.run now; it was to B.run.'],
  },
  {
    name: 'a route without a name',
    before: gateway('routes to B'),
    after: gateway('routes to H'),
    says: ['~ G routes whatever comes to H now; it was to B.'],
  },
  {
    name: 'a route that does something itself',
    before: gateway('routes "/a" to B.run'),
    after: gateway('routes "/a" { puts S }'),
    says: ['~ G routes "/a" to what it does itself now; it was to B.run.'],
  },
  {
    name: 'one more target of one route',
    before: gateway('routes to B'),
    after: gateway('routes to B', 'routes to H'),
    says: ['~ G routes whatever comes to B and H now; it was to B.'],
  },
  {
    name: 'nothing of their order',
    before: gateway('routes to B', 'routes to H', 'routes "/a" to B'),
    after: gateway('routes "/a" to B', 'routes to H', 'routes to B'),
    says: [],
  },
  {
    name: 'a target of one name in another system',
    before: 'system x { service A  gateway G { routes to A } }\nsystem y { service A }',
    after: 'system x { service A  gateway G { routes to y.A } }\nsystem y { service A }',
    says: ['~ G routes whatever comes to A now; it was to A.'],
  },
  { name: 'nothing of gateways that are new', before: rest, after: gateway('routes "/a" to B.run'), says: [] },
  {
    name: 'a client at one instance, where instances keep nothing for it',
    before: balancer(''),
    after: balancer('sticky sessions for 1h'),
    says: ['~ L keeps a client at one instance for 1h now.'],
    at: ['after: sticky sessions for 1h'],
  },
  {
    name: 'a client at any instance, where instances keep nothing for it',
    before: balancer('sticky sessions'),
    after: balancer(''),
    says: ['~ L no longer keeps a client at one instance.'],
  },
  {
    name: 'a client at one instance, where instances keep something for it',
    before: balancer('', 'keeps Basket in memory'),
    after: balancer('sticky sessions', 'keeps Basket in memory'),
    says: ['+ L keeps a client at one instance now.'],
  },
  {
    name: 'a client at any instance, where instances keep something for it',
    before: balancer('sticky sessions for 1h', 'keeps Basket in memory'),
    after: balancer('', 'keeps Basket in memory'),
    says: ['- L no longer keeps a client at one instance: what Cart keeps for it may be at another.'],
    at: ['after: balancer L'],
  },
  {
    name: 'a client at any instance, where several keep something for it',
    before: `balancer L { routes "/a" to Cart  routes "/b" to Desk  sticky sessions }\nservice Cart { keeps Basket in memory }\nservice Desk { keeps Notes on disk }`,
    after: `balancer L { routes "/a" to Cart  routes "/b" to Desk }\nservice Cart { keeps Basket in memory }\nservice Desk { keeps Notes on disk }`,
    says: ['- L no longer keeps a client at one instance: what Cart and Desk keep for it may be at another.'],
  },
  {
    name: 'a client at any instance, where what they keep is elsewhere or a copy',
    before: balancer('sticky sessions', 'keeps Basket in S  keeps Rates in memory rebuilt from S'),
    after: balancer('', 'keeps Basket in S  keeps Rates in memory rebuilt from S'),
    says: ['~ L no longer keeps a client at one instance.'],
  },
  {
    name: 'a client at one instance for a longer time',
    before: balancer('sticky sessions for 1h'),
    after: balancer('sticky sessions for 2h'),
    says: ['~ L keeps a client at one instance for 2h now; it was for 1h.'],
  },
  {
    name: 'a client at one instance for a time, and without an end before',
    before: balancer('sticky sessions'),
    after: balancer('sticky sessions for 2h'),
    says: ['~ L keeps a client at one instance for 2h now; it was without an end.'],
  },
  {
    name: 'a client at one instance without an end',
    before: balancer('sticky sessions for 2h'),
    after: balancer('sticky sessions'),
    says: ['~ L keeps a client at one instance now; it was for 2h.'],
  },
]);
