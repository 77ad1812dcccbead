import type { Design, Element, Hop, Message } from '../../language/model/design.ts';
import { listed } from '../element-names.ts';
import { addStatement } from '../fixes/statements.ts';
import { ownerOf } from '../passes/contexts.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  id: 'unversioned-event-contract',
  code: 'CPL006',
  category: 'coupling',
  star: false,
  severity: 'warning',
  summary: 'An event that another team reads has neither a version nor a schema.',
  why: `Inside a team an event is changed together with its readers. Across a boundary nobody can do that: the producer does not know all readers, and they do
not deploy together. A version and a schema are what both sides can rely on, and what a build can check before a renamed field reaches a reader.`,
  failureStory: [
    'The shop renames `total` to `totalGross`; all its own tests pass.',
    'Another team’s billing reads `total`, gets nothing, and takes it for zero.',
    'For a week, invoices for nothing go out.',
  ],
  whenNotToUse: `In a sample or a prototype. Events whose readers have the same \`owner\`, or of which the owner is not said, are not
reported. An \`external\` is run by somebody else, also inside a system that has an owner.`,
  examples: {
    wrong: `event Paid { key paymentId }

topic Payments : aws.sns
service Checkout { owner "Team Shop"  serves pay { publishes Paid to Payments } }
service Billing { owner "Team Finance"  on Paid from Payments }
`,
    right: `event Paid { key paymentId  version 1  schema "contracts/paid.json" }

topic Payments : aws.sns
service Checkout { owner "Team Shop"  serves pay { publishes Paid to Payments } }
service Billing { owner "Team Finance"  on Paid from Payments }
`,
  },
  sources: ['https://learn.microsoft.com/en-us/azure/architecture/patterns/choreography', 'https://doi.org/10.1109/MS.2018.2141031'],
  since: '0.1.0',
  fixable: 'suggestion',
  correspondsTo:
    'EventCatalog *best-practices/schema-required* and *refs/valid-version-range*, and the AsyncAPI rule set, check documents of contracts. Here it matters who consumes the message.',
  messages: {
    unversioned:
      '{event} goes from {producer} ({owner}) to {readers}, with neither version nor schema: a renamed field breaks them unseen. Say `version 1` and link the `schema`.',
  },
  check({ design, report }) {
    for (const message of design.messages) {
      if (message.kind !== 'event' || message.version !== undefined || message.schema !== undefined) continue;
      const crossing = crossingOf(design, message);
      if (!crossing) continue;
      const { producer, owner, readers } = crossing;
      report({
        message: 'unversioned',
        data: {
          event: message.name,
          producer: producer.name,
          owner,
          readers: listed(readers.map((reader) => `${reader.name} (${ownerName(reader)})`)),
        },
        source: message.syntax.name ?? message.syntax.head,
        related: readers.map((reader) => ({ message: `${reader.name} reads it`, source: reader.syntax.name ?? reader.syntax.head })),
        fixes: [{ title: `Give ${message.name} a version`, safe: false, edits: addStatement(design, message.syntax, 'version 1') }],
      });
    }
  },
});

interface Crossing {
  readonly producer: Element;
  readonly owner: string;
  readonly readers: readonly Element[];
}

/** The first producer that has readers of another owner. People read what they are shown. */
function crossingOf(design: Design, message: Message): Crossing | undefined {
  const hops = design.index.hopsOf.get(message.id) ?? [];
  const readers = [...new Set(hops.flatMap((hop) => receiverOf(hop) ?? []))].filter(({ kind }) => kind !== 'actor');
  for (const { from, kind } of hops) {
    if (from.kind !== 'activity' || (kind !== 'publish' && kind !== 'direct')) continue;
    const producer = from.activity.element;
    const owner = ownerName(producer);
    const others = readers.filter((reader) => ownerName(reader) !== undefined && ownerName(reader) !== owner);
    if (owner !== undefined && others.length > 0) return { producer, owner, readers: others };
  }
  return undefined;
}

/** Whoever runs an external is no part of the team around it. */
function ownerName(element: Element): string | undefined {
  return element.kind === 'external' ? (element.owner ?? 'somebody else') : ownerOf(element);
}

function receiverOf({ kind, to }: Hop): Element | undefined {
  return (kind === 'deliver' || kind === 'direct') && to.kind === 'activity' ? to.activity.element : undefined;
}
