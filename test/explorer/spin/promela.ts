/**
 * Writes a small design as a Promela model for SPIN: an independent checker that tries every interleaving. A subset of the language: entries, operations,
 * handlers, queues and topics without order, calls with retries, idempotency, dead letters. Each body is written out once for each occurrence, so the model has
 * no data but counters. A promise that breaks is told by C code in the verifier, so that one search finds all of them.
 */
import type { Activity, CallEffect, Design, Effect, Hop, Message } from '../../../language/model/design.ts';
import { isCallEffect, isMessageEffect, isStoreEffect } from '../../../language/model/lookups.ts';
import { doingsOf } from '../naive/bodies.ts';
import { differsTwice, isDurable } from '../naive/facts.ts';

/** The design has something that is not written in Promela. */
export class NotWritten extends Error {}

/** A promise at an element, as the verifier tells of it. */
export interface Told {
  readonly promise: string;
  readonly element: string;
}

export interface PromelaModel {
  readonly text: string;
  /** What `BROKEN n` means. */
  readonly told: readonly Told[];
}

interface Guard {
  readonly run: string;
  /** `using S`: the store whose writes it guards before the key is recorded. */
  readonly using?: string;
}

/** Where a body stands when it is written out: what guards it, and where its failures go. */
interface Around {
  readonly occ: string;
  readonly root: string;
  readonly fail: string;
  /** Guards of the bodies around it, by whether a retry of the call at hand is known to them. */
  readonly guards: readonly Guard[];
  readonly expendable: boolean;
  readonly owner: string;
  readonly depth: number;
}

/** @throws NotWritten where the design is outside of the subset. */
export function promelaOf(design: Design, faults: number): PromelaModel {
  return new Writer(design, faults).write();
}

class Writer {
  readonly #design: Design;
  readonly #faults: number;
  readonly #variables: string[] = [];
  readonly #processes: string[] = [];
  readonly #ends: string[] = [];
  readonly #told: Told[] = [];
  readonly #names = new Map<string, string>();
  #labels = 0;

  constructor(design: Design, faults: number) {
    this.#design = design;
    this.#faults = faults;
  }

  write(): PromelaModel {
    for (const element of this.#design.elements)
      if (('state' in element && element.state.length > 0) || element.kind === 'orchestrator') throw new NotWritten(element.kind);
    if (this.#design.messages.some(({ ordered }) => ordered !== undefined)) throw new NotWritten('order');
    const entries = this.#design.entries;
    for (const [number, entry] of entries.entries()) this.#entry(entry, number);
    const choices = entries.map((_, number) => `  :: run entry${number}()`);
    const text = [
      'c_decl { static unsigned char told[256]; }',
      `byte faults = ${this.#faults};`,
      ...this.#variables,
      ...this.#processes,
      `proctype judge() {\n  timeout;\n${this.#ends.map((end) => `  ${end}`).join('\n')}\n  skip\n}`,
      `init {\n  run judge();\n  if\n${choices.join('\n')}\n  fi\n}`,
    ].join('\n');
    return { text: `${text}\n`, told: this.#told };
  }

  // -------------------------------------------------------------- names

  #variable(what: string, occ: string, type = 'byte'): string {
    const key = `${what} ${occ}`;
    const known = this.#names.get(key);
    if (known) return known;
    const name = `${what}${this.#names.size}`;
    this.#names.set(key, name);
    this.#variables.push(`${type} ${name};  /* ${occ.replaceAll('*/', '')} */`);
    return name;
  }

  #label(what: string): string {
    return `${what}${this.#labels++}`;
  }

  #tell(promise: string, element: string): string {
    let number = this.#told.findIndex((one) => one.promise === promise && one.element === element);
    if (number < 0) number = this.#told.push({ promise, element }) - 1;
    return `c_code { if (!told[${number}]) { told[${number}] = 1; printf("BROKEN ${number}\\n"); } }`;
  }

  // -------------------------------------------------------------- entries

  #entry(entry: Design['entries'][number], number: number): void {
    const root = `f${number}`;
    const lines: string[] = [];
    if (entry.kind === 'message') {
      for (const hop of this.#firstHops(entry.message)) lines.push(...this.#send(hop, entry.message, `${root}>${hop.id}`, 0));
      this.#process(`entry${number}`, lines, false);
      return;
    }
    const { activity } = entry;
    const fail = this.#label('gone');
    const around = { occ: `${root}|${activity.id}|`, root, fail, guards: [], expendable: false, owner: activity.id, depth: 0 };
    if (activity.kind === 'unplaced') {
      if (activity.effects.length !== 1) throw new NotWritten('an actor with several effects');
      lines.push(...activity.effects.flatMap((effect) => this.#effect([effect], '', around)));
    } else lines.push(...this.#body(activity, around));
    this.#process(`entry${number}`, [...lines, `${fail}: skip`], false);
  }

  #firstHops(message: Message): readonly Hop[] {
    const hops = this.#design.index.hopsOf.get(message.id) ?? [];
    const reached = new Set(hops.flatMap(({ kind, to }) => (kind !== 'deliver' && to.kind === 'channel' ? [to.channel.id] : [])));
    return hops.filter(
      ({ kind, from }) => (kind === 'forward' || kind === 'deliver') && from.kind === 'channel' && !reached.has(from.channel.id),
    );
  }

  #process(name: string, lines: readonly string[], active: boolean): void {
    const head = `${active ? 'active ' : ''}proctype ${name}()`;
    this.#processes.push(`${head} {\n${lines.map((line) => `  ${line}`).join('\n')}\n}`);
  }

  // -------------------------------------------------------------- messages

  /** The statements that put a message onto a leg; the leg's process is written once. */
  #send(hop: Hop, message: Message, occ: string, depth: number): readonly string[] {
    if (depth > 6) throw new NotWritten('a loop');
    const copies = this.#names.get(`copies ${occ}`);
    if (copies) return [`${copies} = (${copies} < 3 -> ${copies} + 1 : 3);`];
    const fresh = this.#variable('copies', occ);
    if (hop.kind === 'forward') this.#forward(hop, message, occ, depth);
    else this.#handler(hop, message, occ, depth);
    return [`${fresh} = (${fresh} < 3 -> ${fresh} + 1 : 3);`];
  }

  #legsFrom(channel: string, message: Message): readonly Hop[] {
    const hops = (this.#design.index.hopsFrom.get(channel) ?? []).filter(
      (hop) => (hop.kind === 'forward' || hop.kind === 'deliver') && hop.messages.includes(message),
    );
    if (hops.some(({ from }) => from.kind === 'channel' && from.channel.facts.deduplicates))
      throw new NotWritten('a channel that deduplicates');
    if (hops.filter(({ kind, from }) => kind === 'deliver' && from.kind === 'channel' && from.channel.kind === 'queue').length > 1)
      throw new NotWritten('consumers that compete');
    return hops;
  }

  #forward(hop: Hop, message: Message, occ: string, depth: number): void {
    if (hop.to.kind !== 'channel') throw new NotWritten('a workflow');
    const copies = this.#variable('copies', occ);
    const handled = this.#variable('handled', occ, 'bit');
    const onward = this.#legsFrom(hop.to.channel.id, message).flatMap((leg) => this.#send(leg, message, `${occ}>${leg.id}`, depth + 1));
    const element = hop.from.kind === 'channel' ? hop.from.channel.id : hop.to.channel.id;
    const lines = ['end: do', `:: atomic { ${copies} > 0 -> ${onward.join(' ')} ${handled} = 1; ${copies}-- }`];
    if (hop.guarantee.delivery?.value === 'at-least-once')
      lines.push(`:: atomic { ${copies} > 0 && faults > 0 -> faults--; ${onward.join(' ')} ${handled} = 1 }`);
    lines.push(
      `:: atomic { ${copies} > 0 && faults > 0 && !${handled} -> faults--; ${this.#giveUp(hop, message, occ, element, depth)} }`,
      'od',
    );
    this.#process(`leg${this.#processes.length}`, lines, true);
  }

  /** What becomes of a message whose attempts are used up. */
  #giveUp(hop: Hop, message: Message, occ: string, element: string, depth: number): string {
    const copies = this.#variable('copies', occ);
    const handled = this.#variable('handled', occ, 'bit');
    const { failure, attempts, retention, ordering } = hop.guarantee;
    const gone = `${copies} = 0;`;
    if (attempts?.value === Number.POSITIVE_INFINITY && ordering !== undefined && ordering.value !== 'none')
      throw new NotWritten('a hop that blocks');
    const matters = message.criticality !== 'expendable';
    const lost = this.#variable('lost', occ, 'bit');
    const forEver = attempts?.value === Number.POSITIVE_INFINITY;
    if (failure?.kind === 'dead-letters') {
      const { to } = failure;
      if (!to || !('subscriptions' in to) || to.kind === 'orchestrator') throw new NotWritten('dead letters elsewhere');
      if (to.redrivesTo) throw new NotWritten('a redrive');
      const consumers = this.#legsFrom(to.id, message);
      if (consumers.length > 0)
        return `${consumers.flatMap((leg) => this.#send(leg, message, `${occ}!${leg.id}`, depth + 1)).join(' ')} ${gone}`;
      if (matters && !to.facts.alarm && to.owner === undefined) {
        this.#ends.push(`if :: ${lost} && !${handled} -> ${this.#tell('nothing-lost', to.deadLettersOf?.id ?? to.id)} :: else fi;`);
        return `${lost} = 1; ${gone}`;
      }
      return gone;
    }
    if (failure?.kind === 'none' || attempts === undefined) return gone;
    if (
      !failure &&
      forEver &&
      (attempts.origin.kind !== 'technology' || retention === undefined || retention.value === Number.POSITIVE_INFINITY)
    )
      return gone;
    if (matters) this.#ends.push(`if :: ${lost} && !${handled} -> ${this.#tell('nothing-lost', element)} :: else fi;`);
    return `${lost} = 1; ${gone}`;
  }

  #handler(hop: Hop, message: Message, occ: string, depth: number): void {
    const consumer = hop.to.kind === 'activity' ? hop.to.activity : undefined;
    if (consumer?.kind !== 'handler') throw new NotWritten('a consumer that is no handler');
    if (consumer.idempotency?.within !== undefined) throw new NotWritten('a window');
    if (hop.guarantee.delivery?.value !== 'at-least-once' || consumer.options.acknowledgesFirst)
      throw new NotWritten('a hop that is not at-least-once');
    if (occ.includes(`|${consumer.id}|`)) throw new NotWritten('a loop');
    const copies = this.#variable('copies', occ);
    const handled = this.#variable('handled', occ, 'bit');
    const attempts = this.#variable('attempts', occ);
    const run = this.#variable('run', `${occ}|${consumer.id}|`);
    const out = this.#variable('out', occ);
    const body = `${occ}|${consumer.id}|`;
    const fail = this.#label('fail');
    const again = this.#label('again');
    const element = hop.from.kind === 'channel' ? hop.from.channel.id : consumer.element.id;
    const giveUp = this.#giveUp(hop, message, occ, element, depth);
    const most = Math.min(hop.guarantee.attempts?.value ?? Number.POSITIVE_INFINITY, this.#faults + 1);
    const endless = (hop.guarantee.attempts?.value ?? Number.POSITIVE_INFINITY) > this.#faults;
    const around: Around = {
      occ: body,
      root: occ,
      fail,
      guards: [],
      expendable: message.criticality === 'expendable',
      owner: consumer.id,
      depth,
    };
    const recorded = consumer.idempotency?.using ? this.#variable('recorded', body, 'bit') : undefined;
    const acknowledge = this.#label('acknowledge');
    const lines = [
      `end: do`,
      `:: ${copies} > 0 ->`,
      `   if`,
      `   :: atomic { faults > 0 && !${handled} -> faults--; ${giveUp} }; goto ${again}`,
      `   :: ${run} = (${run} < 4 -> ${run} + 1 : 4)`,
      `   fi;`,
      ...(recorded ? [`   if :: ${recorded} -> goto ${acknowledge} :: else fi;`] : []),
      ...this.#body(consumer, around),
      `   if`,
      `   :: atomic { faults > 0 -> faults--; goto ${fail} }`,
      `   :: skip`,
      `   fi;`,
      `${acknowledge}: if`,
      `   :: atomic { ${handled} = 1; ${copies}--; ${attempts} = 0; ${out} = 0 }`,
      `   :: atomic { faults > 0 -> faults--; ${handled} = 1; ${attempts} = 0; ${out} = 0 }`,
      `   fi;`,
      `   goto ${again};`,
      `${fail}: atomic {`,
      `     ${attempts}++;`,
      `     if`,
      `     :: ${attempts} >= ${most} && ${endless ? `${out} > 0` : 'true'} -> ${out} = 0; ${attempts} = 0; if :: !${handled} -> ${giveUp} :: else -> ${copies} = 0 fi`,
      `     :: else`,
      `     fi };`,
      `${again}: skip`,
      `od`,
    ];
    this.#judgeBody(consumer, body, handled);
    this.#process(`handler${this.#processes.length}`, lines, true);
  }

  // -------------------------------------------------------------- bodies

  #body(activity: Activity, around: Around): string[] {
    const doings = doingsOf(activity, 'body', {});
    const own: Guard | undefined = activity.idempotency
      ? { run: this.#variable('run', around.occ), using: activity.idempotency.using?.id }
      : undefined;
    const inner = { ...around, guards: own ? [...around.guards, own] : around.guards };
    const lines: string[] = [];
    doings.forEach((doing, number) => {
      if (number > 0) lines.push(`   if :: atomic { faults > 0 -> faults--; goto ${around.fail} } :: skip fi;`);
      if (doing.record) lines.push(`   ${this.#variable('recorded', around.occ, 'bit')} = 1;`);
      lines.push(...this.#effect(doing.effects, doing.item, inner));
    });
    return lines;
  }

  /** Counts that an effect takes place, unless a guard of a body that is run again since knows that it did. */
  #takes(effect: Effect, item: string, around: Around, guards: readonly Guard[]): string {
    const occ = `${around.occ}${effect.id.slice(effect.id.lastIndexOf('#'))}${item}`;
    const times = this.#variable('times', occ);
    const element = this.#design.index.activityById.get(around.owner)?.element.id ?? '';
    const broken =
      differsTwice(effect) && !around.expendable ? `if :: ${times} > 1 -> ${this.#tell('effect-once', element)} :: else fi;` : '';
    const store = isStoreEffect(effect) ? effect.store?.id : undefined;
    const knowing = guards.filter(({ using }) => using === undefined || using === store);
    const takes = `${times} = (${times} < 2 -> ${times} + 1 : 2); ${broken}`;
    if (knowing.length === 0) return takes;
    const runs = knowing.map(({ run }) => `${this.#variable('took', `${occ} ${run}`)}`);
    const known = knowing.map(({ run }, number) => `${runs[number]} != ${run}`).join(' || ');
    const note = knowing.map(({ run }, number) => `${runs[number]} = ${run};`).join(' ');
    return `if :: ${times} > 0 && (${known}) -> skip :: else -> ${takes} ${note} fi;`;
  }

  #effect(effects: readonly Effect[], item: string, around: Around): string[] {
    const [first] = effects;
    if (!first) return [];
    if (isCallEffect(first)) return this.#call(first, item, around);
    const out = this.#variable('out', around.root);
    const needed = [...new Set(effects.flatMap((effect) => this.#needs(effect)))];
    const takes = effects.map((effect) => this.#place(effect, item, around)).join(' ');
    return [
      '   if',
      ...needed.map((number) => `   :: atomic { ${out} == 0 && faults > 0 -> faults--; ${out} = ${number}; goto ${around.fail} }`),
      ...(needed.length > 0
        ? [`   :: atomic { ${needed.map((number) => `${out} == ${number}`).join(' || ')} -> goto ${around.fail} }`]
        : []),
      `   :: atomic { ${needed.map((number) => `${out} != ${number}`).join(' && ') || 'true'} -> ${takes || 'skip;'} }`,
      '   fi;',
    ];
  }

  #needs(effect: Effect): readonly number[] {
    const ids = isStoreEffect(effect)
      ? [effect.store?.id]
      : isMessageEffect(effect)
        ? effect.channels.map(({ id }) => id)
        : [effect.target?.id];
    return ids.map((id) => this.#design.elements.findIndex((element) => element.id === id) + 1);
  }

  #place(effect: Effect, item: string, around: Around): string {
    if (effect.kind === 'reads') return 'skip;';
    if (!isMessageEffect(effect)) {
      if (isStoreEffect(effect) && effect.store && (this.#design.index.activitiesOf.get(effect.store.id) ?? []).length > 0)
        throw new NotWritten('a store that publishes');
      return this.#takes(effect, item, around, around.guards);
    }
    if (effect.outbox) throw new NotWritten('an outbox');
    if (effect.options.delivery || !effect.message) throw new NotWritten('a publish with options');
    const { message } = effect;
    const occ = `${around.occ}${effect.id.slice(effect.id.lastIndexOf('#'))}${item}`;
    const sends = effect.channels.flatMap((channel) =>
      this.#legsFrom(channel.id, message).flatMap((leg) => this.#send(leg, message, `${occ}>${leg.id}`, around.depth + 1)),
    );
    for (const hop of this.#design.hops) if (hop.kind === 'direct' && hop.effect === effect) throw new NotWritten('a direct hop');
    const times = this.#variable('times', occ);
    return `${times} = 1; ${sends.join(' ')}`;
  }

  // -------------------------------------------------------------- calls

  #call(effect: CallEffect, item: string, around: Around): string[] {
    if (effect.kind === 'starts' || effect.options.fallback) throw new NotWritten('a start or a fallback');
    const [callee] = effect.callees;
    if (effect.callees.length > 1) throw new NotWritten('a choice of callees');
    const number = effect.target ? this.#design.elements.indexOf(effect.target) + 1 : 0;
    const out = this.#variable('out', around.root);
    const tries = this.#variable('tries', `${around.occ}${effect.id}${item}`);
    const retries = effect.options.retries?.retries ?? 0;
    const most = Math.min(retries + 1, this.#faults + 1);
    const again = this.#label('try');
    const error = this.#label('error');
    const done = this.#label('done');
    const carried = effect.options.key ?? callee?.messages[0]?.key;
    const knows =
      callee?.idempotency && (callee.idempotency.by === undefined || callee.idempotency.by.every((field) => carried?.includes(field)));
    if (callee?.idempotency && !knows) throw new NotWritten('a key that the call does not say');
    const endless = retries === Number.POSITIVE_INFINITY;
    const occ = `${around.occ}${effect.id.slice(effect.id.lastIndexOf('#'))}${item}`;
    const whole = around.guards.filter(({ using }) => using === undefined);
    const answered = this.#variable('times', occ);
    const runs = whole.map(({ run }) => ({ run, took: this.#variable('took', `${occ} ${run}`) }));
    const passed = runs.map(({ run, took }) => `${took} != ${run}`).join(' || ');
    const note = runs.map(({ run, took }) => `${took} = ${run};`).join(' ');
    const outside = !callee || callee.element.kind === 'external';
    const element = this.#design.index.activityById.get(around.owner)?.element.id ?? '';
    const differs = effect.target?.kind === 'external' && !around.expendable;
    const broken = differs ? `if :: ${answered} > 1 -> ${this.#tell('effect-once', element)} :: else fi;` : '';
    const counts = `${answered} = (${answered} < 2 -> ${answered} + 1 : 2); ${broken} ${note}`;
    const recognised = callee?.safe || knows ? `if :: ${answered} > 0 -> skip :: else -> ${counts} fi;` : counts;
    const inner: Around = { ...around, occ: `${occ}|${callee?.id}|`, fail: error, owner: callee?.id ?? '', depth: around.depth + 1 };
    if (!outside && around.occ.includes(`|${callee.id}|`)) throw new NotWritten('a recursion');
    const body = outside || callee.body === undefined ? [] : this.#operation(callee, inner);
    const after = outside ? recognised : `${answered} = (${answered} < 2 -> ${answered} + 1 : 2); ${note}`;
    return [
      ...(runs.length > 0 ? [`   if :: ${answered} > 0 && (${passed}) -> goto ${done} :: else fi;`] : []),
      `   ${tries} = 0;`,
      `${again}: if`,
      ...(endless ? [] : [`   :: atomic { ${out} == 0 && faults > 0 -> faults--; ${out} = ${number}; goto ${error} }`]),
      `   :: atomic { ${out} == ${number} -> goto ${error} }`,
      `   :: ${out} != ${number}`,
      `   fi;`,
      ...body,
      `   if`,
      `   :: atomic { ${after} goto ${done} }`,
      `   :: atomic { faults > 0 -> faults--; ${after} goto ${error} }`,
      `   fi;`,
      `${error}: atomic { ${tries}++; if :: ${endless ? 'true' : `${tries} < ${most}`} -> goto ${again} :: else -> goto ${around.fail} fi };`,
      `${done}: skip;`,
    ];
  }

  #operation(callee: Activity, around: Around): string[] {
    const run = this.#variable('run', around.occ);
    if (callee.idempotency?.within !== undefined) throw new NotWritten('a window');
    const recorded = callee.idempotency?.using ? this.#variable('recorded', around.occ, 'bit') : undefined;
    const end = this.#label('fin');
    this.#judgeBody(callee, around.occ, this.#names.get(`handled ${around.root}`));
    return [
      `   ${run} = (${run} < 4 -> ${run} + 1 : 4);`,
      ...(recorded ? [`   if :: ${recorded} -> goto ${end} :: else fi;`] : []),
      ...this.#body(callee, around),
      `${end}: skip;`,
    ];
  }

  // -------------------------------------------------------------- the end

  /** Some effects in one place, and some missing in another. */
  #judgeBody(activity: Activity, occ: string, handled: string | undefined): void {
    const parts = doingsOf(activity, 'body', {}).flatMap(({ effects, item }) =>
      effects.filter(isDurable).map((effect) => ({
        place: isStoreEffect(effect)
          ? effect.store?.id
          : isMessageEffect(effect)
            ? (effect.to ?? effect.channels[0])?.id
            : effect.target?.id,
        times: this.#variable('times', `${occ}${effect.id.slice(effect.id.lastIndexOf('#'))}${item}`),
      })),
    );
    const pairs = parts.flatMap((one) =>
      parts.flatMap((other) => (one.place === other.place ? [] : [`(${one.times} > 0 && ${other.times} == 0)`])),
    );
    if (pairs.length === 0) return;
    const judged = handled ? `${handled} && ` : '';
    this.#ends.push(`if :: ${judged}(${pairs.join(' || ')}) -> ${this.#tell('all-or-nothing', activity.element.id)} :: else fi;`);
  }
}
