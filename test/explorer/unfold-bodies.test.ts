/** What bodies are unfolded into: effects, one after the other, steps, and what can be out. */
import { testUnfolded } from './unfolding.ts';

testUnfolded([
  {
    what: 'an effect',
    of: 'effects',
    rows: [
      {
        name: 'counts unless it reads, and loses the reply of a call or of a start that is tried again',
        text: 'event E { key id }  queue Q : aws.sqs  store S : postgres  external X { serves pay }  service A { serves go { reads S  puts S  sends E to Q with 2 retries  calls X.pay with 2 retries  starts W with 2 retries  starts W } }  orchestrator W : aws.stepfunctions { step One puts S }',
        is: [
          'reads S: by 0',
          'puts S: by 0, place 0, count to 3',
          'sends E: by 0, puts 0, place 1, retries 1, count to 3, tries to 1',
          'calls X.pay: by 0, differs, place 2, retries 1, can lose its reply, count to 3, tries to 1',
          'starts W: by 0, starts 0, differs, place 3, retries 1, can lose its reply, count to 3, tries to 1',
          'puts S: by 1, in One, place 0, count to 3',
          'starts W: by 0, starts 1, differs, place 3, count to 3',
          'puts S: by 2, in One, place 0, count to 3',
        ],
      },
      {
        name: 'of a workflow that tries for ever loses the reply of whatever it changes',
        text: 'event E { key id }  queue Q : aws.sqs  store S : postgres  external X { serves pay }  orchestrator W : temporal { step One reads S  step Two puts S  step Three sends E to Q  step Four calls X.pay  step Five starts V }  orchestrator V : aws.stepfunctions { step One puts S }',
        is: [
          'reads S: by 0, in One',
          'puts S: by 0, in Two, place 0, retries 1, until it is through, can lose its reply, count to 3, tries to 1',
          'sends E: by 0, in Three, puts 0, place 1, retries 1, until it is through, can lose its reply, count to 3, tries to 1',
          'calls X.pay: by 0, in Four, differs, place 2, retries 1, until it is through, can lose its reply, count to 3, tries to 1',
          'starts V: by 0, in Five, starts 0, differs, place 3, retries 1, until it is through, can lose its reply, count to 3, tries to 1',
          'puts S: by 1, in One, place 0, count to 3',
        ],
      },
      {
        name: 'is tried again as often as faults strike, at most',
        text: 'external X { serves pay  serves look safe }  service A { serves go { calls X.pay  calls X.pay with 1 retry  calls X.pay with 5 retries  calls X.pay with unlimited retries  calls X.pay with no retries  calls X.look } }',
        flow: 'A.go is called',
        faults: 3,
        is: [
          'calls X.pay: by 0, differs, place 0, can lose its reply, count to 3',
          'calls X.pay: by 0, differs, place 0, retries 1, can lose its reply, count to 3, tries to 1',
          'calls X.pay: by 0, differs, place 0, retries 3, can lose its reply, count to 3, tries to 3',
          'calls X.pay: by 0, differs, place 0, retries 3, until it is through, can lose its reply, count to 3, tries to 3',
          'calls X.pay: by 0, differs, place 0, can lose its reply, count to 3',
          'calls X.look: by 0, can lose its reply, count to 3',
        ],
      },
      {
        name: 'is not tried again where nothing can strike',
        text: 'external X { serves pay }  service A { serves go { calls X.pay with 5 retries } }',
        faults: 0,
        is: ['calls X.pay: by 0, differs, place 0, can lose its reply, count to 3'],
      },
      {
        name: 'of a self-hosted workflow can repeat',
        text: 'store S : postgres  orchestrator W : aws.ecs { step One puts S undo { deletes S }  step Two reads S }',
        is: [
          'puts S: by 0, in One, place 0, can repeat, count to 3, tries to 1',
          'reads S: by 0, in Two, can repeat, tries to 1',
          'deletes S: by 0, undoes One, place 0, can repeat, count to 3, tries to 1',
        ],
      },
      {
        name: 'of what a self-hosted orchestrator serves cannot',
        text: 'store S : postgres  service P { serves p { calls W.o } }  orchestrator W : aws.ecs { serves o { puts S }  step One puts S }',
        flow: 'P.p is called',
        is: ['calls W.o: by 0, answered by 1, can lose its reply, count to 3', 'puts S: by 1, place 0, count to 3'],
      },
      {
        name: 'of an undo that is tried again is tried until it is through',
        text: 'store S : postgres  external X { serves pay  serves back }  orchestrator W : aws.stepfunctions { step One calls X.pay undo { reads S  calls X.back with 2 retries  puts S } }',
        is: [
          'calls X.pay: by 0, in One, differs, place 0, can lose its reply, count to 3',
          'reads S: by 0, undoes One',
          'calls X.back: by 0, undoes One, differs, place 0, retries 1, until it is through, can lose its reply, count to 3, tries to 1',
          'puts S: by 0, undoes One, place 1, count to 3',
        ],
      },
      {
        name: 'of a step that is tried again is not, but as often as it says',
        text: 'external X { serves pay }  orchestrator W : aws.stepfunctions { step One calls X.pay with 2 retries }',
        is: ['calls X.pay: by 0, in One, differs, place 0, retries 1, can lose its reply, count to 3, tries to 1'],
      },
      {
        name: 'that writes a store is followed by what it publishes, one that reads by nothing',
        text: 'event E { key id }  topic T : aws.sns  store R : postgres  store S : aws.dynamodb { publishes E to T  reads R }  service A { serves a { reads S  puts S } }',
        half: true,
        is: ['reads S: by 0', 'puts S: by 0, changes 2, place 0, count to 3', 'publishes E: by 0, puts 0, place 0, count to 3'],
      },
      {
        name: 'that a store makes itself changes nothing more',
        text: 'event E { key id }  topic T : aws.sns  store S : aws.dynamodb { puts S  publishes E to T }  service A { serves a { puts S } }',
        half: true,
        is: ['puts S: by 0, changes 1, place 0, count to 3', 'publishes E: by 0, puts 0, place 1, count to 3'],
      },
      {
        name: 'is stored as a row where it goes by an outbox',
        text: 'event E { key id }  topic T : aws.sns  store S : postgres  service P { serves p { publishes E to T via outbox S  puts S } }',
        is: ['publishes E: by 0, relay 0, place 0, count to 3', 'puts S: by 0, place 0, count to 3'],
      },
      {
        name: 'is done otherwise where a call fails: by an operation, a run, somebody else, itself or a store',
        text: 'store S : postgres  external X { serves pay  serves other }  service A { serves a { calls X.pay with fallback B.pay  calls X.pay with fallback W  calls X.pay with fallback X.other  calls X.pay with fallback A.own  calls X.pay with fallback S }  serves own }  service B { serves pay }  orchestrator W : aws.stepfunctions { step One puts S }',
        flow: 'A.a is called',
        only: 'calls',
        is: [
          'calls X.pay: by 0, differs, place 0, can lose its reply, count to 3, instead to 1, else calls B.pay: answered by 1, can be out, can lose its reply',
          'calls X.pay: by 0, differs, place 0, can lose its reply, count to 3, instead to 1, else calls W: answered by 2, can be out, can lose its reply',
          'calls X.pay: by 0, differs, place 0, can lose its reply, count to 3, instead to 1, else calls X.other: can be out, can lose its reply, differs, count to 3',
          'calls X.pay: by 0, differs, place 0, can lose its reply, count to 3, instead to 1, else calls A.own: answered by 3, can lose its reply',
          'calls X.pay: by 0, differs, place 0, can lose its reply, count to 3, instead to 1, else calls S: can be out, count to 3',
        ],
      },
      {
        name: 'is done otherwise in an undo that is tried until it is through',
        text: 'external X { serves pay  serves back  serves other }  orchestrator W : aws.stepfunctions { step One calls X.pay undo { calls X.back with 2 retries, fallback X.other } }',
        flow: 'W',
        is: [
          'calls X.pay: by 0, in One, differs, place 0, can lose its reply, count to 3',
          'calls X.back: by 0, undoes One, differs, place 0, retries 1, until it is through, can lose its reply, count to 3, tries to 1, instead to 1, else calls X.other: can lose its reply, differs, count to 3',
        ],
      },
      {
        name: 'is done otherwise by nobody known',
        text: 'external X { serves pay }  service A { serves a { calls X.pay with fallback Nowhere } }',
        half: true,
        is: ['calls X.pay: by 0, differs, place 0, can lose its reply, count to 3, instead to 1, else calls : count to 3'],
      },
      {
        name: 'is done otherwise by who waits for it already',
        text: 'service A { serves a { calls B.b with fallback A.a } }  service B { serves b }',
        is: [
          'calls B.b: by 0, answered by 1, can lose its reply, loop of call, count to 3, instead to 1, else calls A.a: can lose its reply, count to 3',
        ],
      },
      {
        name: 'leads back to who waits for it, whatever the condition',
        text: 'service A { serves a { when "x" { calls B.b } } }  service B { serves b { calls A.a } }',
        is: [
          'calls B.b: by 0, answered by 1, can lose its reply, count to 3',
          'calls A.a: by 1, can lose its reply, loop of call, count to 3',
        ],
      },
      {
        name: 'does not lead back to who has answered',
        text: 'event E { key id }  queue Q : aws.sqs  service A { serves a { sends E to Q }  on E from Q { calls A.a } }  actor U { calls A.a }',
        is: [
          'calls A.a: by 0, answered by 1, can lose its reply, count to 3',
          'sends E: by 1, puts 0, place 0, count to 3',
          'calls A.a: by 2, answered by 3, can lose its reply, count to 3',
          'sends E: by 3, puts 1, place 0, count to 3',
        ],
      },
      {
        name: 'is part of the step around it, where a call is waited for, and of none in an undo',
        text: 'store S : postgres  orchestrator W : aws.stepfunctions { step One calls B.b undo B.undo }  service B { serves b { puts S  calls V }  serves undo { deletes S } }  orchestrator V : aws.stepfunctions { step In puts S }',
        flow: 'W',
        is: [
          'calls B.b: by 0, in One, answered by 1, can lose its reply, count to 3',
          'puts S: by 1, part of One, place 0, count to 3',
          'calls V: by 1, part of One, answered by 2, can lose its reply, count to 3',
          'puts S: by 2, in In, place 0, count to 3',
          'calls B.undo: by 0, undoes One, answered by 3, can lose its reply, count to 3',
          'deletes S: by 3, place 0, count to 3',
        ],
      },
      {
        name: 'is counted by what a requirement says, from where it says',
        text: 'event E { key id }  queue Q : aws.sqs  store S : postgres  external X { serves pay  serves other }  service P { serves p { puts S  sends E to Q  calls X.pay with fallback X.other } }  service A { on E from Q { puts S } }  require S at most once per P.p  require X.other at most once per P.p  require S at most once per E',
        flow: 'P.p is called',
        is: [
          'puts S: by 0, place 0, counted by 0, count to 3',
          'sends E: by 0, puts 0, place 1, count to 3',
          'puts S: by 1, place 0, counted by 2+0, count to 3',
          'calls X.pay: by 0, differs, place 2, can lose its reply, count to 3, instead to 1, else calls X.other: counted by 1, can be out, can lose its reply, differs, count to 3',
        ],
      },
      {
        name: 'is counted through a join for each of what leads there',
        text: 'event E { key id }  event F { key id }  queue Q : aws.sqs  store S : postgres  service P { serves p { sends E to Q  sends F to Q } }  service A { on all of E, F within 1h from Q { puts S } otherwise { deletes S } }  require S at most once per E  require S at most once per F',
        is: [
          'sends E: by 0, puts 0, place 0, count to 3',
          'puts S: by 1, place 0, counted by 0+1, count to 3',
          'deletes S: by 2, place 0, counted by 0+1, count to 3',
          'sends F: by 0, puts 1, place 0, count to 3',
        ],
      },
      {
        name: 'is forgotten too soon by somebody else who recognises it for less time than it can come again in, and so is what is done otherwise',
        text: 'event E { key id }  queue Q : aws.sqs { retention 1h }  external X { serves pay  serves other idempotent by id within 59m }  service P { serves p { sends E to Q } }  service A { on E from Q { calls X.other  calls X.pay with fallback X.other } }',
        flow: 'P.p is called',
        only: 'calls',
        is: [
          'calls X.other: by 1, differs, place 0, can lose its reply, forgotten too soon, count to 3',
          'calls X.pay: by 1, differs, place 0, can lose its reply, count to 3, instead to 1, else calls X.other: can be out, can lose its reply, differs, forgotten too soon, count to 3',
        ],
      },
      {
        name: 'is not forgotten by somebody else who recognises it as long as it can come again',
        text: 'event E { key id }  queue Q : aws.sqs { retention 1h }  external X { serves pay  serves other idempotent by id within 1h }  service P { serves p { sends E to Q } }  service A { on E from Q { calls X.other  calls X.pay with fallback X.other } }',
        flow: 'P.p is called',
        only: 'calls',
        is: [
          'calls X.other: by 1, differs, place 0, can lose its reply, count to 3',
          'calls X.pay: by 1, differs, place 0, can lose its reply, count to 3, instead to 1, else calls X.other: can be out, can lose its reply, differs, count to 3',
        ],
      },
      {
        name: 'hands its own message over, and no other',
        text: 'event E { key id }  service P { serves p { sends E to A  sends E to B } }  service A { on E }  service B { on E }',
        is: ['sends E: by 0, hands over 0, place 0, count to 3', 'sends E: by 0, hands over 1, place 1, count to 3'],
      },
      {
        name: 'is done in a branch',
        text: 'store S : postgres  service P { serves p { when "x" { reads S } otherwise when "y" { puts S } otherwise { inserts S } } }',
        variant: 2,
        is: ['inserts S: by 0, place 0, count to 3'],
      },
      {
        name: 'is not done where no branch is taken',
        text: 'store S : postgres  service P { serves p { when "x" { reads S }  puts S } }',
        variant: 1,
        is: ['puts S: by 0, place 0, count to 3'],
      },
      {
        name: 'may be stale where a flow is to read what it has written',
        text: 'store S : aws.dynamodb  store R : postgres  cache C : redis { caches R }  service P { serves p { puts S  puts R  reads S  reads R  reads C } }  flow F from P.p { reads own writes }',
        is: [
          'puts S: by 0, place 0, writes 1, count to 3',
          'puts R: by 0, place 1, writes 1, count to 3',
          'reads S: by 0, may be stale',
          'reads R: by 0, may be stale',
          'reads C: by 0, may be stale',
        ],
      },
    ],
  },
  {
    what: 'an op',
    of: 'ops',
    rows: [
      {
        name: 'is one effect after the other, and what each needs',
        text: 'event E { key id }  queue Q : aws.sqs  store S : postgres  external X { serves pay }  service P { serves p { reads S  puts S  sends E to Q  calls X.pay  calls P.own }  serves own }',
        flow: 'P.p is called',
        is: ['P/p: reads S: needs S | puts S: needs S | sends E: needs Q | calls X.pay: needs X | calls P.own', 'P/own: '],
      },
      {
        name: 'is done for each of two items',
        text: 'store S : postgres  external X { serves pay }  service P { serves p { each "row" { puts S  calls X.pay } } }',
        flow: 'P.p is called',
        is: ['P/p: puts S: needs S | calls X.pay: needs X | puts S: needs S | calls X.pay: needs X'],
      },
      {
        name: 'is all of a transaction, its blocks included; what it calls comes after it',
        text: 'event E { key id }  queue Q : aws.sqs  store S : postgres  external X { serves pay }  service P { serves p { atomically { puts S  calls X.pay  atomically { inserts S  when "x" { deletes S  calls X.pay } }  each "row" { appends S }  parallel { increments S }  sends E to Q } } }',
        flow: 'P.p is called',
        is: [
          'P/p: puts S with inserts S with deletes S with appends S with appends S with increments S with sends E: needs S+Q | calls X.pay: needs X | calls X.pay: needs X',
        ],
      },
      {
        name: 'is nothing of a branch that a transaction does not take',
        text: 'store S : postgres  service P { serves p { atomically { puts S  when "x" { deletes S } } } }',
        variant: 1,
        is: ['P/p: puts S: needs S'],
      },
      {
        name: 'of a step is none of a transaction around it',
        text: 'store S : postgres  orchestrator W : aws.stepfunctions { atomically { step One puts S  step Two puts S } }',
        is: ['W/workflow: puts S: in One, ends it, needs S | puts S: in Two, ends it, needs S'],
      },
      {
        name: 'is none of a transaction that only calls',
        text: 'external X { serves pay }  service P { serves p { atomically { calls X.pay } } }',
        flow: 'P.p is called',
        is: ['P/p: calls X.pay: needs X'],
      },
      {
        name: 'of a branch of a service leaves the others alone',
        text: 'store S : postgres  external X { serves pay }  service P { serves p { parallel { puts S  calls X.pay } } }',
        flow: 'P.p is called',
        is: ['P/p: puts S: needs S | calls X.pay: needs X'],
      },
      {
        name: 'of a branch of a workflow says where the next one begins',
        text: 'store S : postgres  external X { serves pay }  orchestrator W : aws.stepfunctions { parallel { step One puts S  step Two parallel { calls X.pay  puts S } }  step Three puts S }',
        flow: 'W',
        is: [
          'W/workflow: puts S: in One, ends it, else 1 of 3, needs S | calls X.pay: in Two, else 2 of 3, needs X | puts S: in Two, ends it, else 3 of 3, needs S | puts S: in Three, ends it, needs S',
        ],
      },
      {
        name: 'ends its step where nothing of it comes after',
        text: 'store S : postgres  external X { serves pay }  orchestrator W : aws.stepfunctions { step One each "x" { puts S  calls X.pay }  puts S  step Two when "x" { puts S }  step Three puts S }',
        flow: 'W',
        variant: 1,
        is: [
          'W/workflow: puts S: in One, needs S | calls X.pay: in One, needs X | puts S: in One, needs S | calls X.pay: in One, ends it, needs X | puts S: needs S | puts S: in Three, ends it, needs S',
        ],
      },
      {
        name: 'notes what was done, after all of it',
        text: 'event E { key id }  queue Q : aws.sqs  service P { serves p { sends E to Q } }  store S : postgres  external X { sends E to Q }  service A { on E from Q idempotent by id using S { puts S  calls B.b } }  service B { serves b }',
        flow: 'P.p is called',
        is: ['P/p: sends E: needs Q', 'A/on E from Q: puts S: needs S | calls B.b: needs B | record', 'B/b: '],
      },
      {
        name: 'stores the row of an outbox with the write next to it',
        text: 'event E { key id }  topic T : aws.sns  store S : postgres  service P { serves p { publishes E to T via outbox S  puts S } }',
        is: ['P/p: puts S with publishes E: needs S'],
      },
      {
        name: 'waits for what the flow sends, and takes what comes from outside as come',
        text: 'event E { key id }  event F { key id }  event G { key id }  topic T : aws.sns  service P { serves p { publishes E to T  starts W } }  service O { serves o { publishes F to T } }  orchestrator W : aws.stepfunctions { step One waits for all of E, F from T at most 1d  step Two waits for G, E from T at most 1d  step Three waits 1h }',
        flow: 'P.p is called',
        is: [
          'P/p: publishes E: needs T | starts W: needs W',
          'W/workflow: wait: in One, for 0 and outside, all, ends it | wait: in Two, for outside or 1, ends it | wait: in Three, ends it',
        ],
      },
      {
        name: 'waits in vain for what this variant does not send',
        text: 'event E { key id }  queue Q : aws.sqs  service P { serves p { starts W  when "x" { sends E to Q } } }  orchestrator W : aws.stepfunctions { step One waits for E from Q at most 1d }',
        variant: 1,
        is: ['P/p: starts W: needs W', 'W/workflow: wait: in One, for nothing, ends it'],
      },
      {
        name: 'of an undo that is tried until it is through needs nothing',
        text: 'store S : postgres  external X { serves pay  serves back }  orchestrator W : aws.stepfunctions { step One calls X.pay undo { reads S  calls X.back with 2 retries  puts S } }',
        is: ['W/workflow: calls X.pay: in One, ends it, needs X | reads S | calls X.back | puts S: needs S'],
      },
    ],
  },
  {
    what: 'a step',
    of: 'steps',
    rows: [
      {
        name: 'says whether it has left something where it has an undo',
        text: 'store S : postgres  orchestrator W : aws.ecs { step One puts S  step Two puts S undo { deletes S } }',
        is: ['One of 0: ops 0..1, completed to 1', 'Two of 0: ops 1..2, undo 2..3, completed to 1, touched to 1, undone to 1'],
      },
      {
        name: 'says so without one where somebody calls its workflow',
        text: 'store S : postgres  service P { serves p { calls W } }  orchestrator W : aws.ecs { step One puts S }',
        is: ['One of 1: ops 0..1, completed to 1, touched to 1'],
      },
      {
        name: 'says nothing of it where somebody starts its workflow',
        text: 'store S : postgres  service P { serves p { starts W } }  orchestrator W : aws.ecs { step One puts S }',
        is: ['One of 1: ops 0..1, completed to 1'],
      },
      {
        name: 'that fails leads to the next one, or to the `otherwise` block, but not back',
        text: 'store S : postgres  orchestrator W : aws.stepfunctions { step One puts S on failure Two  step Two puts S on failure One  step Three puts S on failure Last } otherwise { step First puts S  step Last puts S on failure First }',
        is: [
          'One of 0: ops 0..1, on failure 1, completed to 1',
          'Two of 0: ops 1..2, completed to 1',
          'Three of 0: ops 2..3, on failure 4, which fails, completed to 1',
          'First of 0: ops 3..4, completed to 1',
          'Last of 0: ops 4..5, completed to 1',
        ],
      },
      {
        name: 'that is done for each item leads to the next of its own',
        text: 'store S : postgres  orchestrator W : aws.stepfunctions { each "x" { step One puts S on failure Two  step Two puts S undo { deletes S } } }',
        is: [
          'One of 0: ops 0..1, on failure 1, completed to 1',
          'Two of 0: ops 1..2, undo 5..6, completed to 1, touched to 1, undone to 1',
          'One of 0: ops 2..3, on failure 3, completed to 1',
          'Two of 0: ops 3..4, undo 4..5, completed to 1, touched to 1, undone to 1',
        ],
      },
      {
        name: 'of one run leads to no other run',
        text: 'store S : postgres  service P { serves p { calls W  calls W } }  orchestrator W : aws.stepfunctions { step One puts S on failure Two  step Two puts S undo { deletes S } }',
        is: [
          'One of 1: ops 0..1, on failure 1, completed to 1, touched to 1',
          'Two of 1: ops 1..2, undo 2..3, completed to 1, touched to 1, undone to 1',
          'One of 2: ops 0..1, on failure 1, completed to 1, touched to 1',
          'Two of 2: ops 1..2, undo 2..3, completed to 1, touched to 1, undone to 1',
        ],
      },
    ],
  },
  {
    what: 'an outage',
    of: 'sites',
    rows: [
      {
        name: 'strikes an element for all that one delivery does',
        text: 'event E  queue Q : aws.sqs  store S : postgres  service P { serves p { sends E to Q  puts S  puts S } }  service A { on E from Q { puts S  calls B.b } }  service B { serves b { puts S } }',
        is: ['S in 1', 'B in 1', 'Q in 0', 'S in 0'],
      },
      {
        name: 'strikes an element for one step, or one undo',
        text: 'store S : postgres  orchestrator W : aws.stepfunctions { step One puts S undo { deletes S  puts S }  step Two calls B.b }  service B { serves b { puts S } }',
        is: ['S in 1', 'S in 2', 'B in 2', 'S in 3', 'S in 4'],
      },
      {
        name: 'does not strike an undo that is tried until it is through, nor what is done instead of it',
        text: 'external X { serves pay  serves back  serves other }  orchestrator W : aws.stepfunctions { step One calls X.pay undo { calls X.back with 2 retries, fallback X.other } }',
        flow: 'W',
        is: ['X in 1'],
      },
      {
        name: 'strikes what is called instead, unless it is the caller itself',
        text: 'store S : postgres  external X { serves pay }  service A { serves a { calls X.pay with fallback B.pay  calls X.pay with fallback A.own  calls X.pay with fallback S }  serves own }  service B { serves pay }',
        flow: 'A.a is called',
        is: ['B in 0', 'X in 0', 'S in 0'],
      },
    ],
  },
]);
