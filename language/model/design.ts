/**
 * The Design: what a project's text means, as plain immutable objects. Rules, explorer, diagrams and exporters know the Design and never the
 * syntax tree. Names follow docs/language.md. Units: times in milliseconds (`Infinity` for unlimited), sizes in bytes, rates per second.
 * A value that is `undefined` is unknown: the design does not say it, nor does a technology.
 */
import type { Problem, Source, SourceFile, Syntax } from './source.ts';

export type { Fix, Problem, Range, Related, Source, SourceFile, Syntax, TextEdit } from './source.ts';

// ---------------------------------------------------------------- the whole

/** All that a project's files say together. */
export interface Design {
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly systems: readonly System[];
  readonly groups: readonly Group[];
  readonly messages: readonly Message[];
  /** All elements in the order of the text, implicit dead-letter queues after the channel they belong to. */
  readonly elements: readonly Element[];
  readonly technologies: ReadonlyMap<string, Technology>;
  /** All activities in the order of the text. */
  readonly activities: readonly Activity[];
  /** All effects in the order of the text. */
  readonly effects: readonly Effect[];
  /** Each leg a message can travel. */
  readonly hops: readonly Hop[];
  /** Entry points: what each causes is found by following effects and hops. */
  readonly entries: readonly EntryPoint[];
  readonly flows: readonly Flow[];
  readonly views: readonly View[];
  readonly requirements: readonly Requirement[];
  /** What is wrong with the text itself. */
  readonly problems: readonly Problem[];
  /** Look-ups, built once with the design. */
  readonly index: DesignIndex;
}

/** Adjacency of the design. Keys are ids; a key without an entry has none. */
export interface DesignIndex {
  readonly elementById: ReadonlyMap<string, Element>;
  readonly activityById: ReadonlyMap<string, Activity>;
  /** Hops by the id of what they leave (channel's element id or activity's id) and of what they reach. */
  readonly hopsFrom: ReadonlyMap<string, readonly Hop[]>;
  readonly hopsTo: ReadonlyMap<string, readonly Hop[]>;
  /** Hops that carry a message, by the message's id. */
  readonly hopsOf: ReadonlyMap<string, readonly Hop[]>;
  /** Effects that call or start an activity, by its id. */
  readonly callsOf: ReadonlyMap<string, readonly Effect[]>;
  /** Reads and writes of a store, `using` and outbox aside, by its id. */
  readonly accessesOf: ReadonlyMap<string, readonly Effect[]>;
  readonly activitiesOf: ReadonlyMap<string, readonly Activity[]>;
  /** Channels, subscriptions and handlers that park in an element, by its id. */
  readonly parkedFrom: ReadonlyMap<string, readonly DeadLetterRoute[]>;
}

/** A value with the place that decided it. */
export interface Fact<T> {
  readonly value: T;
  readonly origin: Origin;
}

/** Who says so: a technology's default, or the channel, subscription, handler, step or element itself. `name` is shown to people. */
export interface Origin {
  readonly kind: 'technology' | 'channel' | 'subscription' | 'handler' | 'element' | 'effect' | 'message' | 'system';
  readonly name: string;
  readonly source?: Source;
}

// ---------------------------------------------------------------- systems, groups, messages

/** What every declaration may carry. */
export interface Described {
  readonly name: string;
  readonly title?: string;
  /** The text of the doc comment before the declaration. */
  readonly description?: string;
  readonly notes: readonly string[];
  readonly owner?: string;
  readonly links: readonly string[];
  readonly tags: readonly string[];
  readonly syntax: Syntax;
}

/** A namespace of elements and messages. It may be opened in several places. */
export interface System extends Described {
  readonly id: string;
  /** Without a `system` around it, a file's elements belong to a system of its own, whose name is empty. */
  readonly named: boolean;
  readonly correlation?: string;
  /** Every place where the system is opened. */
  readonly parts: readonly Syntax[];
}

/** Elements that belong together in pictures; a group has no names of its own. */
export interface Group extends Described {
  readonly id: string;
  readonly system: System;
  readonly parent?: Group;
}

/** Fields that make one key together. */
export type Key = readonly string[];

/** How much its loss matters, as said. */
export type Criticality = 'critical' | 'expendable' | 'normal';

/** What is sent: an event tells what has happened, a command asks for something. */
export interface Message extends Described {
  readonly id: string;
  readonly kind: 'event' | 'command';
  readonly system: System;
  readonly key?: Key;
  /** `ordered` alone is `{ by: undefined }`: all of them in one order. */
  readonly ordered?: { readonly by?: Key; readonly source: Source };
  readonly criticality: Criticality;
  readonly size?: number;
  readonly version?: number;
  readonly schema?: string;
  readonly usefulFor?: number;
  /** The message's own correlation field, or its system's. */
  readonly correlation?: string;
}

// ---------------------------------------------------------------- technologies and facts

export type ChannelKind = 'queue' | 'topic' | 'bus' | 'stream';
export type StoreKind = 'store' | 'cache';
export type EntryKind = 'balancer' | 'gateway';
export type ElementKind = ChannelKind | StoreKind | EntryKind | 'service' | 'orchestrator' | 'actor' | 'external';

/** How often a message may reach its consumer. */
export type Delivery = 'at-least-once' | 'at-most-once' | 'exactly-once';
/** Which messages keep their order among each other. */
export type Ordering = 'none' | 'per-key' | 'total';
/** Where a product lets messages that keep failing be caught. */
export type FailurePlace = 'queue' | 'subscription' | 'handler';

/** Average and peak, per second; the same where one figure is given. */
export interface Rate {
  readonly average: number;
  readonly peak: number;
}

/** `3 retries exponential from 2s jitter`. */
export interface RetryPolicy {
  /** Further tries after the first; `Infinity` for `unlimited retries`. */
  readonly retries: number;
  readonly growth?: 'exponential' | 'linear' | 'fixed';
  /** First interval. */
  readonly from?: number;
  readonly jitter: boolean;
  readonly source: Source;
}

/** `batch 10 within 5s`. */
export interface Batch {
  readonly size?: number;
  readonly within?: number;
}

/** Statements that have a value, by their keyword; every one optional, each with its origin. */
export interface Facts {
  readonly delivery?: Fact<Delivery>;
  readonly ordering?: Fact<Ordering>;
  readonly consistency?: Fact<'strong' | 'eventual'>;
  /** `consistency eventual by index`: of what is read by an index, also `strongly`. */
  readonly indexConsistency?: Fact<'strong' | 'eventual'>;
  readonly retention?: Fact<number>;
  readonly visibility?: Fact<number>;
  readonly delay?: Fact<number>;
  readonly latency?: Fact<number>;
  readonly timeout?: Fact<number>;
  readonly ttl?: Fact<number>;
  /** `ttl D jitter`: entries expire at different times, also where they came at one. */
  readonly ttlJitter?: Fact<true>;
  readonly heartbeat?: Fact<number>;
  readonly size?: Fact<number>;
  readonly throughput?: Fact<Rate>;
  readonly concurrency?: Fact<number>;
  /** A share: 0.999 for 99.9%. */
  readonly available?: Fact<number>;
  readonly partitions?: Fact<number>;
  readonly replicas?: Fact<number>;
  readonly instances?: Fact<{ readonly min: number; readonly max: number }>;
  readonly deduplicates?: Fact<{ readonly by?: Key; readonly within: number }>;
  readonly retries?: Fact<RetryPolicy>;
  readonly batch?: Fact<Batch>;
  readonly drops?: Fact<number>;
  readonly alarm?: Fact<true>;
  readonly compacted?: Fact<true>;
  readonly durable?: Fact<true>;
  readonly ephemeral?: Fact<true>;
  readonly managed?: Fact<true>;
  readonly pushes?: Fact<true>;
  readonly traced?: Fact<true>;
  readonly pointers?: Fact<true>;
  /** `partial failures`, `no waits`, `no window`, `keeps age`, `new ids`, `drops unmatched` of a product. */
  readonly partialFailures?: Fact<true>;
  readonly noWaits?: Fact<true>;
  readonly noWindow?: Fact<true>;
  readonly keepsAge?: Fact<true>;
  readonly newIds?: Fact<true>;
  readonly dropsUnmatched?: Fact<true>;
  /** Where failures are caught, and by channels of which technologies. */
  readonly catches?: Fact<{ readonly places: readonly FailurePlace[]; readonly sinks: readonly string[]; readonly attempts?: number }>;
  /** The product brings a dead-letter queue unasked. */
  readonly parks?: Fact<{ readonly attempts?: number }>;
  /** Of workflows: the history limit and how many items of an `each` run at a time. */
  readonly steps?: Fact<number>;
  readonly each?: Fact<number>;
  /** `needs attempts N`, `needs visibility N`. */
  readonly needsAttempts?: Fact<number>;
  readonly needsVisibility?: Fact<number>;
  /** `needs spare N`: all elements of the product share its concurrency, and so much of it cannot be reserved for single ones. */
  readonly needsSpare?: Fact<number>;
  /** `needs window N`: a batch of more must say how long to gather it. */
  readonly needsWindow?: Fact<number>;
  /** `readers N`: how many services may read a stream at a time. */
  readonly readers?: Fact<number>;
  /** `subscribers queue`: what a topic delivers to, by kind. */
  readonly subscribers?: Fact<readonly ElementKind[]>;
  /** `throughput N/s per partition`: of each partition, or each group of a queue. */
  readonly partitionThroughput?: Fact<Rate>;
}

/** The `at most` of a statement, by its keyword. */
export interface Limits {
  readonly ordering?: Fact<Ordering>;
  readonly retention?: Fact<number>;
  readonly visibility?: Fact<number>;
  readonly delay?: Fact<number>;
  readonly latency?: Fact<number>;
  readonly timeout?: Fact<number>;
  readonly ttl?: Fact<number>;
  readonly size?: Fact<number>;
  readonly throughput?: Fact<Rate>;
  readonly concurrency?: Fact<number>;
  readonly partitions?: Fact<number>;
  readonly replicas?: Fact<number>;
  readonly instances?: Fact<number>;
  readonly batch?: Fact<number>;
  readonly each?: Fact<number>;
}

/** A product, of the catalogue or declared in the design, with what holds of it. */
export interface Technology {
  /** `aws.sqs.fifo` */
  readonly name: string;
  /** `SQS FIFO`: its title, or the last part of its name. */
  readonly label: string;
  readonly kinds: readonly ElementKind[];
  /** The technology it is `like`, and so on up. */
  readonly ancestors: readonly string[];
  /** Class of product, for the mark in pictures. */
  readonly mark?: string;
  readonly description?: string;
  readonly builtIn: boolean;
  /** Own facts and the inherited ones, each with the technology that states it as its origin. */
  readonly facts: Facts;
  readonly limits: Limits;
  readonly syntax: Syntax;
}

// ---------------------------------------------------------------- elements

interface ElementBase extends Described {
  /** `shop.Orders`; unique in the project. Elements of an unnamed system carry their file's number: `#2.Orders`. */
  readonly id: string;
  readonly system: System;
  readonly group?: Group;
  /** Absent if none is said, its name is unknown, or it is a product of another kind. */
  readonly technology?: Technology;
  /** As written, also when unknown. */
  readonly technologyName?: string;
  /** Own statements over the technology's. */
  readonly facts: Facts;
  readonly limits: Limits;
  /** What is said beyond what the product allows. `invalid-technology-setting` reports it, and nobody else reasons from it: in `facts` it is unsaid. */
  readonly refused: Facts;
  /** Places of the element's own statements by their first word (`retention`, `dead-letters`, `sticky`, `alarm`, …), for messages and fixes. */
  readonly statements: ReadonlyMap<string, readonly Source[]>;
  /** `critical` or `expendable` said of the element. */
  readonly criticality: Criticality;
  /** Whether a body is written at all. */
  readonly hasBody: boolean;
}

/** A queue, topic, bus or stream. */
export interface Channel extends ElementBase {
  readonly kind: ChannelKind;
  /** What it transports: as `carries` says, else what is published or sent to it and what its subscriptions bring. */
  readonly messages: readonly Message[];
  readonly closed: boolean;
  readonly groupedBy?: { readonly key: Key; readonly groups?: number; readonly source: Source };
  readonly subscriptions: readonly Subscription[];
  readonly failure?: FailureRule;
  readonly redrivesTo?: { readonly channel: Channel; readonly source: Source };
  /** The channel whose dead letters this implicit queue holds; absent for a declared one. */
  readonly deadLettersOf?: Channel;
}

/** `subscribes to T for M with …`, of a channel or a workflow. */
export interface Subscription {
  readonly id: string;
  readonly to: Channel;
  readonly subscriber: Channel | Orchestrator;
  readonly messages: readonly Message[];
  /** Whether `for` names the messages. */
  readonly named: boolean;
  readonly filter?: string;
  readonly key?: Key;
  readonly retries?: RetryPolicy;
  readonly failure?: FailureRule;
  readonly syntax: Syntax;
}

/** What is said about messages that fail for good. */
export type FailureRule =
  | {
      readonly kind: 'dead-letters';
      /** Undefined when the name is unknown. */
      readonly to?: Element;
      /** No `to`: a queue of its own. */
      readonly own: boolean;
      readonly attempts?: number;
      readonly wholeGroup: boolean;
      readonly source: Source;
      readonly origin: Origin;
    }
  | { readonly kind: 'drops'; readonly attempts: number; readonly source: Source; readonly origin: Origin }
  | { readonly kind: 'none'; readonly because?: string; readonly source: Source; readonly origin: Origin };

/** A store, or a cache of one. */
export interface Store extends ElementBase {
  readonly kind: StoreKind;
  readonly key?: Key;
  readonly indexes: readonly Key[];
  readonly groupedBy?: { readonly key: Key; readonly groups?: number; readonly source: Source };
  readonly caches?: { readonly from: Element; readonly source: Source };
  readonly rebuiltFrom?: { readonly from: Element; readonly within?: number; readonly source: Source };
  readonly ownedBy?: { readonly element: Element; readonly source: Source };
}

/** Whatever runs code. */
export interface Service extends ElementBase {
  readonly kind: 'service';
  readonly state: readonly KeptState[];
}

/** `keeps Carts in memory`: what a service or workflow remembers between two things that it does. */
export interface KeptState {
  readonly name: string;
  readonly element: Service | Orchestrator;
  readonly place: 'memory' | 'disk' | 'store';
  readonly store?: Store;
  readonly rebuiltFrom?: { readonly from: Element; readonly within?: number };
  readonly syntax: Syntax;
}

/** A workflow engine with the workflow that it runs. */
export interface Orchestrator extends ElementBase {
  readonly kind: 'orchestrator';
  readonly state: readonly KeptState[];
  readonly subscriptions: readonly Subscription[];
  readonly failure?: FailureRule;
  /** The run: its body holds steps. */
  readonly workflow: Activity;
  /** Steps of the body and of `otherwise`, in the order of the text. */
  readonly steps: readonly Step[];
}

/** A balancer or gateway. */
export interface Entry extends ElementBase {
  readonly kind: EntryKind;
  readonly routes: readonly Route[];
  readonly sticky?: { readonly for?: number; readonly source: Source };
}

/** `routes "POST /orders" to Ordering.place`. */
export interface Route {
  readonly path?: string;
  /** The element routed to, and its operation where one is named. */
  readonly target?: Element;
  readonly operation?: Activity;
  /** The route's own body, or the implied call of its target. */
  readonly activity: Activity;
  readonly syntax: Syntax;
}

/** A person or client: where things begin. */
export interface Actor extends ElementBase {
  readonly kind: 'actor';
}

/** A system of somebody else. */
export interface External extends ElementBase {
  readonly kind: 'external';
}

/** Whatever has a shape in a picture. */
export type Element = Channel | Store | Service | Orchestrator | Entry | Actor | External;

// ---------------------------------------------------------------- what elements do

/** What causes an activity. */
export type ActivityKind = 'handler' | 'join' | 'operation' | 'schedule' | 'route' | 'workflow' | 'unplaced';

/**
 * A body that runs once a cause: a handler once a delivery, an operation once a call, a schedule once a tick, a workflow once a start.
 * `unplaced` gathers the effects written directly in an element's body: known to happen, not known when.
 */
export interface Activity {
  /** `shop.Stats/on OrderPlaced from StatsQueue`; unique. */
  readonly id: string;
  readonly kind: ActivityKind;
  readonly element: Element;
  /** For messages to people: `Stats`, `Cart.get`, `Stats every 5m`. */
  readonly label: string;
  /** An operation's name. */
  readonly name?: string;
  /** Handler, join: what it consumes. Operation: its request, if named. Workflow: what starts it. */
  readonly messages: readonly Message[];
  /** `from` as written. */
  readonly from?: Channel;
  /** A channel is said, and nothing has its name: where the messages come from is not known, and not inferred. */
  readonly unknownFrom: boolean;
  readonly period?: number;
  /** `in D`, a 99th percentile. */
  readonly duration?: number;
  readonly idempotency?: Idempotency;
  readonly criticality: Criticality;
  readonly safe: boolean;
  readonly options: HandlerOptions;
  /** Of a join: the time after which `otherwise` runs, and where those that came are kept. */
  readonly join?: { readonly within?: number; readonly using?: Store };
  /** Undefined: left out, so what it does is unknown. */
  readonly body?: readonly Action[];
  readonly otherwise?: readonly Action[];
  /** All effects in the order of the text: of the body, of undo blocks and of `otherwise` (see Effect.part). */
  readonly effects: readonly Effect[];
  readonly syntax: Syntax;
}

/** `idempotent by orderId within 1d using Seen`. */
export interface Idempotency {
  /** As written, or by default the message's key; undefined: the whole request. */
  readonly by?: Key;
  readonly explicitKey: boolean;
  /** As written, or by default the store's `ttl`; undefined: for ever. */
  readonly within?: number;
  readonly using?: Store;
  /** The clause, from the word `idempotent` on. */
  readonly source: Source;
}

/** `with …` of a handler, subscription or effect. */
export interface HandlerOptions {
  readonly batch?: Batch;
  readonly partialFailures: boolean;
  readonly concurrency?: number;
  readonly retries?: RetryPolicy;
  readonly timeout?: number;
  readonly heartbeat?: number | true;
  readonly acknowledgesFirst?: Source;
  readonly filter?: string;
  readonly failure?: FailureRule;
  readonly ordering?: Ordering;
  readonly delivery?: Delivery;
  /** What the channel or the platform does not allow: above, it is unsaid. */
  readonly refused?: { readonly batch?: Batch; readonly timeout?: number };
  /** From the word `with` to the last option. */
  readonly source?: Source;
}

/** `with …` of an effect. */
export interface EffectOptions {
  readonly timeout?: number;
  readonly retries?: RetryPolicy;
  readonly key?: Key;
  readonly circuitBreaker: boolean;
  readonly fallback?: { readonly element?: Element; readonly operation?: Activity };
  readonly heartbeat?: number | true;
  readonly delay?: number;
  readonly delivery?: Delivery;
  readonly source?: Source;
}

/** What a body says, one after another: an effect, a step of a workflow, or a block of actions. */
export type Action =
  | { readonly kind: 'effect'; readonly effect: Effect }
  | { readonly kind: 'step'; readonly step: Step }
  | { readonly kind: 'atomically' | 'parallel'; readonly body: readonly Action[]; readonly syntax: Syntax }
  | {
      readonly kind: 'when';
      /** In order; the last may be without a condition: plain `otherwise`. */
      readonly branches: readonly { readonly condition?: string; readonly body: readonly Action[] }[];
      readonly syntax: Syntax;
    }
  | {
      readonly kind: 'each';
      readonly item: string;
      readonly atMost?: number;
      readonly concurrency?: number;
      readonly body: readonly Action[];
      readonly syntax: Syntax;
    };

/** A step of a workflow. */
export interface Step {
  readonly name: string;
  readonly orchestrator: Element;
  /** What it does: one effect, a wait, or a block. */
  readonly action: Action | { readonly kind: 'wait'; readonly wait: Wait };
  /** The step's effects, its undo aside. */
  readonly effects: readonly Effect[];
  readonly undo?: { readonly effects: readonly Effect[]; readonly source: Source };
  readonly onFailure?: Step;
  /** `body` or `otherwise` of the workflow. */
  readonly part: 'body' | 'otherwise';
  readonly syntax: Syntax;
}

/** `waits 1h`, `waits for OrderShipped at most 2d`. */
export interface Wait {
  /** A timer. */
  readonly duration?: number;
  readonly messages: readonly Message[];
  readonly all: boolean;
  readonly from?: Channel;
  /** As that of an activity. */
  readonly unknownFrom: boolean;
  readonly atMost?: number;
  readonly heartbeat?: number | true;
  readonly source: Source;
}

export type ReadKind = 'reads';
export type WriteKind = 'puts' | 'inserts' | 'deletes' | 'appends' | 'increments' | 'writes';

interface EffectBase {
  readonly id: string;
  readonly activity: Activity;
  /** Where it stands in its activity: the body, the activity's `otherwise`, or the undo of a step. */
  readonly part: 'body' | 'otherwise' | 'undo';
  /** The step it belongs to, in a workflow. */
  readonly step?: Step;
  /** Enclosing blocks, outermost first. */
  readonly blocks: readonly EnclosingBlock[];
  readonly rate?: Rate;
  readonly options: EffectOptions;
  readonly syntax: Syntax;
}

/** A block that an effect stands in. */
export interface EnclosingBlock {
  readonly kind: 'atomically' | 'parallel' | 'when' | 'each';
  /** The same for all that stands in the same block. */
  readonly id: string;
  /** Of `when` and `parallel`: which of them. */
  readonly branch: number;
  readonly atMost?: number;
  readonly concurrency?: number;
}

/** A read or write of a store. */
export interface StoreEffect extends EffectBase {
  readonly kind: ReadKind | WriteKind;
  readonly store?: Store;
  readonly by?: Key;
  readonly strongly: boolean;
  readonly condition?: 'newer' | 'unchanged';
}

/** A message that is published or sent. */
export interface MessageEffect extends EffectBase {
  readonly kind: 'publishes' | 'sends';
  readonly message?: Message;
  /** As written: a channel, or a service, workflow, external or actor. */
  readonly to?: Element;
  /** A place is said, and nothing has its name: where the message goes is not known, and not inferred. */
  readonly unknownTo: boolean;
  /** The channels it reaches: `to`, or those inferred. */
  readonly channels: readonly Channel[];
  readonly outbox?: Store;
  /** An outbox is said, and nothing has its name: the message goes by a store that is not known. */
  readonly unknownOutbox: boolean;
}

/** A call that waits for its answer, or the start of a workflow. */
export interface CallEffect extends EffectBase {
  readonly kind: 'calls' | 'starts';
  /** The element called. */
  readonly target?: Element;
  /** The operations, routes or workflow that answer; several when a balancer or gateway is called without a route. */
  readonly callees: readonly Activity[];
  /** Written: `Stock.reserve`. */
  readonly operation?: string;
  readonly route?: string;
  /** A route's implied call of what it routes to, or an undo's call of its target. */
  readonly implied: boolean;
}

/** What an activity does to something else. */
export type Effect = StoreEffect | MessageEffect | CallEffect;

// ---------------------------------------------------------------- hops

/** What a hop leaves or reaches. */
export type Place = { readonly kind: 'channel'; readonly channel: Channel } | { readonly kind: 'activity'; readonly activity: Activity };

/**
 * One leg of a message's way.
 * publish: an effect puts it into a channel · forward: a subscription takes it from channel to channel · deliver: a channel hands it to a
 * handler, a join, a workflow or a waiting step · direct: an effect hands it to its receiver with no channel between · dead-letter: it is
 * parked · redrive: it is put back.
 */
export interface Hop {
  readonly id: string;
  readonly kind: 'publish' | 'forward' | 'deliver' | 'direct' | 'dead-letter' | 'redrive';
  readonly from: Place;
  readonly to: Place;
  readonly messages: readonly Message[];
  readonly effect?: MessageEffect;
  readonly subscription?: Subscription;
  /** The waiting step, where a workflow already under way receives it. */
  readonly step?: Step;
  readonly guarantee: Guarantee;
  readonly source: Source;
}

/** What holds on a hop, each with who says so. Technology, then channel, then subscription, then handler, each over the one before. */
export interface Guarantee {
  readonly delivery?: Fact<Delivery>;
  readonly ordering?: Fact<Ordering>;
  readonly groupedBy?: Fact<Key>;
  readonly deduplicates?: Fact<{ readonly by?: Key; readonly within: number }>;
  /** Deliveries before the message counts as failed: `Infinity` when it is tried for ever (or until retention ends). */
  readonly attempts?: Fact<number>;
  /** Whether `attempts` is what a product says of its tries in general, and may be another number for this receiver. */
  readonly attemptsVary?: boolean;
  readonly retries?: Fact<RetryPolicy>;
  readonly retention?: Fact<number>;
  readonly visibility?: Fact<number>;
  /** What becomes of a message that fails for good. Undefined: nothing is said, so it is lost. */
  readonly failure?: FailureRule;
  /** Dead letters that are said where this hop's technology catches nothing, the most specific first. */
  readonly misplaced?: readonly FailureRule[];
  /** Where this hop's technology catches failures. */
  readonly caughtAt: readonly FailurePlace[];
  readonly heartbeat?: number | true;
  readonly concurrency?: Fact<number>;
}

/** Who parks in an element: a channel, a subscription or a handler. */
export interface DeadLetterRoute {
  readonly from: Channel | Activity;
  readonly subscription?: Subscription;
  readonly to: Element;
  readonly rule: FailureRule;
  readonly source: Source;
}

// ---------------------------------------------------------------- flows, views, requirements

/** Where things begin. A message entry is one that nobody in the design publishes. */
export type EntryPoint =
  | { readonly kind: 'activity'; readonly activity: Activity; readonly rate?: Rate }
  | { readonly kind: 'message'; readonly message: Message; readonly rate?: Rate };

/** `flow checkout from Ordering.place`: what somebody expects of all that follows from there. */
export interface Flow extends Described {
  readonly id: string;
  readonly system: System;
  /** Operation, route, actor's unplaced effects or workflow it starts at; a message starts at all of its consumers. */
  readonly from: readonly Activity[];
  readonly message?: Message;
  readonly fromElement?: Element;
  readonly within?: number;
  readonly available?: number;
  readonly reads?: { readonly scope: 'own' | 'all'; readonly after?: number; readonly source: Source };
  readonly criticality: Criticality;
  readonly rate?: Rate;
  /** Places of `within`, `available`, `reads`, `critical`. */
  readonly statements: ReadonlyMap<string, Source>;
}

/** A picture that shows a part of the design. */
export interface View extends Described {
  readonly id: string;
  readonly system: System;
  readonly include: readonly (Element | Group | System)[];
  readonly exclude: readonly (Element | Group | System)[];
  readonly around: readonly { readonly target: Element | Group | System; readonly within: number }[];
  readonly direction?: 'right' | 'down' | 'left' | 'up';
}

/** What a requirement names. A flow stands for where it begins. */
export type RequirementTarget =
  | { readonly kind: 'element'; readonly element: Element }
  | { readonly kind: 'activity'; readonly activity: Activity }
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'state'; readonly state: KeptState }
  | { readonly kind: 'step'; readonly step: Step };

/** `require`: what must hold in every run under faults. The explorer tries to break it. */
export interface Requirement {
  readonly kind: 'at-most-once' | 'never-lost' | 'in-order' | 'survives-instance-loss' | 'all-or-nothing' | 'leads-to';
  readonly subject?: RequirementTarget;
  readonly scope?: RequirementTarget;
  readonly consumer?: RequirementTarget;
  readonly outcomes: readonly RequirementTarget[];
  readonly source: Source;
}
