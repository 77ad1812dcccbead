/** What is told of what nobody in the design does: messages given away once, handed on, undone by somebody else. */
import { testTellings } from './tellings.ts';

testTellings('what others do', [
  {
    text: `
      event Seen { key id }
      topic Views : aws.sns
      queue Parked : aws.sqs { alarm }
      service Site { serves look { publishes Seen to Views with delivery at-most-once } }
      service Count : aws.lambda { on Seen from Views with dead-letters to Parked }
    `,
    flow: 'Site.look is called',
    runs: [
      {
        name: 'a message that its sender gives away once',
        strikes: [['Site.look publishes Seen to Views.', 'Seen is lost on its way']],
        steps: ['message Site > Views [Seen] !drop failed breaks | Seen never arrives in Views, and Site.look does not ask.'],
        breaks: ['nothing-lost: Seen is lost: Views takes it along once, whatever becomes of it.'],
        could: [
          ['Seen never arrives in Views, and Site.look does not ask.', 'outage: Views does not respond', 'drop: Seen is lost on its way'],
        ],
        lights: ['Site/look#0>Views, Site/look#0, -: publishes Seen to Views with delivery at-most-once'],
      },
    ],
  },
  {
    text: `
      orchestrator Trip : aws.stepfunctions { step Book calls Bank.pay undo Bank.back  step Pay calls Bank.look }
      external Bank { serves pay  serves back  serves look safe }
    `,
    flow: 'Trip',
    runs: [
      {
        name: 'an undo by somebody else',
        strikes: [['Trip calls Bank.look.', 'Bank does not respond']],
        steps: [
          'call Trip > Bank [calls Bank.look] !outage failed | Bank does not respond: Trip cannot call Bank.look.',
          'event Trip [failed] failed | Step Pay of Trip fails for good.',
          'event Trip [undoing] failed | The run of Trip fails, and undoes what it can.',
          'call Trip > Bank [back] ×1 | Trip calls Bank.back, to undo Book.',
          'event Trip [ends] | The run of Trip ends as failed.',
        ],
        could: [
          ['Bank does not respond: Trip cannot call Bank.look.', 'outage: Bank does not respond', 'lost-reply: the answer to Trip is lost'],
          ['Trip calls Bank.back, to undo Book.', 'outage: Bank does not respond', 'lost-reply: the answer to Trip is lost'],
        ],
      },
      {
        name: 'an undo of what may have happened',
        strikes: [['Trip calls Bank.pay.', 'the answer to Trip is lost']],
        steps: [
          'answer Bank > Trip [time-out] !lost-reply failed | Bank.pay is done, but its answer is lost: Trip cannot know that it happened.',
          'event Trip [failed] failed | Step Book of Trip fails for good.',
          'event Trip [undoing] failed | The run of Trip fails, and undoes what it can.',
          'call Trip > Bank [back] ×1 | Trip calls Bank.back, to undo Book.',
          'event Trip [ends] | The run of Trip ends as failed.',
        ],
        could: [['Trip calls Bank.back, to undo Book.', 'outage: Bank does not respond', 'lost-reply: the answer to Trip is lost']],
      },
    ],
  },
  {
    text: `
      event Placed { key id }
      service Shop : aws.lambda { serves place { publishes Placed to Till } }
      service Till : aws.lambda { on Placed with dead-letters to Parked }
      queue Parked : aws.sqs { alarm }
    `,
    flow: 'Shop.place is called',
    runs: [
      {
        name: 'a message published straight to who handles it',
        steps: [
          'event Shop [place] | Shop.place is called.',
          'message Shop > Till [Placed] | Shop.place publishes Placed to Till.',
          'event Till [Placed] | Till takes up Placed.',
          'acknowledge Till > Shop [acknowledged] | Till acknowledges Placed.',
        ],
        lights: [
          '-, -, Shop/place 1: serves place',
          'Shop/place#0>Till/on Placed, Shop/place#0, Shop/place 1: publishes Placed to Till',
          'Shop/place#0>Till/on Placed, -, Till/on Placed 1: publishes Placed to Till',
          'Shop/place#0>Till/on Placed, -, Till/on Placed 1: publishes Placed to Till',
        ],
      },
    ],
  },
]);
