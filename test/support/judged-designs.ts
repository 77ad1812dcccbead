/**
 * Small designs at random whose failures rules and fault explorer both judge: services, channels with and without guarantees, stores, externals, workflows,
 * kept state, in flows that an actor, a schedule or a message begins. Nothing in them is wrong in itself: every name resolves and every option means
 * something where it stands. A design is built from a tape of numbers, each of which decides one question, so that any two runs with one tape give
 * one design and a shrunk tape gives a simpler design: the first answer to each question is the plainest.
 */
import fc from 'fast-check';
import type { RandomDesign } from './random-designs.ts';

/** How many numbers a tape holds; a question past its end gets its first answer. */
const TAPE = 160;

/** Answers questions from a tape. */
export class Tape {
  readonly #numbers: readonly number[];
  #at = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  pick<T>(answers: readonly [T, ...T[]]): T {
    const number = this.#numbers[this.#at++] ?? 0;
    return answers[number % answers.length] ?? answers[0];
  }

  /** @returns a number from 0 to `most`. */
  upTo(most: number): number {
    return (this.#numbers[this.#at++] ?? 0) % (most + 1);
  }

  /** True once in `times`. */
  rarely(times: number): boolean {
    return this.upTo(times - 1) === times - 1;
  }
}

const spaced = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('  ');

/** How a message comes to its consumer, and the words that send it there and take it from there. */
interface Way {
  readonly message: string;
  readonly send: string;
  readonly from: string;
  /** Options that a handler may have on it. */
  readonly options: readonly string[];
  readonly consumer: number;
}

class Builder {
  readonly #tape: Tape;
  readonly declarations: string[] = [];
  readonly ways: Way[] = [];
  readonly #services: number;
  readonly #stores: number;
  readonly #workflow: boolean;
  readonly #ordered: boolean;
  #steps = 0;

  constructor(tape: Tape) {
    this.#tape = tape;
    this.#services = 1 + tape.upTo(2);
    this.#stores = 1 + tape.upTo(1);
    this.#workflow = tape.rarely(3);
    this.#ordered = tape.rarely(3);
  }

  build(): RandomDesign {
    const messages = 1 + this.#tape.upTo(2);
    this.#deadLetters();
    for (let number = 0; number < messages; number++) this.#message(number);
    for (let number = 0; number < this.#stores; number++) this.#store(number);
    for (let number = 0; number < this.#services; number++) this.#service(number);
    if (this.#workflow) this.#orchestrator();
    this.declarations.push('external X { serves pay critical  serves mail expendable  serves charge idempotent by id  serves look safe }');
    this.#entry();
    this.#senders();
    return { declarations: this.declarations };
  }

  #deadLetters(): void {
    const sink = this.#tape.pick(['alarm', '', 'owner "ops"', 'alarm  redrives to Q0']);
    this.declarations.push(`queue D0 : aws.sqs { retention 14d  ${sink} }`);
    this.declarations.push('queue D1 : aws.sqs.fifo { retention 14d  alarm }');
  }

  // -------------------------------------------------------------- messages and their ways

  #message(number: number): void {
    const tape = this.#tape;
    const name = `M${number}`;
    const criticality = tape.pick(['', '', 'critical', 'expendable']);
    const order = this.#ordered && tape.rarely(2) ? 'ordered by group' : '';
    this.declarations.push(`event ${name} { ${spaced('key id', order, criticality)} }`);
    const consumer = number % this.#services;
    const kind = number === 0 ? tape.pick(['queue', 'forward']) : tape.pick(['queue', 'forward', 'topic', 'stream', 'direct']);
    const queued = ['with batch 10', 'with concurrency 5'];
    const ordering = order ? ['with ordering none'] : [];
    if (kind === 'queue') {
      this.#queue(number, '', order !== '');
      const options = [...queued, ...ordering, 'with acknowledges first'];
      this.ways.push({ message: name, send: `sends ${name} to Q${number}`, from: ` from Q${number}`, options, consumer });
    } else if (kind === 'forward') {
      this.#topic(number, order !== '');
      const parks = tape.pick(['', '', ' with dead-letters to D0 after 3 attempts']);
      this.#queue(number, `subscribes to T${number} for ${name}${parks}`, order !== '');
      this.ways.push({
        message: name,
        send: `publishes ${name} to T${number}`,
        from: ` from Q${number}`,
        options: [...queued, ...ordering],
        consumer,
      });
    } else if (kind === 'direct') {
      const options = ['with dead-letters to D0 after 3 attempts', 'with 1 retry', ...ordering];
      this.ways.push({ message: name, send: `sends ${name} to V${consumer}`, from: '', options, consumer });
    } else {
      if (kind === 'topic') this.#topic(number, order !== '', true);
      else this.declarations.push(`stream T${number} : kafka { ${spaced(this.#grouping(order !== ''), tape.pick(['', 'alarm']))} }`);
      const options = [
        'with dead-letters to D0 after 3 attempts',
        'with 3 retries',
        'with unlimited retries exponential jitter',
        ...ordering,
      ];
      this.ways.push({ message: name, send: `publishes ${name} to T${number}`, from: ` from T${number}`, options, consumer });
    }
  }

  #grouping(ordered: boolean): string {
    return ordered
      ? this.#tape.pick(['grouped by group', 'grouped by group', '', 'grouped by id'])
      : this.#tape.pick(['', 'grouped by group']);
  }

  #queue(number: number, subscription: string, ordered: boolean): void {
    const tape = this.#tape;
    const head = ordered
      ? tape.pick([': aws.sqs.fifo', ': aws.sqs', ': rabbitmq'])
      : tape.pick([': aws.sqs', ': aws.sqs', ': azure.servicebus', ': rabbitmq', '', ': aws.sqs.fifo']);
    const fifo = head.endsWith('fifo');
    const bare = head === '' ? tape.pick(['', 'delivery at-least-once', 'delivery at-most-once']) : '';
    const failures = tape.pick([
      'dead-letters after 5 attempts  alarm',
      '',
      'dead-letters after 5 attempts',
      `dead-letters to ${fifo ? 'D1' : 'D0'} after 3 attempts`,
      'no dead-letters because "decided"',
      'drops after 3 attempts',
      'dead-letters group after 5 attempts  alarm',
      'alarm',
    ]);
    this.declarations.push(`queue Q${number} ${head} { ${spaced(subscription, fifo ? this.#grouping(ordered) : '', bare, failures)} }`);
  }

  /** A first-in-first-out topic takes queues alone, and no `pushed` handlers. */
  #topic(number: number, ordered: boolean, pushed = false): void {
    const tape = this.#tape;
    const head = ordered
      ? tape.pick([pushed ? 'topic T : gcp.pubsub' : 'topic T : aws.sns.fifo', 'topic T : aws.sns', 'stream T : kafka'])
      : tape.pick(['topic T : aws.sns', 'bus T : aws.eventbridge', 'topic T', 'stream T : kafka']);
    const grouping = head.endsWith('fifo') || head.endsWith('kafka') ? this.#grouping(ordered) : '';
    this.declarations.push(`${head.replace(' T', ` T${number}`)} { ${grouping} }`);
  }

  // -------------------------------------------------------------- stores

  #store(number: number): void {
    const tape = this.#tape;
    const head = tape.pick(['store S : aws.dynamodb', 'store S : postgres', 'cache S : redis']).replace(' S', ` S${number}`);
    const copied = number === 1 && head.startsWith('store') ? tape.pick(['', '', 'rebuilt from S0 within 5s']) : '';
    const consistency = head.startsWith('store') && copied === '' ? tape.pick(['', '', 'consistency eventual', 'consistency strong']) : '';
    this.declarations.push(`${head} { ${spaced('key id', copied, consistency)} }`);
  }

  // -------------------------------------------------------------- services

  #idempotency(): string {
    const tape = this.#tape;
    const form = tape.pick([
      '',
      '',
      '',
      'idempotent by id',
      'idempotent',
      'idempotent by id using S',
      'idempotent by id within 1h',
      'idempotent by id within 1h using S',
    ]);
    return form.replace(' S', ` S${tape.upTo(this.#stores - 1)}`);
  }

  /** Effects of a body of service `at`; a handler sends the messages after its own, so that few designs run in circles. */
  #effects(at: number, handles: number): string {
    const count = 1 + this.#tape.upTo(2);
    return Array.from({ length: count }, () => this.#effect(at, handles)).join('  ');
  }

  #effect(at: number, handles: number): string {
    const tape = this.#tape;
    const plain = this.#plainEffect(at, handles);
    return tape.pick([
      plain,
      plain,
      plain,
      plain,
      plain,
      plain,
      plain,
      `when "it fits" { ${plain} }`,
      `each "item" at most 5 { ${plain} }`,
    ]);
  }

  #plainEffect(at: number, handles: number): string {
    const tape = this.#tape;
    const store = `S${tape.upTo(this.#stores - 1)}`;
    const later = this.ways.filter((_, number) => number > handles);
    const way = later[tape.upTo(Math.max(later.length - 1, 0))];
    const kind = tape.pick(['write', 'write', 'write', 'message', 'message', 'call', 'external', 'read', 'atomically', 'start']);
    if (kind === 'message' && way) {
      const outbox = tape.pick(['', '', '', ' via outbox S0']);
      return `${way.send}${way.send.startsWith('publishes') ? outbox : ''}`;
    }
    if (kind === 'call' && at + 1 < this.#services) {
      const options = tape.pick(['', ' with timeout 1s', ' with 2 retries', ' with 2 retries, key id', ' with key id']);
      return `calls V${at + 1}.run${options}`;
    }
    if (kind === 'external' || kind === 'call') {
      const operation = tape.pick(['pay', 'charge', 'mail', 'look']);
      return `calls X.${operation}${tape.pick(['', ' with timeout 1s', ' with 2 retries', ' with 2 retries, key id'])}`;
    }
    if (kind === 'read') return `reads ${store}${tape.pick(['', ' strongly'])}`;
    if (kind === 'atomically') return `atomically { puts S0  increments ${store} }`;
    if (kind === 'start' && this.#workflow) return `starts W${tape.pick([' with key id', '', ' with 2 retries'])}`;
    return `${tape.pick(['puts', 'increments', 'appends', 'inserts', 'deletes'])} ${store}${tape.pick(['', '', '', ' if newer'])}`;
  }

  #service(number: number): void {
    const tape = this.#tape;
    const head = tape.pick([': aws.lambda { timeout 10s', ': aws.ecs { instances 2..4', ': aws.ecs { instances 1']);
    const state = tape.pick([
      '',
      '',
      '',
      '',
      '',
      '',
      'keeps Basket in memory',
      'keeps Basket on disk',
      'keeps Basket in S0',
      'keeps Basket in memory rebuilt from S0',
    ]);
    const parts = [head, state, `serves run ${this.#idempotency()} { ${this.#effects(number, -1)} }`];
    if (tape.rarely(3)) parts.push(`serves back ${tape.pick(['', 'idempotent'])} { ${tape.pick(['deletes', 'increments'])} S0 }`);
    this.ways.forEach((way, index) => {
      if (way.consumer !== number) return;
      const options = tape.pick(['', '', ...way.options]);
      parts.push(`on ${way.message}${way.from} ${this.#idempotency()} ${options} { ${this.#effects(number, index)} }`);
    });
    if (number === 0 && tape.rarely(4)) parts.push(`every 1h { ${this.#effects(number, -1)} }`);
    this.declarations.push(`service V${number} ${parts.filter((part) => part !== '').join('\n  ')} }`);
  }

  // -------------------------------------------------------------- workflows

  #orchestrator(): void {
    const tape = this.#tape;
    const technology = tape.pick(['aws.stepfunctions', 'aws.ecs', 'aws.stepfunctions.express']);
    const subscription = tape.pick(['', '', 'subscribes to T for M with key id', 'subscribes to T for M']);
    const topic = this.ways.findIndex(
      ({ send }, number) =>
        send.startsWith('publishes') && !this.declarations.some((text) => text.startsWith(`topic T${number} : aws.sns.fifo`)),
    );
    const subscribes = subscription !== '' && topic >= 0 ? `${subscription.replace('T', `T${topic}`).replace('M', `M${topic}`)}\n  ` : '';
    const progress = technology === 'aws.ecs' ? tape.pick(['', 'keeps Progress in S0\n  ', 'keeps Progress in memory\n  ']) : '';
    const count = 1 + tape.upTo(2);
    const steps = Array.from({ length: count }, () => this.#step());
    const body = count === 3 && tape.rarely(4) ? `${steps[0]}\n  parallel { ${steps[1]}  ${steps[2]} }` : steps.join('\n  ');
    const otherwise = tape.pick(['', '', ' otherwise { step Z puts S0 }']);
    this.declarations.push(`orchestrator W : ${technology} {\n  ${subscribes}${progress}${body}\n}${otherwise}`);
  }

  #step(): string {
    const tape = this.#tape;
    const name = `A${this.#steps++}`;
    const retries = tape.pick([
      '',
      ' with timeout 5s',
      ' with 2 retries exponential',
      ' with unlimited retries exponential',
      ' with 2 retries, key id',
    ]);
    const undo = tape.pick(['', '', ' undo X.charge', ' undo X.pay']);
    const service = tape.upTo(this.#services - 1);
    const action = tape.pick([`calls V${service}.run`, 'calls X.pay', 'calls X.charge', 'calls X.look', 'puts S0']);
    return action.startsWith('calls') ? `step ${name} ${action}${retries}${undo}` : `step ${name} ${action}${undo}`;
  }

  // -------------------------------------------------------------- where it begins

  /** What is handed straight to its receiver comes from somebody; anything else may come from outside. */
  #senders(): void {
    this.ways.forEach(({ send, from }, number) => {
      if (from === '' && !this.declarations.some((text) => text.includes(send))) this.declarations.push(`actor P${number} { ${send} }`);
    });
  }

  #entry(): void {
    const tape = this.#tape;
    const sticky = tape.pick(['', 'sticky sessions']);
    const actor = tape.pick([
      'actor U { calls V0.run }',
      'actor U { calls V0.run with 2 retries }',
      'actor U { calls V0.run with 2 retries, key id }',
      'actor U { calls B with timeout 3s }',
      `actor U { ${this.ways[0]?.send ?? 'calls V0.run'} }`,
      '',
    ]);
    if (actor.includes(' B ')) this.declarations.push(`balancer B : aws.alb { ${sticky}  routes "/" to V0.run }`);
    if (actor !== '') this.declarations.push(actor);
    this.declarations.push(tape.pick(['', '', 'flow F from V0.run { reads own writes }', 'flow F from V0.run { critical }']));
  }
}

/** @returns the design that a tape says. */
export function designFromTape(numbers: readonly number[]): RandomDesign {
  return new Builder(new Tape(numbers)).build();
}

/** @returns a tape of pseudo-random numbers (xorshift, Marsaglia 2003) for runs of thousands of designs without shrinking. */
export function tapeOf(seed: number): readonly number[] {
  let state = (Math.imul(seed + 1, 0x9e3779b1) ^ 0x5bd1e995) >>> 0 || 1;
  return Array.from({ length: TAPE }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % 1000;
  });
}

/** Designs of one system that rules and explorer judge. */
export const judgedDesigns: fc.Arbitrary<RandomDesign> = fc
  .array(fc.nat({ max: 999 }), { minLength: TAPE, maxLength: TAPE })
  .map((numbers) => designFromTape(numbers));
