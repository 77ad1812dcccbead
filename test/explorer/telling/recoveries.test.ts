/** What is told of runs that fail and recover: branches, undos, steps that are passed over, waits. */
import { testTellings } from './tellings.ts';

testTellings('recoveries', [
  {
    text: `
      orchestrator Trip : aws.stepfunctions { step Book calls Desk.book with unlimited retries exponential  step Pay calls Bank.look with 1 retry on failure Tell  step Skip puts Rows  step Tell puts Log }
      external Bank { serves look safe }
      service Desk : aws.lambda { serves book { puts Rows } }
      store Rows : aws.dynamodb
      store Log : aws.dynamodb
    `,
    flow: 'Trip',
    runs: [
      {
        name: 'a step that is tried until it is through',
        strikes: [['Desk.book answers Trip.', 'the answer of Desk.book is lost']],
        steps: [
          'answer Desk > Trip [time-out] !lost-reply failed | Desk.book is done, but its answer is lost: Trip cannot know that it happened.',
          'call Trip > Desk [book · retry 1] | Trip calls Desk.book again.',
          'access Desk > Rows [puts Rows · 2nd time] ×2 | Desk.book puts Rows a second time.',
          'answer Desk > Trip [done] | Desk.book answers Trip.',
          'call Trip > Bank [look] ×1 | Trip calls Bank.look.',
          'access Trip > Rows [puts Rows] ×1 | Trip puts Rows.',
          'access Trip > Log [puts Log] ×1 | Trip puts Log.',
          'event Trip [ends] | The run of Trip ends.',
        ],
      },
      {
        name: 'a step that is passed over',
        strikes: [['Trip calls Bank.look.', 'Bank does not respond']],
        steps: [
          'call Trip > Bank [calls Bank.look] !outage failed | Bank does not respond: Trip cannot call Bank.look.',
          'call Trip > Bank [calls Bank.look] failed | Bank still does not respond: Trip cannot call Bank.look.',
          'event Trip [failed] failed | Step Pay of Trip fails for good.',
          'access Trip > Log [puts Log] ×1 | Trip puts Log.',
          'event Trip [ends] | The run of Trip ends.',
        ],
      },
    ],
  },
  {
    text: `
      orchestrator Trip : aws.stepfunctions {
        parallel { step Car calls Desk.car undo Desk.noCar  step Room calls Desk.room undo Desk.noRoom }
        step Pay calls Bank.look
      } otherwise { step Skip puts Log  step Tell puts Log }
      service Desk : aws.lambda { serves car { puts Cars }  serves room { puts Rooms }  serves noCar { deletes Cars }  serves noRoom { deletes Rooms } }
      external Bank { serves look safe }
      store Cars : aws.dynamodb
      store Rooms : aws.dynamodb
      store Log : aws.dynamodb
    `,
    flow: 'Trip',
    runs: [
      {
        name: 'a branch that fails lets the other end, and what is done is undone in reverse',
        strikes: [['Desk.car answers Trip.', 'the answer of Desk.car is lost']],
        steps: [
          'answer Desk > Trip [time-out] !lost-reply failed | Desk.car is done, but its answer is lost: Trip cannot know that it happened.',
          'event Trip [failed] failed | Step Car of Trip fails for good.',
          'call Trip > Desk [room] | Trip calls Desk.room.',
          'access Desk > Rooms [puts Rooms] ×1 | Desk.room puts Rooms.',
          'answer Desk > Trip [done] | Desk.room answers Trip.',
          'event Trip [undoing] failed | The run of Trip fails, and undoes what it can.',
          'call Trip > Desk [noRoom] | Trip calls Desk.noRoom, to undo Room.',
          'access Desk > Rooms [deletes Rooms] ×1 | Desk.noRoom deletes Rooms.',
          'answer Desk > Trip [done] | Desk.noRoom answers Trip.',
          'call Trip > Desk [noCar] | Trip calls Desk.noCar, to undo Car.',
          'access Desk > Cars [deletes Cars] ×1 | Desk.noCar deletes Cars.',
          'answer Desk > Trip [done] | Desk.noCar answers Trip.',
          'access Trip > Log [puts Log] ×1 | Trip puts Log.',
          'access Trip > Log [puts Log] ×1 | Trip puts Log.',
          'event Trip [ends] | The run of Trip ends as failed.',
        ],
        could: [
          ['Desk.car is done, but its answer is lost: Trip cannot know that it happened.', 'lost-reply: the answer of Desk.car is lost'],
          ['Trip calls Desk.room.', 'outage: Desk does not respond'],
          ['Desk.room puts Rooms.', 'outage: Rooms does not respond'],
          ['Desk.room answers Trip.', 'lost-reply: the answer of Desk.room is lost'],
          ['Trip calls Desk.noRoom, to undo Room.', 'outage: Desk does not respond'],
          ['Desk.noRoom deletes Rooms.', 'outage: Rooms does not respond'],
          ['Desk.noRoom answers Trip.', 'lost-reply: the answer of Desk.noRoom is lost'],
          ['Trip calls Desk.noCar, to undo Car.', 'outage: Desk does not respond'],
          ['Desk.noCar deletes Cars.', 'outage: Cars does not respond'],
          ['Desk.noCar answers Trip.', 'lost-reply: the answer of Desk.noCar is lost'],
          ['Trip puts Log.', 'outage: Log does not respond'],
          ['Trip puts Log.', 'outage: Log does not respond'],
        ],
      },
      {
        name: 'the second branch fails',
        strikes: [['Desk.room puts Rooms.', 'Rooms does not respond']],
        steps: [
          'access Desk > Rooms [puts Rooms] !outage failed | Rooms does not respond: Desk.room cannot put Rooms.',
          'answer Desk > Trip [error] failed | Desk.room fails, and Trip sees an error.',
          'event Trip [failed] failed | Step Room of Trip fails for good.',
          'event Trip [undoing] failed | The run of Trip fails, and undoes what it can.',
          'call Trip > Desk [noCar] | Trip calls Desk.noCar, to undo Car.',
          'access Desk > Cars [deletes Cars] ×1 | Desk.noCar deletes Cars.',
          'answer Desk > Trip [done] | Desk.noCar answers Trip.',
          'access Trip > Log [puts Log] ×1 | Trip puts Log.',
          'access Trip > Log [puts Log] ×1 | Trip puts Log.',
          'event Trip [ends] | The run of Trip ends as failed.',
        ],
        could: [
          ['Rooms does not respond: Desk.room cannot put Rooms.', 'outage: Rooms does not respond'],
          ['Trip calls Desk.noCar, to undo Car.', 'outage: Desk does not respond'],
          ['Desk.noCar deletes Cars.', 'outage: Cars does not respond'],
          ['Desk.noCar answers Trip.', 'lost-reply: the answer of Desk.noCar is lost'],
          ['Trip puts Log.', 'outage: Log does not respond'],
          ['Trip puts Log.', 'outage: Log does not respond'],
        ],
      },
      {
        name: 'a step behind the branches fails',
        strikes: [['Trip calls Bank.look.', 'Bank does not respond']],
        steps: [
          'call Trip > Bank [calls Bank.look] !outage failed | Bank does not respond: Trip cannot call Bank.look.',
          'event Trip [failed] failed | Step Pay of Trip fails for good.',
          'event Trip [undoing] failed | The run of Trip fails, and undoes what it can.',
          'call Trip > Desk [noRoom] | Trip calls Desk.noRoom, to undo Room.',
          'access Desk > Rooms [deletes Rooms] ×1 | Desk.noRoom deletes Rooms.',
          'answer Desk > Trip [done] | Desk.noRoom answers Trip.',
          'call Trip > Desk [noCar] | Trip calls Desk.noCar, to undo Car.',
          'access Desk > Cars [deletes Cars] ×1 | Desk.noCar deletes Cars.',
          'answer Desk > Trip [done] | Desk.noCar answers Trip.',
          'access Trip > Log [puts Log] ×1 | Trip puts Log.',
          'access Trip > Log [puts Log] ×1 | Trip puts Log.',
          'event Trip [ends] | The run of Trip ends as failed.',
        ],
        could: [
          ['Bank does not respond: Trip cannot call Bank.look.', 'outage: Bank does not respond', 'lost-reply: the answer to Trip is lost'],
          ['Trip calls Desk.noRoom, to undo Room.', 'outage: Desk does not respond'],
          ['Desk.noRoom deletes Rooms.', 'outage: Rooms does not respond'],
          ['Desk.noRoom answers Trip.', 'lost-reply: the answer of Desk.noRoom is lost'],
          ['Trip calls Desk.noCar, to undo Car.', 'outage: Desk does not respond'],
          ['Desk.noCar deletes Cars.', 'outage: Cars does not respond'],
          ['Desk.noCar answers Trip.', 'lost-reply: the answer of Desk.noCar is lost'],
          ['Trip puts Log.', 'outage: Log does not respond'],
          ['Trip puts Log.', 'outage: Log does not respond'],
        ],
      },
    ],
  },
  {
    text: `
      orchestrator Trip : aws.stepfunctions {
        step Book calls Desk.book undo Desk.free
        step Pay calls Bank.look on failure Tell
      } otherwise { step Skip puts Log  step Tell puts Log }
      external Bank { serves look safe }
      service Desk : aws.lambda { serves book { puts Rows }  serves free { deletes Rows } }
      store Rows : aws.dynamodb
      store Log : aws.dynamodb
    `,
    flow: 'Trip',
    runs: [
      {
        name: 'a failed step goes on where it says, once what came before is undone',
        strikes: [['Trip calls Bank.look.', 'Bank does not respond']],
        steps: [
          'call Trip > Bank [calls Bank.look] !outage failed | Bank does not respond: Trip cannot call Bank.look.',
          'event Trip [failed] failed | Step Pay of Trip fails for good.',
          'event Trip [undoing] failed | The run of Trip fails, and undoes what it can.',
          'call Trip > Desk [free] | Trip calls Desk.free, to undo Book.',
          'access Desk > Rows [deletes Rows] ×1 | Desk.free deletes Rows.',
          'answer Desk > Trip [done] | Desk.free answers Trip.',
          'access Trip > Log [puts Log] ×1 | Trip puts Log.',
          'event Trip [ends] | The run of Trip ends as failed.',
        ],
        could: [
          ['Bank does not respond: Trip cannot call Bank.look.', 'outage: Bank does not respond', 'lost-reply: the answer to Trip is lost'],
          ['Trip calls Desk.free, to undo Book.', 'outage: Desk does not respond'],
          ['Desk.free deletes Rows.', 'outage: Rows does not respond'],
          ['Desk.free answers Trip.', 'lost-reply: the answer of Desk.free is lost'],
          ['Trip puts Log.', 'outage: Log does not respond'],
        ],
      },
      {
        name: 'the first step fails, and goes through the whole block',
        strikes: [['Desk.book puts Rows.', 'Rows does not respond']],
        steps: [
          'access Desk > Rows [puts Rows] !outage failed | Rows does not respond: Desk.book cannot put Rows.',
          'answer Desk > Trip [error] failed | Desk.book fails, and Trip sees an error.',
          'event Trip [failed] failed | Step Book of Trip fails for good.',
          'event Trip [undoing] failed | The run of Trip fails, and undoes what it can.',
          'access Trip > Log [puts Log] ×1 | Trip puts Log.',
          'access Trip > Log [puts Log] ×1 | Trip puts Log.',
          'event Trip [ends] | The run of Trip ends as failed.',
        ],
        could: [
          ['Rows does not respond: Desk.book cannot put Rows.', 'outage: Rows does not respond'],
          ['Trip puts Log.', 'outage: Log does not respond'],
          ['Trip puts Log.', 'outage: Log does not respond'],
        ],
      },
    ],
  },
  {
    text: `
      event Asked { key id }
      event Yes { key id }
      event No { key id }
      queue Questions : aws.sqs { dead-letters after 3 attempts  alarm }
      topic Answers : aws.sns
      orchestrator Trip : aws.stepfunctions {
        step Ask sends Asked to Questions
        step Hear waits for Yes, No from Answers at most 1d
      }
      service Sam : aws.lambda { on Asked from Questions { when "glad" { publishes Yes to Answers } otherwise { publishes No to Answers } } }
    `,
    flow: 'Trip',
    runs: [
      {
        name: 'one of two answers is enough',
        steps: [
          'event Trip [begins] | Trip begins.',
          'message Trip > Questions [Asked] | Trip sends Asked to Questions.',
          'event Trip [waits] | Step Hear of Trip waits.',
          'message Questions > Sam [Asked] | Questions delivers Asked to Sam.',
          'message Sam > Answers [Yes] | Sam publishes Yes to Answers.',
          'acknowledge Sam > Questions [acknowledged] | Sam acknowledges Asked.',
          'message Answers > Trip [Yes] | Answers delivers Yes to Trip at step Hear.',
          'event Trip [goes on] | Step Hear of Trip has what it waited for.',
          'event Trip [ends] | The run of Trip ends.',
        ],
        could: [
          ['Trip sends Asked to Questions.', 'outage: Questions does not respond'],
          ['Step Hear of Trip waits.', 'outage: nothing comes in time'],
          ['Questions delivers Asked to Sam.', 'poison: Asked cannot be handled'],
          ['Sam publishes Yes to Answers.', 'outage: Answers does not respond'],
          ['Sam acknowledges Asked.', 'crash: Sam crashes', 'duplicate: it comes again'],
          ['Answers delivers Yes to Trip at step Hear.', 'duplicate: it comes again'],
        ],
        lights: [
          '-, -, Trip/workflow 1: orchestrator Trip : aws.stepfunctions',
          'Trip/workflow#0>Questions, Trip/workflow#0, Trip/workflow: sends Asked to Questions',
          '-, -, Trip/workflow 1: orchestrator Trip : aws.stepfunctions',
          'Questions>Sam/on Asked from Questions, -, Sam/on Asked from Questions 1: on Asked from Questions',
          'Sam/on Asked from Questions#0>Answers, Sam/on Asked from Questions#0, Sam/on Asked from Questions: publishes Yes to Answers',
          'Questions>Sam/on Asked from Questions, -, Sam/on Asked from Questions 1: on Asked from Questions',
          'Answers>Trip/workflow.Hear, -, -: step Hear waits for Yes, No from Answers at most 1d',
          '-, -, Trip/workflow 1: orchestrator Trip : aws.stepfunctions',
          '-, -, Trip/workflow 1: orchestrator Trip : aws.stepfunctions',
        ],
      },
      {
        name: 'and so is the other',
        variant: 1,
        steps: [
          'event Trip [begins] | Trip begins.',
          'message Trip > Questions [Asked] | Trip sends Asked to Questions.',
          'event Trip [waits] | Step Hear of Trip waits.',
          'message Questions > Sam [Asked] | Questions delivers Asked to Sam.',
          'message Sam > Answers [No] | Sam publishes No to Answers.',
          'acknowledge Sam > Questions [acknowledged] | Sam acknowledges Asked.',
          'message Answers > Trip [No] | Answers delivers No to Trip at step Hear.',
          'event Trip [goes on] | Step Hear of Trip has what it waited for.',
          'event Trip [ends] | The run of Trip ends.',
        ],
        could: [
          ['Trip sends Asked to Questions.', 'outage: Questions does not respond'],
          ['Step Hear of Trip waits.', 'outage: nothing comes in time'],
          ['Questions delivers Asked to Sam.', 'poison: Asked cannot be handled'],
          ['Sam publishes No to Answers.', 'outage: Answers does not respond'],
          ['Sam acknowledges Asked.', 'crash: Sam crashes', 'duplicate: it comes again'],
          ['Answers delivers No to Trip at step Hear.', 'duplicate: it comes again'],
        ],
        lights: [
          '-, -, Trip/workflow 1: orchestrator Trip : aws.stepfunctions',
          'Trip/workflow#0>Questions, Trip/workflow#0, Trip/workflow: sends Asked to Questions',
          '-, -, Trip/workflow 1: orchestrator Trip : aws.stepfunctions',
          'Questions>Sam/on Asked from Questions, -, Sam/on Asked from Questions 1: on Asked from Questions',
          'Sam/on Asked from Questions#1>Answers, Sam/on Asked from Questions#1, Sam/on Asked from Questions: publishes No to Answers',
          'Questions>Sam/on Asked from Questions, -, Sam/on Asked from Questions 1: on Asked from Questions',
          'Answers>Trip/workflow.Hear, -, -: step Hear waits for Yes, No from Answers at most 1d',
          '-, -, Trip/workflow 1: orchestrator Trip : aws.stepfunctions',
          '-, -, Trip/workflow 1: orchestrator Trip : aws.stepfunctions',
        ],
      },
    ],
  },
  {
    text: `
      event Asked { key id }
      event Yes { key id }
      event Sure { key id }
      queue Questions : aws.sqs { dead-letters after 3 attempts  alarm }
      topic Answers : aws.sns
      orchestrator Trip : aws.stepfunctions {
        step Ask sends Asked to Questions
        step Hear waits for all of Yes, Sure from Answers at most 1d
      }
      service Sam : aws.lambda { on Asked from Questions { publishes Yes to Answers  publishes Sure to Answers } }
    `,
    flow: 'Trip',
    runs: [
      {
        name: 'both answers have to come',
        steps: [
          'event Trip [begins] | Trip begins.',
          'message Trip > Questions [Asked] | Trip sends Asked to Questions.',
          'event Trip [waits] | Step Hear of Trip waits.',
          'message Questions > Sam [Asked] | Questions delivers Asked to Sam.',
          'message Sam > Answers [Yes] | Sam publishes Yes to Answers.',
          'message Sam > Answers [Sure] | Sam publishes Sure to Answers.',
          'acknowledge Sam > Questions [acknowledged] | Sam acknowledges Asked.',
          'message Answers > Trip [Yes] | Answers delivers Yes to Trip at step Hear.',
          'message Answers > Trip [Sure] | Answers delivers Sure to Trip at step Hear.',
          'event Trip [goes on] | Step Hear of Trip has what it waited for.',
          'event Trip [ends] | The run of Trip ends.',
        ],
        could: [
          ['Trip sends Asked to Questions.', 'outage: Questions does not respond'],
          ['Step Hear of Trip waits.', 'outage: nothing comes in time'],
          ['Questions delivers Asked to Sam.', 'poison: Asked cannot be handled'],
          ['Sam publishes Yes to Answers.', 'outage: Answers does not respond'],
          ['Sam publishes Sure to Answers.', 'crash: Sam crashes', 'outage: Answers does not respond'],
          ['Sam acknowledges Asked.', 'crash: Sam crashes', 'duplicate: it comes again'],
          ['Answers delivers Yes to Trip at step Hear.', 'duplicate: it comes again'],
          ['Answers delivers Sure to Trip at step Hear.', 'duplicate: it comes again'],
        ],
      },
    ],
  },
]);
