import { testRule } from './runner.ts';

testRule('event-loop', {
  valid: [
    {
      name: 'topics that subscribe to each other through a filter, and retry queues that end somewhere',
      text: `
      event A { key id }
      topic T : aws.sns { subscribes to U with filter "origin is U" }
      topic U : aws.sns { subscribes to T with filter "origin is T" }
      queue Q : rabbitmq { subscribes to U  dead-letters to R after 3 attempts }
      queue R : rabbitmq { delay 1m  dead-letters to P after 1 attempt }
      queue P : rabbitmq { redrives to Q }
      actor X { publishes A to T }
      service S : aws.ecs { on A from Q  on A from R }
    `,
    },
    {
      name: 'an event that leads to another',
      text: `
      event A { key id }
      event B { key id }
      topic T : aws.sns
      service S : aws.lambda { on A from T { publishes B to T } }
      service R : aws.lambda { on B from T }
    `,
    },
    {
      name: 'the same message in another channel',
      text: `
      event A { key id }
      topic In : aws.sns
      topic Out : aws.sns
      service Relay : aws.lambda { on A from In { publishes A to Out } }
      actor Reader { on A from Out }
    `,
    },
    {
      name: 'a condition ends the circle',
      text: `
      event A { key id }
      topic T : aws.sns
      service S : aws.lambda { on A from T { when "something changed" { publishes A to T } } }
    `,
    },
    {
      name: 'a filter of the handler ends it',
      text: `
      event A { key id }
      topic T : aws.sns
      service S : aws.lambda { on A from T with filter "source != S" { publishes A to T } }
    `,
    },
    {
      name: 'a filter of the subscription ends it',
      text: `
      event A { key id }
      topic T : aws.sns
      queue Q : aws.sqs { subscribes to T for A with filter "source != S" }
      service S : aws.lambda { on A from Q { publishes A to T } }
    `,
    },
    {
      name: 'a redrive is started by people',
      text: `
      event A { key id }
      queue Q : aws.sqs { dead-letters to P after 5 attempts }
      queue P : aws.sqs { redrives to Q }
      service S : aws.ecs { on A from Q }
      actor X { sends A to Q }
    `,
    },
    {
      name: 'a waiting step goes on, it does not begin',
      text: `
      command Work { key id }
      event Done { key id }
      queue Jobs : aws.sqs
      orchestrator W : aws.stepfunctions {
        step Ask sends Work to Jobs
        step Wait waits for Done at most 1h
      }
      service S : aws.ecs { on Work from Jobs { sends Done to W } }
    `,
    },
    {
      name: 'calls in a circle are another rule’s',
      text: `
      service A { serves a { calls B.b with timeout 1s } }
      service B { serves b { calls A.a with timeout 1s } }
    `,
    },
    {
      name: 'a condition before a call that leads back',
      text: `
        event A { key id }
        topic T : aws.sns
        service S : aws.lambda { on A from T { when "more" { calls R.again with timeout 1s } } }
        service R : aws.lambda { serves again { publishes A to T } }
      `,
    },
    {
      name: 'who sends back what is parked on a condition, only some of it, something else, or to where others fail',
      text: `
        event A { key id }
        event B { key id }
        actor X { sends A to Q  sends A to P  sends A to O  sends A to N }
        queue Q { dead-letters to R after 3 attempts }
        queue P { dead-letters after 3 attempts }
        queue O { dead-letters after 3 attempts }
        queue N { dead-letters after 3 attempts }
        queue M
        queue R
        service S { on A from Q  on A from P  on A from O  on A from N  on A from M  on B from O }
        service Again {
          on A from R { when "fewer than three times" { sends A to Q } }
          on A from P.dead-letters with filter "new" { sends A to P }
          on A from O.dead-letters { sends B to O }
          on A from N.dead-letters { sends A to M }
        }
      `,
    },
    {
      name: 'a queue in which the parked only wait until they are tried again',
      text: `
        event A { key id }
        actor X { sends A to Work }
        queue Work : rabbitmq { dead-letters to Wait after 3 attempts }
        queue Wait : rabbitmq { retention 1m  dead-letters to Work }
        service S : aws.ecs { on A from Work }
      `,
    },
    {
      name: 'dead letters of a handler that go to another queue, and a queue that takes some only of what is parked',
      text: `
        event A { key id }
        actor X { sends A to Q  publishes A to T }
        queue Q { subscribes to T with filter "new" }
        topic T
        service S { on A from Q with dead-letters to R after 3 attempts }
        queue R { dead-letters to T after 3 attempts }
        service Desk { on A from R }
      `,
    },
    {
      name: 'a pace, which no circle of channels needs: dead letters that are only kept',
      text: `
        event A { key id }
        actor X { sends A to Q }
        queue Q { dead-letters to R after 3 attempts }
        queue R { alarm }
        service S { on A from Q }
      `,
    },
  ],
  invalid: [
    {
      name: 'a handler that answers with its own message',
      text: `
      event A { key id }
      topic T : aws.sns
      service S : aws.lambda { on A from T { <|publishes A to T|> } }
    `,
      findings: [
        {
          message: 'itself',
          text: 'S answers each A with another A, which it receives again, without end. Send it only `when` something changed, or `filter` out its own.',
          data: { handler: 'S', message: 'A' },
          severity: 'error',
          fixes: [
            {
              title: 'Do it only when something changed: publishes A',
              output: `
      event A { key id }
      topic T : aws.sns
      service S : aws.lambda { on A from T { when "something changed" { publishes A to T } } }
    `,
            },
            {
              title: 'Let S filter out its own A',
              output: `
      event A { key id }
      topic T : aws.sns
      service S : aws.lambda { on A from T with filter "not from S" { publishes A to T } }
    `,
            },
          ],
        },
      ],
    },
    {
      name: 'two services that answer each other',
      text: `
      event A { key id }
      event B { key id }
      topic T : aws.sns
      service R : aws.lambda { on B from T { <|publishes A to T|> } }
      service S : aws.lambda { on A from T { publishes B to T } }
    `,
      findings: [
        {
          message: 'loop',
          text: 'R → A → S → B → R: each A leads to another one, without end. Send it only `when` something changed, or `filter` out what comes from here.',
          data: { path: 'R → A → S → B → R', message: 'A' },
          related: 1,
        },
      ],
    },
    {
      name: 'through a change stream',
      text: `
      event Changed { key id }
      store Rows : aws.dynamodb { key id  <|publishes Changed to Changes|> }
      stream Changes : aws.dynamodb.streams
      service S : aws.lambda { on Changed from Changes { puts Rows } }
    `,
      findings: [{ message: 'loop', related: ['S leads on to Rows'] }],
    },
    {
      name: 'through an operation that the handler calls',
      text: `
      event A { key id }
      topic T : aws.sns
      service S : aws.lambda { on A from T { <|calls R.again with timeout 1s|> } }
      service R : aws.lambda { serves again { publishes A to T } }
    `,
      findings: [{ message: 'loop', data: { path: 'S → R.again → A → S' }, related: ['R.again leads on to S'] }],
    },
    {
      name: 'one of two circles has no guard',
      text: `
      event A { key id }
      topic T : aws.sns
      service S : aws.lambda {
        on A from T {
          when "changed" { publishes A to T }
          <|publishes A to T|>
        }
      }
    `,
      findings: [{ message: 'itself' }],
    },
    {
      name: 'topics that subscribe to each other',
      text: `
      event A { key id }
      topic T : aws.sns { <|subscribes to U|> }
      topic U : aws.sns { subscribes to T }
      actor X { publishes A to T }
      service S : aws.ecs { on A from U }
    `,
      findings: [
        {
          message: 'channels',
          text: 'U → T → U: what comes into one of them goes round without end. Take one of the subscriptions away, or `filter` out what comes from the others.',
          data: { path: 'U → T → U' },
          related: ['T leads on to U'],
          fixes: [
            {
              title: 'Let U filter out its own',
              output: `
      event A { key id }
      topic T : aws.sns { subscribes to U }
      topic U : aws.sns { subscribes to T with filter "not from U" }
      actor X { publishes A to T }
      service S : aws.ecs { on A from U }
    `,
            },
          ],
        },
      ],
    },
    {
      name: 'dead letters that lead back to where they failed',
      text: `
      event A { key id }
      queue Q : rabbitmq { <|dead-letters to R after 3 attempts|> }
      queue R : rabbitmq { delay 1m  dead-letters to Q after 1 attempt }
      actor X { sends A to Q }
      service S : aws.ecs { on A from Q }
    `,
      findings: [
        {
          message: 'parked',
          text: 'Q → R → Q: a message that cannot be handled is parked there and tried here again, without end. Park it at last where nobody sends it back.',
          data: { path: 'Q → R → Q' },
          related: 1,
          fixes: [
            {
              title: 'Park what Q cannot handle in dead letters of its own',
              output: `
      event A { key id }
      queue Q : rabbitmq { dead-letters after 3 attempts }
      queue R : rabbitmq { delay 1m  dead-letters to Q after 1 attempt }
      actor X { sends A to Q }
      service S : aws.ecs { on A from Q }
    `,
            },
          ],
        },
      ],
    },
    {
      name: 'a bucket that tells of what its own reader puts into it',
      text: `
        event Uploaded { key imageId }
        store Images : aws.s3 { <|publishes Uploaded|> }
        service Resize : aws.lambda { on Uploaded { puts Images } }
        actor Camera { puts Images }
      `,
      findings: [
        {
          message: 'loop',
          related: ['Resize leads on to Images'],
          severity: 'error',
          data: { path: 'Images → Uploaded → Resize → Images' },
          fixes: [
            {
              title: 'Do it only when something changed: puts Images',
              output: `
                event Uploaded { key imageId }
                store Images : aws.s3 { publishes Uploaded }
                service Resize : aws.lambda { on Uploaded { when "something changed" { puts Images } } }
                actor Camera { puts Images }
              `,
            },
            {
              title: 'Let Resize filter out what Images sends',
              output: `
                event Uploaded { key imageId }
                store Images : aws.s3 { publishes Uploaded }
                service Resize : aws.lambda { on Uploaded with filter "not from Images" { puts Images } }
                actor Camera { puts Images }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'three services, with others that listen to them; nobody takes out what comes from elsewhere',
      text: `
        event A { key id }
        event B { key id }
        event C { key id }
        topic T : aws.sns
        service R : aws.lambda { on C from T { <|publishes A to T|> } }
        service S : aws.lambda { on A from T { publishes B to T } }
        service U : aws.lambda { on B from T { publishes C to T } }
        service Watch : aws.lambda { on A from T  on B from T  on C from T }
      `,
      findings: [
        {
          message: 'loop',
          data: { path: 'R → A → S → B → U → C → R', message: 'A' },
          related: ['S leads on to U', 'U leads on to R'],
          fixes: [
            {
              title: 'Do it only when something changed: publishes A',
              output: `
                event A { key id }
                event B { key id }
                event C { key id }
                topic T : aws.sns
                service R : aws.lambda { on C from T { when "something changed" { publishes A to T } } }
                service S : aws.lambda { on A from T { publishes B to T } }
                service U : aws.lambda { on B from T { publishes C to T } }
                service Watch : aws.lambda { on A from T  on B from T  on C from T }
              `,
            },
            {
              title: 'Let S filter out what R sends',
              output: `
                event A { key id }
                event B { key id }
                event C { key id }
                topic T : aws.sns
                service R : aws.lambda { on C from T { publishes A to T } }
                service S : aws.lambda { on A from T with filter "not from R" { publishes B to T } }
                service U : aws.lambda { on B from T { publishes C to T } }
                service Watch : aws.lambda { on A from T  on B from T  on C from T }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'the first in the text, wherever the circle is entered; the shortest way round',
      text: `
        event A { key id }
        event B { key id }
        event C { key id }
        topic T : aws.sns
        service U : aws.lambda { on B from T { <|publishes C to T|> } }
        service R : aws.lambda { on C from T { publishes A to T  publishes B to T } }
        service S : aws.lambda { on A from T { publishes B to T } }
      `,
      findings: [
        {
          message: 'loop',
          data: { path: 'U → C → R → B → U', message: 'C' },
          related: ['R leads on to S', 'R leads on to U', 'S leads on to U'],
        },
      ],
    },
    {
      name: 'by way of a workflow that is started',
      text: `
        event A { key id }
        topic T : aws.sns
        orchestrator W : aws.stepfunctions { step P <|publishes A to T|> }
        service S : aws.lambda { on A from T { starts W with key id } }
      `,
      findings: [
        {
          message: 'loop',
          related: ['S leads on to W'],
          data: { path: 'W → A → S → W' },
          fixes: [
            {
              title: 'Do it only when something changed: starts W',
              output: `
                event A { key id }
                topic T : aws.sns
                orchestrator W : aws.stepfunctions { step P publishes A to T }
                service S : aws.lambda { on A from T { when "something changed" { starts W with key id } } }
              `,
            },
            {
              title: 'Let S filter out what W sends',
              output: `
                event A { key id }
                topic T : aws.sns
                orchestrator W : aws.stepfunctions { step P publishes A to T }
                service S : aws.lambda { on A from T with filter "not from W" { starts W with key id } }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'three channels, with one beside them',
      text: `
        event A { key id }
        topic T { <|subscribes to V|> }
        topic U { subscribes to T }
        topic Beside { subscribes to T }
        topic V { subscribes to U }
        actor X { publishes A to T }
        service S : aws.ecs { on A from Beside }
      `,
      findings: [{ message: 'channels', data: { path: 'V → T → U → V' }, related: ['T leads on to U', 'U leads on to V'] }],
    },
    {
      name: 'a pace that is set does not end it',
      text: `
      event A { key id }
      event B { key id }
      topic T : aws.sns
      queue Q : aws.sqs { throughput 5/s  dead-letters after 5 attempts  alarm }
      service S : aws.lambda { on A from T { <|publishes A to T with delay 1m|> } }
      service P : aws.lambda { on B from Q { <|sends B to Q|> } }
      service R : aws.lambda { on B from T { <|publishes B to T at 2/m|> } }
    `,
      findings: [
        {
          message: 'slowed',
          text: 'S → A → S: each A leads to another one, without end; `delay 1m` is all that slows it. Send it only `when` something changed, or `filter` out what comes from here.',
          severity: 'warning',
          fixes: [
            {
              title: 'Do it only when something changed: publishes A',
              output: `
      event A { key id }
      event B { key id }
      topic T : aws.sns
      queue Q : aws.sqs { throughput 5/s  dead-letters after 5 attempts  alarm }
      service S : aws.lambda { on A from T { when "something changed" { publishes A to T with delay 1m } } }
      service P : aws.lambda { on B from Q { sends B to Q } }
      service R : aws.lambda { on B from T { publishes B to T at 2/m } }
    `,
            },
            {
              title: 'Let S filter out its own A',
              output: `
      event A { key id }
      event B { key id }
      topic T : aws.sns
      queue Q : aws.sqs { throughput 5/s  dead-letters after 5 attempts  alarm }
      service S : aws.lambda { on A from T with filter "not from S" { publishes A to T with delay 1m } }
      service P : aws.lambda { on B from Q { sends B to Q } }
      service R : aws.lambda { on B from T { publishes B to T at 2/m } }
    `,
            },
          ],
        },
        { message: 'slowed', data: { brake: '`throughput 5/s`', path: 'P → B → P' } },
        { message: 'slowed', data: { brake: '`at 2/m`' } },
      ],
    },
    {
      name: 'of two circles one has no pace; a quota of the product was not meant for one',
      text: `
      event A { key id }
      event B { key id }
      topic T : aws.sns
      bus Bus : aws.eventbridge
      service S : aws.lambda { on A from T { <|publishes A to T with delay 1m|>  publishes B to T } }
      service P : aws.lambda { on B from T { publishes A to T } }
      event C { key id }
      service R : aws.lambda { on C from Bus { <|publishes C to Bus|> } }
    `,
      findings: [
        { message: 'loop', severity: 'error' },
        { message: 'itself', severity: 'error' },
      ],
    },
    {
      name: 'two services that each answer with the message itself: a filter keeps out what either of them sends',
      text: `
        event A { key id }
        topic T
        service One { on A from T { <|publishes A to T|> } }
        service Two { on A from T { publishes A to T } }
      `,
      findings: [
        {
          message: 'loop',
          fixes: [
            {
              title: 'Do them only when something changed: publishes A',
              output: `
                event A { key id }
                topic T
                service One { on A from T { when "something changed" { publishes A to T } } }
                service Two { on A from T { when "something changed" { publishes A to T } } }
              `,
            },
            {
              title: 'Let One filter out its own A and what Two sends and Two filter out what One sends and its own A',
              output: `
                event A { key id }
                topic T
                service One { on A from T with filter "not from One and Two" { publishes A to T } }
                service Two { on A from T with filter "not from One and Two" { publishes A to T } }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'by way of a join, and in a queue that holds each message back',
      text: `
        event A { key id }
        event B { key id }
        event C { key id }
        event D { key id }
        topic T
        topic U
        queue Q { delay 5m }
        actor X { publishes C to U }
        service One { on A from T { <|publishes B to U|> } }
        service Two { on all of B, C from U within 1h { publishes A to T } }
        service Three { on D from Q { <|sends D to Q|> } }
      `,
      findings: [
        {
          message: 'loop',
          fixes: [
            {
              title: 'Do it only when something changed: publishes B',
              output: `
                event A { key id }
                event B { key id }
                event C { key id }
                event D { key id }
                topic T
                topic U
                queue Q { delay 5m }
                actor X { publishes C to U }
                service One { on A from T { when "something changed" { publishes B to U } } }
                service Two { on all of B, C from U within 1h { publishes A to T } }
                service Three { on D from Q { sends D to Q } }
              `,
            },
            {
              title: 'Let Two filter out what One sends',
              output: `
                event A { key id }
                event B { key id }
                event C { key id }
                event D { key id }
                topic T
                topic U
                queue Q { delay 5m }
                actor X { publishes C to U }
                service One { on A from T { publishes B to U } }
                service Two { on all of B, C from U within 1h with filter "not from One" { publishes A to T } }
                service Three { on D from Q { sends D to Q } }
              `,
            },
          ],
        },
        { message: 'slowed', severity: 'warning', data: { brake: '`delay 5m`' } },
      ],
    },
    {
      name: 'a pace set at several places, at an effect the greatest, and in a channel behind another',
      text: `
        event A { key id }
        event B { key id }
        topic T
        queue Q { subscribes to T for B  delay 5m }
        service S { on A from T { <|publishes B to T|> } }
        service P { on B from Q { publishes A to T at 1..2/m } }
      `,
      findings: [{ message: 'slowed', severity: 'warning', data: { brake: '`delay 5m` and `at 2/m`', path: 'S → B → P → A → S' } }],
    },
    {
      name: 'a pace set on one leg of two',
      text: `
        event A { key id }
        event B { key id }
        topic T
        service S { on A from T { <|publishes B to T|> } }
        service P { on B from T { publishes A to T with delay 1m } }
      `,
      findings: [{ message: 'slowed', severity: 'warning', data: { brake: '`delay 1m`' } }],
    },
    {
      name: 'a pace that a product sets for other reasons',
      text: `
        technology house is queue { delay 5m  throughput 3/s }
        event A { key id }
        queue Q : house
        service S { on A from Q { <|sends A to Q|> } }
      `,
      findings: [{ message: 'itself', severity: 'error' }],
    },
    {
      name: 'a pace that is set, with operations on the way that call each other',
      text: `
        event A { key id }
        topic T
        service S { on A from T { <|calls R.one|> } }
        service R { serves one { calls R.two }  serves two { calls R.one  publishes A to T with delay 1m } }
      `,
      findings: [
        {
          message: 'slowed',
          severity: 'warning',
          data: { brake: '`delay 1m`', path: 'S → R.one → R.two → A → S' },
          fixes: [
            {
              title: 'Do it only when something changed: publishes A',
              output: `
                event A { key id }
                topic T
                service S { on A from T { calls R.one } }
                service R { serves one { calls R.two }  serves two { calls R.one  when "something changed" { publishes A to T with delay 1m } } }
              `,
            },
            {
              title: 'Let S filter out what R sends',
              output: `
                event A { key id }
                topic T
                service S { on A from T with filter "not from R" { calls R.one } }
                service R { serves one { calls R.two }  serves two { calls R.one  publishes A to T with delay 1m } }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a circle through several files, from the first of them on',
      text: {
        'b.arch': `
          system shop {
            topic T
            service S { on A from T { publishes B to T } }
          }
        `,
        'a.arch': `
          system shop {
            event A { key id }
            event B { key id }
            service P { on B from T { <|publishes A to T|> } }
          }
        `,
      },
      findings: [{ message: 'loop', data: { path: 'P → A → S → B → P' }, related: ['S leads on to P'] }],
    },
    {
      name: 'somebody who sends back whatever is parked',
      text: `
        event A { key id }
        actor X { sends A to Q }
        queue Q { dead-letters to R after 3 attempts }
        queue R
        service S { on A from Q }
        service Again { on A from R { <|sends A to Q|> } }
      `,
      findings: [
        {
          message: 'parked',
          text: 'R → Q → R: a message that cannot be handled is parked there and tried here again, without end. Park it at last where nobody sends it back.',
          severity: 'error',
          related: ['Q leads on to R'],
          fixes: [
            {
              title: 'Do it only when it has not come too often: sends A',
              output: `
                event A { key id }
                actor X { sends A to Q }
                queue Q { dead-letters to R after 3 attempts }
                queue R
                service S { on A from Q }
                service Again { on A from R { when "it has not come too often" { sends A to Q } } }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'somebody who sends back to the topic that they came by',
      text: `
        event A { key id }
        actor X { publishes A to T }
        topic T
        queue Q { subscribes to T  dead-letters after 3 attempts }
        service S { on A from Q }
        service Again { on A from Q.dead-letters { <|publishes A to T|> } }
      `,
      findings: [{ message: 'parked', data: { path: 'Q.dead-letters → T → Q → Q.dead-letters' }, related: 2 }],
    },
    {
      name: 'dead letters of a handler that lead back to its queue',
      text: `
        event A { key id }
        actor X { sends A to Q }
        queue Q
        service S { on A from Q with <|dead-letters to R after 3 attempts|> }
        queue R { delay 1m  dead-letters to Q after 1 attempt }
      `,
      findings: [{ message: 'parked', data: { path: 'Q → R → Q' }, related: ['R leads on to Q'] }],
    },
    {
      name: 'dead letters of a handler that does not say where it takes its messages from',
      text: `
        event A { key id }
        actor X { sends A to Q }
        queue Q
        service S { on A with <|dead-letters to R after 3 attempts|> }
        queue R { delay 1m  dead-letters to Q after 1 attempt }
      `,
      findings: [{ message: 'parked', data: { path: 'Q → R → Q' }, related: ['R leads on to Q'] }],
    },
    {
      name: 'dead letters that are handled where they are parked, and parked again',
      text: `
        event A { key id }
        actor X { sends A to Q }
        queue Q { <|dead-letters to R after 3 attempts|> }
        queue R { dead-letters to Q after 3 attempts }
        service S { on A from Q  on A from R }
      `,
      findings: [
        {
          message: 'parked',
          data: { path: 'Q → R → Q' },
          fixes: [
            {
              title: 'Park what R cannot handle in dead letters of its own',
              output: `
                event A { key id }
                actor X { sends A to Q }
                queue Q { dead-letters to R after 3 attempts }
                queue R { dead-letters after 3 attempts }
                service S { on A from Q  on A from R }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'dead letters that go back into the topic that they came by',
      text: `
        event A { key id }
        actor X { publishes A to T }
        topic T
        queue Q { <|subscribes to T|>  dead-letters to T after 3 attempts }
        service S { on A from Q }
      `,
      findings: [
        {
          message: 'parked',
          data: { path: 'T → Q → T' },
          related: ['Q leads on to T'],
          fixes: [
            {
              title: 'Park what Q cannot handle in dead letters of its own',
              output: `
                event A { key id }
                actor X { publishes A to T }
                topic T
                queue Q { subscribes to T  dead-letters after 3 attempts }
                service S { on A from Q }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'two circles of channels with one subscription in common: the shortest way round',
      text: `
        event A { key id }
        topic T { <|subscribes to U|>  subscribes to V }
        topic V { subscribes to U }
        topic U { subscribes to T }
        actor X { publishes A to T }
        service S { on A from V }
      `,
      findings: [{ message: 'channels', data: { path: 'U → T → U' }, related: ['T leads on to U'] }],
    },
    {
      name: 'blocks that are no condition end nothing',
      text: `
        event A { key id }
        event B { key id }
        topic T
        service S { on A from T { each "item" { <|publishes A to T|> } } }
        service P { on B from T { parallel { <|calls R.again|> } } }
        service R { serves again { publishes B to T } }
      `,
      findings: [{ message: 'itself' }, { message: 'loop', data: { path: 'P → R.again → B → P' } }],
    },
    {
      name: 'a workflow that begins itself again by what it calls: no message goes round',
      text: `
        orchestrator W { step P <|calls S.go|> }
        service S { serves go { starts W } }
      `,
      findings: [
        {
          message: 'loop',
          text: 'W → S.go → W: each run leads to another one, without end. Send it only `when` something changed, or `filter` out what comes from here.',
          related: ['S.go leads on to W'],
          fixes: [
            {
              title: 'Do it only when something changed: starts W',
              output: `
                orchestrator W { step P calls S.go }
                service S { serves go { when "something changed" { starts W } } }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a workflow that is started before it sends: the message that goes round, and the handler that can filter it out',
      text: `
        event Beside { key id }
        event A { key id }
        topic T
        service S { on A from T { <|starts W|> } }
        orchestrator W { step Tell publishes Beside to T  step P publishes A to T }
      `,
      findings: [
        {
          message: 'loop',
          data: { path: 'S → W → A → S', message: 'A' },
          fixes: [
            {
              title: 'Do it only when something changed: starts W',
              output: `
                event Beside { key id }
                event A { key id }
                topic T
                service S { on A from T { when "something changed" { starts W } } }
                orchestrator W { step Tell publishes Beside to T  step P publishes A to T }
              `,
            },
            {
              title: 'Let S filter out what W sends',
              output: `
                event Beside { key id }
                event A { key id }
                topic T
                service S { on A from T with filter "not from W" { starts W } }
                orchestrator W { step Tell publishes Beside to T  step P publishes A to T }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a pace set on one leg of three',
      text: `
        event A { key id }
        event B { key id }
        event C { key id }
        topic T
        service S { on A from T { <|publishes B to T|> } }
        service P { on B from T { publishes C to T } }
        service R { on C from T { publishes A to T with delay 1m } }
      `,
      findings: [{ message: 'slowed', severity: 'warning', data: { brake: '`delay 1m`', path: 'S → B → P → C → R → A → S' } }],
    },
    {
      name: 'a pace set behind operations that call each other: what they send has one as well, however it is come to',
      text: `
        event A { key id }
        event B { key id }
        event C { key id }
        topic T
        service S { on A from T { <|publishes B to T|> } }
        service P { on B from T { calls R.one } }
        service R { serves one { calls R.two }  serves two { calls R.one  publishes C to T } }
        service Q { on C from T { publishes A to T with delay 1m } }
      `,
      findings: [{ message: 'slowed', severity: 'warning', data: { brake: '`delay 1m`' } }],
    },
    {
      name: 'two circles that meet: a guard for each, and no more than that',
      text: `
        event A { key id }
        event B { key id }
        event C { key id }
        event D { key id }
        topic T
        service S { on B from T { <|publishes A to T|> } }
        service P { on A, D from T { publishes B to T  publishes C to T } }
        service R { on C from T { publishes D to T } }
      `,
      findings: [
        {
          message: 'loop',
          data: { path: 'S → A → P → B → S' },
          related: ['P leads on to S', 'P leads on to R', 'R leads on to P'],
          fixes: [
            {
              title: 'Do them only when something changed: publishes A and publishes C',
              output: `
                event A { key id }
                event B { key id }
                event C { key id }
                event D { key id }
                topic T
                service S { on B from T { when "something changed" { publishes A to T } } }
                service P { on A, D from T { publishes B to T  when "something changed" { publishes C to T } } }
                service R { on C from T { publishes D to T } }
              `,
            },
            {
              title: 'Let P filter out what S sends and what R sends',
              output: `
                event A { key id }
                event B { key id }
                event C { key id }
                event D { key id }
                topic T
                service S { on B from T { publishes A to T } }
                service P { on A, D from T with filter "not from S and R" { publishes B to T  publishes C to T } }
                service R { on C from T { publishes D to T } }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a circle of channels, and one outside of it that stands before it',
      text: `
        event A { key id }
        topic Beside { subscribes to T }
        topic T { <|subscribes to U|> }
        topic U { subscribes to T }
        actor X { publishes A to T }
        service S { on A from Beside }
      `,
      findings: [{ message: 'channels', data: { path: 'U → T → U' } }],
    },
  ],
});
