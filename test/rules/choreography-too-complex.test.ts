import { testRule } from './runner.ts';

const chain = (length: number, first = 'publishes E0 to Bus'): string => {
  const events = Array.from({ length }, (_, n) => `event E${n} { key id }`);
  const links = Array.from(
    { length: length - 1 },
    (_, n) => `service S${n + 1} : aws.lambda { on E${n} from Bus { publishes E${n + 1} to Bus } }`,
  );
  return [...events, 'bus Bus : aws.eventbridge', `service S0 : aws.lambda { serves begin { ${first} } }`, ...links].join('\n');
};

testRule('choreography-too-complex', {
  valid: [
    {
      name: 'two flows of one actor, each short',
      text: `
        event A { key id }
        event B { key id }
        event C { key id }
        event D { key id }
        topic T : aws.sns
        actor U { publishes A to T  publishes C to T }
        service S1 : aws.lambda { on A from T { publishes B to T } }
        service S2 : aws.lambda { on B from T }
        service S3 : aws.lambda { on C from T { publishes D to T } }
        service S4 : aws.lambda { on D from T }
        service S5 : aws.lambda { on D from T }
      `,
    },
    {
      name: 'one event to many',
      text: `event E { key id }\ntopic T : aws.sns\nservice A : aws.lambda { serves a { publishes E to T } }\n${[1, 2, 3, 4, 5, 6].map((n) => `service S${n} : aws.lambda { on E from T }`).join('\n')}`,
    },
    { name: 'four in a row', text: chain(4) },
    { name: 'more is allowed', text: chain(5), options: { maxParticipants: 9, maxDepth: 9 } },
    {
      name: 'an orchestrator takes over',
      text: `
      event E { key id }
      topic T : aws.sns
      service A : aws.lambda { serves a { publishes E to T } }
      orchestrator W : aws.stepfunctions {
        subscribes to T for E with key id
        step B calls S1.run with timeout 1s, 1 retry
        step C calls S2.run with timeout 1s, 1 retry
      }
      service S1 : aws.lambda { serves run }
      service S2 : aws.lambda { serves run }
    `,
    },
    {
      name: 'another team begins at a published contract',
      text: `
      event A { key id }
      event B { key id  version 1 }
      event C { key id }
      bus T : aws.eventbridge
      group one { owner "One"
        service S1 : aws.lambda { serves a { publishes A to T } }
        service S2 : aws.lambda { on A from T { when "x" { publishes B to T } } }
      }
      group two { owner "Two"
        service S3 : aws.lambda { on B from T { publishes C to T } }
        service S4 : aws.lambda { on C from T }
      }
    `,
    },
    {
      name: 'somebody watches it',
      text: `
      event A { key id }
      event B { key id }
      event C { key id }
      bus T : aws.eventbridge
      store Pending : aws.dynamodb { key id }
      service S1 : aws.lambda { serves a { publishes A to T } }
      service S2 : aws.lambda { on A from T { when "x" { publishes B to T } } }
      service S3 : aws.lambda { on B from T { publishes C to T } }
      service Watch : aws.lambda { on all of A, C within 10m using Pending from T { puts Pending } otherwise { puts Pending } }
    `,
    },
    {
      name: 'two with a decision between them',
      text: `
        event A { key id }
        event B { key id }
        topic T : aws.sns
        service S1 : aws.lambda { serves a { publishes A to T }  on B from T }
        service S2 : aws.lambda { on A from T { when "x" { publishes B to T } } }
      `,
    },
    {
      name: 'two of whom one takes back what it did; three of whom one removes what another wrote, or what it has just read',
      text: `
        event A { key id }
        event B { key id }
        event C { key id }
        bus T : aws.eventbridge
        store Rows
        service S1 : aws.lambda { serves a { puts Rows  publishes A to T }  on B from T { deletes Rows } }
        service S2 : aws.lambda { on A from T { publishes B to T } }
        bus U : aws.eventbridge
        store Held
        service R1 : aws.lambda { serves c { puts Held  publishes C to U } }
        event D { key id }
        service R2 : aws.lambda { on C from U { reads Held  publishes D to U } }
        service R3 : aws.lambda { on D from U { deletes Held } }
      `,
    },
  ],
  invalid: [
    {
      name: 'five services in a row',
      text: chain(5, '<|publishes E0 to Bus|>'),
      findings: [
        {
          message: 'long',
          text: 'The flow that E0 starts spans 5 services and 4 hops (S0, S1, S2, S3, S4), and nobody owns it. Let an orchestrator direct it, and keep events for those who are only told.',
          related: ['E0 is handled by S1', 'E1 is handled by S2', 'E2 is handled by S3', 'E3 is handled by S4'],
          data: { message: 'E0', participants: 5, depth: 4 },
          severity: 'warning',
        },
      ],
    },
    {
      name: 'three with a decision between them',
      text: `
      event A { key id }
      event B { key id }
      bus T : aws.eventbridge
      service S1 : aws.lambda { serves a { <|publishes A to T|> } }
      service S2 : aws.lambda { on A from T { when "x" { publishes B to T } } }
      service S3 : aws.lambda { on B from T }
    `,
      findings: [
        {
          message: 'branching',
          text: 'The flow that A starts spans 3 services (S1, S2, S3) with decisions between them, and nobody owns it. Let an orchestrator decide what runs next, and keep events for those who are only told.',
          related: ['A is handled by S2', 'B is handled by S3'],
          data: { participants: 3, what: 'decisions' },
          fixes: [
            {
              title: 'Watch the flow: say what happens when B does not come',
              output: `
      event A { key id }
      event B { key id }
      bus T : aws.eventbridge
      service S1 : aws.lambda { serves a { publishes A to T } }
      service AWatch : aws.lambda { on all of A, B within 1h using APending {} otherwise {} }
      store APending
      service S2 : aws.lambda { on A from T { when "x" { publishes B to T } } }
      service S3 : aws.lambda { on B from T }
    `,
            },
          ],
        },
      ],
    },
    {
      name: 'three with a join, or with a filter that decides who gets it',
      text: `
        event A { key id }
        event B { key id }
        event C { key id }
        topic T : aws.sns
        topic F : aws.sns
        actor U { <|publishes A to T|> }
        service S1 : aws.lambda { on A from T { publishes B to T } }
        service S2 : aws.lambda { on A from T { publishes C to T } }
        service S3 : aws.lambda { on all of B, C using Rows from T { puts Rows } }
        store Rows
        event K { key id }
        event L { key id }
        actor V { <|publishes K to F|> }
        service P1 : aws.lambda { on K from F with filter "large" { publishes L to F } }
        service P2 : aws.lambda { on L from F }
        service P3 : aws.lambda { on L from F }
      `,
      findings: [
        {
          message: 'branching',
          related: ['A is handled by S1', 'B is handled by S3', 'A is handled by S2', 'C is handled by S3'],
          data: { what: 'joins' },
        },
        { message: 'branching', related: ['K is handled by P1', 'L is handled by P2', 'L is handled by P3'], data: { what: 'decisions' } },
      ],
    },
    {
      name: 'few services, but many hops',
      text: `
        event A { key id }
        event B { key id }
        event C { key id }
        event D { key id }
        event E { key id }
        topic T : aws.sns
        actor U { <|publishes A to T|> }
        service S1 : aws.lambda { on A from T { publishes B to T }  on C from T { publishes D to T }  on E from T }
        service S2 : aws.lambda { on B from T { publishes C to T }  on D from T { publishes E to T } }
      `,
      findings: [
        {
          message: 'long',
          related: ['A is handled by S1', 'B is handled by S2', 'C is handled by S1', 'D is handled by S2', 'E is handled by S1'],
          data: { participants: 2, depth: 5 },
        },
      ],
    },
    {
      name: 'a flow that ends as it began, with decisions and joins, and nothing that its end could be told by',
      text: `
        event A { key id }
        event B { key id }
        event C { key id }
        topic T : aws.sns
        topic U : aws.sns
        service S1 : aws.lambda { serves a { <|publishes A to T|> } }
        service S2 : aws.lambda { on A from T { when "x" { publishes B to T }  publishes C to T } }
        service S3 : aws.lambda { on all of B, C using Rows from T { publishes A to U } }
        service S4 : aws.lambda { on A from U }
        store Rows
      `,
      options: { maxDepth: 9, maxParticipants: 9 },
      findings: [
        {
          message: 'branching',
          related: ['A is handled by S2', 'B is handled by S3', 'A is handled by S4', 'C is handled by S3'],
          data: { what: 'decisions and joins' },
          fixes: [],
        },
      ],
    },
    {
      name: 'a long one, which can be watched from its first message to its last',
      text: `${chain(5, '<|publishes E0 to Bus|>')}\n`,
      findings: [
        {
          message: 'long',
          related: ['E0 is handled by S1', 'E1 is handled by S2', 'E2 is handled by S3', 'E3 is handled by S4'],
          fixes: [
            {
              title: 'Watch the flow: say what happens when E3 does not come',
              output: `${chain(5).replace(
                'service S1',
                'service E0Watch : aws.lambda { on all of E0, E3 within 1h using E0Pending {} otherwise {} }\nstore E0Pending\nservice S1',
              )}\n`,
            },
            {
              title: 'Let a workflow, E0Flow, call them one after the other',
              output: `
                event E0 { key id }
                event E1 { key id }
                event E2 { key id }
                event E3 { key id }
                event E4 { key id }
                bus Bus : aws.eventbridge
                service S0 : aws.lambda { serves begin { starts E0Flow with key id } }
                orchestrator E0Flow {
                  alarm
                  step S1 calls S1.onE0 with timeout 3s, 3 retries exponential jitter, key id
                  step S2 calls S2.onE1 with timeout 3s, 3 retries exponential jitter, key id
                  step S3 calls S3.onE2 with timeout 3s, 3 retries exponential jitter, key id
                  step S4 calls S4.onE3 with timeout 3s, 3 retries exponential jitter, key id
                }
                service S1 : aws.lambda { serves onE0(E0) { } }
                service S2 : aws.lambda { serves onE1(E1) { } }
                service S3 : aws.lambda { serves onE2(E2) { } }
                service S4 : aws.lambda { serves onE3(E3) { publishes E4 to Bus } }
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'one to very many: the first twelve are shown',
      text: `${chain(3, '<|publishes E0 to Bus|>')}\n${Array.from({ length: 14 }, (_, n) => `service R${n} : aws.lambda { on E1 from Bus }`).join('\n')}`,
      findings: [{ message: 'long', data: { participants: 17, depth: 2 }, related: 12 }],
    },
    {
      name: 'three of whom one takes back what it did',
      text: `
        event Placed { key orderId }
        event Reserved { key orderId }
        event Refused { key orderId }
        bus T : aws.eventbridge
        store Reservations
        service Orders : aws.lambda { serves place { <|publishes Placed to T|> } }
        service Stock : aws.lambda { on Placed from T { inserts Reservations  publishes Reserved to T }  on Refused from T { deletes Reservations } }
        service Bank : aws.lambda { on Reserved from T { publishes Refused to T } }
      `,
      findings: [
        {
          message: 'branching',
          text: 'The flow that Placed starts spans 3 services (Orders, Stock, Bank) with undoing between them, and nobody owns it. Let an orchestrator decide what runs next, and keep events for those who are only told.',
          data: { participants: 3, what: 'undoing' },
        },
      ],
    },
    {
      name: 'five in a row, with what others hear, what is not the same twice, and a time limit; and one whose first message others hear, too',
      text: `
        event A { key id }
        event B { key id }
        event C { key id }
        event D { key id }
        topic T : aws.sns
        orchestrator Old : temporal { step A reads Sums }
        store Sums
        service S1 : aws.ecs { serves go { <|publishes A to T|> } }
        service S2 : aws.ecs { timeout 10s  on A from T { increments Sums  publishes B to T } }
        service S3 : aws.ecs { on B from T idempotent by id { increments Sums  publishes C to T } }
        service S4 : aws.ecs { on C from T { reads Sums  publishes D to T } }
        service S5 : aws.ecs { on D from T { puts Sums } }
        service Mail : aws.ecs { on C from T }
        event E { key id }
        event F { key id }
        event G { key id }
        event H { key id }
        topic U : aws.sns
        service R1 : aws.ecs { serves go { <|publishes E to U|> } }
        service R2 : aws.ecs { on E from U { publishes F to U } }
        service R3 : aws.ecs { on F from U { publishes G to U } }
        service R4 : aws.ecs { on G from U { publishes H to U } }
        service R5 : aws.ecs { on H from U { reads Sums } }
        service R6 : aws.ecs { on E from U { reads Sums } }
      `,
      findings: [
        {
          message: 'long',
          fixes: [
            {
              title: 'Watch the flow: say what happens when D does not come',
              output: `
        event A { key id }
        event B { key id }
        event C { key id }
        event D { key id }
        topic T : aws.sns
        orchestrator Old : temporal { step A reads Sums }
        store Sums
        service S1 : aws.ecs { serves go { publishes A to T } }
        service AWatch : aws.ecs { on all of A, D within 1h using APending {} otherwise {} }
        store APending
        service S2 : aws.ecs { timeout 10s  on A from T { increments Sums  publishes B to T } }
        service S3 : aws.ecs { on B from T idempotent by id { increments Sums  publishes C to T } }
        service S4 : aws.ecs { on C from T { reads Sums  publishes D to T } }
        service S5 : aws.ecs { on D from T { puts Sums } }
        service Mail : aws.ecs { on C from T }
        event E { key id }
        event F { key id }
        event G { key id }
        event H { key id }
        topic U : aws.sns
        service R1 : aws.ecs { serves go { publishes E to U } }
        service R2 : aws.ecs { on E from U { publishes F to U } }
        service R3 : aws.ecs { on F from U { publishes G to U } }
        service R4 : aws.ecs { on G from U { publishes H to U } }
        service R5 : aws.ecs { on H from U { reads Sums } }
        service R6 : aws.ecs { on E from U { reads Sums } }
      `,
            },
            {
              title: 'Let a workflow, AFlow, call them one after the other',
              output: `
        event A { key id }
        event B { key id }
        event C { key id }
        event D { key id }
        topic T : aws.sns
        orchestrator Old : temporal { step A reads Sums }
        store Sums
        service S1 : aws.ecs { serves go { starts AFlow with key id } }
        orchestrator AFlow : temporal {
          alarm
          step S2 calls S2.onA with timeout 10s, no retries, key id
          step S3 calls S3.onB with timeout 30s, 3 retries exponential jitter, key id
          step S4 calls S4.onC with timeout 30s, 3 retries exponential jitter, key id
          step S5 calls S5.onD with timeout 30s, 3 retries exponential jitter, key id
        }
        service S2 : aws.ecs { timeout 10s  serves onA(A) { increments Sums } }
        service S3 : aws.ecs { serves onB(B) idempotent by id { increments Sums  publishes C to T } }
        service S4 : aws.ecs { serves onC(C) { reads Sums } }
        service S5 : aws.ecs { serves onD(D) { puts Sums } }
        service Mail : aws.ecs { on C from T }
        event E { key id }
        event F { key id }
        event G { key id }
        event H { key id }
        topic U : aws.sns
        service R1 : aws.ecs { serves go { publishes E to U } }
        service R2 : aws.ecs { on E from U { publishes F to U } }
        service R3 : aws.ecs { on F from U { publishes G to U } }
        service R4 : aws.ecs { on G from U { publishes H to U } }
        service R5 : aws.ecs { on H from U { reads Sums } }
        service R6 : aws.ecs { on E from U { reads Sums } }
      `,
            },
          ],
        },
        { message: 'long' },
      ],
    },
    {
      name: 'messages that go by queues, which hand each to one consumer: nobody else can watch',
      text: `
        event A { key id }
        event B { key id }
        queue First
        queue Second
        service S1 { serves a { <|sends A to First|> } }
        service S2 { on A from First { when "x" { sends B to Second } } }
        service S3 { on B from Second }
      `,
      findings: [{ message: 'branching', fixes: [] }],
    },
    {
      name: 'a last message that goes by a queue',
      text: `
        event A { key id }
        event B { key id }
        topic T
        queue Second
        service S1 { serves a { <|publishes A to T|> } }
        service S2 { on A from T { when "x" { sends B to Second } } }
        service S3 { on B from Second }
      `,
      findings: [{ message: 'branching', fixes: [] }],
    },
    ...(
      [
        ['the first message', ' with dead-letters to Parked after 3 attempts', '', ''],
        ['the last message', '', '', ' with dead-letters to Parked after 3 attempts'],
        ['no message but one between', '', ' with dead-letters to Parked after 3 attempts', ''],
      ] as const
    ).map(([whose, first, between, last]) => ({
      name: `whoever watches parks as those do who handle the first and the last message: here those of ${whose}`,
      text: `
        event A { key id }
        event B { key id }
        event C { key id }
        topic T : aws.sns
        queue Parked : aws.sqs { retention 14d  alarm }
        service S1 : aws.lambda { serves a { <|publishes A to T|> } }
        service S2 : aws.lambda { on A from T${first} { when "x" { publishes B to T } } }
        service S3 : aws.lambda { on B from T${between} { publishes C to T } }
        service S4 : aws.lambda { on C from T${last} }
      `,
      findings: [
        {
          message: 'branching',
          fixes: [
            {
              title: 'Watch the flow: say what happens when C does not come',
              output: `
                event A { key id }
                event B { key id }
                event C { key id }
                topic T : aws.sns
                queue Parked : aws.sqs { retention 14d  alarm }
                service S1 : aws.lambda { serves a { publishes A to T } }
                service AWatch : aws.lambda { on all of A, C within 1h using APending${first || last} {} otherwise {} }
                store APending
                service S2 : aws.lambda { on A from T${first} { when "x" { publishes B to T } } }
                service S3 : aws.lambda { on B from T${between} { publishes C to T } }
                service S4 : aws.lambda { on C from T${last} }
              `,
            },
          ],
        },
      ],
    })),
  ],
});
