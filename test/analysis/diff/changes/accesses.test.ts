/** What readers of stores see now, how they look it up, and what their writes overwrite. */
import { change } from '../../../../analysis/diff/changes/accesses.ts';
import { describeChanges } from '../../../support/changes.ts';

const doing = (effect: string, store = ''): string => `service A { serves go { ${effect} } }
store S { key id  index day  ${store} }`;

const readers = (store: string): string => `${doing('reads S', store)}
service B { serves go { reads S } }
service C { serves go { reads S strongly } }`;

describeChanges(change, [
  {
    name: 'a read that sees the last write: where it is',
    before: doing('reads S', 'consistency eventual'),
    after: doing('reads S strongly', 'consistency eventual'),
    says: ['+ A.go sees the last write of S now.'],
    at: ['after: reads S strongly'],
  },
  {
    name: 'a read that may see an older one',
    before: doing('reads S strongly', 'consistency eventual'),
    after: doing('reads S', 'consistency eventual'),
    says: ['- A.go may now read S as it was a while ago.'],
  },
  {
    name: 'a read of which nothing is said any more',
    before: doing('reads S strongly'),
    after: doing('reads S'),
    says: ['- Nothing says any more whether A.go sees the last write of S.'],
  },
  {
    name: 'a read of which something is said at last, and it is not good',
    before: doing('reads S'),
    after: doing('reads S', 'consistency eventual'),
    says: ['- A.go may now read S as it was a while ago.'],
  },
  {
    name: 'a read of which something was said, and it was not good',
    before: doing('reads S', 'consistency eventual'),
    after: doing('reads S'),
    says: ['+ Nothing says any more whether A.go sees the last write of S.'],
  },
  {
    name: 'nothing where the word changes nothing',
    before: doing('reads S', 'consistency strong'),
    after: doing('reads S strongly', 'consistency strong'),
    says: [],
  },
  {
    name: 'all readers of a store that changes together, but for those who asked for it themselves',
    before: readers('consistency strong'),
    after: readers('consistency eventual'),
    says: ['- A.go and B.go may now read S as it was a while ago.'],
    at: ['after: reads S'],
  },
  {
    name: 'all readers of a store that is to be trusted again',
    before: readers('consistency eventual'),
    after: readers('consistency strong'),
    says: ['+ A.go and B.go see the last write of S now.'],
  },
  {
    name: 'all readers of a store of which nothing is said any more',
    before: readers('consistency strong'),
    after: readers(''),
    says: ['- Nothing says any more whether A.go and B.go see the last write of S.'],
  },
  {
    name: 'readers of two stores by themselves',
    before: `${doing('reads S  reads Z', 'consistency strong')}\nstore Z { consistency strong }`,
    after: `${doing('reads S  reads Z', 'consistency eventual')}\nstore Z { consistency eventual }`,
    says: ['- A.go may now read S as it was a while ago.', '- A.go may now read Z as it was a while ago.'],
  },
  {
    name: 'one who reads it twice, once',
    before: doing('reads S  reads S', 'consistency strong'),
    after: doing('reads S  reads S', 'consistency eventual'),
    says: ['- A.go may now read S as it was a while ago.'],
  },
  {
    name: 'a read by an index as the store says of them, whatever the read says',
    before: doing('reads S by day strongly', 'consistency strong'),
    after: doing('reads S by day strongly', 'consistency strong  consistency eventual by index'),
    says: ['- A.go may now read S as it was a while ago.'],
  },
  {
    name: 'nothing of indexes where a read goes by the key',
    before: doing('reads S by id', 'consistency strong'),
    after: doing('reads S by id', 'consistency strong  consistency eventual by index'),
    says: [],
  },
  {
    name: 'nothing of what is only written',
    before: doing('puts S', 'consistency strong'),
    after: doing('puts S', 'consistency eventual'),
    says: [],
  },
  {
    name: 'by which field it is looked up',
    before: doing('reads S'),
    after: doing('reads S by day'),
    says: ['~ A.go looks up S by day now.'],
    at: ['after: reads S by day'],
  },
  {
    name: 'by which other field it is looked up',
    before: doing('reads S by id + day'),
    after: doing('reads S by day'),
    says: ['~ A.go looks up S by day now; it was S by id + day.'],
  },
  {
    name: 'by no field any more',
    before: doing('reads S by day'),
    after: doing('reads S'),
    says: ['~ A.go no longer looks up S by day.'],
  },
  {
    name: 'a write that an older message cannot undo',
    before: doing('puts S'),
    after: doing('puts S if newer'),
    says: ['+ What is older no longer overwrites what A.go writes into S.'],
  },
  {
    name: 'a write that an older message can undo',
    before: doing('puts S if newer'),
    after: doing('puts S'),
    says: ['- What is older may now overwrite what A.go writes into S.'],
  },
  {
    name: 'a write that leaves what others have written',
    before: doing('puts S'),
    after: doing('puts S if unchanged'),
    says: ['+ What others write into S meanwhile is no longer overwritten by A.go.'],
  },
  {
    name: 'a write that no longer looks what others have written, but whether it is newer',
    before: doing('puts S if unchanged'),
    after: doing('puts S if newer'),
    says: [
      '+ What is older no longer overwrites what A.go writes into S.',
      '- What others write into S meanwhile may now be overwritten by A.go.',
    ],
  },
  { name: 'nothing of a store that is not declared', before: doing('reads Nowhere'), after: doing('reads Nowhere strongly'), says: [] },
  { name: 'nothing of a read that is new', before: doing(''), after: doing('reads S by day'), says: [] },
  { name: 'nothing where all stays', before: doing('reads S by day'), after: `// Moved.\n${doing('reads S  by day')}`, says: [] },
]);
