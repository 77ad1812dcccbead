/** What is told of calls: asked, answered, repeated, done by somebody else instead. */
import { testTellings } from './tellings.ts';

testTellings('calls', [
  {
    text: `
      event Placed { key orderId }
      queue Orders : aws.sqs { dead-letters after 3 attempts  alarm }
      store Sales : aws.dynamodb { key day }
      service Shop : aws.lambda { serves place { sends Placed to Orders } }
      service Stats : aws.lambda { on Placed from Orders { increments Sales } }
    `,
    flow: 'Shop.place is called',
    runs: [
      {
        name: 'a request, a message and an effect',
        steps: [
          'event Shop [place] | Shop.place is called.',
          'message Shop > Orders [Placed] | Shop.place sends Placed to Orders.',
          'message Orders > Stats [Placed] | Orders delivers Placed to Stats.',
          'access Stats > Sales [increments Sales] ×1 | Stats increments Sales.',
          'acknowledge Stats > Orders [acknowledged] | Stats acknowledges Placed.',
        ],
        could: [
          ['Shop.place sends Placed to Orders.', 'outage: Orders does not respond'],
          ['Orders delivers Placed to Stats.', 'poison: Placed cannot be handled'],
          ['Stats increments Sales.', 'outage: Sales does not respond'],
          ['Stats acknowledges Placed.', 'crash: Stats crashes', 'duplicate: it comes again'],
        ],
        lights: [
          '-, -, Shop/place 1: serves place',
          'Shop/place#0>Orders, Shop/place#0, Shop/place: sends Placed to Orders',
          'Orders>Stats/on Placed from Orders, -, Stats/on Placed from Orders 1: on Placed from Orders',
          '-, Stats/on Placed from Orders#0, Stats/on Placed from Orders 1: increments Sales',
          'Orders>Stats/on Placed from Orders, -, Stats/on Placed from Orders 1: on Placed from Orders',
        ],
      },
      {
        name: 'a message that is delivered twice',
        strikes: [['Stats acknowledges Placed.', 'it comes again']],
        steps: [
          'acknowledge Stats > Orders [acknowledgement lost] !duplicate failed | The acknowledgement of Stats is lost: Orders delivers Placed again.',
          'message Orders > Stats [Placed · 2nd delivery] | Orders delivers Placed to Stats again.',
          'access Stats > Sales [increments Sales · 2nd time] breaks ×2 | Stats increments Sales a second time.',
          'acknowledge Stats > Orders [acknowledged] | Stats acknowledges Placed.',
        ],
        breaks: ['effect-once: increments Sales took place twice for one Placed.'],
        could: [
          ['The acknowledgement of Stats is lost: Orders delivers Placed again.', 'crash: Stats crashes', 'duplicate: it comes again'],
          ['Stats increments Sales a second time.', 'outage: Sales does not respond'],
          ['Stats acknowledges Placed.', 'crash: Stats crashes', 'duplicate: it comes again'],
        ],
        lights: [
          'Orders>Stats/on Placed from Orders, -, Stats/on Placed from Orders 1: on Placed from Orders',
          'Orders>Stats/on Placed from Orders, -, Stats/on Placed from Orders 2: on Placed from Orders',
          '-, Stats/on Placed from Orders#0, Stats/on Placed from Orders 2: increments Sales',
          'Orders>Stats/on Placed from Orders, -, Stats/on Placed from Orders 2: on Placed from Orders',
        ],
      },
      {
        name: 'a crash, and what it comes after',
        strikes: [['Stats acknowledges Placed.', 'Stats crashes']],
        steps: [
          'event Stats [crash] !crash | Stats crashes after `increments Sales`, before it acknowledges Placed: Orders delivers it again.',
          'message Orders > Stats [Placed · 2nd delivery] | Orders delivers Placed to Stats again.',
          'access Stats > Sales [increments Sales · 2nd time] breaks ×2 | Stats increments Sales a second time.',
          'acknowledge Stats > Orders [acknowledged] | Stats acknowledges Placed.',
        ],
        breaks: ['effect-once: increments Sales took place twice for one Placed.'],
        could: [
          [
            'Stats crashes after `increments Sales`, before it acknowledges Placed: Orders delivers it again.',
            'crash: Stats crashes',
            'duplicate: it comes again',
          ],
          ['Stats increments Sales a second time.', 'outage: Sales does not respond'],
          ['Stats acknowledges Placed.', 'crash: Stats crashes', 'duplicate: it comes again'],
        ],
        lights: [
          '-, -, Stats/on Placed from Orders 1: on Placed from Orders',
          'Orders>Stats/on Placed from Orders, -, Stats/on Placed from Orders 2: on Placed from Orders',
          '-, Stats/on Placed from Orders#0, Stats/on Placed from Orders 2: increments Sales',
          'Orders>Stats/on Placed from Orders, -, Stats/on Placed from Orders 2: on Placed from Orders',
        ],
      },
      {
        name: 'what needs something that does not respond',
        strikes: [['Shop.place sends Placed to Orders.', 'Orders does not respond']],
        steps: [
          'message Shop > Orders [sends Placed] !outage failed | Orders does not respond: Shop.place cannot send Placed.',
          'event Shop [fails] failed | Shop.place fails.',
        ],
        could: [['Orders does not respond: Shop.place cannot send Placed.', 'outage: Orders does not respond']],
        lights: ['-, Shop/place#0, Shop/place 1: sends Placed to Orders', '-, -, Shop/place 1: serves place'],
      },
    ],
  },
  {
    text: `
      service Desk : aws.lambda { serves file { calls Books.add with 2 retries  puts Rows } }
      service Books : aws.lambda { serves add { appends Rows } }
      store Rows : aws.dynamodb
    `,
    flow: 'Desk.file is called',
    runs: [
      {
        name: 'a call that is repeated because its answer is lost',
        strikes: [['Books.add answers Desk.file.', 'the answer of Books.add is lost']],
        steps: [
          'answer Books > Desk [time-out] !lost-reply failed | Books.add is done, but its answer is lost: Desk.file cannot know that it happened.',
          'call Desk > Books [add · retry 1] | Desk.file calls Books.add again.',
          'access Books > Rows [appends Rows · 2nd time] breaks ×2 | Books.add appends Rows a second time.',
          'answer Books > Desk [done] | Books.add answers Desk.file.',
          'access Desk > Rows [puts Rows] ×1 | Desk.file puts Rows.',
        ],
        breaks: ['effect-once: appends Rows took place twice for one request of Desk.file.'],
        could: [
          [
            'Books.add is done, but its answer is lost: Desk.file cannot know that it happened.',
            'lost-reply: the answer of Books.add is lost',
          ],
          ['Desk.file calls Books.add again.', 'outage: Books does not respond'],
          ['Books.add appends Rows a second time.', 'outage: Rows does not respond'],
          ['Books.add answers Desk.file.', 'lost-reply: the answer of Books.add is lost'],
          ['Desk.file puts Rows.', 'crash: Desk.file crashes', 'outage: Rows does not respond'],
        ],
        lights: [
          '-, Desk/file#0, Desk/file 1: calls Books.add with 2 retries',
          '-, Desk/file#0, Desk/file 1: calls Books.add with 2 retries',
          '-, Books/add#0, Books/add 2: appends Rows',
          '-, Desk/file#0, Desk/file 1: calls Books.add with 2 retries',
          '-, Desk/file#1, Desk/file 1: puts Rows',
        ],
      },
      {
        name: 'a caller that crashes',
        strikes: [['Desk.file puts Rows.', 'Desk.file crashes']],
        steps: ['event Desk [crash] !crash | Desk.file crashes after `calls Books.add`.'],
        could: [['Desk.file crashes after `calls Books.add`.', 'crash: Desk.file crashes', 'outage: Rows does not respond']],
        lights: ['-, -, Desk/file 1: serves file'],
      },
    ],
  },
  {
    text: `
      external Bank { serves pay }
      service Desk : aws.lambda { every 5m { calls Bank.pay with 3 retries  puts Rows } }
      store Rows : aws.dynamodb
    `,
    flow: 'Desk every 5m',
    runs: [
      {
        name: 'a schedule whose call of somebody else is tried as often as it says',
        strikes: [
          ['Desk every 5m calls Bank.pay.', 'the answer to Desk every 5m is lost'],
          ['Desk every 5m calls Bank.pay a second time.', 'Bank does not respond'],
        ],
        steps: [
          'answer Bank > Desk [time-out] !lost-reply failed | Bank.pay is done, but its answer is lost: Desk every 5m cannot know that it happened.',
          'call Desk > Bank [calls Bank.pay] !outage failed | Bank still does not respond: Desk every 5m cannot call Bank.pay.',
          'call Desk > Bank [calls Bank.pay] failed | Bank still does not respond: Desk every 5m cannot call Bank.pay.',
          'event Desk [fails] failed breaks | Desk every 5m fails.',
        ],
        breaks: ['all-or-nothing: Desk every 5m is done by half: puts Rows never took place, and what it did before stays.'],
        could: [
          [
            'Bank still does not respond: Desk every 5m cannot call Bank.pay.',
            'outage: Bank does not respond',
            'lost-reply: the answer to Desk every 5m is lost',
          ],
        ],
      },
      {
        name: 'a third time',
        strikes: [
          ['Desk every 5m calls Bank.pay.', 'the answer to Desk every 5m is lost'],
          ['Desk every 5m calls Bank.pay a second time.', 'the answer to Desk every 5m is lost'],
        ],
        steps: [
          'answer Bank > Desk [time-out] !lost-reply failed | Bank.pay is done, but its answer is lost: Desk every 5m cannot know that it happened.',
          'call Desk > Bank [pay · 2nd time] ×2 | Desk every 5m calls Bank.pay a second time.',
          'answer Bank > Desk [time-out] !lost-reply failed breaks | Bank.pay is done, but its answer is lost: Desk every 5m cannot know that it happened.',
          'call Desk > Bank [pay · 2nd time] ×2 | Desk every 5m calls Bank.pay a second time.',
          'access Desk > Rows [puts Rows] ×1 | Desk every 5m puts Rows.',
        ],
        breaks: ['effect-once: calls Bank.pay took place twice for one tick.'],
        could: [
          [
            'Desk every 5m calls Bank.pay a second time.',
            'outage: Bank does not respond',
            'lost-reply: the answer to Desk every 5m is lost',
          ],
          [
            'Desk every 5m calls Bank.pay a second time.',
            'outage: Bank does not respond',
            'lost-reply: the answer to Desk every 5m is lost',
          ],
          ['Desk every 5m puts Rows.', 'crash: Desk every 5m crashes', 'outage: Rows does not respond'],
        ],
      },
    ],
  },
  {
    text: `
      balancer Entry : aws.alb { routes "/a" to Shop  routes "/b" to Desk.file }
      service Shop : aws.ecs { instances 1  serves look { reads Rows } }
      service Desk : aws.ecs { instances 1  serves file { reads Rows } }
      store Rows : postgres
      actor User { calls Entry }
    `,
    flow: 'User calls Entry',
    runs: [
      {
        name: 'a route of a balancer',
        steps: [
          'call User > Entry [call] | User calls Entry "/a".',
          'call Entry > Shop [call] | Entry "/a" calls Shop.look.',
          'access Shop > Rows [reads Rows] | Shop.look reads Rows.',
          'answer Shop > Entry [done] | Shop.look answers Entry "/a".',
          'answer Entry > User [done] | Entry "/a" answers User.',
        ],
        could: [
          ['User calls Entry "/a".', 'outage: Entry does not respond'],
          ['Entry "/a" calls Shop.look.', 'outage: Shop does not respond'],
          ['Shop.look reads Rows.', 'outage: Rows does not respond'],
          ['Shop.look answers Entry "/a".', 'lost-reply: the answer of Shop.look is lost'],
          ['Entry "/a" answers User.', 'lost-reply: the answer of Entry "/a" is lost'],
        ],
        lights: [
          '-, User/unplaced#0, User/unplaced 1: calls Entry',
          '-, Entry/route /a#0, Entry/route /a 1: routes "/a" to Shop',
          '-, Shop/look#0, Shop/look 1: reads Rows',
          '-, Entry/route /a#0, Entry/route /a 1: routes "/a" to Shop',
          '-, User/unplaced#0, User/unplaced 1: calls Entry',
        ],
      },
      {
        name: 'the other route',
        variant: 1,
        steps: [
          'call User > Entry [call] | User calls Entry "/b".',
          'call Entry > Desk [file] | Entry "/b" calls Desk.file.',
          'access Desk > Rows [reads Rows] | Desk.file reads Rows.',
          'answer Desk > Entry [done] | Desk.file answers Entry "/b".',
          'answer Entry > User [done] | Entry "/b" answers User.',
        ],
        could: [
          ['User calls Entry "/b".', 'outage: Entry does not respond'],
          ['Entry "/b" calls Desk.file.', 'outage: Desk does not respond'],
          ['Desk.file reads Rows.', 'outage: Rows does not respond'],
          ['Desk.file answers Entry "/b".', 'lost-reply: the answer of Desk.file is lost'],
          ['Entry "/b" answers User.', 'lost-reply: the answer of Entry "/b" is lost'],
        ],
        lights: [
          '-, User/unplaced#0, User/unplaced 1: calls Entry',
          '-, Entry/route /b#0, Entry/route /b 1: routes "/b" to Desk.file',
          '-, Desk/file#0, Desk/file 1: reads Rows',
          '-, Entry/route /b#0, Entry/route /b 1: routes "/b" to Desk.file',
          '-, User/unplaced#0, User/unplaced 1: calls Entry',
        ],
      },
    ],
  },
  {
    text: `
      actor User { calls Desk.go with 1 retry }
      service Desk { serves go { calls One.look with fallback Two.send } }
      external One { serves look safe }
      external Two { serves send }
    `,
    flow: 'User calls Desk.go',
    runs: [
      {
        name: 'a fallback',
        strikes: [['Desk.go calls One.look.', 'One does not respond']],
        steps: [
          'call Desk > One [calls One.look] !outage failed | One does not respond: Desk.go cannot call One.look.',
          'call Desk > Two [send] | Desk.go calls Two.send instead.',
          'answer Desk > User [done] | Desk.go answers User.',
        ],
        could: [
          [
            'One does not respond: Desk.go cannot call One.look.',
            'outage: One does not respond',
            'lost-reply: the answer to Desk.go is lost',
          ],
          ['Desk.go calls Two.send instead.', 'outage: Two does not respond', 'lost-reply: the answer to Desk.go is lost'],
          ['Desk.go answers User.', 'lost-reply: the answer of Desk.go is lost'],
        ],
        lights: [
          '-, Desk/go#0, Desk/go 1: calls One.look with fallback Two.send',
          '-, Desk/go#0, Desk/go 1: calls One.look with fallback Two.send',
          '-, User/unplaced#0, User/unplaced 1: calls Desk.go with 1 retry',
        ],
      },
      {
        name: 'a fallback that does not respond either',
        strikes: [
          ['Desk.go calls One.look.', 'One does not respond'],
          ['Desk.go calls Two.send instead.', 'Two does not respond'],
        ],
        steps: [
          'call Desk > One [calls One.look] !outage failed | One does not respond: Desk.go cannot call One.look.',
          'call Desk > Two [send] !outage failed | Two does not respond either: Desk.go cannot call Two.send instead.',
          'answer Desk > User [error] failed | Desk.go fails, and User sees an error.',
          'call User > Desk [go · retry 1] | User calls Desk.go again.',
          'call Desk > One [calls One.look] failed | One does not respond: Desk.go cannot call One.look.',
          'call Desk > Two [send] failed | Two does not respond either: Desk.go cannot call Two.send instead.',
          'answer Desk > User [error] failed | Desk.go fails, and User sees an error.',
          'event User [fails] failed | User fails.',
        ],
        could: [
          [
            'One does not respond: Desk.go cannot call One.look.',
            'outage: One does not respond',
            'lost-reply: the answer to Desk.go is lost',
          ],
          [
            'Two does not respond either: Desk.go cannot call Two.send instead.',
            'outage: Two does not respond',
            'lost-reply: the answer to Desk.go is lost',
          ],
        ],
        lights: [
          '-, Desk/go#0, Desk/go 1: calls One.look with fallback Two.send',
          '-, Desk/go#0, Desk/go 1: calls One.look with fallback Two.send',
          '-, User/unplaced#0, User/unplaced 1: calls Desk.go with 1 retry',
          '-, User/unplaced#0, User/unplaced 1: calls Desk.go with 1 retry',
          '-, Desk/go#0, Desk/go 2: calls One.look with fallback Two.send',
          '-, Desk/go#0, Desk/go 2: calls One.look with fallback Two.send',
          '-, User/unplaced#0, User/unplaced 1: calls Desk.go with 1 retry',
          '-, -, User/unplaced 1: actor User',
        ],
      },
      {
        name: 'a fallback whose answer is lost',
        strikes: [
          ['Desk.go calls One.look.', 'One does not respond'],
          ['Desk.go calls Two.send instead.', 'the answer to Desk.go is lost'],
        ],
        steps: [
          'call Desk > One [calls One.look] !outage failed | One does not respond: Desk.go cannot call One.look.',
          'call Desk > Two [send] | Desk.go calls Two.send instead.',
          'answer Two > Desk [time-out] !lost-reply failed | Two.send is done, but its answer is lost: Desk.go cannot know that it happened.',
          'answer Desk > User [error] failed | Desk.go fails, and User sees an error.',
          'call User > Desk [go · retry 1] | User calls Desk.go again.',
          'call Desk > One [calls One.look] failed | One does not respond: Desk.go cannot call One.look.',
          'call Desk > Two [send] breaks | Desk.go calls Two.send instead, a second time.',
          'answer Desk > User [done] | Desk.go answers User.',
        ],
        breaks: ['effect-once: calls Two.send took place twice for one request of User.'],
        could: [
          [
            'One does not respond: Desk.go cannot call One.look.',
            'outage: One does not respond',
            'lost-reply: the answer to Desk.go is lost',
          ],
          ['Desk.go calls Two.send instead.', 'outage: Two does not respond', 'lost-reply: the answer to Desk.go is lost'],
          ['User calls Desk.go again.', 'outage: Desk does not respond'],
          ['Desk.go calls Two.send instead, a second time.', 'outage: Two does not respond', 'lost-reply: the answer to Desk.go is lost'],
          ['Desk.go answers User.', 'lost-reply: the answer of Desk.go is lost'],
        ],
        lights: [
          '-, Desk/go#0, Desk/go 1: calls One.look with fallback Two.send',
          '-, Desk/go#0, Desk/go 1: calls One.look with fallback Two.send',
          '-, Desk/go#0, Desk/go 1: calls One.look with fallback Two.send',
          '-, User/unplaced#0, User/unplaced 1: calls Desk.go with 1 retry',
          '-, User/unplaced#0, User/unplaced 1: calls Desk.go with 1 retry',
          '-, Desk/go#0, Desk/go 2: calls One.look with fallback Two.send',
          '-, Desk/go#0, Desk/go 2: calls One.look with fallback Two.send',
          '-, User/unplaced#0, User/unplaced 1: calls Desk.go with 1 retry',
        ],
      },
    ],
  },
  {
    text: `
      actor User { calls Desk.go with key id, 1 retry }
      service Desk { serves go { calls One.look with fallback Two.send, key id } }
      external One { serves look safe }
      external Two { serves send idempotent by id }
    `,
    flow: 'User calls Desk.go',
    runs: [
      {
        name: 'a fallback that knows the repeat',
        strikes: [
          ['Desk.go calls One.look.', 'One does not respond'],
          ['Desk.go calls Two.send instead.', 'the answer to Desk.go is lost'],
        ],
        steps: [
          'call Desk > One [calls One.look] !outage failed | One does not respond: Desk.go cannot call One.look.',
          'call Desk > Two [send] | Desk.go calls Two.send instead.',
          'answer Two > Desk [time-out] !lost-reply failed | Two.send is done, but its answer is lost: Desk.go cannot know that it happened.',
          'answer Desk > User [error] failed | Desk.go fails, and User sees an error.',
          'call User > Desk [go · retry 1] | User calls Desk.go again.',
          'call Desk > One [calls One.look] failed | One does not respond: Desk.go cannot call One.look.',
          'event Desk [recognised] | Two recognises the repeated request of Desk.go.',
          'answer Desk > User [done] | Desk.go answers User.',
        ],
      },
    ],
  },
  {
    text: `
      service Desk : aws.lambda { serves ask { calls Desk.tell }  serves tell { calls Desk.ask } }
    `,
    flow: 'Desk.ask is called',
    runs: [
      {
        name: 'a call that waits for itself',
        steps: [
          'event Desk [ask] | Desk.ask is called.',
          'call Desk [tell] | Desk.ask calls Desk.tell.',
          'call Desk [ask] ×1 | Desk.tell calls Desk.ask.',
          'event Desk [again] breaks | Desk.ask is called while it still waits for itself.',
          'answer Desk [done] | Desk.tell answers Desk.ask.',
        ],
        breaks: ['comes-to-rest: Desk.ask waits for itself: Desk.ask calls Desk.tell and Desk.tell calls Desk.ask.'],
        could: [
          ['Desk.tell calls Desk.ask.', 'lost-reply: the answer to Desk.tell is lost'],
          ['Desk.tell answers Desk.ask.', 'lost-reply: the answer of Desk.tell is lost'],
        ],
        lights: [
          '-, -, Desk/ask 1: serves ask',
          '-, Desk/ask#0, Desk/ask 1: calls Desk.tell',
          '-, Desk/tell#0, Desk/tell 1: calls Desk.ask',
          '-, -, Desk/ask: calls Desk.ask',
          '-, Desk/ask#0, Desk/ask 1: calls Desk.tell',
        ],
      },
    ],
  },
  {
    text: `
      orchestrator Trip : aws.stepfunctions { step Go calls Desk.go with 2 retries }
      service Desk : aws.lambda { serves go { starts Trip with key id } }
    `,
    flow: 'Trip',
    runs: [
      {
        name: 'a run that leads to itself',
        steps: [
          'event Trip [begins] | Trip begins.',
          'call Trip > Desk [go] | Trip calls Desk.go.',
          'call Desk > Trip [start] ×1 | Desk.go starts Trip.',
          'answer Desk > Trip [done] | Desk.go answers Trip.',
          'event Trip [ends] | The run of Trip ends.',
          'message Desk > Trip [start] | A run of Trip begins.',
          "event Desk > Trip [again] breaks | It is Trip's turn again, where it all began.",
        ],
        breaks: ['comes-to-rest: A run of Trip leads to itself again: Trip calls Desk.go and Desk.go starts Trip.'],
        lights: [
          '-, -, Trip/workflow 1: orchestrator Trip : aws.stepfunctions',
          '-, Trip/workflow#0, Trip/workflow 1: calls Desk.go with 2 retries',
          '-, Desk/go#0, Desk/go 1: starts Trip with key id',
          '-, Trip/workflow#0, Trip/workflow 1: calls Desk.go with 2 retries',
          '-, -, Trip/workflow 1: orchestrator Trip : aws.stepfunctions',
          '-, Desk/go#0, -: starts Trip with key id',
          '-, -, Trip/workflow: starts Trip with key id',
        ],
      },
    ],
  },
  {
    text: `
      service A { serves a { calls B.b } }
      service B { serves b { calls C.c } }
      service C { serves c { calls A.a } }
    `,
    flow: 'A.a is called',
    runs: [
      {
        name: 'a call that waits for itself over others',
        steps: [
          'event A [a] | A.a is called.',
          'call A > B [b] | A.a calls B.b.',
          'call B > C [c] | B.b calls C.c.',
          'call C > A [a] ×1 | C.c calls A.a.',
          'event C > A [again] breaks | A.a is called while it still waits for itself.',
          'answer C > B [done] | C.c answers B.b.',
          'answer B > A [done] | B.b answers A.a.',
        ],
        breaks: ['comes-to-rest: A.a waits for itself: A.a calls B.b, B.b calls C.c and C.c calls A.a.'],
        lights: [
          '-, -, A/a 1: serves a',
          '-, A/a#0, A/a 1: calls B.b',
          '-, B/b#0, B/b 1: calls C.c',
          '-, C/c#0, C/c 1: calls A.a',
          '-, -, A/a: calls A.a',
          '-, B/b#0, B/b 1: calls C.c',
          '-, A/a#0, A/a 1: calls B.b',
        ],
      },
    ],
  },
  {
    text: `
      service Clock { every 5m { puts Rows } }
      store Rows : postgres
    `,
    flow: 'Clock every 5m',
    runs: [
      {
        name: 'a schedule',
        steps: ['event Clock [begins] | Clock every 5m is due.', 'access Clock > Rows [puts Rows] ×1 | Clock every 5m puts Rows.'],
      },
    ],
  },
]);
