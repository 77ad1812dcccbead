/** What the innermost body of a thread can do next. */
import type { KeptState, Store } from '../../../language/model/design.ts';
import { isCallEffect } from '../../../language/model/lookups.ts';
import { call, endOfRun, waitsForRun } from './calls.ts';
import { local } from './effects.ts';
import { fail, finish } from './ends.ts';
import type { Broken } from './facts.ts';
import { acknowledgedFirst } from './legs.ts';
import { breakStateWishes } from './requirements.ts';
import type { Frame, Thread } from './state.ts';
import type { World } from './world.ts';

/** All that the innermost body of a thread can do next, and the faults that can strike it there. */
export function advance(world: World, thread: Thread, number: number): void {
  const frame = thread.frames.at(-1);
  if (!frame) throw new Error('a thread without a frame');
  if (frame.awaits !== undefined) {
    if (world.state && !waitsForRun(world.state, thread)) endOfRun(world, number, frame.awaits);
    return;
  }
  const doings = world.doings(frame);
  instanceFaults(world, frame);
  crashes(world, thread, number, frame, doings.length);
  const doing = doings[frame.at];
  if (!doing) {
    finish(world, thread, number, frame);
    return;
  }
  const [effect] = doing.effects;
  if (effect && isCallEffect(effect)) call(world, thread, number, frame, effect, doing.item);
  else local(world, thread, number, doing);
}

function isBody({ part }: Frame): boolean {
  return part === 'body' || part === 'timeout';
}

/** State that a service keeps is looked for when one of its bodies begins. */
function instanceFaults(world: World, frame: Frame): void {
  if (frame.at !== 0 || frame.tries > 0 || frame.waits || !isBody(frame)) return;
  const { element } = world.activity(frame.activity);
  if (element.kind !== 'service' || !world.state?.touched[element.id]) return;
  for (const state of element.state) {
    const fragile =
      state.rebuiltFrom === undefined && (state.place !== 'store' || (state.store !== undefined && isFragileCache(state.store)));
    if (!fragile) continue;
    const broken: Broken = {
      promise: 'state-kept',
      element: keeperOf(world, state),
      at: state.name,
    };
    const lose = (fault: string): void =>
      world.can((next, breaks) => {
        delete next.touched[element.id];
        breaks.push(broken);
        if (fault === 'instance-loss') breakStateWishes(world, breaks, [state]);
      }, fault);
    lose('instance-loss');
    const several = (element.facts.instances?.value.max ?? (element.facts.ephemeral ? 2 : 1)) > 1;
    if (several && state.place !== 'store') lose('scale-out');
  }
}

/** Where kept state is mended: the cache that holds it, the entry that pins clients to what holds it, or the service. */
function keeperOf(world: World, state: KeptState): string {
  if (state.place === 'store' && state.store) return state.store.id;
  const pinning = world.design.elements.find(
    (entry) => 'sticky' in entry && entry.sticky !== undefined && entry.routes.some(({ target }) => target === state.element),
  );
  const several = (state.element.facts.instances?.value.max ?? 2) > 1 && !state.element.facts.ephemeral;
  return pinning && several ? pinning.id : state.element.id;
}

function crashes(world: World, thread: Thread, number: number, frame: Frame, length: number): void {
  const activity = world.activity(frame.activity);
  if (!isBody(frame) || frame.tries > 0 || frame.waits || frame.fallback || frame.only !== undefined) return;
  const isHandler = activity.kind === 'handler' || activity.kind === 'join';
  if (!isHandler && activity.kind !== 'operation' && activity.kind !== 'schedule') return;
  if (activity.element.kind === 'external' || activity.element.kind === 'actor') return;
  const delivery = thread.rootKind === 'delivery' && thread.frames.length === 1 ? world.state?.deliveries[thread.root] : undefined;
  const losesMessage = delivery !== undefined && acknowledgedFirst(world, delivery);
  const between = frame.at > 0 && frame.at < length;
  const beforeFirst = frame.at === 0 && losesMessage;
  const beforeAcknowledgement = frame.at > 0 && frame.at === length && isHandler && frame.part === 'body';
  if (between || beforeFirst || beforeAcknowledgement) world.can((next, breaks) => fail(world, next, breaks, number, 'crash'), 'crash');
}

function isFragileCache(store: Store): boolean {
  const { durable, replicas, managed } = store.facts;
  return store.kind === 'cache' && !durable && !managed && (replicas?.value ?? 0) === 0 && !store.caches && !store.rebuiltFrom;
}
