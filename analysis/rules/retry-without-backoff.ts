import type { Activity, Design, Facts, RetryPolicy, Source } from '../../language/model/design.ts';
import { isChannel } from '../../language/model/drafts.ts';
import { showDuration } from '../../language/model/quantities.ts';
import { replaceSource } from '../fixes/text.ts';
import { shortText } from '../names.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'retry-without-backoff',
  code: 'RES003',
  category: 'resilience',
  star: false,
  severity: 'warning',
  summary: 'Something is retried at once or at a constant pace, which keeps an overloaded target down.',
  why: `Most short failures are overload. A caller that tries again at once doubles the load just then, and all callers do it together. Waiting longer after each
failure (\`exponential\`) gives the target room to recover, and a random part (\`jitter\`) keeps the callers from coming back in step.`,
  failureStory: [
    'The database pauses for two seconds.',
    'Two hundred instances repeat their calls three times each within those two seconds.',
    'When the database is back it is met by four times its usual load, fails again, and is met by four times its load again.',
  ],
  whenNotToUse: `Where a single caller retries something local, or where the client library is known to wait longer each time.`,
  examples: {
    wrong: `service Checkout : aws.ecs { serves place { calls Stock.check with timeout 1s, 5 retries fixed from 100ms } }
service Stock : aws.ecs { serves check { reads Articles } }
store Articles : postgres
`,
    right: `service Checkout : aws.ecs { serves place { calls Stock.check with timeout 1s, 5 retries exponential from 100ms jitter } }
service Stock : aws.ecs { serves check { reads Articles } }
store Articles : postgres
`,
  },
  sources: [
    'https://learn.microsoft.com/en-us/azure/architecture/antipatterns/retry-storm/',
    'https://docs.aws.amazon.com/wellarchitected/latest/framework/rel05-bp03.html',
    'https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  options: {
    clients: {
      type: 'number',
      default: 50,
      minimum: 1,
      description: 'From this many instances on, a policy without `jitter` is reported.',
    },
  },
  messages: {
    atOnce:
      '{what} is retried {times} with no wait in between, so a target that is overloaded gets {load} the load. Let the interval grow: `exponential jitter`.',
    constant:
      '{what} is retried {times} every {interval}, so a target that is overloaded gets no time to recover. Let the interval grow: `exponential jitter`.',
    steady:
      '{what} is retried {times} at a constant pace, so a target that is overloaded gets no time to recover. Let the interval grow: `exponential jitter`.',
    inStep:
      '{what} is retried by up to {clients} instances that wait equally long, so they all come back at the same moments. Add `jitter`.',
  },
  check({ design, options, report }) {
    for (const { policy, what, source, activity, product } of policiesOf(design)) {
      const { growth, from, jitter, own } = intervalsOf(policy, product);
      const grows = growth === 'exponential' || growth === 'linear';
      // One more try is no storm, and a product that waits longer each time by itself is known to do so well.
      if (policy.retries <= 1 || (grows && !own)) continue;
      // A schedule runs once a tick, not once an instance.
      const clients = activity?.kind === 'schedule' ? 1 : (activity?.element.facts.instances?.value.max ?? 0);
      const shared = { source, fixes: fixesOf(policy) };
      const times = Number.isFinite(policy.retries) ? `up to ${policy.retries} times` : 'for ever';
      if (grows) {
        if (!jitter && clients >= options.clients) report({ message: 'inStep', data: { what, clients }, ...shared, severity: 'info' });
      } else if (from) report({ message: 'constant', data: { what, times, interval: showDuration(from) }, ...shared });
      else if (growth === 'fixed') report({ message: 'steady', data: { what, times }, ...shared });
      else {
        const load = Number.isFinite(policy.retries) ? `${policy.retries + 1} times` : 'many times';
        report({ message: 'atOnce', data: { what, times, load }, ...shared });
      }
    }
  },
});

interface Policy {
  readonly policy: RetryPolicy;
  readonly what: string;
  readonly source: Source;
  readonly activity?: Activity;
  /** The product that tries again: the one that delivers, or the one that runs the workflow. */
  readonly product?: Facts;
}

interface Intervals extends Pick<RetryPolicy, 'growth' | 'from' | 'jitter'> {
  /** Whether the design itself says them. */
  readonly own: boolean;
}

/** Where the design gives a number alone, the product's own intervals hold: also those of a product that tries once unless told otherwise. */
function intervalsOf(policy: RetryPolicy, product: Facts | undefined): Intervals {
  const own = !isNumberAlone(policy);
  const { growth, from, jitter } = own ? policy : (product?.retries?.value ?? policy);
  return { growth, from, jitter, own };
}

function isNumberAlone({ growth, from }: RetryPolicy): boolean {
  return growth === undefined && from === undefined;
}

/** Every policy that the design itself writes down. What a product does by itself is its own affair. */
function* policiesOf(design: Design): Generator<Policy> {
  for (const effect of design.effects) {
    const policy = effect.options.retries;
    // An undo that is only named runs with its step's policy, which is reported there.
    if (!policy || ('implied' in effect && effect.implied)) continue;
    const { activity } = effect;
    const product = engineOf(activity);
    // Of an engine whose intervals nobody knows nothing can be said.
    if (product && !product.retries && isNumberAlone(policy)) continue;
    yield { policy, what: `What ${doer(activity)} (${shortText(effect)})`, source: policy.source, activity, product };
  }
  for (const activity of design.activities) {
    const policy = activity.options.retries;
    if (policy) yield { policy, what: activity.label, source: policy.source, activity, product: delivererOf(design, activity) };
  }
  for (const element of design.elements) {
    if (!isChannel(element) && element.kind !== 'orchestrator') continue;
    for (const { retries, to } of element.subscriptions) {
      if (retries)
        yield { policy: retries, what: `The delivery of ${to.name} to ${element.name}`, source: retries.source, product: to.facts };
    }
  }
}

/** The steps of a workflow are tried again by its engine; what a product hands to a service it tries again by itself is not what that service calls. */
function engineOf({ element }: Activity): Facts | undefined {
  return element.kind === 'orchestrator' && element.technology?.kinds.includes('orchestrator') ? element.facts : undefined;
}

/** A function that is handed its messages is tried again by its own product, any other consumer by the channel's. */
function delivererOf(design: Design, activity: Activity): Facts | undefined {
  const channels = (design.index.hopsTo.get(activity.id) ?? []).flatMap(({ from }) => (from.kind === 'channel' ? [from.channel] : []));
  const [channel] = channels;
  return channel?.facts.pushes && activity.element.facts.retries ? activity.element.facts : channel?.facts;
}

function doer({ kind, label, element }: Activity): string {
  return kind === 'schedule' ? `${element.name} does${label.slice(element.name.length)}` : `${label} does`;
}

function fixesOf(policy: RetryPolicy) {
  const count = Number.isFinite(policy.retries) ? `${policy.retries} retries` : 'unlimited retries';
  const growth = policy.growth === 'linear' ? 'linear' : 'exponential';
  const text = `${count} ${growth}${policy.from ? ` from ${showDuration(policy.from)}` : ''} jitter`;
  return [{ title: `Retry with growing intervals: ${text}`, safe: false, edits: [replaceSource(policy.source, text)] }];
}
