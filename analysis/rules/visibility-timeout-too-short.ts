import type { Channel, Design, Fix, Hop } from '../../language/model/design.ts';
import { isChannel } from '../../language/model/drafts.ts';
import { showDuration } from '../../language/model/quantities.ts';
import type { Severity } from '../finding.ts';
import { addOption } from '../fixes/options.ts';
import { setStatement } from '../fixes/statements.ts';
import { withTechnology } from '../names.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'visibility-timeout-too-short',
  code: 'RES005',
  category: 'resilience',
  star: false,
  severity: 'warning',
  summary: 'A queue delivers a message again while its handler may still be at work on it.',
  why: `A queue hides a message that it has handed out for a while (visibility timeout, lock duration, acknowledgement deadline). If the handler is not done
by then, the queue takes it for dead and hands the message to another one. Both work on it at the same time, and when the first one
wants to acknowledge, the message is no longer its own. Under load everything takes longer, so exactly then the duplicates multiply.

Functions that poll in batches need more: a receive that is throttled waits and comes again, which is why six times the function's
timeout is asked for.`,
  failureStory: [
    'A report takes 40 seconds on a busy day; the queue hides its message for 30.',
    'A second instance starts on the same report, then a third; all are slower now.',
    'After five deliveries the message is parked as poisonous, although every single attempt succeeded.',
  ],
  whenNotToUse: `Where the consumer prolongs the time itself: then say \`with heartbeat\`.`,
  examples: {
    wrong: `event OrderPlaced { key orderId }
queue Labels : aws.sqs { dead-letters after 5 attempts  alarm }
service Shop : aws.lambda { timeout 5s  serves place { sends OrderPlaced to Labels } }
service Labelling : aws.lambda { timeout 60s  on OrderPlaced from Labels { puts Shipments } }
store Shipments : aws.dynamodb { key orderId }
`,
    right: `event OrderPlaced { key orderId }
queue Labels : aws.sqs { visibility 6m  dead-letters after 5 attempts  alarm }
service Shop : aws.lambda { timeout 5s  serves place { sends OrderPlaced to Labels } }
service Labelling : aws.lambda { timeout 60s  on OrderPlaced from Labels { puts Shipments } }
store Shipments : aws.dynamodb { key orderId }
`,
  },
  sources: [
    'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html',
  ],
  since: '0.1.0',
  fixable: 'suggestion',
  correspondsTo:
    'cfn-lint E3505 and cdk-nag LambdaEventSourceSQSVisibilityTimeout look at functions only, and at the limit or at six times it; this rule also knows how long a handler takes and whether it prolongs the time.',
  messages: {
    belowTimeout:
      '{handler} may take {time} before it is stopped, but {channel} hides a message for only {visibility}{origin}: a second consumer starts on it meanwhile. Set `visibility` to at least {wanted}.',
    belowFactor:
      '{handler} may take {time}, and its product asks for {factor} times that{window}, because a throttled receive comes again; {channel} hides a message for only {visibility}{origin}. Set `visibility` to at least {wanted}.',
    belowWork:
      '{handler} takes up to {time}, but {channel} hides a message for only {visibility}{origin}: a second consumer starts on it meanwhile. Set `visibility` to at least {wanted}, or let the handler prolong it `with heartbeat`.',
    aboveRetention:
      '{channel} hides a message for {visibility} but keeps it for only {retention}: a message whose consumer dies expires before anybody else sees it. Keep it longer, or hide it for less.',
  },
  check({ design, report }) {
    for (const channel of design.elements.filter(isChannel)) {
      const { visibility, retention } = channel.facts;
      if (!visibility) continue;
      const place = channel.statements.get('visibility')?.[0] ?? channel.syntax.name ?? channel.syntax.head;
      const data = { channel: withTechnology(channel), visibility: showDuration(visibility.value) };
      if (retention && visibility.value > retention.value) {
        const source = channel.statements.get('visibility')?.[0] ?? channel.statements.get('retention')?.[0] ?? place;
        const kept = { ...data, retention: showDuration(retention.value) };
        report({
          message: 'aboveRetention',
          data: kept,
          source,
          subject: channel.id,
          severity: 'error',
          fixes: retentionFix(design, channel),
        });
        continue;
      }
      const worst = (design.index.hopsFrom.get(channel.id) ?? [])
        .flatMap((hop) => shortfallOf(channel, hop, visibility.value) ?? [])
        .reduce<Shortfall | undefined>((most, one) => (most && most.wanted >= one.wanted ? most : one), undefined);
      if (worst?.hop.to.kind !== 'activity') continue;
      const { activity } = worst.hop.to;
      const origin = visibility.origin.kind === 'technology' ? ', its default' : '';
      const full = { ...data, handler: activity.label, time: showDuration(worst.time), wanted: showDuration(worst.wanted), origin };
      const shared = {
        source: place,
        subject: channel.id,
        severity: worst.severity,
        related: [
          { message: `${activity.label} may take ${full.time}`, source: worst.hop.source },
          ...(activity.element.statements.get('timeout') ?? []).map((source) => ({
            message: `${activity.element.name} is stopped then`,
            source,
          })),
        ],
        fixes: fixesOf(design, channel, worst),
      };
      if (worst.kind === 'belowFactor') {
        const window = worst.window > 0 ? ` and ${showDuration(worst.window)} to gather a batch` : '';
        report({ message: 'belowFactor', data: { ...full, factor: worst.factor, window }, ...shared });
      } else report({ message: worst.kind, data: full, ...shared });
    }
  },
});

interface Shortfall {
  readonly kind: 'belowTimeout' | 'belowFactor' | 'belowWork';
  readonly hop: Hop;
  readonly severity: Severity;
  readonly time: number;
  readonly factor: number;
  readonly window: number;
  readonly wanted: number;
}

/** How much longer than its visibility a handler may keep a message. */
function shortfallOf(channel: Channel, hop: Hop, visibility: number): Shortfall | undefined {
  if (hop.kind !== 'deliver' || hop.to.kind !== 'activity') return undefined;
  const { activity } = hop.to;
  const { facts } = activity.element;
  if (
    activity.kind === 'workflow' ||
    activity.options.refused?.timeout !== undefined ||
    activity.element.refused.timeout ||
    hop.guarantee.heartbeat !== undefined ||
    facts.heartbeat !== undefined
  )
    return undefined;
  if (activity.options.acknowledgesFirst || hop.guarantee.delivery?.value === 'at-most-once') return undefined;
  const { duration } = activity;
  // Only queues hide what a poller may be too busy to take.
  const factor = channel.kind === 'queue' ? (facts.needsVisibility?.value ?? 1) : 1;
  // A function's limit binds. Elsewhere it is a last resort: how long the work takes says more, and a product's default says nothing.
  const limit = facts.timeout && (factor > 1 || facts.timeout.origin.kind !== 'technology') ? facts.timeout.value : undefined;
  const timeout = factor > 1 || duration === undefined ? (activity.options.timeout ?? limit) : undefined;
  const window = factor > 1 ? (activity.options.batch?.within ?? 0) : 0;
  const shared = { hop, factor, window };
  if (timeout !== undefined && Number.isFinite(timeout)) {
    const wanted = timeout * factor + window;
    if (visibility < timeout) return { ...shared, kind: 'belowTimeout', severity: 'error', time: timeout, wanted };
    if (visibility < wanted) return { ...shared, kind: 'belowFactor', severity: 'warning', time: timeout, wanted };
    return undefined;
  }
  if (duration === undefined || visibility >= duration) return undefined;
  return { ...shared, kind: 'belowWork', severity: 'warning', time: duration, wanted: duration * 2 };
}

function fixesOf(design: Design, channel: Channel, { kind, wanted, hop }: Shortfall): readonly Fix[] {
  const fixes: Fix[] = [];
  const limit = channel.limits.visibility?.value ?? Number.POSITIVE_INFINITY;
  if (wanted <= limit && wanted <= (channel.facts.retention?.value ?? Number.POSITIVE_INFINITY)) {
    const edits = setStatement(design, channel, 'visibility', `visibility ${showDuration(wanted)}`);
    fixes.push({ title: `Hide messages of ${channel.name} for ${showDuration(wanted)}`, safe: false, edits });
  }
  if (kind === 'belowWork' && hop.to.kind === 'activity') {
    const { activity } = hop.to;
    fixes.push({ title: `Let ${activity.label} prolong it while it works`, safe: false, edits: addOption(design, activity, 'heartbeat') });
  }
  return fixes;
}

function retentionFix(design: Design, channel: Channel): readonly Fix[] {
  const place = channel.statements.get('retention')?.[0];
  const kept = channel.technology?.facts.retention?.value;
  const hidden = channel.facts.visibility?.value ?? 0;
  if (!place || kept === undefined || kept < hidden) return [];
  const edits = setStatement(design, channel, 'retention', `retention ${showDuration(kept)}`);
  return [{ title: `Keep messages of ${channel.name} for ${showDuration(kept)}`, safe: false, edits }];
}
