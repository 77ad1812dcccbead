/** Flows that come and go, and what they promise. */
import { change } from '../../../../analysis/diff/changes/flows.ts';
import { describeChanges } from '../../../support/changes.ts';

const flow = (promises: string): string => `service A { serves go { reads S } }\nstore S\nflow F from A.go { ${promises} }`;
const without = 'service A { serves go { reads S } }\nstore S';

/** A promise, how it is said, another value of it, and how that is said. */
const promises: readonly (readonly [one: string, said: string, other: string, otherSaid: string])[] = [
  ['within 1500ms', 'an answer within 1.5s', 'within 2s', 'an answer within 2s'],
  ['available 99.9%', 'an availability of 99.9%', 'available 99%', 'an availability of 99%'],
  ['reads own writes', 'reads that see its own writes', 'reads all writes after 5s', 'reads that see all writes after 5s'],
];

describeChanges(change, [
  {
    name: 'one that is new, with all that it promises',
    before: without,
    after: flow('critical  reads own writes  within 1s  available 99%'),
    says: ['~ Adds the critical flow F, which promises an answer within 1s, an availability of 99% and reads that see its own writes.'],
    at: ['after: flow F from A.go'],
  },
  {
    name: 'one that has gone, with all that it promised',
    before: flow('expendable  within 1s'),
    after: without,
    says: ['~ Removes the expendable flow F, which promises an answer within 1s.'],
    at: ['before: flow F from A.go'],
  },
  { name: 'one that promises nothing', before: without, after: flow(''), says: ['~ Adds the flow F.'] },
  ...promises.flatMap(([one, said, other, otherSaid]) => [
    {
      name: `${one}: promised now`,
      before: flow(''),
      after: flow(one),
      says: [`~ The flow F promises ${said} now.`],
      at: ['after: flow F from A.go'],
    },
    {
      name: `${one}: ${other} now`,
      before: flow(one),
      after: flow(other),
      says: [`~ The flow F promises ${otherSaid} now; it was ${said}.`],
    },
    { name: `${one}: not promised any more`, before: flow(one), after: flow(''), says: [`~ The flow F no longer promises ${said}.`] },
    { name: `${one}: nothing where it stays`, before: flow(one), after: `// Moved.\n${flow(one)}`, says: [] },
  ]),
  {
    name: 'critical now',
    before: flow(''),
    after: flow('critical'),
    says: ['~ The flow F is critical now.'],
    at: ['after: flow F from A.go'],
  },
  { name: 'critical no longer', before: flow('critical'), after: flow(''), says: ['~ The flow F is no longer critical.'] },
  {
    name: 'critical, and no longer expendable',
    before: flow('expendable'),
    after: flow('critical'),
    says: ['~ The flow F is critical now; it was expendable.'],
  },
  {
    name: 'several promises, one by one, its worth last',
    before: flow('within 1s'),
    after: flow('critical  available 99%'),
    says: [
      '~ The flow F no longer promises an answer within 1s.',
      '~ The flow F promises an availability of 99% now.',
      '~ The flow F is critical now.',
    ],
  },
  {
    name: 'flows of one name in two systems are two',
    before: 'system x { service A { serves go } flow F from A.go }\nsystem y { service B { serves go } }',
    after: 'system x { service A { serves go } }\nsystem y { service B { serves go } flow F from B.go }',
    says: ['~ Removes the flow F.', '~ Adds the flow F.'],
  },
  {
    name: 'where it begins: at the flow',
    before: 'service A { serves go  serves stay }\nflow F from A.go',
    after: 'service A { serves go  serves stay }\nflow F from A.stay',
    says: ['~ The flow F begins at A.stay now; it was at A.go.'],
    at: ['after: flow F from A.stay'],
  },
  {
    name: 'with a message that it begins',
    before: 'service A { serves go  on E from T  on E }\nevent E\ntopic T\nflow F from A.go',
    after: 'service A { serves go  on E from T  on E }\nevent E\ntopic T\nflow F from E',
    says: ['~ The flow F begins at E now; it was at A.go.'],
  },
  {
    name: 'with all that an element does',
    before: 'service A { serves go  serves stay }\nflow F from A.go',
    after: 'service A { serves go  serves stay }\nflow F from A',
    says: ['~ The flow F begins at A now; it was at A.go.'],
  },
  {
    name: 'nowhere that is known',
    before: 'service A { serves go }\nflow F from A.go',
    after: 'service A { serves go }\nflow F from B.go',
    says: ['~ The flow F begins at somewhere unknown now; it was at A.go.'],
  },
  {
    name: 'how often it begins, in whatever unit',
    before: flow('at 120/m'),
    after: flow('at 3..5/s'),
    says: ['~ The flow F begins at 3/s to 5/s now; it was 2/s.'],
  },
  { name: 'how often it begins, said at last', before: flow(''), after: flow('at 2/s'), says: ['~ The flow F begins at 2/s now.'] },
  {
    name: 'how often it begins, not said any more',
    before: flow('at 2/s'),
    after: flow(''),
    says: ['~ Nothing says any more how often the flow F begins; it was at 2/s.'],
  },
]);
