/** What channels carry now, in how many groups, and where dead letters are put back. */
import { change } from '../../../../analysis/diff/changes/channels.ts';
import { describeChanges } from '../../../support/changes.ts';

const rest = '\nevent E\nevent F\nqueue P\nqueue R\ntopic T';
const queue = (body: string): string => `queue N { ${body} }${rest}`;
const read = (body: string): string => `stream N { ${body} }\nexternal X { publishes E to N }\nservice A { on E from N }${rest}`;

describeChanges(change, [
  {
    name: 'some messages alone: where it is said',
    before: queue(''),
    after: queue('carries F, E'),
    says: ['~ N carries E and F alone now.'],
    at: ['after: carries F, E'],
  },
  { name: 'others alone', before: queue('carries E'), after: queue('carries F'), says: ['~ N carries F alone now; it was E.'] },
  {
    name: 'whatever comes',
    before: queue('carries E'),
    after: queue(''),
    says: ['~ N carries whatever is put into it, no longer E alone.'],
    at: ['after: queue N'],
  },
  { name: 'nothing of their order', before: queue('carries E, F'), after: queue('carries F, E'), says: [] },
  { name: 'nothing of what it carries unsaid', before: queue(''), after: `${queue('')}\nexternal X { sends E to N }`, says: [] },
  {
    name: 'a way back for dead letters',
    before: queue(''),
    after: queue('redrives to R'),
    says: ['~ What lies in N can be put back into R now.'],
    at: ['after: redrives to R'],
  },
  {
    name: 'another way back',
    before: queue('redrives to R'),
    after: queue('redrives to P'),
    says: ['~ What lies in N can be put back into P now; it was R.'],
  },
  { name: 'no way back', before: queue('redrives to R'), after: queue(''), says: ['~ What lies in N can no longer be put back into R.'] },
  {
    name: 'so many groups, where somebody reads them: the key is told of the leg',
    before: read('grouped by a'),
    after: read('grouped by b in 4 groups'),
    says: ['~ N has 4 groups at most now: so many messages can be handled at a time.'],
    at: ['after: grouped by b in 4 groups'],
  },
  {
    name: 'fewer groups',
    before: read('grouped by a in 2 groups'),
    after: read('grouped by a in 1 group'),
    says: ['~ N has 1 group at most now: so many messages can be handled at a time; it was 2 groups.'],
  },
  {
    name: 'as many groups as there are values',
    before: read('grouped by a in 2 groups'),
    after: read('grouped by a'),
    says: ['~ N is no longer limited to 2 groups.'],
  },
  {
    name: 'the key of a group, where nobody reads',
    before: queue(''),
    after: queue('grouped by a + b'),
    says: ['~ N is grouped by a + b now.'],
    at: ['after: grouped by a + b'],
  },
  { name: 'another key', before: queue('grouped by a'), after: queue('grouped by b'), says: ['~ N is grouped by b now; it was by a.'] },
  { name: 'no key', before: queue('grouped by a'), after: queue(''), says: ['~ N is no longer grouped by a.'] },
  { name: 'nothing of stores', before: 'store N { grouped by a }', after: 'store N { grouped by b in 4 groups }', says: [] },
  { name: 'nothing of what has become something else', before: 'store N { grouped by a }', after: 'queue N { grouped by b }', says: [] },
  { name: 'nothing of channels that are new', before: 'queue A', after: 'queue A\nqueue B { grouped by a in 4 groups }', says: [] },
]);
