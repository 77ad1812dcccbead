/** What elements serve and do by the clock now. */
import { change } from '../../../../analysis/diff/changes/operations.ts';
import { describeChanges } from '../../../support/changes.ts';

const rest = '\nevent E\ntopic T\nstore S\nservice B { serves run }';
const service = (...parts: readonly string[]): string => `service A { ${parts.join('  ')} }${rest}`;
const workflow = (clock: string): string => `orchestrator W { ${clock}  step One calls B.run }${rest}`;

describeChanges(change, [
  {
    name: 'an operation that is new, with what it does',
    before: service('serves go { }'),
    after: service('serves go { }', 'serves stay { puts S  publishes E to T }'),
    says: ['~ A serves stay now, which puts S and publishes E.'],
    at: ['after: serves stay'],
  },
  { name: 'an operation that does nothing known', before: service(), after: service('serves stay'), says: ['~ A serves stay now.'] },
  {
    name: 'an operation that has gone: where it was',
    before: service('serves go { puts S }'),
    after: service(),
    says: ['~ A no longer serves go.'],
    at: ['before: serves go'],
  },
  {
    name: 'an operation of an external',
    before: 'external X { serves pay }',
    after: 'external X { serves mail }',
    says: ['~ X no longer serves pay.', '~ X serves mail now.'],
  },
  {
    name: 'what is done by the clock now',
    before: service(),
    after: service('every 5m { puts S  publishes E to T }'),
    says: ['~ A runs every 5m now and puts S and publishes E.'],
    at: ['after: every 5m'],
  },
  {
    name: 'what is done by the clock no longer',
    before: service('every 5m { puts S }'),
    after: service(),
    says: ['~ A no longer runs every 5m.'],
  },
  {
    name: 'more often: one clock is that clock',
    before: service('every 5m { puts S }'),
    after: service('every 1m { puts S }'),
    says: ['~ A runs every 1m now; it was every 5m.'],
    at: ['after: every 1m'],
  },
  {
    name: 'of several clocks, which have come and gone',
    before: service('every 5m { puts S }', 'every 1d { puts S }'),
    after: service('every 1d { puts S }', 'every 1m { puts S }'),
    says: ['~ A no longer runs every 5m.', '~ A runs every 1m now and puts S.'],
  },
  {
    name: 'a workflow that the clock begins',
    before: workflow(''),
    after: workflow('every 1d'),
    says: ['~ W runs every 1d now.'],
    at: ['after: orchestrator W'],
  },
  {
    name: 'a workflow that the clock begins more often',
    before: workflow('every 1d'),
    after: workflow('every 1h'),
    says: ['~ W runs every 1h now; it was every 1d.'],
  },
  {
    name: 'a workflow that the clock no longer begins',
    before: workflow('every 1d'),
    after: workflow(''),
    says: ['~ W is no longer begun by the clock; it was every 1d.'],
  },
  {
    name: 'nothing of elements that are new or gone',
    before: 'service A { serves go }',
    after: 'service B { serves go  every 1d }',
    says: [],
  },
  { name: 'nothing of a workflow that something else has become', before: 'queue W', after: workflow('every 1d'), says: [] },
  {
    name: 'nothing of handlers and routes',
    before: 'event E\nservice A',
    after: 'event E\nservice A { on E }\ngateway G { routes "/a" to A }',
    says: [],
  },
  { name: 'nothing of order', before: service('serves a', 'serves b'), after: service('serves b', 'serves a'), says: [] },
]);
