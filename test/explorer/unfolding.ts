/** Runs the tests of what flows are unfolded into, which are data: lines of which each says only what holds, and of fields how much room they have. */
import assert from 'node:assert/strict';
import { type FlowStart, flowsOf } from '../../analysis/explorer/flows.ts';
import {
  type Activation,
  type EffectOccurrence,
  type Field,
  type Leg,
  NO_FIELD,
  type Op,
  type Put,
  type StepOccurrence,
} from '../../analysis/explorer/program.ts';
import { Wishes } from '../../analysis/explorer/requirements.ts';
import { type Unfolded, unfold } from '../../analysis/explorer/unfold.ts';
import { variantsOf } from '../../analysis/explorer/variants.ts';
import type { Design, Effect } from '../../language/model/design.ts';
import { isCallEffect, isMessageEffect } from '../../language/model/lookups.ts';
import { designOf } from '../support/design.ts';

type Said = string | false | undefined;

function line(head: string, said: readonly Said[]): string {
  const all = said.filter((one) => one !== false && one !== undefined && one !== '');
  return all.length === 0 ? head : `${head}: ${all.join(', ')}`;
}

function numbers(things: readonly { readonly id: number }[]): string {
  return things.map(({ id }) => id).join('+');
}

function nameOf({ activity }: Activation): string {
  return activity.id.replaceAll('#1.', '');
}

/** How an effect is written, in short. */
function wordsOf(effect: Effect): string {
  const of = isMessageEffect(effect)
    ? effect.message?.name
    : isCallEffect(effect)
      ? [effect.target?.name, effect.operation].filter(Boolean).join('.')
      : effect.store?.name;
  return `${effect.kind} ${of}`;
}

class Lines {
  readonly #unfolded: Unfolded;

  constructor(unfolded: Unfolded) {
    this.#unfolded = unfolded;
  }

  get activations(): readonly string[] {
    return this.#unfolded.program.activations.map((activation) => this.#activation(activation));
  }

  get effects(): readonly string[] {
    return this.#unfolded.program.effects.map((effect) => this.#effect(effect));
  }

  get legs(): readonly string[] {
    return this.#unfolded.program.legs.map((leg) => this.#leg(leg));
  }

  get puts(): readonly string[] {
    return this.#unfolded.program.puts.map((put) => this.#put(put));
  }

  get steps(): readonly string[] {
    return this.#unfolded.program.steps.map((step) => this.#step(step));
  }

  get ops(): readonly string[] {
    return this.#unfolded.program.activations.map(
      (activation) => `${nameOf(activation)}: ${activation.ops.map((op) => this.#op(op)).join(' | ')}`,
    );
  }

  get begins(): readonly string[] {
    return this.#unfolded.program.entries.map(({ activation, puts, directs, message }) =>
      line(activation ? nameOf(activation) : (message?.name ?? ''), [
        puts.length > 0 && `into ${puts.map(({ channel }) => channel.name).join(' and ')}`,
        directs.length > 0 && `over ${numbers(directs)}`,
      ]),
    );
  }

  /** What can be out, by the number of the scope. */
  get sites(): readonly string[] {
    return this.#unfolded.program.sites.map(({ scope, element }) => `${element.name} in ${scope}`);
  }

  #room(name: string, field: Field): Said {
    return field !== NO_FIELD && `${name} to ${this.#unfolded.layout.mask[field]}`;
  }

  #activation(activation: Activation): string {
    const { activity, trigger, firing, caller, root, scope, forward, undos, otherwise, incomplete, states, pinned, field } = activation;
    const { forgets, acknowledgesFirst, canCrash, final, ops } = activation;
    const how = {
      call: trigger.kind === 'call' && `${trigger.fallback ? 'called instead by' : 'called by'} ${caller ? nameOf(caller) : 'nobody'}`,
      delivery: trigger.kind === 'delivery' && `brought by ${numbers(trigger.legs)}`,
      entry: 'begins',
    };
    return line(nameOf(activation), [
      how[trigger.kind],
      root !== (caller?.root ?? activation) && 'astray',
      firing > 0 && 'once more',
      scope !== (caller?.scope ?? scope) && 'in a scope of its own',
      ops.length > 0 && `${ops.length} ops`,
      activity.kind === 'workflow' && `undos from ${forward}`,
      activity.kind === 'workflow' && `otherwise from ${undos}`,
      otherwise && `otherwise ${otherwise.id}`,
      incomplete && 'incomplete',
      states.length > 0 && `keeps ${states.map(({ name }) => name).join('+')}`,
      pinned && 'pinned',
      forgets && 'forgets',
      acknowledgesFirst && 'acknowledges first',
      canCrash && 'can crash',
      !final && 'can come again',
      this.#room('at', field.at),
      this.#room('recorded', field.recorded),
      this.#room('which', field.which),
      this.#room('gone', field.gone),
    ]);
  }

  #effect(occurrence: EffectOccurrence): string {
    const { effect, activation, step, undoes, within, callee, instead, puts, directs, relay, start, changes, differs, place, field } =
      occurrence;
    const { retries, unlimited, canLoseReply, canRepeat, forgets, loop, stale, writes, counted } = occurrence;
    return line(wordsOf(effect), [
      `by ${activation.id}`,
      step && `in ${step.step.name}`,
      undoes && `undoes ${undoes.step.name}`,
      within !== step && (within ? `part of ${within.step.name}` : 'part of no step'),
      callee && `answered by ${callee.id}`,
      puts.length > 0 && `puts ${numbers(puts)}`,
      directs.length > 0 && `hands over ${numbers(directs)}`,
      relay && `relay ${relay.id}`,
      start && `starts ${start.id}`,
      changes.length > 0 && `changes ${numbers(changes)}`,
      differs && 'differs',
      place >= 0 && `place ${place}`,
      retries > 0 && `retries ${retries}`,
      unlimited && 'until it is through',
      canLoseReply && 'can lose its reply',
      canRepeat && 'can repeat',
      forgets && 'forgotten too soon',
      loop && `loop of ${loop.kind}`,
      stale && 'may be stale',
      writes.length > 0 && `writes ${writes.length}`,
      counted.length > 0 && `counted by ${counted.map(({ requirement }) => requirement).join('+')}`,
      this.#room('count', field.count),
      this.#room('tries', field.tries),
      this.#room('instead', field.instead),
      instead &&
        `else ${line(wordsOf(instead.effect), [
          instead.counted.length > 0 && `counted by ${instead.counted.map(({ requirement }) => requirement).join('+')}`,
          instead.callee && `answered by ${instead.callee.id}`,
          instead.site && `can be out`,
          instead.canLoseReply && 'can lose its reply',
          instead.differs && 'differs',
          instead.forgets && 'forgotten too soon',
          this.#room('count', instead.count),
        ])}`,
    ]);
  }

  #leg(leg: Leg): string {
    const { kind, message, channel, firing, before, puts, directs, activation, earlier, delivery, named, ordered, blocks, disorder } = leg;
    const { needsOrder, disordered, attempts, fate, parked, canFail, canGiveUp, loop, back, inOrder, neverLost, field } = leg;
    const ends = [
      ...puts.map((put) => put.channel.name),
      ...directs.map(({ id }) => `leg ${id}`),
      ...(activation ? [nameOf(activation)] : []),
      ...(back ? [`back to ${back.id}`] : []),
    ];
    const from = channel ? ` from ${channel.name}` : '';
    return line(`${kind} ${message?.name ?? ''}${from}${ends.length > 0 ? ` to ${ends.join(' and ')}` : ''}`, [
      firing > 0 && 'once more',
      earlier && `after ${earlier.id}`,
      before && `behind ${before.id}`,
      delivery,
      named && 'named',
      ordered && 'ordered',
      blocks && 'blocks',
      disorder && `loses order: ${disorder.kind}`,
      needsOrder && 'needs order',
      disordered && `order lost on ${disordered.id}`,
      `${attempts} tries`,
      [fate.kind, fate.attended && 'attended', fate.decided && 'decided', fate.wholeGroup && 'whole group'].filter(Boolean).join(' '),
      parked && `in ${parked.id}`,
      canFail && 'can fail',
      canGiveUp && 'can give up',
      loop && `loop of ${loop.kind}`,
      inOrder.length > 0 && `in order by ${inOrder.join('+')}`,
      neverLost.length > 0 && `never lost by ${neverLost.join('+')}`,
      this.#room('fails', field.fails),
    ]);
  }

  #put({ channel, message, firing, legs, hop, deduplicates, forgets, atMostOnce, redrive, neverLost, field }: Put): string {
    return line(`${message?.name ?? 'anything'} in ${channel.name}`, [
      firing > 0 && 'once more',
      legs.length > 0 && `legs ${numbers(legs)}`,
      hop && `over ${hop.id.replaceAll('#1.', '')}`,
      deduplicates && 'deduplicates',
      forgets && 'forgets',
      atMostOnce && 'at most once',
      redrive?.leg && `put back on leg ${redrive.leg.id}`,
      redrive && redrive.puts.length > 0 && `put back as ${numbers(redrive.puts)}`,
      neverLost.length > 0 && `never lost by ${neverLost.join('+')}`,
      this.#room('accepted', field.accepted),
      this.#room('parked', field.parked),
    ]);
  }

  #step({ step, workflow, from, to, undoFrom, undoTo, onFailure, field }: StepOccurrence): string {
    return line(`${step.name} of ${workflow.id}`, [
      `ops ${from}..${to}`,
      undoTo > undoFrom && `undo ${undoFrom}..${undoTo}`,
      onFailure && `on failure ${onFailure.op}${onFailure.fails ? ', which fails' : ''}`,
      this.#room('completed', field.completed),
      this.#room('touched', field.touched),
      this.#room('undone', field.undone),
    ]);
  }

  #op({ kind, effects, step, awaited, outside, all, ends, next, sites }: Op): string {
    const what = kind === 'effects' ? effects.map(({ effect }) => wordsOf(effect)).join(' with ') || 'nothing' : kind;
    return line(what, [
      step && `in ${step.step.name}`,
      awaited.length > 0 &&
        `for ${awaited.map((legs, at) => numbers(legs) || (outside[at] ? 'outside' : 'nothing')).join(all ? ' and ' : ' or ')}`,
      all && 'all',
      ends && 'ends it',
      next && `else ${next.branch} of ${next.end}`,
      sites.length > 0 && `needs ${sites.map(({ element }) => element.name).join('+')}`,
    ]);
  }
}

/** @returns all fields that anything of an unfolded flow asks for, each once */
function fieldsOf({ program, current, fired, outages, kept }: Unfolded): ReadonlySet<Field> {
  const fields = new Set([current, fired, ...outages, ...kept.values()]);
  const add = (more: Readonly<Record<string, Field>> | readonly Field[]): void => {
    for (const field of Object.values(more)) if (field !== NO_FIELD) fields.add(field);
  };
  for (const { field, begins, ends } of program.activations) for (const more of [field, begins, ends]) add(more);
  for (const { field, stale, writes, counted, happens, instead } of program.effects) {
    for (const more of [field, writes, happens, stale ? [stale.own, ...stale.origins] : [], counted.map((one) => one.field)]) add(more);
    if (instead) for (const more of [[instead.count], instead.happens, instead.counted.map((one) => one.field)]) add(more);
  }
  for (const { field } of [...program.legs, ...program.puts, ...program.steps]) add(field);
  for (const { happens } of program.entries) add(happens);
  for (const { begun, ended } of program.promises) add([begun, ended]);
  return fields;
}

interface Row {
  readonly name: string;
  readonly text: string;
  /** By name; the first unless said. */
  readonly flow?: string;
  readonly faults?: number;
  readonly rounds?: number;
  /** By number; the first unless said. */
  readonly variant?: number;
  /** The text is only half written. */
  readonly half?: true;
  /** How the lines begin that are stated; all unless said. */
  readonly only?: string;
  readonly is: readonly string[];
}

interface Table {
  readonly what: string;
  readonly of: keyof Lines;
  readonly rows: readonly Row[];
}

/** @returns a design without mistakes in its text, unless it is to be one that is only half written. */
export async function read(text: string, half = false): Promise<Design> {
  const design = await designOf(text);
  const wrong = design.problems.filter(({ rule }) => rule === 'syntax-error' || rule === 'unknown-name' || rule === 'misplaced-option');
  assert.equal(wrong.length > 0, half, wrong.map(({ message }) => message).join());
  return design;
}

/** @returns a flow by its name, or the first. */
export function flowOf(design: Design, name?: string): FlowStart {
  const found = flowsOf(design).find((one) => name === undefined || one.name === name);
  assert.ok(found);
  return found;
}

export function testUnfolded(tables: readonly Table[]): void {
  describe('of what a flow is unfolded into', () => {
    for (const { what, of, rows } of tables) {
      for (const { name, text, flow, faults = 1, rounds = 1, variant = 0, half, only = '', is } of rows) {
        it(`${what} ${name}`, async () => {
          const design = await read(text, half);
          const start = flowOf(design, flow);
          const wishes = new Wishes(design);
          const made = [...variantsOf((answers) => unfold(design, start, answers, faults, wishes, rounds))][variant];
          assert.ok(made);
          assert.deepEqual(
            new Lines(made)[of].filter((line) => line.startsWith(only)),
            is,
          );
          // A state has room for nothing that nobody asks for, and all that is asked for has room.
          assert.deepEqual(
            [...fieldsOf(made)].toSorted((one, other) => one - other),
            made.layout.word.map((_, field) => field).filter((field) => field !== NO_FIELD),
          );
        });
      }
    }
  });
}
