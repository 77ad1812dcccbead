import type { Activity, Design, Effect, Store } from '../../language/model/design.ts';
import { isStoreEffect } from '../../language/model/lookups.ts';
import { removeUnused } from '../fixes/statements.ts';
import { insertAt, textOf } from '../fixes/text.ts';
import { listed, shortText } from '../names.ts';
import { duplicateId, duplicates } from '../passes/duplicates.ts';
import { Repetition } from '../passes/repetition.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'redundant-idempotency',
  code: 'IDP007',
  category: 'idempotency',
  star: false,
  severity: 'hint',
  summary: 'A handler remembers what it has processed, though doing it twice would change nothing, or nothing can come twice.',
  why: `A store of processed keys costs a write for each message, time, money, and one more thing that can fail. It buys nothing where every effect of the
handler overwrites, creates by key or removes: those are idempotent by nature. It buys nothing either where no message can come twice.
Applying idempotency indiscriminately is named as an anti-pattern in the AWS Well-Architected Framework.`,
  failureStory: [
    'Archiving writes each order to its row, and besides that a mark to a second table, because "all handlers do".',
    'The second table is throttled one day, and the archive stops, though it needs no marks at all.',
  ],
  whenNotToUse: `Where an audit demands the marks, or where they save an expensive computation.`,
  examples: {
    wrong: `event OrderPlaced { key orderId }
queue Archive : aws.sqs { dead-letters after 5 attempts  alarm }
service Shop : aws.lambda { timeout 5s  serves place { sends OrderPlaced to Archive } }
service Archiving : aws.lambda {
  timeout 5s
  on OrderPlaced from Archive idempotent by orderId using Seen { puts Orders }
}
store Orders : aws.dynamodb { key orderId }
store Seen : aws.dynamodb { key orderId  ttl 30d }
`,
    right: `event OrderPlaced { key orderId }
queue Archive : aws.sqs { dead-letters after 5 attempts  alarm }
service Shop : aws.lambda { timeout 5s  serves place { sends OrderPlaced to Archive } }
service Archiving : aws.lambda {
  timeout 5s
  on OrderPlaced from Archive { puts Orders }
}
store Orders : aws.dynamodb { key orderId }
`,
  },
  sources: [
    'https://docs.aws.amazon.com/wellarchitected/latest/framework/rel04-bp04.html',
    'https://learn.microsoft.com/en-us/azure/architecture/patterns/idempotent-consumer',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  messages: {
    idempotentEffects:
      'All that {handler} does ({effects}) is the same when it is done twice. The marks in {store} add a write, time and something that can fail, and change nothing. Leave `using {store}` out.',
    noDuplicates: 'No {message} can reach {handler} twice, so the marks in {store} are never needed. Leave `using {store}` out.',
  },
  check({ design, analysis, report }) {
    const repetition = new Repetition();
    const { channels, activities } = analysis(duplicates);
    for (const activity of design.activities) {
      const store = activity.idempotency?.using;
      if (!store || !activity.idempotency || (activity.kind !== 'handler' && activity.kind !== 'join')) continue;
      const { effects } = activity;
      const shared = {
        source: activity.idempotency.source,
        subject: activity.id,
        fixes: fixesOf(design, activity, store),
      };
      const handler = activity.label;
      if (effects.length > 0 && effects.every((effect) => isHarmless(effect, repetition)))
        report({
          message: 'idempotentEffects',
          data: { handler, effects: listed([...new Set(effects.map(shortText))]), store: store.name },
          ...shared,
        });
      else if (neverTwice(design, activity, channels, activities))
        report({
          message: 'noDuplicates',
          data: { handler, message: activity.messages[0]?.name ?? 'message', store: store.name },
          ...shared,
        });
    }
  },
});

/**
 * A mark also spares consumers and other people's systems the repeat, whatever they make of it; so only what the handler does to stores, and
 * what it asks its own side, is called harmless.
 */
function isHarmless(effect: Effect, repetition: Repetition): boolean {
  if (isStoreEffect(effect)) return repetition.ofEffect(effect, undefined).length === 0;
  return effect.kind === 'calls' && effect.callees.length > 0 && effect.callees.every(({ safe }) => safe);
}

/** Every way in is known, and none delivers twice. */
function neverTwice(
  design: Design,
  activity: Activity,
  channels: ReadonlyMap<string, unknown>,
  activities: ReadonlyMap<string, unknown>,
): boolean {
  const hops = design.index.hopsTo.get(activity.id) ?? [];
  return (
    hops.length > 0 &&
    !activities.has(activity.id) &&
    hops.every(({ guarantee, from, messages }) => {
      const channel = from.kind === 'channel' ? from.channel : undefined;
      return guarantee.delivery?.value === 'at-most-once' && !messages.some((item) => channel && channels.has(duplicateId(channel, item)));
    })
  );
}

function fixesOf(design: Design, { idempotency }: Activity, store: Store) {
  if (!idempotency) return [];
  const using = /\susing\s+\S+/.exec(textOf(design, idempotency.source));
  if (!using) return [];
  const start = idempotency.source.offset + using.index;
  const edit = { ...insertAt(idempotency.source.uri, start, ''), end: start + using[0].length };
  const unused = removeUnused(design, store);
  const title = `Leave the marks in ${store.name} out${unused.length > 0 ? `, and remove ${store.name}` : ''}`;
  return [{ title, safe: false, edits: [edit, ...unused] }];
}
