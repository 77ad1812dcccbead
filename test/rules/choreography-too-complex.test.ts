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
  ],
  invalid: [
    {
      name: 'five services in a row',
      text: chain(5, '<|publishes E0 to Bus|>'),
      findings: [{ message: 'long', data: { message: 'E0', participants: 5, depth: 4 }, severity: 'warning' }],
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
  ],
});
