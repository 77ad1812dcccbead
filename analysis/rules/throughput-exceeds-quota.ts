import type { Design, Element } from '../../language/model/design.ts';
import { showRate } from '../../language/model/quantities.ts';
import type { Related } from '../../language/model/source.ts';
import { raiseQuota } from '../fixes/quotas.ts';
import { shortText, withTechnology } from '../names.ts';
import { quotaOf } from '../passes/capacities.ts';
import { rateOfEffect, rates } from '../passes/rates.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'throughput-exceeds-quota',
  code: 'CAP001',
  category: 'capacity',
  star: false,
  severity: 'error',
  summary: 'More comes in at peak than a product, or the design, allows.',
  why: `Every managed product has quotas, and requests beyond them are refused. The callers retry, and add to what is refused. A quota can often be raised,
but that takes an application and days; so it is better known before the sale begins than during it.`,
  failureStory: [
    'A first-in-first-out queue takes 300 messages a second. The campaign brings 800.',
    'More than half of the sends are throttled; the callers retry, and now it is two thirds.',
  ],
  whenNotToUse: `Where the quota has been raised: then write the new one, \`throughput 3000/s\`, at the element.`,
  examples: {
    wrong: `event Placed { key orderId  ordered by orderId }
actor Customer { sends Placed to Orders at 100..800/s }
queue Orders : aws.sqs.fifo { grouped by orderId  no dead-letters because "order"  alarm }
service Packing : aws.ecs { on Placed from Orders { puts Parcels } }
store Parcels : aws.dynamodb { key orderId }
`,
    right: `event Placed { key orderId  ordered by orderId }
actor Customer { sends Placed to Orders at 100..800/s }
queue Orders : aws.sqs.fifo { throughput 3000/s  grouped by orderId  no dead-letters because "order"  alarm }
service Packing : aws.ecs { on Placed from Orders { puts Parcels } }
store Parcels : aws.dynamodb { key orderId }
`,
  },
  sources: [
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html',
    'https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  correspondsTo:
    'cdk-nag APIGWDefaultThrottling, checkov CKV2_AWS_16 and AWS Config dynamodb-autoscaling-enabled ask whether a limit is set. This rule compares the load that arrives with the limit.',
  options: {
    share: {
      type: 'number',
      default: 0.7,
      minimum: 0,
      maximum: 1,
      description: 'The share of a product’s quota from which there is a warning.',
    },
  },
  messages: {
    exceeds:
      '{element} gets {rate} at peak, and {whose} {limit}: the rest is refused and tried again. Raise it (and write the new `throughput`), spread the load, or buffer it.',
    nears:
      '{element} gets {rate} at peak, and {whose} {limit}: there is little left for retries and growth. Have the quota raised in time, and write the new `throughput`.',
  },
  check({ design, options, analysis, report }) {
    const { elements, activities } = analysis(rates);
    for (const element of design.elements) {
      const quota = quotaOf(element);
      const rate = elements.get(element.id);
      if (!quota || !rate) continue;
      const own = quota.origin.kind !== 'technology';
      // What the design itself states was chosen with a view to the load; only to exceed it is a contradiction.
      if (rate.peak <= quota.value.peak * (own ? 1 : options.share)) continue;
      const data = {
        element: withTechnology(element),
        rate: showRate(rate.peak),
        limit: showRate(quota.value.peak),
        whose: own ? 'it is given' : `${quota.origin.name} takes`,
      };
      const shared = {
        source: (own ? quota.origin.source : undefined) ?? element.syntax.name ?? element.syntax.head,
        related: loads(design, element, activities),
      };
      if (rate.peak > quota.value.peak) report({ message: 'exceeds', data, ...shared, fixes: raiseQuota(design, element, rate.peak) });
      else report({ message: 'nears', data, ...shared, severity: 'warning', fixes: raiseQuota(design, element, rate.peak) });
    }
  },
});

/** The effects that bring the load, as far as they name the element. */
function loads(design: Design, element: Element, activities: Parameters<typeof rateOfEffect>[1]): readonly Related[] {
  const own = (design.index.activitiesOf.get(element.id) ?? []).flatMap((activity) => design.index.callsOf.get(activity.id) ?? []);
  const sent = (design.index.hopsTo.get(element.id) ?? []).flatMap(({ effect }) => effect ?? []);
  return [...own, ...sent, ...(design.index.accessesOf.get(element.id) ?? [])]
    .flatMap((effect) => {
      const rate = rateOfEffect(effect, activities);
      return rate
        ? [{ message: `${effect.activity.label} ${shortText(effect)} at ${showRate(rate.peak)}`, source: effect.syntax.source }]
        : [];
    })
    .slice(0, 8);
}
