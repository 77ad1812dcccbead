/** How what is done hangs together now: its order, its conditions, and what is all or none. */
import { change } from '../../../../analysis/diff/changes/bodies.ts';
import { describeChanges } from '../../../support/changes.ts';

const rest = `
event E { key id }
event F { key id }
topic T
store S
store Z
store Y
service B { serves run  serves stop }
`;
const doing = (text: string): string => `service A { serves go { ${text} } }${rest}`;
const running = (text: string): string => `orchestrator W { ${text} }${rest}`;

describeChanges(change, [
  {
    name: 'what is done after something that it was before: where it stands',
    before: doing('publishes E to T  puts S'),
    after: doing('puts S  publishes E to T'),
    says: ['~ A.go puts S before it publishes E now.'],
    at: ['after: puts S'],
  },
  {
    name: 'one that goes to the end: that one, not all that it has passed',
    before: doing('puts Y  puts S  puts Z'),
    after: doing('puts S  puts Z  puts Y'),
    says: ['~ A.go puts Y after it puts S now.'],
    at: ['after: puts Y'],
  },
  {
    name: 'one that comes to the front',
    before: doing('puts S  puts Z  puts Y'),
    after: doing('puts Y  puts S  puts Z'),
    says: ['~ A.go puts Y before it puts S now.'],
  },
  {
    name: 'nothing of order where something comes or goes in between',
    before: doing('puts S  puts Z'),
    after: doing('puts S  reads Y  puts Z'),
    says: [],
  },
  {
    name: 'nothing of order where the same is done twice',
    before: doing('puts S  puts Z'),
    after: doing('puts S  puts Z  puts S'),
    says: [],
  },
  {
    name: 'steps of a workflow in another order',
    before: running('step One calls B.run  step Two calls B.stop'),
    after: running('step Two calls B.stop  step One calls B.run'),
    says: ['~ W runs Two before it runs One now.'],
    at: ['after: step Two calls B.stop'],
  },
  {
    name: 'nothing of order among what goes on side by side',
    before: doing('parallel { puts S  puts Z }'),
    after: doing('parallel { puts Z  puts S }'),
    says: [],
  },
  {
    name: 'the order of the handler that it is, not of another',
    before: `service A { on E from T { puts S  puts Z }  on F from T { puts S  puts Z } }${rest}`,
    after: `service A { on E from T { puts S  puts Z }  on F from T { puts Z  puts S } }${rest}`,
    says: ['~ A on F puts Z before it puts S now.'],
  },
  {
    name: 'all or none now: once for all that stands in the block',
    before: doing('puts S  puts Z'),
    after: doing('atomically { puts S  puts Z }'),
    says: ['+ A.go puts S and puts Z all or none now.'],
    at: ['after: puts S'],
  },
  {
    name: 'no longer all or none',
    before: doing('atomically { puts S  puts Z }'),
    after: doing('puts S  puts Z'),
    says: ['- A.go no longer puts S and puts Z all or none.'],
  },
  {
    name: 'one more that is all or none with others',
    before: doing('atomically { puts S  puts Z }  puts Y'),
    after: doing('atomically { puts S  puts Z  puts Y }'),
    says: ['+ A.go puts Y all or none now.'],
  },
  {
    name: 'side by side, and no longer',
    before: running('step One calls B.run  parallel { step Two calls B.stop  step Three puts S }'),
    after: running('parallel { step One calls B.run }  step Two calls B.stop  step Three puts S'),
    says: ['~ W runs One side by side now.', '~ W no longer runs Two and runs Three side by side.'],
  },
  {
    name: 'only under a condition now',
    before: doing('puts S'),
    after: doing('when "it fits" { puts S }'),
    says: ['~ A.go puts S only when “it fits” now.'],
  },
  {
    name: 'under a condition no longer',
    before: doing('when "it fits" { puts S }'),
    after: doing('puts S'),
    says: ['~ A.go no longer puts S only when “it fits”.'],
  },
  {
    name: 'under another condition',
    before: doing('when "a" { puts S }'),
    after: doing('when "b" { puts S }'),
    says: ['~ A.go puts S only when “b” now; it was only when “a”.'],
  },
  {
    name: 'in the other branch',
    before: doing('when "a" { puts S } otherwise { puts Z }'),
    after: doing('when "a" { puts Z } otherwise { puts S }'),
    says: ['~ A.go puts S only when not “a” now; it was only when “a”.', '~ A.go puts Z only when “a” now; it was only when not “a”.'],
  },
  {
    name: 'nothing of order among what is done in place of each other',
    before: doing('when "a" { puts S } otherwise when "b" { puts Z }'),
    after: doing('when "b" { puts Z } otherwise when "a" { puts S }'),
    says: [],
  },
  {
    name: 'the order inside of a branch',
    before: doing('when "a" { puts S  puts Z }'),
    after: doing('when "a" { puts Z  puts S }'),
    says: ['~ A.go puts Z before it puts S now.'],
  },
  {
    name: 'the order of blocks that go on one after another',
    before: doing('atomically { puts S }  parallel { puts Z }'),
    after: doing('parallel { puts Z }  atomically { puts S }'),
    says: ['~ A.go puts Z before it puts S now.'],
  },
  {
    name: 'the order within what goes on side by side with something else',
    before: doing('parallel { atomically { puts S  puts Z }  puts Y }'),
    after: doing('parallel { puts Y  atomically { puts Z  puts S } }'),
    says: ['~ A.go puts Z before it puts S now.'],
  },
  {
    name: 'in a branch that has a condition of its own now',
    before: doing('when "a" { puts S } otherwise { puts Z }'),
    after: doing('when "a" { puts S } otherwise when "b" { puts Z }'),
    says: ['~ A.go puts Z only when “b” now; it was only when not “a”.'],
  },
  {
    name: 'for each of something',
    before: doing('puts S'),
    after: doing('each "parcel" { puts S }'),
    says: ['~ A.go puts S for each parcel now.'],
  },
  {
    name: 'for how many, and how many at a time',
    before: doing('each "parcel" { puts S }'),
    after: doing('each "parcel" at most 5 with concurrency 2 { puts S }'),
    says: ['~ A.go puts S for each parcel, 5 at most, 2 at a time now; it was for each parcel.'],
  },
  {
    name: 'for more of them',
    before: doing('each "parcel" at most 5 { puts S }'),
    after: doing('each "parcel" at most 6 { puts S }'),
    says: ['~ A.go puts S for each parcel, 6 at most now; it was for each parcel, 5 at most.'],
  },
  {
    name: 'out of one block into another',
    before: doing('atomically { puts S }'),
    after: doing('when "a" { puts S }'),
    says: ['~ A.go puts S only when “a” now.', '- A.go no longer puts S all or none.'],
  },
  {
    name: 'two blocks in one another',
    before: doing('when "a" { puts S }'),
    after: doing('when "a" { atomically { puts S } }'),
    says: ['+ A.go puts S all or none now.'],
  },
  {
    name: 'a step that is done only when the run has failed',
    before: running('step One calls B.run  step Two calls B.stop'),
    after: 'orchestrator W { step One calls B.run } otherwise { step Two calls B.stop }'.concat(rest),
    says: ['~ W runs Two only when the run has failed now.'],
  },
  {
    name: 'what is done when a join has waited in vain',
    before: `service A { on all of E, F within 1h { puts S  puts Z } }${rest}`,
    after: `service A { on all of E, F within 1h { puts S } otherwise { puts Z } }${rest}`,
    says: ['~ A on all of E and F puts Z only when not all have come in time now.'],
  },
  { name: 'nothing of bodies that are new', before: `service A${rest}`, after: doing('atomically { puts S }'), says: [] },
  { name: 'nothing of what is new in a body', before: doing('puts S'), after: doing('puts S  when "a" { puts Z }'), says: [] },
]);
