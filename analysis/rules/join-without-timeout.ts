import type { Activity, Design, Store } from '../../language/model/design.ts';
import type { Fix } from '../../language/model/source.ts';
import { messageNames, withTechnology } from '../element-names.ts';
import { freshName, insertAfter } from '../fixes/elements.ts';
import { addStatement, setStatement } from '../fixes/statements.ts';
import { insertAt, textOf } from '../fixes/text.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'join-without-timeout',
  code: 'CHO006',
  category: 'choreography',
  star: false,
  severity: 'warning',
  summary: 'A join waits for messages without a limit, or keeps those that came where they can be lost.',
  why: `A join is a small workflow: it remembers what has come until everything is there. Some day one of the messages does not come: the set stays open for ever,
and nobody knows. Or the process that remembers is replaced, and those that had come are forgotten. A time limit with an \`otherwise\` turns silence into an
event, and a durable store survives the deployment.`,
  failureStory: [
    'Shipping waits for the payment and the reservation of an order.',
    'The reservation of one order fails, and its event is never sent.',
    'The payment is remembered for ever, the customer waits, and no alarm has a reason to ring.',
  ],
  whenNotToUse: `In a stream processor with a window, say the window: \`with batch within 10m\`. A store whose rows have a \`ttl\` limits the wait too.`,
  examples: {
    wrong: `event Paid { key orderId }
event Reserved { key orderId }

bus Events : aws.eventbridge
service Shop { serves order { publishes Paid to Events  publishes Reserved to Events } }
service Shipping : aws.lambda { on all of Paid, Reserved using Waiting from Events { puts Parcels } }
store Waiting : aws.dynamodb
store Parcels : aws.dynamodb
`,
    right: `event Paid { key orderId }
event Reserved { key orderId }

bus Events : aws.eventbridge
service Shop { serves order { publishes Paid to Events  publishes Reserved to Events } }
service Shipping : aws.lambda { on all of Paid, Reserved within 1h using Waiting from Events { puts Parcels } otherwise { puts Complaints } }
store Waiting : aws.dynamodb
store Parcels : aws.dynamodb
store Complaints : aws.dynamodb
`,
  },
  sources: [
    'https://www.enterpriseintegrationpatterns.com/patterns/messaging/Aggregator.html',
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/choreography',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    both: '{consumer} waits for {messages} without a limit, and keeps what came in no store: if one never comes, or its instance goes, the others wait in vain and nobody knows. Add `within` a time, `using` a durable store, and `otherwise` what then.',
    endless:
      '{consumer} waits for {messages} without a limit: if one never comes, the others wait for ever and nobody knows. Add `within` a time, and `otherwise` what then.',
    forgetful:
      '{consumer} keeps what came of {messages} in no store: when its instance goes, it is forgotten and the rest waits in vain. Add `using` a durable store.',
    volatile:
      '{consumer} keeps what came of {messages} in {store}, which loses it when it restarts, and the rest waits in vain. Use a durable store.',
  },
  check({ design, report }) {
    for (const activity of design.activities) {
      const { join, options, messages } = activity;
      // A stream processor's window keeps and limits by itself.
      if (!join || options.batch?.within !== undefined) continue;
      const data = { consumer: activity.label, messages: messageNames(messages) };
      const source = activity.syntax.head;
      const { using } = join;
      const endless = join.within === undefined && using?.facts.ttl === undefined;
      const forgetful = !using && !activity.element.technology?.facts.durable;
      const volatile = using?.kind === 'cache' && !using.facts.durable && !((using.facts.replicas?.value ?? 0) > 0);
      const within = endless ? ' within 10m' : '';
      if (forgetful) {
        const name = freshName(design, `${activity.element.name}Waiting`);
        const declared = insertAfter(design, activity.element.syntax, `store ${name} { ttl 1d }`);
        const title = `${endless ? 'Wait for 10m at most, and keep' : 'Keep'} what came in a new store ${name}`;
        const fixes = after(design, activity, `${within} using ${name}`, title, declared);
        report({ message: endless ? 'both' : 'forgetful', data, source, fixes });
      } else if (endless) report({ message: 'endless', data, source, fixes: after(design, activity, within, 'Wait for 10m at most', []) });
      else if (volatile)
        report({ message: 'volatile', data: { ...data, store: withTechnology(using) }, source, fixes: durableFixes(design, using) });
    }
  },
});

/** Some products keep what a cache holds; a second copy outlasts the first. */
function durableFixes(design: Design, store: Store): readonly Fix[] {
  return [
    { title: `Give ${store.name} a replica`, safe: false, edits: setStatement(design, store, 'replicas', 'replicas 1') },
    { title: `Let ${store.name} write to disk`, safe: false, edits: addStatement(design, store.syntax, 'durable') },
  ];
}

/** Puts words after the names of the messages, and after `within` where there is one. */
function after(design: Design, { syntax }: Activity, words: string, title: string, others: Fix['edits']): readonly Fix[] {
  const { head } = syntax;
  const names = /^on\s+all\s+of\s+[^\s,]+(?:\s*,\s*[^\s,]+)*(?:\s+within\s+\S+)?/.exec(textOf(design, head))?.[0];
  return names === undefined ? [] : [{ title, safe: false, edits: [insertAt(head.uri, head.offset + names.length, words), ...others] }];
}
