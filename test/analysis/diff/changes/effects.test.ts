/** What elements do now, and no longer do. */
import { change } from '../../../../analysis/diff/changes/effects.ts';
import { describeChanges } from '../../../support/changes.ts';

const rest = `
event E { key id }
command C { key id }
topic T : aws.sns
topic U : aws.sns
queue Q : aws.sqs
queue R : aws.sqs
store S
store Z
service B { serves run  serves stop  on C { } }
service D { serves run }
orchestrator W { step One calls B.run }
gateway G { routes "/a" to B.run }
`;

const doing = (...effects: readonly string[]): string => `service A { serves go { ${effects.join('  ')} } }${rest}`;

describeChanges(change, [
  {
    name: 'each kind that is new, where it stands',
    before: doing(),
    after: doing('reads S', 'puts Z', 'publishes E to T', 'sends C to Q', 'calls B.run', 'calls G "/a"', 'starts W'),
    says: [
      '~ A reads S now.',
      '~ A puts Z now.',
      '~ A publishes E now.',
      '~ A sends C now.',
      '~ A calls B.run now.',
      '~ A calls G "/a" now.',
      '~ A starts W now.',
    ],
    at: [
      'after: reads S',
      'after: puts Z',
      'after: publishes E to T',
      'after: sends C to Q',
      'after: calls B.run',
      'after: calls G "/a"',
      'after: starts W',
    ],
  },
  {
    name: 'what has gone, where it stood, before what is new',
    before: doing('reads S', 'calls B.run'),
    after: doing('puts S', 'calls B.stop'),
    says: ['~ A no longer reads S.', '~ A no longer calls B.run.', '~ A puts S now.', '~ A calls B.stop now.'],
    at: ['before: reads S', 'before: calls B.run', 'after: puts S', 'after: calls B.stop'],
  },
  {
    name: 'the same of another store',
    before: doing('reads S'),
    after: doing('reads Z'),
    says: ['~ A no longer reads S.', '~ A reads Z now.'],
  },
  {
    name: 'the same operation of another element',
    before: doing('calls B.run'),
    after: doing('calls D.run'),
    says: ['~ A no longer calls B.run.', '~ A calls D.run now.'],
  },
  {
    name: 'the same of another message',
    before: doing('publishes E to T'),
    after: doing('publishes F to T').concat('event F'),
    says: ['~ A no longer publishes E.', '~ A publishes F now.'],
  },
  {
    name: 'once, however often it is done',
    before: doing(),
    after: doing('reads S', 'reads S', 'reads S by id'),
    says: ['~ A reads S now.'],
  },
  {
    name: 'nothing where it is done elsewhere in the same element, or otherwise',
    before: doing('reads S'),
    after: `service A { every 1d { reads S by id  strongly } }${rest}`,
    says: [],
  },
  { name: 'nothing of an element that is new', before: rest, after: doing('reads S'), says: [] },
  { name: 'nothing of an element that has gone', before: doing('reads S'), after: rest, says: [] },
  {
    name: 'nothing of what a gateway routes: that is its route',
    before: rest,
    after: rest.replace('"/a" to B.run', '"/a" to B.stop'),
    says: [],
  },
  {
    name: 'what is not declared goes by its kind',
    before: doing(),
    after: doing('reads Nothing', 'publishes Nobody', 'calls Nowhere'),
    says: ['~ A reads a store now.', '~ A publishes a message now.', '~ A calls something now.'],
  },
  {
    name: 'a message that goes to another place: where it is sent',
    before: doing('publishes E to T', 'sends C to Q'),
    after: doing('publishes E to U', 'sends C to R'),
    says: ['~ A publishes E to U now; it was T.', '~ A sends C to R now; it was Q.'],
    at: ['after: publishes E to U', 'after: sends C to R'],
  },
  {
    name: 'a message that goes to one place more, by whichever of its effects, and to somebody straight',
    before: doing('sends C to Q'),
    after: doing('sends C to R', 'sends C to Q', 'sends C to B'),
    says: ['~ A sends C to B, Q and R now; it was Q.'],
  },
  {
    name: 'nothing where the same places are named in another order',
    before: doing('sends C to Q', 'sends C to R'),
    after: doing('sends C to R', 'sends C to Q'),
    says: [],
  },
  {
    name: 'nothing where the same places were named in another order',
    before: doing('sends C to R', 'sends C to Q'),
    after: doing('sends C to Q', 'sends C to R'),
    says: [],
  },
  {
    name: 'nothing of places where none is known before or after',
    before: doing('sends C to B', 'publishes E'),
    after: doing('sends C to B', 'publishes E to T'),
    says: [],
  },
  { name: 'nothing of places that are not known any more', before: doing('publishes E to T'), after: doing('publishes E'), says: [] },
  {
    name: 'a message that goes out by an outbox now: where it is sent',
    before: doing('publishes E to T'),
    after: doing('publishes E to T via outbox S'),
    says: ['+ A publishes E via the outbox S now.'],
    at: ['after: publishes E to T via outbox S'],
  },
  {
    name: 'a message that goes out past the outbox now',
    before: doing('publishes E to T via outbox S'),
    after: doing('publishes E to T'),
    says: ['- A publishes E past the outbox now; it was via S.'],
    at: ['after: publishes E to T'],
  },
  {
    name: 'a message that goes by another outbox, and to another place',
    before: doing('publishes E to T via outbox S'),
    after: doing('publishes E to U via outbox Z'),
    says: ['~ A publishes E to U now; it was T.', '~ A publishes E via the outbox Z now; it was S.'],
  },
  {
    name: 'of two alike in one body, the second',
    before: doing('publishes E to T via outbox S', 'publishes E to U via outbox S'),
    after: doing('publishes E to T via outbox S', 'publishes E to U'),
    says: ['- A publishes E past the outbox now; it was via S.'],
    at: ['after: publishes E to U'],
  },
  {
    name: 'what is done in another handler of the same element',
    before: `service A { on E from Q { puts S }  on C from R { reads S } }${rest}`,
    after: `service A { on E from Q { reads S }  on C from R { puts S } }${rest}`,
    says: ['~ A puts S on C now; it was on E.', '~ A reads S on E now; it was on C.'],
  },
  {
    name: 'what is done on one message more',
    before: `service A { on E from Q { puts S } }${rest}`,
    after: `service A { on E from Q { puts S }  on C from R { puts S } }${rest}`,
    says: ['~ A puts S on C and E now; it was on E.'],
  },
  {
    name: 'nothing of places where a handler only takes more',
    before: `service A { on E from Q { puts S } }${rest}`,
    after: `service A { on E, C from Q { puts S } }${rest}`,
    says: [],
  },
  {
    name: 'nothing of places where the clock of one and the same only runs faster',
    before: `service A { every 1h { puts S }  serves go { puts S } }${rest}`,
    after: `service A { every 5m { puts S }  serves go { puts S } }${rest}`,
    says: [],
  },
  {
    name: 'in another step of a workflow, in a route, in an operation, when all have come, and some time',
    before: `orchestrator V { step One puts S  step Two waits 1h }
gateway N { routes "/a" { puts S  puts Z }  routes "/b" { puts Z } }
service A { puts S  puts Z  serves go { puts Z }  on all of E, C from Q { puts Z } }${rest}`,
    after: `orchestrator V { step One waits 1h  step Two puts S }
gateway N { routes "/a" { puts Z }  routes "/b" { puts Z  puts S } }
service A { puts Z  serves go { puts S  puts Z }  on all of E, C from Q { puts Z  puts S } }${rest}`,
    says: [
      '~ V puts S in the step Two now; it was in the step One.',
      '~ N puts S at "/b" now; it was at "/a".',
      '~ A puts S in go and on all of E and C now; it was some time.',
    ],
  },
  {
    name: 'nothing of what an operation does that is new or gone: that is told with it',
    before: `service A { serves old { reads S } }${rest}`,
    after: `service A { every 5m { puts Z }  serves go { reads S } }${rest}`,
    says: [],
  },
  {
    name: 'what an operation that is new does, and a handler too',
    before: `service A { on C from Q { } }${rest}`,
    after: `service A { on C from Q { puts S }  serves go { puts S } }${rest}`,
    says: ['~ A puts S now.'],
  },
  {
    name: 'what is done more often in one place, and less often',
    before: `service A { serves go { puts S  publishes E to T  publishes E to T  publishes E to T } }${rest}`,
    after: `service A { serves go { puts S  puts S  publishes E to T } }${rest}`,
    says: ['~ A puts S twice in go now; it was once.', '~ A publishes E once in go now; it was 3 times.'],
  },
  {
    name: 'nothing of what is done as often, by a handler that is parted in two',
    before: `service A { on E, C from Q { puts S } }${rest}`,
    after: `service A { on E from Q { puts S }  on C from Q { puts S } }${rest}`,
    says: [],
  },
  {
    name: 'nothing of what a step does that is new or gone: that is told with it',
    before: `orchestrator V { step One puts S  step Two waits 1h }${rest}`,
    after: `orchestrator V { step Two waits 1h  step Three { puts Z  sends C to Q } }${rest}`,
    says: [],
  },
  {
    name: 'what a step does now that stays, though one that is new does it, too',
    before: `orchestrator V { step Two waits 1h }${rest}`,
    after: `orchestrator V { step Two { waits 1h  puts Z }  step Three puts Z }${rest}`.replace('{ waits 1h  puts Z }', 'puts Z'),
    says: ['~ V puts Z now.'],
  },
  {
    name: 'a message that is published and was sent, and the other way round',
    before: doing('sends C to Q', 'publishes E to T'),
    after: doing('publishes C to Q', 'sends E to R'),
    says: ['~ A publishes C now, in place of sending it.', '~ A sends E to R now, in place of publishing it to T.'],
    at: ['after: publishes C to Q', 'after: sends E to R'],
  },
  {
    name: 'one message that is no longer sent, and another that is published',
    before: doing('sends C to Q'),
    after: doing('publishes E to T'),
    says: ['~ A no longer sends C.', '~ A publishes E now.'],
  },
  {
    name: 'nothing of an outbox that stays',
    before: doing('publishes E to T via outbox S'),
    after: doing('reads S', 'publishes E to T via outbox S'),
    says: ['~ A reads S now.'],
  },
  {
    name: 'nothing of an outbox that is not declared, before or after',
    before: doing('publishes E to T via outbox S', 'sends C to Q via outbox Nowhere'),
    after: doing('publishes E to T via outbox Nowhere', 'sends C to Q via outbox S'),
    says: [],
  },
  {
    name: 'elements of one name in two systems are two',
    before: 'system x { store S }\nsystem y { store S  service A { serves go { reads S } } }',
    after: 'system x { store S }\nsystem y { store S  service A { serves go { reads x.S } } }',
    says: ['~ A no longer reads S.', '~ A reads S now.'],
  },
  {
    name: 'what is done more often on some messages: of each group that fares alike',
    before: `service A { on E, C from Q { puts S }  on F from R { puts S  puts S }  on H from R { puts S } }\nevent F\nevent H${rest}`,
    after: `service A { on E, C from Q { puts S  puts S }  on F from R { puts S }  on H from R { puts S } }\nevent F\nevent H${rest}`,
    says: ['~ A puts S twice on C and E now; it was once.', '~ A puts S once on F now; it was twice.'],
  },
  {
    name: 'what is done more often nowhere where it goes to another place as well',
    before: doing('publishes E to T'),
    after: doing('publishes E to T', 'publishes E to U'),
    says: ['~ A publishes E to T and U now; it was T.'],
  },
  {
    name: 'nothing of places where a handler is parted in two, the first of which takes more',
    before: `event F${rest}service A { on E, C from Q { puts S } }`,
    after: `event F${rest}service A { on E, F from Q { puts S }  on C from Q { puts S } }`,
    says: [],
  },
  {
    name: 'a handler that is parted in two which do different things',
    before: `service A { on E, C from Q { puts S } }${rest}`,
    after: `service A { on E from Q { }  on C from Q { puts S } }${rest}`,
    says: ['~ A puts S on C now; it was on C and E.'],
  },
  {
    name: 'nothing of a join that is parted in two',
    before: `event F${rest}service A { on all of E, C, F from Q { puts S } }`,
    after: `event F${rest}service A { on all of E, C from Q { puts S }  on all of C, F from Q { puts S } }`,
    says: [],
  },
  {
    name: 'nothing of two joins that are put together',
    before: `event F${rest}service A { on all of E, C from Q { puts S }  on all of C, F from Q { puts S } }`,
    after: `event F${rest}service A { on all of E, C, F from Q { puts S } }`,
    says: [],
  },
  {
    name: 'by channels, where a message is taken from several: from one more',
    before: `service A { on E from T { puts S } }${rest}`,
    after: `service A { on E from T { puts S }  on E from U { puts S } }${rest}service X { serves x { publishes E to T  publishes E to U } }`,
    says: ['~ A puts S on E from T and E from U now; it was on E from T.'],
  },
  {
    name: 'by channels, where a message is taken from several: from another one',
    before: `service A { on E from T { puts S  puts Z } }${rest}`,
    after: `service A { on E from T { puts Z }  on E from U { puts S } }${rest}`,
    says: ['~ A puts S on E from U now; it was on E from T.'],
  },
  {
    name: 'by channels, where each of several messages is taken from several',
    before: `service A { on E, C from T { puts S }  on C, E from U { puts Z } }${rest}`,
    after: `service A { on E, C from T { puts Z }  on C, E from U { puts S } }${rest}`,
    says: [
      '~ A puts S on C from U and E from U now; it was on C from T and E from T.',
      '~ A puts Z on C from T and E from T now; it was on C from U and E from U.',
    ],
  },
  {
    name: 'nothing of places where one of two handlers of a message takes it from elsewhere',
    before: `service A { on E from T { puts S }  on E from U { puts Z } }${rest}`,
    after: `service A { on E from Q { puts S }  on E from U { puts Z } }${rest}`,
    says: [],
  },
  {
    name: 'not by channels where a join takes it, too',
    before: `service A { on E from Q { puts S }  on F from Q { }  on all of E, C from R { puts Z } }\nevent F${rest}`,
    after: `service A { on E from Q { }  on F from Q { puts S }  on all of E, C from R { puts Z } }\nevent F${rest}`,
    says: ['~ A puts S on F now; it was on E.'],
  },
  {
    name: 'in what stays, though it was in what has gone alone',
    before: `service A { serves old { puts S }  every 5m { } }${rest}`,
    after: `service A { every 5m { puts S } }${rest}`,
    says: ['~ A puts S every 5m now.'],
    at: ['after: puts S'],
  },
  {
    name: 'no longer in what stays, though it is in what is new',
    before: `service A { every 5m { puts S } }${rest}`,
    after: `service A { serves go { puts S }  every 5m { } }${rest}`,
    says: ['~ A no longer puts S every 5m.'],
    at: ['before: puts S'],
  },
  {
    name: 'on a clock, and in several places of all kinds, by their names',
    before: `service A { on E from Q { puts S  puts Z }  serves go  every 5m { }  serves ago }${rest}`,
    after: `service A { on E from Q { puts S }  serves go { puts S }  every 5m { puts S  puts Z }  serves ago { puts S } }${rest}`,
    says: ['~ A puts S every 5m, in ago, in go and on E now; it was on E.', '~ A puts Z every 5m now; it was on E.'],
  },
  {
    name: 'nothing of the order in which its places are written',
    before: `service A { serves go { puts S }  serves ago { puts S } }${rest}`,
    after: `service A { serves ago { puts S }  serves go { puts S } }${rest}`,
    says: [],
  },
  {
    name: 'when all have come, where nobody took any of it',
    before: `service A { on E from Q { puts S }  serves go(C) }\nevent F${rest}`,
    after: `service A { on E from Q { puts S }  serves go(C)  on all of C, F from Q { puts S } }\nevent F${rest}`,
    says: ['~ A puts S on E and on all of C and F now; it was on E.'],
  },
  {
    name: 'nothing of what is done when all have come, where one of them was taken already: that is told of who takes it',
    before: `service A { on E from Q { puts S }  on C from Q { } }\nevent F${rest}`,
    after: `service A { on E from Q { puts S }  on all of C, F from Q { puts S } }\nevent F${rest}`,
    says: [],
  },
  {
    name: 'nothing of what is done on a message that was waited for with others: that is told of who takes it',
    before: `service A { on all of E, C from Q { puts S }  serves go { puts S } }${rest}`,
    after: `service A { on E from Q { puts S }  on C from Q { }  serves go { puts S } }${rest}`,
    says: [],
  },
  {
    name: 'what an operation that has gone did, and a handler too',
    before: `service A { on C from Q { puts S }  serves go { puts S } }${rest}`,
    after: `service A { on C from Q { } }${rest}`,
    says: ['~ A no longer puts S.'],
  },
  {
    name: 'what one of several steps does now that stay',
    before: `orchestrator V { step One waits 1h  step Two waits 1h }${rest}`,
    after: `orchestrator V { step One puts S  step Two waits 1h }${rest}`,
    says: ['~ V puts S now.'],
  },
  {
    name: 'what a workflow does in no step',
    before: `orchestrator V { step One waits 1h  step Two puts Z }${rest}`,
    after: `orchestrator V { puts S  puts Z  step One waits 1h  step Two waits 1h }${rest}`,
    says: ['~ V puts S now.', '~ V puts Z in no step now; it was in the step Two.'],
  },
  {
    name: 'at a route that has no path',
    before: `gateway N { routes "" { puts S }  routes "/b" { } }${rest}`,
    after: `gateway N { routes "" { }  routes "/b" { puts S } }${rest}`,
    says: ['~ N puts S at "/b" now; it was at its route.'],
  },
  {
    name: 'nothing of what undoes another step now: that is told of the step',
    before: `orchestrator V { step One puts S undo { puts Z }  step Two puts Z }${rest}`,
    after: `orchestrator V { step One puts S  step Two puts Z undo { puts Z } }${rest}`,
    says: [],
  },
  {
    name: 'a message that is sent and was published, to several places each, by their names',
    before: doing('publishes C to U', 'publishes C to T'),
    after: doing('sends C to R', 'sends C to Q'),
    says: ['~ A sends C to Q and R now, in place of publishing it to T and U.'],
  },
]);
