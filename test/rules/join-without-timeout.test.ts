import { testRule } from './runner.ts';

/** Two events to be joined, with these lines at the end. */
function joined(...lines: readonly string[]): string {
  const start = [
    'event Paid { key orderId }',
    'event Reserved { key orderId }',
    'topic Events : aws.sns',
    'service Shop { serves order { publishes Paid to Events  publishes Reserved to Events } }',
  ];
  return [...start, ...lines, ''].join('\n');
}

testRule('join-without-timeout', {
  valid: [
    {
      name: 'a limit and a durable store',
      text: joined('service Shipping { on all of Paid, Reserved within 1h using Waiting from Events }', 'store Waiting'),
    },
    {
      name: 'a store whose rows expire, and a cache that is kept twice',
      text: joined(
        'service Shipping { on all of Paid, Reserved using Waiting from Events }',
        'cache Waiting : redis { ttl 1d  replicas 1 }',
      ),
    },
    {
      name: 'the window of a stream processor, and a plain handler of two',
      text: joined('service Shipping { on all of Paid, Reserved from Events with batch within 10m  on Paid, Reserved from Events }'),
    },
    {
      name: 'stream processors, which keep what came with their windows',
      text: joined(
        'service Shipping : kafka.streams { on all of Paid, Reserved within 10m from Events }',
        'service Counting : flink { on all of Paid, Reserved within 10m from Events }',
      ),
    },
  ],
  invalid: [
    {
      name: 'a stream processor without a window',
      text: joined('service Shipping : kafka.streams { <|on all of Paid, Reserved from Events|> }'),
      findings: [{ message: 'endless', data: { consumer: 'Shipping' } }],
    },
    {
      name: 'no limit',
      text: joined('service Shipping { <|on all of Paid, Reserved using Waiting from Events|> }', 'store Waiting'),
      findings: [
        {
          message: 'endless',
          text: 'Shipping waits for Paid and Reserved without a limit: if one never comes, the others wait for ever and nobody knows. Add `within` a time, and `otherwise` what then.',
          severity: 'warning',
          data: { consumer: 'Shipping', messages: 'Paid and Reserved' },
          fixes: [
            {
              title: 'Wait for 10m at most',
              output: joined('service Shipping { on all of Paid, Reserved within 10m using Waiting from Events }', 'store Waiting'),
            },
          ],
        },
      ],
    },
    {
      name: 'no store',
      text: joined('service Shipping { <|on all of Paid, Reserved within 1h from Events|> }'),
      findings: [
        {
          message: 'forgetful',
          text: 'Shipping keeps what came of Paid and Reserved in no store: when its instance goes, it is forgotten and the rest waits in vain. Add `using` a durable store.',
          fixes: [
            {
              title: 'Keep what came in a new store ShippingWaiting',
              output: joined(
                'service Shipping { on all of Paid, Reserved within 1h using ShippingWaiting from Events }',
                'store ShippingWaiting { ttl 1d }',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'a cache that forgets',
      text: joined('service Shipping { <|on all of Paid, Reserved within 1h using Waiting from Events|> }', 'cache Waiting : memcached'),
      findings: [
        {
          message: 'volatile',
          text: 'Shipping keeps what came of Paid and Reserved in Waiting (memcached), which loses it when it restarts, and the rest waits in vain. Use a durable store.',
          data: { store: 'Waiting (memcached)' },
          fixes: [
            {
              title: 'Give Waiting a replica',
              output: joined(
                'service Shipping { on all of Paid, Reserved within 1h using Waiting from Events }',
                'cache Waiting : memcached { replicas 1 }',
              ),
            },
            {
              title: 'Let Waiting write to disk',
              output: joined(
                'service Shipping { on all of Paid, Reserved within 1h using Waiting from Events }',
                'cache Waiting : memcached { durable }',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'neither a limit nor a store is one finding',
      text: joined('service Shipping { <|on all of Paid, Reserved from Events|> }'),
      findings: [
        {
          message: 'both',
          text: 'Shipping waits for Paid and Reserved without a limit, and keeps what came in no store: if one never comes, or its instance goes, the others wait in vain and nobody knows. Add `within` a time, `using` a durable store, and `otherwise` what then.',
          fixes: [
            {
              title: 'Wait for 10m at most, and keep what came in a new store ShippingWaiting',
              output: joined(
                'service Shipping { on all of Paid, Reserved within 10m using ShippingWaiting from Events }',
                'store ShippingWaiting { ttl 1d }',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'messages on several lines, and a cache that says that it has no replica',
      text: joined(
        'event Packed { key orderId }',
        'service Packing { serves pack { publishes Packed to Events } }',
        'service Shipping { <|on  all  of  Paid ,\n  Reserved,Packed\n  within  1h  from Events|>  <|on all of Paid, Packed within 2h using Waiting from Events|> }',
        'cache Waiting : redis { replicas 0 }',
      ),
      findings: [
        {
          message: 'forgetful',
          data: { messages: 'Paid, Reserved and Packed' },
          fixes: [
            {
              title: 'Keep what came in a new store ShippingWaiting',
              output: joined(
                'event Packed { key orderId }',
                'service Packing { serves pack { publishes Packed to Events } }',
                'service Shipping { on  all  of  Paid ,\n  Reserved,Packed\n  within  1h using ShippingWaiting  from Events  on all of Paid, Packed within 2h using Waiting from Events }',
                'store ShippingWaiting { ttl 1d }',
                'cache Waiting : redis { replicas 0 }',
              ),
            },
          ],
        },
        {
          message: 'volatile',
          fixes: [
            {
              title: 'Give Waiting a replica',
              output: joined(
                'event Packed { key orderId }',
                'service Packing { serves pack { publishes Packed to Events } }',
                'service Shipping { on  all  of  Paid ,\n  Reserved,Packed\n  within  1h  from Events  on all of Paid, Packed within 2h using Waiting from Events }',
                'cache Waiting : redis { replicas 1 }',
              ),
            },
            {
              title: 'Let Waiting write to disk',
              output: joined(
                'event Packed { key orderId }',
                'service Packing { serves pack { publishes Packed to Events } }',
                'service Shipping { on  all  of  Paid ,\n  Reserved,Packed\n  within  1h  from Events  on all of Paid, Packed within 2h using Waiting from Events }',
                'cache Waiting : redis { replicas 0  durable }',
              ),
            },
          ],
        },
      ],
    },
  ],
});
