/** How calls are made now, and how they were. */
import { change } from '../../../../analysis/diff/changes/calls.ts';
import { describeChanges } from '../../../support/changes.ts';

const rest = `
service B { serves run  serves stop }
service C { serves run }
gateway G { routes "/a" to B.run  routes "/b" to B.stop }
`;

const calling = (options: string, target = 'B.run'): string => `service A { serves go { calls ${target} ${options} } }${rest}`;

const sending = (publishes: string, sends: string, starts: string): string =>
  `event E { key id }\ncommand K { key id }\ntopic T { delivery at-least-once  retention 1d  dead-letters after 5 attempts }\nqueue Q\norchestrator W { step One waits 1h }
service A { serves go { publishes E to T ${publishes}  sends K to Q ${sends}  starts W ${starts} } }${rest}`;

/** An option, what is said when it comes, what when it changes to another, and what when it goes. */
const options: readonly {
  readonly name: string;
  readonly one: string;
  readonly other: string;
  readonly comes: string;
  readonly changes: readonly string[];
  readonly goes: string;
}[] = [
  {
    name: 'a time limit',
    one: 'timeout 5s',
    other: 'timeout 1500ms',
    comes: '~ A.go’s call of B.run waits 5s at most now.',
    changes: ['~ A.go’s call of B.run waits 1.5s at most now; it was 5s.'],
    goes: '~ A.go’s call of B.run sets no time limit any more.',
  },
  {
    name: 'retries',
    one: '1 retry',
    other: '2 retries linear from 2s',
    comes: '~ A.go’s call of B.run tries again: 1 retry now.',
    changes: ['~ A.go’s call of B.run tries again: 2 retries linear from 2s now; it was 1 retry.'],
    goes: '~ A.go’s call of B.run is not tried again any more.',
  },
  {
    name: 'retries without end',
    one: 'unlimited retries exponential jitter',
    other: '3 retries exponential',
    comes: '~ A.go’s call of B.run tries again: unlimited retries exponential jitter now.',
    changes: ['~ A.go’s call of B.run tries again: 3 retries exponential now; it was unlimited retries exponential jitter.'],
    goes: '~ A.go’s call of B.run is not tried again any more.',
  },
  {
    name: 'a key',
    one: 'key id',
    other: 'key id + day',
    comes: '~ A.go’s call of B.run carries the key id now.',
    changes: ['~ A.go’s call of B.run carries the key id + day now; it was id.'],
    goes: '~ A.go’s call of B.run carries no key any more.',
  },
  {
    name: 'a circuit breaker',
    one: 'circuit-breaker',
    other: 'circuit-breaker',
    comes: '+ A.go’s call of B.run has a circuit breaker now.',
    changes: [],
    goes: '- A.go’s call of B.run has no circuit breaker any more.',
  },
  {
    name: 'a fallback',
    one: 'fallback C',
    other: 'fallback G',
    comes: '+ A.go’s call of B.run falls back to C now.',
    changes: ['~ A.go’s call of B.run falls back to G now; it was C.'],
    goes: '- A.go’s call of B.run has no fallback any more.',
  },
];

describeChanges(change, [
  ...options.flatMap(({ name, one, other, comes, changes, goes }) => [
    { name: `${name} that comes`, before: calling(''), after: calling(`with ${one}`), says: [comes] },
    { name: `${name} that changes`, before: calling(`with ${one}`), after: calling(`with ${other}`), says: changes },
    { name: `${name} that goes`, before: calling(`with ${one}`), after: calling(''), says: [goes] },
    { name: `nothing of ${name} that stays`, before: calling(`with ${other}`), after: calling(`with ${other}`), says: [] },
  ]),
  {
    name: 'where the call stands now',
    before: calling('with timeout 5s'),
    after: calling('with timeout 2s'),
    says: ['~ A.go’s call of B.run waits 2s at most now; it was 5s.'],
    at: ['after: calls B.run with timeout 2s'],
  },
  {
    name: 'a fallback that is not declared',
    before: calling(''),
    after: calling('with fallback Nobody'),
    says: ['+ A.go’s call of B.run falls back to something else now.'],
  },
  {
    name: 'a call of a route goes by the route',
    before: calling('with timeout 5s', 'G "/a"'),
    after: calling('with timeout 6s', 'G "/a"'),
    says: ['~ A.go’s call of G "/a" waits 6s at most now; it was 5s.'],
  },
  {
    name: 'each of several calls',
    before: `service A { serves go { calls B.run with timeout 5s  calls C.run  calls G "/a" } }${rest}`,
    after: `service A { serves go { calls B.run with timeout 6s  calls C.run with key id  calls G "/a" with 1 retry } }${rest}`,
    says: [
      '~ A.go’s call of B.run waits 6s at most now; it was 5s.',
      '~ A.go’s call of C.run carries the key id now.',
      '~ A.go’s call of G "/a" tries again: 1 retry now.',
    ],
  },
  { name: 'nothing of another route', before: calling('with timeout 5s', 'G "/a"'), after: calling('', 'G "/b"'), says: [] },
  { name: 'nothing of another operation', before: calling('with timeout 5s'), after: calling('', 'B.stop'), says: [] },
  { name: 'nothing of another element', before: calling('with timeout 5s'), after: calling('', 'C.run'), says: [] },
  {
    name: 'nothing of a call that another operation makes',
    before: `service A { serves go { calls B.run with timeout 5s }  serves come { calls B.run } }${rest}`,
    after: `service A { serves come { calls B.run }  serves go { calls B.run with timeout 5s } }${rest}`,
    says: [],
  },
  {
    name: 'of two alike in one body, each',
    before: `service A { serves go { calls B.run with timeout 5s  calls B.run with timeout 7s } }${rest}`,
    after: `service A { serves go { calls B.run with timeout 6s  calls B.run with timeout 8s } }${rest}`,
    says: ['~ A.go’s call of B.run waits 6s at most now; it was 5s.', '~ A.go’s call of B.run waits 8s at most now; it was 7s.'],
  },
  {
    name: 'a call that undoes is another one than the same call in the body',
    before: `orchestrator W { step One calls B.stop with timeout 5s undo { calls B.stop with timeout 2s } }${rest}`,
    after: `orchestrator W { step One calls B.stop with timeout 5s undo { calls B.stop with timeout 3s } }${rest}`,
    says: ['~ W’s call of B.stop waits 3s at most now; it was 2s.'],
  },
  {
    name: 'a call of what is not declared',
    before: calling('', 'Nobody'),
    after: calling('with timeout 5s', 'Nobody'),
    says: ['~ A.go’s call of something waits 5s at most now.'],
  },
  {
    name: 'what is published, sent and started, as what is called',
    before: sending('', '', ''),
    after: sending('with timeout 2s', 'with 2 retries', 'with key id'),
    says: [
      '~ A.go’s publishing of E waits 2s at most now.',
      '~ A.go’s sending of K tries again: 2 retries now.',
      '~ A.go’s start of W carries the key id now.',
    ],
    at: ['after: publishes E to T with timeout 2s', 'after: sends K to Q with 2 retries', 'after: starts W with key id'],
  },
  {
    name: 'no retries, said in so many words',
    before: calling('with 2 retries'),
    after: calling('with no retries'),
    says: ['~ A.go’s call of B.run is not tried again now; it was 2 retries.'],
  },
  {
    name: 'retries without end, and one alone',
    before: calling('with unlimited retries'),
    after: calling('with 1 retry'),
    says: ['~ A.go’s call of B.run tries again: 1 retry now; it was unlimited retries.'],
  },
  {
    name: 'a heartbeat',
    before: calling(''),
    after: calling('with heartbeat 2s'),
    says: ['~ A.go’s call of B.run is given up now where no heartbeat comes every 2s.'],
  },
  {
    name: 'a heartbeat of a known time',
    before: calling('with heartbeat'),
    after: calling('with heartbeat 3s'),
    says: ['~ A.go’s call of B.run is given up now where no heartbeat comes every 3s; nothing said how often.'],
  },
  {
    name: 'a heartbeat that comes more often, and no heartbeat',
    before: calling('with heartbeat 2s').replace('serves go {', 'serves go { calls C.run with heartbeat 2s '),
    after: calling('with heartbeat 1s').replace('serves go {', 'serves go { calls C.run '),
    says: [
      '~ A.go’s call of C.run expects no heartbeat any more.',
      '~ A.go’s call of B.run is given up now where no heartbeat comes every 1s; it was every 2s.',
    ],
  },
  {
    name: 'a delay, another and none',
    before: sending('', 'with delay 1m', 'with delay 1m'),
    after: sending('with delay 1m', 'with delay 2m', ''),
    says: [
      '~ A.go’s publishing of E is delayed by 1m now.',
      '~ A.go’s sending of K is delayed by 2m now; it was 1m.',
      '~ A.go’s start of W is no longer delayed by 1m.',
    ],
  },
  {
    name: 'a confirmation that nobody waits for, where nobody takes what is sent',
    before: sending('', 'with delivery at-most-once', ''),
    after: sending('with delivery at-most-once', '', ''),
    says: ['- A.go’s publishing of E waits for no confirmation any more.', '+ A.go’s sending of K waits for a confirmation again.'],
  },
  {
    name: 'nothing of a confirmation where a message may be lost by it: that is told',
    before: `${sending('', '', '')}service D { on E from T { puts S } }\nstore S`,
    after: `${sending('with delivery at-most-once', '', '')}service D { on E from T { puts S } }\nstore S`,
    says: [],
  },
  {
    name: 'how often it happens, of whatever is done',
    before: `service A { serves go { reads S  puts S at 2/s  calls B.run at 5/m } }\nstore S${rest}`,
    after: `service A { serves go { reads S at 2/s  puts S at 2..3/s  calls B.run } }\nstore S${rest}`,
    says: [
      '~ A.go’s reading of S happens at 2/s now.',
      '~ A.go’s writing of S happens at 2/s to 3/s now; it was at 2/s.',
      '~ Nothing says any more how often A.go’s call of B.run happens; it was at 5/m.',
    ],
  },
  {
    name: 'a fallback to another operation',
    before: calling('with fallback C.run'),
    after: calling('with fallback B.stop'),
    says: ['~ A.go’s call of B.run falls back to B.stop now; it was C.run.'],
  },
]);
