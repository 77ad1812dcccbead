/** What is told of workflows: steps, waits, undos, runs that begin again or are gone. */
import { testTellings } from './tellings.ts';

testTellings('workflows', [
  {
    text: `
      orchestrator Trip : aws.stepfunctions {
        every 1d
        step Rest waits 1h
        step Book calls Desk.book with 1 retry undo Desk.free
        step Sign waits for Signed from Signatures at most 1d
      } otherwise { step Note puts Rows }
      service Desk : aws.lambda { serves book { puts Rows }  serves free { deletes Rows } }
      store Rows : aws.dynamodb
      event Signed { key id }
      topic Signatures : aws.sns
      service Sam : aws.lambda { serves sign { publishes Signed to Signatures } }
    `,
    flow: 'Trip',
    runs: [
      {
        name: 'a run that waits in vain, and undoes',
        strikes: [['Step Sign of Trip has what it waited for.', 'nothing comes in time']],
        steps: [
          'event Trip [silence] !outage | What step Sign of Trip waits for does not come in time.',
          'event Trip [failed] failed | Step Sign of Trip fails for good.',
          'event Trip [undoing] failed | The run of Trip fails, and undoes what it can.',
          'call Trip > Desk [free] | Trip calls Desk.free, to undo Book.',
          'access Desk > Rows [deletes Rows] ×1 | Desk.free deletes Rows.',
          'answer Desk > Trip [done] | Desk.free answers Trip.',
          'access Trip > Rows [puts Rows] ×1 | Trip puts Rows.',
          'event Trip [ends] | The run of Trip ends as failed.',
        ],
        could: [
          ['What step Sign of Trip waits for does not come in time.', 'outage: nothing comes in time'],
          ['Desk.free answers Trip.', 'lost-reply: the answer of Desk.free is lost'],
          ['Trip puts Rows.', 'outage: Rows does not respond'],
        ],
      },
    ],
  },
  {
    text: `
      event Asked { key id }
      event Signed { key id }
      queue Questions : aws.sqs { dead-letters after 3 attempts  alarm }
      topic Signatures : aws.sns
      orchestrator Trip : aws.stepfunctions {
        step Ask sends Asked to Questions
        step Sign waits for Signed from Signatures at most 1d
      }
      service Sam : aws.lambda { on Asked from Questions { publishes Signed to Signatures } }
    `,
    flow: 'Trip',
    runs: [
      {
        name: 'a run that gets its answer',
        steps: [
          'event Trip [begins] | Trip begins.',
          'message Trip > Questions [Asked] | Trip sends Asked to Questions.',
          'event Trip [waits] | Step Sign of Trip waits.',
          'message Questions > Sam [Asked] | Questions delivers Asked to Sam.',
          'message Sam > Signatures [Signed] | Sam publishes Signed to Signatures.',
          'acknowledge Sam > Questions [acknowledged] | Sam acknowledges Asked.',
          'message Signatures > Trip [Signed] | Signatures delivers Signed to Trip at step Sign.',
          'event Trip [goes on] | Step Sign of Trip has what it waited for.',
          'event Trip [ends] | The run of Trip ends.',
        ],
        could: [
          ['Trip sends Asked to Questions.', 'outage: Questions does not respond'],
          ['Step Sign of Trip waits.', 'outage: nothing comes in time'],
          ['Questions delivers Asked to Sam.', 'poison: Asked cannot be handled'],
          ['Sam publishes Signed to Signatures.', 'outage: Signatures does not respond'],
          ['Sam acknowledges Asked.', 'crash: Sam crashes', 'duplicate: it comes again'],
          ['Signatures delivers Signed to Trip at step Sign.', 'duplicate: it comes again'],
        ],
        lights: [
          '-, -, Trip/workflow 1: orchestrator Trip : aws.stepfunctions',
          'Trip/workflow#0>Questions, Trip/workflow#0, Trip/workflow: sends Asked to Questions',
          '-, -, Trip/workflow 1: orchestrator Trip : aws.stepfunctions',
          'Questions>Sam/on Asked from Questions, -, Sam/on Asked from Questions 1: on Asked from Questions',
          'Sam/on Asked from Questions#0>Signatures, Sam/on Asked from Questions#0, Sam/on Asked from Questions: publishes Signed to Signatures',
          'Questions>Sam/on Asked from Questions, -, Sam/on Asked from Questions 1: on Asked from Questions',
          'Signatures>Trip/workflow.Sign, -, -: step Sign waits for Signed from Signatures at most 1d',
          '-, -, Trip/workflow 1: orchestrator Trip : aws.stepfunctions',
          '-, -, Trip/workflow 1: orchestrator Trip : aws.stepfunctions',
        ],
      },
      {
        name: 'a run whose time is up',
        strikes: [['Questions delivers Asked to Sam.', 'Asked cannot be handled']],
        steps: [
          'event Questions > Sam [cannot be handled] !poison failed | Sam cannot handle this Asked: every try fails.',
          'message Questions > Questions.dead-letters [Asked] failed | Questions parks Asked in its dead letters.',
          'event Questions.dead-letters [Asked] | Asked comes in on Questions.dead-letters.',
          'event Trip [time is up] | The time of step Sign of Trip is up.',
          'event Trip [failed] failed | Step Sign of Trip fails for good.',
          'event Trip [undoing] failed | The run of Trip fails, and undoes what it can.',
          'event Trip [ends] breaks | The run of Trip ends as failed.',
        ],
        breaks: ['all-or-nothing: The run of Trip failed, and what step Ask did is not undone.'],
        could: [['Sam cannot handle this Asked: every try fails.', 'poison: Asked cannot be handled']],
        lights: [
          'Questions>Sam/on Asked from Questions, -, -: on Asked from Questions',
          'Questions>Sam/on Asked from Questions, -, -: on Asked from Questions',
          '-, -, -: queue Questions : aws.sqs',
          '-, -, Trip/workflow 1: orchestrator Trip : aws.stepfunctions',
          '-, -, Trip/workflow 1: orchestrator Trip : aws.stepfunctions',
          '-, -, Trip/workflow 1: orchestrator Trip : aws.stepfunctions',
          '-, -, Trip/workflow 1: orchestrator Trip : aws.stepfunctions',
        ],
      },
    ],
  },
  {
    text: `
      orchestrator Trip : aws.ecs { instances 1  step Book calls Desk.book undo Desk.free  step Pay calls Desk.pay }
      service Desk : aws.lambda { serves book { puts Rows }  serves pay { puts Rows }  serves free { deletes Rows } }
      store Rows : aws.dynamodb
    `,
    flow: 'Trip',
    runs: [
      {
        name: 'a run that has not noted a step',
        strikes: [
          ['Trip calls Desk.pay.', 'Trip crashes'],
          ['Desk.pay answers Trip.', 'the answer of Desk.pay is lost'],
        ],
        steps: [
          'event Trip [crash] !crash | Trip dies before it has noted that step Book is done: it does it again.',
          'call Trip > Desk [book · retry 1] | Trip calls Desk.book again.',
          'access Desk > Rows [puts Rows · 2nd time] ×2 | Desk.book puts Rows a second time.',
          'answer Desk > Trip [done] | Desk.book answers Trip.',
          'call Trip > Desk [pay] | Trip calls Desk.pay.',
          'access Desk > Rows [puts Rows] ×1 | Desk.pay puts Rows.',
          'answer Desk > Trip [time-out] !lost-reply failed | Desk.pay is done, but its answer is lost: Trip cannot know that it happened.',
          'event Trip [failed] failed | Step Pay of Trip fails for good.',
          'event Trip [undoing] failed | The run of Trip fails, and undoes what it can.',
          'call Trip > Desk [free] | Trip calls Desk.free, to undo Book.',
          'access Desk > Rows [deletes Rows] ×1 | Desk.free deletes Rows.',
          'answer Desk > Trip [done] | Desk.free answers Trip.',
          'event Trip [ends] breaks | The run of Trip ends as failed.',
        ],
        breaks: ['all-or-nothing: The run of Trip failed, and what step Pay did is not undone.'],
        could: [
          [
            'Trip dies before it has noted that step Book is done: it does it again.',
            'crash: Trip crashes',
            'instance-loss: the instance is replaced',
            'outage: Desk does not respond',
          ],
          ['Trip calls Desk.book again.', 'outage: Desk does not respond'],
          ['Desk.book puts Rows a second time.', 'outage: Rows does not respond'],
          ['Desk.book answers Trip.', 'lost-reply: the answer of Desk.book is lost'],
          ['Trip calls Desk.pay.', 'instance-loss: the instance is replaced', 'outage: Desk does not respond'],
          ['Desk.pay puts Rows.', 'outage: Rows does not respond'],
          ['Desk.pay is done, but its answer is lost: Trip cannot know that it happened.', 'lost-reply: the answer of Desk.pay is lost'],
          ['Trip calls Desk.free, to undo Book.', 'instance-loss: the instance is replaced', 'outage: Desk does not respond'],
          ['Desk.free deletes Rows.', 'outage: Rows does not respond'],
          ['Desk.free answers Trip.', 'lost-reply: the answer of Desk.free is lost'],
          ['The run of Trip ends as failed.', 'crash: Trip crashes'],
        ],
        lights: [
          '-, -, Trip/workflow 1: orchestrator Trip : aws.ecs',
          '-, Trip/workflow#0, Trip/workflow 1: calls Desk.book',
          '-, Desk/book#0, Desk/book 2: puts Rows',
          '-, Trip/workflow#0, Trip/workflow 1: calls Desk.book',
          '-, Trip/workflow#2, Trip/workflow 1: calls Desk.pay',
          '-, Desk/pay#0, Desk/pay 1: puts Rows',
          '-, Trip/workflow#2, Trip/workflow 1: calls Desk.pay',
          '-, -, Trip/workflow 1: orchestrator Trip : aws.ecs',
          '-, -, Trip/workflow 1: orchestrator Trip : aws.ecs',
          '-, Trip/workflow#1, Trip/workflow 1: undo Desk.free',
          '-, Desk/free#0, Desk/free 1: deletes Rows',
          '-, Trip/workflow#1, Trip/workflow 1: undo Desk.free',
          '-, -, Trip/workflow 1: orchestrator Trip : aws.ecs',
        ],
      },
      {
        name: 'a run that has not noted an undo',
        strikes: [
          ['Desk.pay answers Trip.', 'the answer of Desk.pay is lost'],
          ['The run of Trip ends as failed.', 'Trip crashes'],
        ],
        steps: [
          'answer Desk > Trip [time-out] !lost-reply failed | Desk.pay is done, but its answer is lost: Trip cannot know that it happened.',
          'event Trip [failed] failed | Step Pay of Trip fails for good.',
          'event Trip [undoing] failed | The run of Trip fails, and undoes what it can.',
          'call Trip > Desk [free] | Trip calls Desk.free, to undo Book.',
          'access Desk > Rows [deletes Rows] ×1 | Desk.free deletes Rows.',
          'answer Desk > Trip [done] | Desk.free answers Trip.',
          'event Trip [crash] !crash | Trip dies before it has noted that step Book is undone: it undoes it again.',
          'call Trip > Desk [free · retry 1] | Trip calls Desk.free again, to undo Book.',
          'access Desk > Rows [deletes Rows · 2nd time] ×2 | Desk.free deletes Rows a second time.',
          'answer Desk > Trip [done] | Desk.free answers Trip.',
          'event Trip [ends] breaks | The run of Trip ends as failed.',
        ],
        breaks: ['all-or-nothing: The run of Trip failed, and what step Pay did is not undone.'],
        could: [
          ['Desk.pay is done, but its answer is lost: Trip cannot know that it happened.', 'lost-reply: the answer of Desk.pay is lost'],
          ['Trip calls Desk.free, to undo Book.', 'instance-loss: the instance is replaced', 'outage: Desk does not respond'],
          ['Desk.free deletes Rows.', 'outage: Rows does not respond'],
          ['Desk.free answers Trip.', 'lost-reply: the answer of Desk.free is lost'],
          ['Trip dies before it has noted that step Book is undone: it undoes it again.', 'crash: Trip crashes'],
          ['Trip calls Desk.free again, to undo Book.', 'instance-loss: the instance is replaced', 'outage: Desk does not respond'],
          ['Desk.free deletes Rows a second time.', 'outage: Rows does not respond'],
          ['Desk.free answers Trip.', 'lost-reply: the answer of Desk.free is lost'],
        ],
        lights: [
          '-, Trip/workflow#2, Trip/workflow 1: calls Desk.pay',
          '-, -, Trip/workflow 1: orchestrator Trip : aws.ecs',
          '-, -, Trip/workflow 1: orchestrator Trip : aws.ecs',
          '-, Trip/workflow#1, Trip/workflow 1: undo Desk.free',
          '-, Desk/free#0, Desk/free 1: deletes Rows',
          '-, Trip/workflow#1, Trip/workflow 1: undo Desk.free',
          '-, -, Trip/workflow 1: orchestrator Trip : aws.ecs',
          '-, Trip/workflow#1, Trip/workflow 1: undo Desk.free',
          '-, Desk/free#0, Desk/free 2: deletes Rows',
          '-, Trip/workflow#1, Trip/workflow 1: undo Desk.free',
          '-, -, Trip/workflow 1: orchestrator Trip : aws.ecs',
        ],
      },
      {
        name: 'a run that is gone with its instance',
        strikes: [['Trip calls Desk.pay.', 'the instance is replaced']],
        steps: [
          'event Trip [instance lost] !instance-loss breaks | The instance of Trip is replaced, and the run with it: nothing else knows how far it was.',
        ],
        breaks: ['state-kept: A run of Trip is gone with the instance that knew of it.'],
        could: [
          [
            'The instance of Trip is replaced, and the run with it: nothing else knows how far it was.',
            'crash: Trip crashes',
            'instance-loss: the instance is replaced',
            'outage: Desk does not respond',
          ],
        ],
        lights: ['-, -, Trip/workflow 1: orchestrator Trip : aws.ecs'],
      },
    ],
  },
  {
    text: `
      orchestrator Trip : aws.stepfunctions.express { step Book calls Desk.book with no retries }
      service Desk : aws.lambda { serves book { puts Rows } }
      store Rows : aws.dynamodb
    `,
    flow: 'Trip',
    runs: [
      {
        name: 'a run that its product begins twice',
        strikes: [['The run of Trip ends.', 'it comes again']],
        steps: [
          'event Trip [run again] !duplicate | Trip runs the same run again: its product begins runs at least once.',
          'event Trip [begins] | Trip begins.',
          'call Trip > Desk [book] | Trip calls Desk.book.',
          'access Desk > Rows [puts Rows · 2nd time] ×2 | Desk.book puts Rows a second time.',
          'answer Desk > Trip [done] | Desk.book answers Trip.',
          'event Trip [ends] | The run of Trip ends.',
        ],
        could: [
          ['Trip calls Desk.book.', 'outage: Desk does not respond'],
          ['Desk.book puts Rows a second time.', 'outage: Rows does not respond'],
          ['Desk.book answers Trip.', 'lost-reply: the answer of Desk.book is lost'],
          ['The run of Trip ends.', 'duplicate: it comes again'],
        ],
      },
    ],
  },
  {
    text: `
      event Placed { key id }
      topic Orders : aws.sns
      queue Parked : aws.sqs { alarm }
      orchestrator Trip : aws.stepfunctions { subscribes to Orders for Placed with dead-letters to Parked  step Book puts Rows }
      service Shop : aws.lambda { serves place { publishes Placed to Orders } }
      store Rows : aws.dynamodb
    `,
    flow: 'Shop.place is called',
    runs: [
      {
        name: 'a run begun twice',
        strikes: [['Orders delivers Placed to Trip.', 'it comes again']],
        steps: [
          'acknowledge Trip > Orders [acknowledgement lost] !duplicate failed | The acknowledgement of Trip is lost: Orders delivers Placed again.',
          'access Trip > Rows [puts Rows] ×1 | Trip puts Rows.',
          'event Trip [ends] | The run of Trip ends.',
          'message Orders > Trip [Placed · 2nd delivery] | Orders delivers Placed to Trip again.',
          'access Trip > Rows [puts Rows · 2nd time] ×2 | Trip puts Rows a second time.',
          'event Trip [ends] | The run of Trip ends.',
        ],
        could: [
          ['Trip puts Rows.', 'outage: Rows does not respond'],
          ['Orders delivers Placed to Trip again.', 'duplicate: it comes again'],
          ['Trip puts Rows a second time.', 'outage: Rows does not respond'],
        ],
        lights: [
          'Trip/subscribes 0, -, Trip/workflow 1: subscribes to Orders for Placed with dead-letters to Parked',
          '-, Trip/workflow#0, Trip/workflow 1: puts Rows',
          '-, -, Trip/workflow 1: orchestrator Trip : aws.stepfunctions',
          'Trip/subscribes 0, -, Trip/workflow 2: subscribes to Orders for Placed with dead-letters to Parked',
          '-, Trip/workflow#0, Trip/workflow 2: puts Rows',
          '-, -, Trip/workflow 2: orchestrator Trip : aws.stepfunctions',
        ],
      },
    ],
  },
  {
    text: `
      event Placed { key id }
      topic Orders : aws.sns
      queue Parked : aws.sqs { alarm }
      orchestrator Trip : aws.stepfunctions { subscribes to Orders for Placed with key id, dead-letters to Parked  step Book puts Rows }
      service Shop { serves place { puts Rows  publishes Placed to Orders via outbox Rows } }
      store Rows : postgres
    `,
    flow: 'Shop.place is called',
    runs: [
      {
        name: 'a run begun by name',
        strikes: [["The relay of Rows's outbox publishes Placed to Orders.", 'it comes again']],
        steps: [
          'event Rows [relayed again] !duplicate | The relay dies before it has noted that Placed is out: it publishes it again.',
          "message Rows > Orders [Placed · again] | The relay of Rows's outbox publishes Placed to Orders again.",
          'message Orders > Trip [Placed] | Orders delivers Placed to Trip.',
          'access Trip > Rows [puts Rows] ×1 | Trip puts Rows.',
          'event Trip [ends] | The run of Trip ends.',
          'event Trip [recognised] | Trip recognises Placed and does nothing more.',
        ],
      },
    ],
  },
  {
    text: `
      event E { key id }
      orchestrator W : aws.stepfunctions { step One sends E to A with 1 retry }
      service A : aws.lambda { on E with dead-letters to D { puts X } }
      queue D : aws.sqs { alarm }
      store X : aws.dynamodb
    `,
    flow: 'W',
    runs: [
      {
        name: 'a step that hands a message straight on, and does not hear that it was taken',
        strikes: [['W sends E to A.', 'the answer to W is lost']],
        steps: [
          'answer A > W [time-out] !lost-reply failed | E is done, but its answer is lost: W cannot know that it happened.',
          'message W > A [E] | W sends E to A a second time.',
          'event W [ends] | The run of W ends.',
          'event A [E] | A takes up E.',
          'access A > X [puts X] ×1 | A puts X.',
          'acknowledge A > W [acknowledged] | A acknowledges E.',
          'message W > A [E · 2nd delivery] | A is handed E again.',
          'access A > X [puts X · 2nd time] ×2 | A puts X a second time.',
          'acknowledge A > W [acknowledged] | A acknowledges E.',
        ],
      },
    ],
  },
]);
