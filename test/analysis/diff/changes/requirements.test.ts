/** What a design must hold to now. */
import { change } from '../../../../analysis/diff/changes/requirements.ts';
import { describeChanges } from '../../../support/changes.ts';

const shop = 'event E { key id }\ntopic T\nexternal X { publishes E to T }\nservice A { on E from T { puts S } }\nstore S\n';

describeChanges(change, [
  {
    name: 'a requirement that is new',
    before: shop,
    after: `${shop}require E never lost`,
    says: ['+ It is required now: E never lost.'],
    at: ['after: require E never lost'],
  },
  {
    name: 'a requirement that has gone: where it was',
    before: `${shop}require E leads to S or A`,
    after: shop,
    says: ['- Nobody requires any more: E leads to S or A.'],
    at: ['before: require E leads to S or A'],
  },
  {
    name: 'another in its place',
    before: `${shop}require S at most once per E`,
    after: `${shop}require E in order at A`,
    says: ['- Nobody requires any more: S at most once per E.', '+ It is required now: E in order at A.'],
  },
  {
    name: 'nothing of how it is laid out, where it stands, or how often',
    before: `${shop}require E never lost\nrequire E in order at A`,
    after: `require E in   order\n  at A\n${shop}require\t E  never lost\nrequire E never lost`,
    says: [],
  },
]);
