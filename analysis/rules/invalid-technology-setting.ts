import { allowed, fits } from '../../language/model/allowed.ts';
import type { Activity, Channel, Design, Element, Fact, Facts, Limits, Technology } from '../../language/model/design.ts';
import { isChannel } from '../../language/model/drafts.ts';
import { showDuration, showKey, showRate, showSize } from '../../language/model/quantities.ts';
import type { Fix, Source } from '../../language/model/source.ts';
import { ownSinkOf, parkedUndelivered, queueBody, takeFrom } from '../fixes/channels.ts';
import { freshName, insertBefore, nameFrom } from '../fixes/elements.ts';
import { removeOption } from '../fixes/options.ts';
import { removeSource } from '../fixes/statements.ts';
import { replaceSource, textOf } from '../fixes/text.ts';
import { listed } from '../names.ts';
import { attemptsNeeded, parkings } from '../passes/parkings.ts';
import { defineRule } from '../rule.ts';

/** Settings with one number, and how a number of each is written. */
const settings = {
  retention: showDuration,
  visibility: showDuration,
  delay: showDuration,
  latency: showDuration,
  timeout: showDuration,
  ttl: showDuration,
  size: showSize,
  concurrency: String,
  partitions: String,
  replicas: String,
} as const satisfies Partial<Record<keyof Facts & keyof Limits, (value: number) => string>>;

type Setting = keyof typeof settings;

const settingNames = Object.keys(settings) as readonly Setting[];

export const rule = defineRule({
  id: 'invalid-technology-setting',
  code: 'HYG002',
  category: 'hygiene',
  star: false,
  severity: 'error',
  summary: 'A setting that the product does not allow.',
  why: `Every product has limits: how long it keeps a message, how large one may be, how many it hands over at once. A design that goes beyond them cannot be
deployed, and what the other rules conclude from such a value is wrong, too. The limits are those of the catalogue; where a quota of yours was
raised, say so in place: \`retention 20d at most 30d\`.`,
  failureStory: [
    'The design keeps orders in the queue for thirty days, so that a long outage loses none. The product keeps them for fourteen at most.',
    'The deployment is refused, or the value is silently set to what the product can do, and the outage that the design was made for loses orders.',
  ],
  whenNotToUse: `When the catalogue is behind the product or your contract with its vendor. State the limit in the design (\`… at most 30d\`) rather than
silencing the rule.`,
  examples: {
    wrong: `command Pack { key orderId }
queue Packing : aws.sqs { retention 30d  dead-letters after 5 attempts  alarm }
service Shop : aws.lambda { serves pack { sends Pack to Packing } }
service Bench : aws.ecs { on Pack from Packing idempotent { puts Parcels } }
store Parcels : aws.dynamodb
`,
    right: `command Pack { key orderId }
queue Packing : aws.sqs { retention 14d  dead-letters after 5 attempts  alarm }
service Shop : aws.lambda { serves pack { sends Pack to Packing } }
service Bench : aws.ecs { on Pack from Packing idempotent { puts Parcels } }
store Parcels : aws.dynamodb
`,
  },
  sources: [
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html',
    'https://docs.aws.amazon.com/sns/latest/dg/fifo-message-delivery.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  correspondsTo: `cfn-lint \`E3501\`, \`E3705\`, \`E3601\` and \`E3633\` check property ranges of single resources; statelint and asl-validator those of retry fields.`,
  messages: {
    tooMuch:
      '{element} has {setting} {value}, but {technology} allows {limit} at most. Set it to {limit} or less, or state a raised limit with `at most`.',
    tooOrdered:
      '{element} claims `ordering {value}`, but {technology} keeps {limit} at most. Claim what it can give, or use a product that orders.',
    batch: '{handler} takes batches of {value}, but {channel} ({technology}) hands over {limit} at most. Set it to {limit} or less.',
    delayed:
      '{sender} delays what it sends to {channel} by {value}, but {technology} allows {limit} at most. Wait in a workflow (`waits {value}`), or use a shorter delay.',
    handler: '{handler} may take {value}, but {technology} ends it after {limit}. Do less in one run, or run it elsewhere.',
    window:
      '{handler} takes batches of {value} from {channel}, but above {limit} {technology} must be told how long to gather one. Add `within 1s`, or take {limit}.',
    gathered: '{handler} gathers a batch from {channel} for {time}, but {technology} hands over what there is at once. Leave `within` out.',
    readers:
      '{handler} is reader number {count} of {channel}, but {technology} allows {limit}: they throttle each other. Let one reader publish to a topic or bus that the others subscribe to.',
    subscriber:
      '{subscriber} subscribes to {channel}, but {technology} delivers to {kinds} only. Let a queue subscribe, and take the messages from there.',
    hasty: '{channel} gives up after {value}, but {technology} makes {limit} at least. Say `after {limit}`, or count them in the handler.',
    kind: '{element} is a {kind}, but {technology} is a {kinds}. Use a product that is one, or declare it as what it is.',
  },
  check({ design, analysis, report }) {
    for (const { parking, channel } of analysis(parkings)) {
      const needed = attemptsNeeded(parking, channel);
      if (!needed) continue;
      const [value, limit] = [showAttempts(parking.attempts ?? 0), showAttempts(needed.value)];
      const text = textOf(design, parking.source).replace(/\bafter\s+\d+\s+attempts?/, `after ${limit}`);
      report({
        message: 'hasty',
        data: { channel: parking.origin.name, value, technology: needed.origin.name, limit },
        source: parking.source,
        fixes: [{ title: `Make ${limit}`, safe: false, edits: [replaceSource(parking.source, text)] }],
      });
    }
    for (const finding of [
      ...design.elements.flatMap((element) => exceeded(design, { ...element, facts: element.refused })),
      ...ownTechnologies(design).flatMap((technology) => exceeded(design, technology)),
    ]) {
      const { element, setting, value, technology, limit, source } = finding;
      report({
        message: 'tooMuch',
        data: { element, setting, value, technology, limit },
        source,
        fixes: [clamp(design, source, setting, value, limit)],
      });
    }
    for (const element of design.elements) {
      const technology = element.technologyName === undefined ? undefined : design.technologies.get(element.technologyName);
      if (technology && !fits(element.kind, technology)) {
        const data = { element: element.name, kind: element.kind, technology: technology.name, kinds: technology.kinds.join(' or ') };
        report({ message: 'kind', data, source: element.syntax.head, severity: 'warning' });
      }
    }
    for (const owner of [...design.elements, ...ownTechnologies(design).map(withRefused)]) {
      const ordering = overOrdered(design, owner);
      if (ordering) report({ message: 'tooOrdered', ...ordering });
    }
    for (const channel of design.elements.filter(isChannel)) {
      const { readers, subscribers } = channel.facts;
      const taking = takersOf(design, channel);
      if (readers)
        for (const [at, activity] of [...new Map(taking.map((one) => [one.element, one])).values()].entries()) {
          if (at < readers.value) continue;
          const shown = { channel: channel.name, technology: readers.origin.name, limit: readers.value, count: at + 1 };
          report({ message: 'readers', data: { handler: activity.label, ...shown }, source: activity.syntax.head });
        }
      if (subscribers)
        for (const activity of taking) {
          const kind = activity.element.kind;
          if (subscribers.value.includes(kind) || kind === 'actor' || kind === 'external') continue;
          const shown = {
            channel: channel.name,
            technology: subscribers.origin.name,
            kinds: listed(subscribers.value.map((one) => `a ${one}`)),
          };
          const fixes = queueFix(design, channel, activity);
          report({ message: 'subscriber', data: { subscriber: activity.label, ...shown }, source: placeOf(activity, channel), fixes });
        }
    }
    for (const activity of design.activities) {
      const window = withoutWindow(design, activity);
      if (window) report({ message: 'window', ...window });
      const gathered = overGathered(design, activity);
      if (gathered) report({ message: 'gathered', ...gathered });
      const batch = overBatched(design, activity);
      if (batch) report({ message: 'batch', ...batch });
      const { refused, source } = activity.options;
      const timeout = refused?.timeout;
      const limit = activity.element.limits.timeout;
      if (timeout === undefined || !source || !limit) continue;
      const data = {
        handler: activity.label,
        value: showDuration(timeout),
        technology: limit.origin.name,
        limit: showDuration(limit.value),
      };
      report({ message: 'handler', data, source, fixes: [clamp(design, source, 'timeout', data.value, data.limit)] });
    }
    for (const effect of design.effects) {
      if (effect.kind !== 'publishes' && effect.kind !== 'sends') continue;
      const { delay, source } = effect.options;
      for (const channel of effect.channels) {
        const limit = channel.limits.delay;
        if (delay === undefined || !source || !limit || delay <= limit.value) continue;
        const shown = { value: showDuration(delay), technology: limit.origin.name, limit: showDuration(limit.value) };
        const data = { sender: effect.activity.label, channel: channel.name, ...shown };
        report({ message: 'delayed', data, source, fixes: [clamp(design, source, 'delay', shown.value, shown.limit)] });
      }
    }
  },
});

function showAttempts(count: number): string {
  return `${count} ${count === 1 ? 'attempt' : 'attempts'}`;
}

interface Exceeded {
  readonly element: string;
  readonly setting: string;
  readonly value: string;
  readonly technology: string;
  readonly limit: string;
  readonly source: Source;
}

/** What an element itself says beyond a limit. */
function exceeded(design: Design, element: Pick<Element, 'name' | 'facts' | 'limits'>): readonly Exceeded[] {
  const { name, facts, limits } = element;
  const found = settingNames.map((setting) => beyond(design, name, setting, facts[setting], limits[setting], settings[setting]));
  const instances = facts.instances && { value: facts.instances.value.max, origin: facts.instances.origin };
  const throughput = facts.throughput && { value: facts.throughput.value.peak, origin: facts.throughput.origin };
  const most = limits.throughput && { value: limits.throughput.value.peak, origin: limits.throughput.origin };
  return [
    ...found,
    beyond(design, name, 'instances', instances, limits.instances, String),
    beyond(design, name, 'throughput', throughput, most, showRate),
  ].filter((one) => one !== undefined);
}

function beyond(
  design: Design,
  element: string,
  setting: string,
  fact: Fact<number> | undefined,
  limit: Fact<number> | undefined,
  show: (value: number) => string,
): Exceeded | undefined {
  const source = fact?.origin.source;
  if (!fact || !limit || fact.value <= limit.value || !source || !design.files.has(source.uri)) return undefined;
  // What a technology says beyond its own limit is reported there, not at each element that uses it.
  if (fact.origin.kind === 'technology' && fact.origin.name !== element) return undefined;
  const value = Number.isFinite(fact.value) ? show(fact.value) : 'unlimited';
  return { element, setting, value, technology: limit.origin.name, limit: show(limit.value), source };
}

/** Technologies that the project declares, `like` others perhaps. */
function ownTechnologies(design: Design): readonly Technology[] {
  return [...design.technologies.values()].filter(({ builtIn }) => !builtIn);
}

/** A technology keeps what it says beyond its limits among its facts. */
function withRefused({ name, facts, limits }: Technology): Pick<Element, 'name' | 'limits' | 'refused'> {
  return { name, limits, refused: allowed(facts, limits).refused };
}

function overOrdered(design: Design, { name, refused, limits }: Pick<Element, 'name' | 'limits' | 'refused'>) {
  const { ordering } = refused;
  const source = ordering?.origin.source;
  if (!ordering || !limits.ordering || !source) return undefined;
  // What a technology claims is reported there, not at each element that uses it, nor at another that is like it.
  if (ordering.origin.kind === 'technology' && ordering.origin.name !== name) return undefined;
  const most = limits.ordering.value;
  const limit = most === 'per-key' ? 'order per key' : 'no order';
  const data = { element: name, value: ordering.value, technology: limits.ordering.origin.name, limit };
  const fix: Fix =
    most === 'none'
      ? { title: 'Do not count on an order', safe: false, edits: [removeSource(design, source)] }
      : { title: `Count on ${limit} only`, safe: false, edits: [replaceSource(source, `ordering ${most}`)] };
  return { data, source, fixes: [fix] };
}

function overBatched(design: Design, activity: Activity) {
  const { refused, source } = activity.options;
  const size = refused?.batch?.size;
  if (size === undefined || !source) return undefined;
  const channels = (design.index.hopsTo.get(activity.id) ?? []).flatMap(({ from }): readonly Channel[] =>
    from.kind === 'channel' ? [from.channel] : [],
  );
  for (const channel of channels) {
    const limit = channel.limits.batch;
    if (!limit || size <= limit.value) continue;
    const data = {
      handler: activity.label,
      value: String(size),
      channel: channel.name,
      technology: limit.origin.name,
      limit: String(limit.value),
    };
    return { data, source, fixes: [clamp(design, source, 'batch', data.value, data.limit)] };
  }
  return undefined;
}

/** Who takes messages out of a channel, in the order of the text. */
function takersOf(design: Design, channel: Channel): readonly Activity[] {
  return (design.index.hopsFrom.get(channel.id) ?? []).flatMap(({ kind, to, step }) =>
    kind === 'deliver' && to.kind === 'activity' && !step ? [to.activity] : [],
  );
}

/** A workflow's subscription, or the handler. */
function placeOf({ element, syntax }: Activity, channel: Channel): Source {
  const subscription = element.kind === 'orchestrator' ? element.subscriptions.find(({ to }) => to === channel) : undefined;
  return subscription?.syntax.source ?? syntax.head;
}

/** A queue between the two, of a product that the channel's own can park in, which tells the family. */
function queueFix(design: Design, channel: Channel, activity: Activity): readonly Fix[] {
  const { element, messages } = activity;
  const name = freshName(design, `${element.name}Queue`);
  const taken = activity.kind === 'handler' && element.system === channel.system ? takeFrom(design, activity, name) : undefined;
  const sinks = channel.facts.catches?.value.sinks ?? [];
  const technology = [...design.technologies.values()].find((one) => sinks.includes(one.name) && one.kinds.includes('queue'));
  if (!taken || !technology) return [];
  const { failure, source } = activity.options;
  if (failure && failure.kind !== 'dead-letters') return [];
  const names = messages.map((message) => nameFrom(element.system, message)).join(', ');
  const grouped = channel.groupedBy ? [`grouped by ${showKey(channel.groupedBy.key)}`] : [];
  const limit = element.facts.timeout?.value;
  const hidden = limit === undefined ? activity.duration : limit * (element.facts.needsVisibility?.value ?? 1);
  const ordered = messages.some((message) => message.ordered);
  const undelivered = parkedUndelivered(channel.facts, `${name}.dead-letters`, ownSinkOf(design, technology), ordered);
  const body = queueBody(technology, [`subscribes to ${channel.name} for ${names}${undelivered}`, ...grouped], hidden);
  const declaration = `queue ${name} : ${technology.name}${ordered ? body.replace('dead-letters after', 'dead-letters group after') : body}`;
  return [
    {
      title: `Put a queue between ${channel.name} and ${element.name}, ${name}`,
      safe: false,
      edits: [
        taken,
        ...(failure && source ? [removeOption(design, source, failure.source)] : []),
        ...insertBefore(design, element.syntax, declaration),
      ],
    },
  ];
}

/** A large batch that is not told how long it may gather. */
function withoutWindow(design: Design, activity: Activity) {
  const { batch, source } = activity.options;
  const size = batch?.size;
  if (size === undefined || batch?.within !== undefined || !source || !activity.element.facts.ephemeral) return undefined;
  for (const { from } of design.index.hopsTo.get(activity.id) ?? []) {
    const needed = from.kind === 'channel' ? from.channel.facts.needsWindow : undefined;
    if (from.kind !== 'channel' || !needed || size <= needed.value) continue;
    const data = { handler: activity.label, value: size, channel: from.channel.name, limit: needed.value, technology: needed.origin.name };
    const text = textOf(design, source).replace(/\bbatch\s+\d+/, `batch ${size} within 1s`);
    return { data, source, fixes: [{ title: 'Gather for a second', safe: false, edits: [replaceSource(source, text)] }] };
  }
  return undefined;
}

/** A function's batch that is to be gathered for a time, where the product gathers none. */
function overGathered(design: Design, activity: Activity) {
  const { batch, source } = activity.options;
  if (batch?.within === undefined || !source || !activity.element.facts.ephemeral) return undefined;
  for (const { from } of design.index.hopsTo.get(activity.id) ?? []) {
    const none = from.kind === 'channel' ? from.channel.facts.noWindow : undefined;
    if (from.kind !== 'channel' || !none) continue;
    const data = { handler: activity.label, channel: from.channel.name, time: showDuration(batch.within), technology: none.origin.name };
    const text = textOf(design, source).replace(/(\bbatch(?:\s+\d+)?)\s+within\s+\S+?(?=[\s,]|$)/, '$1');
    return { data, source, fixes: [{ title: 'Take what there is', safe: false, edits: [replaceSource(source, text)] }] };
  }
  return undefined;
}

/** Puts the limit where the value stands. */
function clamp(design: Design, source: Source, setting: string, value: string, limit: string): Fix {
  const text = textOf(design, source).replace(new RegExp(`(\\b${setting}\\s+)(?:[\\d.]+\\.\\.)?[\\w./%]+`), `$1${limit}`);
  return { title: `Set ${setting} to ${limit} instead of ${value}`, safe: false, edits: [replaceSource(source, text)] };
}
