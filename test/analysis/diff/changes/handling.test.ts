/** How handlers, joins and operations run now. */
import { change } from '../../../../analysis/diff/changes/handling.ts';
import { describeChanges } from '../../../support/changes.ts';

const rest = `
command C { key id }
command K { key id }
external X { sends C to Q  sends K to Q }
queue Q : aws.sqs { dead-letters after 5 attempts  alarm }
store S
store Z`;
const on = (options: string, body = '{ puts S }'): string => `service A { on C from Q ${options} ${body} }${rest}`;
const serving = (head: string, body = '{ puts S }'): string => `service A { serves go${head} ${body} }${rest}`;
const joining = (clauses: string): string => `service A { on all of C, K from Q ${clauses} { puts S } }${rest}`;

/** What is said, in which words; what is said of it first, and of another value; and how it sounds when it is no longer said. */
const clauses: readonly (readonly [
  make: (text: string) => string,
  one: string,
  other: string,
  first: string,
  second: string,
  last: string,
])[] = [
  [
    on,
    'in 2s',
    'in 3s',
    '~ One run of A on C takes 2s now.',
    '~ One run of A on C takes 3s now; it was 2s.',
    '~ Nothing says any more how long one run of A on C takes; it was 3s.',
  ],
  [
    on,
    'with timeout 2s',
    'with timeout 1m',
    '~ A on C is cut off after 2s now.',
    '~ A on C is cut off after 1m now; it was 2s.',
    '~ A on C is no longer cut off after 1m.',
  ],
  [
    on,
    'with batch 5',
    'with batch 6 within 2s',
    '~ A on C takes batches of 5 now.',
    '~ A on C takes batches of 6 gathered within 2s now; it was 5.',
    '~ A on C takes single messages now; it was batches of 6 gathered within 2s.',
  ],
  [
    on,
    'with batch',
    'with batch within 2s',
    '~ A on C takes batches of as many as there are now.',
    '~ A on C takes batches of as many as there are gathered within 2s now; it was as many as there are.',
    '~ A on C takes single messages now; it was batches of as many as there are gathered within 2s.',
  ],
  [
    on,
    'with heartbeat',
    'with heartbeat 2s',
    '+ A on C holds its message by a heartbeat now, so that it does not come again meanwhile.',
    '~ A on C holds its message by a heartbeat every 2s now, so that it does not come again meanwhile; nothing said how often.',
    '- A on C no longer holds its message by a heartbeat: where it takes long, the message comes again meanwhile.',
  ],
  [
    on,
    'with heartbeat 2s',
    'with heartbeat 3s',
    '+ A on C holds its message by a heartbeat every 2s now, so that it does not come again meanwhile.',
    '~ A on C holds its message by a heartbeat every 3s now, so that it does not come again meanwhile; it was every 2s.',
    '- A on C no longer holds its message by a heartbeat: where it takes long, the message comes again meanwhile.',
  ],
  [
    on,
    'with filter "a"',
    'with filter "b"',
    '~ A on C takes only what matches “a” now.',
    '~ A on C takes only what matches “b” now; it was “a”.',
    '~ A on C takes also what does not match “b” now.',
  ],
  [
    joining,
    'within 5m',
    'within 6m',
    '~ A on all of C and K waits 5m at most for those that are missing now.',
    '~ A on all of C and K waits 6m at most for those that are missing now; it was 5m.',
    '~ A on all of C and K waits without end for those that are missing now; it was 6m.',
  ],
  [
    joining,
    'using S',
    'using Z',
    '~ A on all of C and K keeps those that have come in S now.',
    '~ A on all of C and K keeps those that have come in Z now; it was S.',
    '~ Nothing says any more where A on all of C and K keeps those that have come; it was Z.',
  ],
  [serving, '(C)', '(K)', '~ A.go is asked with C now.', '~ A.go is asked with K now; it was C.', '~ A.go is no longer asked with K.'],
  [
    serving,
    ' critical',
    ' expendable',
    '~ To do A.go twice or never is an incident now.',
    '~ To do A.go twice or never is fine now; it was an incident.',
    '~ To do A.go twice or never is a defect now; it was fine.',
  ],
  [
    serving,
    ' expendable',
    ' critical',
    '~ To do A.go twice or never is fine now.',
    '~ To do A.go twice or never is an incident now; it was fine.',
    '~ To do A.go twice or never is a defect now; it was an incident.',
  ],
];

describeChanges(change, [
  ...clauses.flatMap(([make, one, other, first, second, last]) => [
    { name: `${one}: said now`, before: make(''), after: make(one), says: [first] },
    { name: `${one}: ${other} now`, before: make(one), after: make(other), says: [second] },
    { name: `${other}: not said any more`, before: make(other), after: make(''), says: [last] },
    { name: `${one}: nothing where it stays`, before: make(one), after: `// Moved.\n${make(one)}`, says: [] },
  ]),
  {
    name: 'where options are said, and where they were: at the handler',
    before: on('with timeout 2s'),
    after: on('with batch 5'),
    says: ['~ A on C is no longer cut off after 2s.', '~ A on C takes batches of 5 now.'],
    at: ['after: on C from Q with batch 5', 'after: with batch 5'],
  },
  {
    name: 'a message that fails, and not its batch with it',
    before: on('with batch 5'),
    after: on('with batch 5, partial failures'),
    says: ['+ One message that fails no longer fails the whole batch of A on C.'],
  },
  {
    name: 'a message that fails, and its batch with it',
    before: on('with batch 5, partial failures'),
    after: on('with batch 5'),
    says: ['- One message that fails now fails the whole batch of A on C.'],
  },
  {
    name: 'nothing of who acknowledges first where a message is lost by it: that is told',
    before: on(''),
    after: on('with acknowledges first'),
    says: [],
  },
  {
    name: 'what else becomes of one whose message is lost',
    before: on(''),
    after: on('with acknowledges first, batch 5'),
    says: ['~ A on C takes batches of 5 now.'],
  },
  {
    name: 'who acknowledges first, where losing its message is fine',
    before: on('').replace('C { key id }', 'C { expendable }'),
    after: on('with acknowledges first').replace('C { key id }', 'C { expendable }'),
    says: ['- A on C acknowledges before the work is done now: what it dies with is lost.'],
    at: ['after: acknowledges first'],
  },
  {
    name: 'who acknowledges first no longer, where losing its message is fine',
    before: on('with acknowledges first').replace('C { key id }', 'C { expendable }'),
    after: on('').replace('C { key id }', 'C { expendable }'),
    says: ['+ A on C acknowledges when the work is done, no longer before.'],
  },
  {
    name: 'who acknowledges first, where others lose something else',
    before: on('with acknowledges first').replace('C { key id }', 'C { expendable }').concat('\nservice B { on K from Q { puts S } }'),
    after: on('').replace('C { key id }', 'C { expendable }').concat('\nservice B { on K from Q with acknowledges first { puts S } }'),
    says: ['+ A on C acknowledges when the work is done, no longer before.'],
  },
  {
    name: 'an operation that changes nothing',
    before: serving(''),
    after: serving(' safe'),
    says: ['~ A.go is said to change nothing now.'],
  },
  {
    name: 'an operation that may change something',
    before: serving(' safe'),
    after: serving(''),
    says: ['~ A.go is no longer said to change nothing.'],
  },
  { name: 'what does nothing', before: on('', ''), after: on('', '{ }'), says: ['~ A on C does nothing now.'] },
  { name: 'what is not known any more', before: on('', '{ }'), after: on('', ''), says: ['~ Nothing says any more what A on C does.'] },
  { name: 'nothing of what is known by its effects', before: on('', '{ }'), after: on('', '{ puts S }'), says: [] },
  { name: 'nothing of what was known by its effects', before: on('', '{ puts S }'), after: on('', '{ }'), says: [] },
  { name: 'nothing of what was not known and is known by its effects', before: on('', ''), after: on('', '{ puts S }'), says: [] },
  { name: 'nothing of what was known by its effects and is not known', before: on('', '{ puts S }'), after: on('', ''), says: [] },
  {
    name: 'the handler that it is, not another of the same message',
    before: `service A { on C from Q in 2s { puts S }  on C from R in 2s { puts S } }\nqueue R${rest}`,
    after: `service A { on C from Q in 2s { puts S }  on C from R in 3s { puts S } }\nqueue R${rest}`,
    says: ['~ One run of A on C takes 3s now; it was 2s.'],
    at: ['after: on C from R in 3s'],
  },
  {
    name: 'nothing of the order of messages',
    before: `service A { on C, K from Q in 2s { puts S } }${rest}`,
    after: `service A { on K, C from Q in 2s { puts S } }${rest}`,
    says: [],
  },
  { name: 'nothing of handlers that are new', before: `service A${rest}`, after: on('with batch 5'), says: [] },
]);
