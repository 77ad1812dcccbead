/** What is told of order, of state that is gone, of reads that come too early. */
import { testTellings } from './tellings.ts';

testTellings('order and state', [
  {
    text: `
      event Moved { key moveId  ordered by ship }
      queue Moves : aws.sqs { dead-letters after 3 attempts  alarm }
      service Port : aws.lambda { serves move { sends Moved to Moves } }
      service Map : aws.lambda { on Moved from Moves { puts Ships } }
      store Ships : aws.dynamodb { key ship }
    `,
    flow: 'Port.move is called',
    runs: [
      {
        name: 'a message that is overtaken by the next',
        strikes: [['Moves delivers Moved to Map.', 'Moved is overtaken']],
        steps: [
          'event Moves [overtaken] !reorder | Moves does not keep the order: this Moved stays behind.',
          'event Port [move] | Port.move is called again.',
          'message Port > Moves [Moved] | Port.move sends the next Moved to Moves.',
          'message Moves > Map [Moved] breaks | Moves delivers the next Moved to Map.',
          'access Map > Ships [puts Ships] ×1 | Map puts Ships.',
          'acknowledge Map > Moves [acknowledged] | Map acknowledges the next Moved.',
          'event Moves [late] | Moves hands over the Moved that stayed behind.',
          'message Moves > Map [Moved] | Moves delivers Moved to Map.',
          'access Map > Ships [puts Ships] ×1 | Map puts Ships.',
          'acknowledge Map > Moves [acknowledged] | Map acknowledges Moved.',
        ],
        breaks: ['in-order: Map begins a later Moved of the same ship before an earlier one is done.'],
        could: [
          ['Moves does not keep the order: this Moved stays behind.', 'reorder: Moved is overtaken', 'poison: Moved cannot be handled'],
          ['Port.move sends the next Moved to Moves.', 'outage: Moves does not respond'],
          ['Moves delivers the next Moved to Map.', 'poison: Moved cannot be handled'],
          ['Map puts Ships.', 'outage: Ships does not respond'],
          ['Map acknowledges the next Moved.', 'crash: Map crashes', 'duplicate: it comes again'],
          ['Moves delivers Moved to Map.', 'poison: Moved cannot be handled'],
          ['Map puts Ships.', 'outage: Ships does not respond'],
          ['Map acknowledges Moved.', 'crash: Map crashes', 'duplicate: it comes again'],
        ],
      },
    ],
  },
  {
    text: `
      event Moved { key ship  ordered by ship }
      stream Moves : kafka { partitions 4 }
      service Port { serves move { publishes Moved to Moves } }
      service Map { on Moved from Moves { puts Ships } }
      store Ships : postgres
    `,
    flow: 'Port.move is called',
    runs: [
      {
        name: 'a message that blocks what comes after it',
        strikes: [['Moves delivers Moved to Map.', 'Moved cannot be handled']],
        steps: [
          'event Moves > Map [cannot be handled] !poison failed | Map cannot handle this Moved: every try fails.',
          'event Moves [blocked] failed | Moves tries Moved again and again, and holds back what comes after it.',
          'event Port [move] | Port.move is called again.',
          'message Port > Moves [Moved] | Port.move publishes the next Moved to Moves.',
          'event Moves [waits] breaks | The next Moved waits behind it in Moves.',
        ],
        breaks: ['nothing-blocked: Every further Moved of the same group waits behind one that Map cannot handle.'],
      },
    ],
  },
  {
    text: `
      service Cart : aws.ecs { instances 2..4  keeps Basket in memory  serves add }
    `,
    flow: 'Cart.add is called',
    runs: [
      {
        name: 'state that is elsewhere',
        strikes: [['Cart.add is called again.', 'it lands on another instance']],
        steps: ['event Cart [another instance] !scale-out breaks | Cart.add runs on another instance of Cart, which has no Basket.'],
        breaks: ['state-kept: Basket of Cart is gone when it is next needed.'],
        could: [],
      },
      {
        name: 'state that is gone',
        strikes: [['Cart.add is called again.', 'the instance is replaced']],
        steps: [
          'event Cart [instance lost] !instance-loss breaks | The instance of Cart is replaced, and Basket is gone when Cart.add needs it.',
        ],
        breaks: ['state-kept: Basket of Cart is gone when it is next needed.'],
        could: [],
      },
    ],
  },
  {
    text: `
      service Cart : aws.ecs { instances 2..4  keeps Basket in Baskets  serves add }
      cache Baskets : redis { replicas 0 }
    `,
    flow: 'Cart.add is called',
    runs: [
      {
        name: 'state that is gone with the node of a cache',
        strikes: [['Cart.add is called again.', 'the instance is replaced']],
        steps: [
          'event Cart [node lost] !instance-loss breaks | The node of Baskets is replaced, and Basket is gone when Cart.add needs it.',
        ],
        breaks: ['state-kept: Basket of Cart is gone when it is next needed.'],
        could: [],
      },
    ],
  },
  {
    text: `
      store Users : postgres
      store Search : elasticsearch { rebuilt from Users within 5s }
      service Site { serves go { puts Users  reads Search } }
      flow Join from Site.go { reads own writes }
    `,
    flow: 'Join',
    runs: [
      {
        name: 'a read that lags',
        strikes: [['Site.go reads Search.', 'the read lags']],
        steps: [
          'access Site > Search [reads Search] !stale-read breaks | Site.go reads Search and gets the value from before the last write.',
        ],
        breaks: ['read-your-writes: Site.go reads Search and misses what was written just before.'],
        could: [
          [
            'Site.go reads Search and gets the value from before the last write.',
            'crash: Site.go crashes',
            'outage: Search does not respond',
            'stale-read: the read lags',
          ],
        ],
      },
    ],
  },
  {
    text: `
      event Told { key id }
      queue Notes : aws.sqs { dead-letters after 3 attempts  alarm }
      store View : aws.dynamodb { consistency strong }
      service Site : aws.lambda { serves go { sends Told to Notes  reads View } }
      service Map : aws.lambda { on Told from Notes { puts View } }
      flow Join from Site.go { reads own writes }
    `,
    flow: 'Join',
    runs: [
      {
        name: 'a read that comes before what the message brings',
        steps: [
          'event Site [go] | Site.go is called.',
          'message Site > Notes [Told] | Site.go sends Told to Notes.',
          'access Site > View [reads View] | Site.go reads View.',
          'event Site > View [reads View] breaks | Told is still on its way, and with it what Site.go reads.',
          'message Notes > Map [Told] | Notes delivers Told to Map.',
          'access Map > View [puts View] ×1 | Map puts View.',
          'acknowledge Map > Notes [acknowledged] | Map acknowledges Told.',
        ],
        breaks: ['read-your-writes: Site.go reads View and misses what Told has yet to bring.'],
      },
    ],
  },
  {
    text: `
      store View : aws.dynamodb { consistency strong }
      service Site : aws.lambda { serves go { starts Trip with key id  reads View } }
      orchestrator Trip : aws.stepfunctions { step Book puts View }
      flow Join from Site.go { reads own writes }
    `,
    flow: 'Join',
    runs: [
      {
        name: 'a read that comes before the run',
        steps: [
          'event Site [go] | Site.go is called.',
          'call Site > Trip [start] ×1 | Site.go starts Trip.',
          'access Site > View [reads View] | Site.go reads View.',
          'event Site > View [reads View] breaks | The run of Trip is still to begin, and with it what Site.go reads.',
          'message Site > Trip [start] | A run of Trip begins.',
          'access Trip > View [puts View] ×1 | Trip puts View.',
          'event Trip [ends] | The run of Trip ends.',
        ],
        breaks: ['read-your-writes: Site.go reads View and misses what the run of Trip has yet to bring.'],
        lights: [
          '-, -, Site/go 1: serves go',
          '-, Site/go#0, Site/go 1: starts Trip with key id',
          '-, Site/go#1, Site/go 1: reads View',
          '-, Site/go#1, Site/go 1: reads View',
          '-, Site/go#0, Trip/workflow 1: starts Trip with key id',
          '-, Trip/workflow#0, Trip/workflow 1: puts View',
          '-, -, Trip/workflow 1: orchestrator Trip : aws.stepfunctions',
        ],
      },
    ],
  },
]);
