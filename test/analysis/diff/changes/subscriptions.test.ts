/** Which messages channels and workflows take from others now. */
import { change } from '../../../../analysis/diff/changes/subscriptions.ts';
import { describeChanges } from '../../../support/changes.ts';

const rest =
  '\nevent E { key id }\nevent F { key id }\ntopic T\ntopic U\nexternal X { publishes E to T  publishes F to T }\nservice B { serves run }';
const queue = (...subscriptions: readonly string[]): string => `queue N { ${subscriptions.join('  ')} }${rest}`;
const workflow = (subscription: string): string => `orchestrator W { ${subscription}  step One calls B.run }${rest}`;

describeChanges(change, [
  {
    name: 'nothing of the name of a run where that keeps it from being begun twice: that is told with the reason',
    before: workflow('subscribes to T for E')
      .replace('B { serves run }', 'B { serves run { appends S } }')
      .concat('\nstore S')
      .replace('topic T', 'topic T : aws.sns'),
    after: workflow('subscribes to T for E with key id')
      .replace('B { serves run }', 'B { serves run { appends S } }')
      .concat('\nstore S')
      .replace('topic T', 'topic T : aws.sns'),
    says: [],
  },
  {
    name: 'one that is new',
    before: queue(),
    after: queue('subscribes to T for F, E'),
    says: ['~ N takes F and E from T now.'],
    at: ['after: subscribes to T for F, E'],
  },
  { name: 'one that names no message', before: queue(), after: queue('subscribes to T'), says: ['~ N takes whatever comes from T now.'] },
  {
    name: 'one that has gone: where it was',
    before: queue('subscribes to T for E'),
    after: queue(),
    says: ['~ N no longer takes E from T.'],
    at: ['before: subscribes to T for E'],
  },
  {
    name: 'one from elsewhere',
    before: queue('subscribes to T for E'),
    after: queue('subscribes to U for E'),
    says: ['~ N no longer takes E from T.', '~ N takes E from U now.'],
  },
  {
    name: 'one more from the same place',
    before: queue('subscribes to T for E with filter "small"'),
    after: queue('subscribes to T for F', 'subscribes to T for E with filter "large"'),
    says: ['~ N takes F from T now.', '~ N takes from T only what matches “large” now; it was “small”.'],
  },
  {
    name: 'of two from the same place, the one for the same messages',
    before: queue('subscribes to T for E with filter "one"', 'subscribes to T for F'),
    after: queue('subscribes to T for F with filter "two"', 'subscribes to T for E with filter "one"'),
    says: ['~ N takes from T only what matches “two” now.'],
  },
  {
    name: 'for other messages',
    before: queue('subscribes to T for E'),
    after: queue('subscribes to T for F, E'),
    says: ['~ N takes E and F from T now; it was E.'],
  },
  {
    name: 'for all of them',
    before: queue('subscribes to T for E'),
    after: queue('subscribes to T'),
    says: ['~ N takes whatever comes from T now; it was E.'],
  },
  {
    name: 'nothing of the order of messages',
    before: queue('subscribes to T for E, F'),
    after: queue('subscribes to T for F, E'),
    says: [],
  },
  {
    name: 'a filter',
    before: queue('subscribes to T for E'),
    after: queue('subscribes to T for E with filter "large"'),
    says: ['~ N takes from T only what matches “large” now.'],
  },
  {
    name: 'another filter',
    before: queue('subscribes to T for E with filter "small"'),
    after: queue('subscribes to T for E with filter "large"'),
    says: ['~ N takes from T only what matches “large” now; it was “small”.'],
  },
  {
    name: 'no filter',
    before: queue('subscribes to T for E with filter "large"'),
    after: queue('subscribes to T for E'),
    says: ['~ N takes from T also what does not match “large” now.'],
  },
  {
    name: 'the name of the run that a message begins',
    before: workflow('subscribes to T for E'),
    after: workflow('subscribes to T for E with key id'),
    says: ['~ A run of W that T begins is named by id now.'],
  },
  {
    name: 'another name of the run',
    before: workflow('subscribes to T for E with key id'),
    after: workflow('subscribes to T for E with key id + day'),
    says: ['~ A run of W that T begins is named by id + day now; it was by id.'],
  },
  {
    name: 'no name of the run',
    before: workflow('subscribes to T for E with key id'),
    after: workflow('subscribes to T for E'),
    says: ['~ A run of W that T begins is no longer named by id.'],
  },
  {
    name: 'nothing of the messages that begin a workflow: it takes them itself',
    before: workflow('subscribes to T for E'),
    after: workflow('subscribes to T for F'),
    says: [],
  },
  { name: 'nothing of a channel that is new', before: rest, after: queue('subscribes to T for E'), says: [] },
  { name: 'nothing of a channel that has gone', before: queue('subscribes to T for E'), after: rest, says: [] },
  {
    name: 'where what it took from has gone and another is new, both',
    before: queue('subscribes to T for E').replace('topic U', ''),
    after: queue('subscribes to U for E').replace('topic T', ''),
    says: ['~ N no longer takes E from T.', '~ N takes E from U now.'],
  },
]);
