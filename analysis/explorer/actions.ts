/** What can happen next in a run, and what can go wrong as it does. */
import type { Activation, Beginning, Leg, Op, Put, Site } from './program.ts';

/** What happens next. */
export type Action =
  | { readonly kind: 'op'; readonly activation: Activation; readonly index: number; readonly op: Op }
  | { readonly kind: 'finish'; readonly activation: Activation }
  | { readonly kind: 'deliver'; readonly leg: Leg }
  | { readonly kind: 'fire'; readonly beginning: Beginning }
  | { readonly kind: 'release'; readonly leg: Leg }
  | { readonly kind: 'redrive'; readonly put: Put }
  | { readonly kind: 'time-out'; readonly activation: Activation };

/** What may go wrong as something happens. */
export type Fault =
  | { readonly kind: 'crash' | 'lost-reply' | 'poison' | 'reorder' | 'stale-read' | 'scale-out' | 'silence' }
  | { readonly kind: 'instance-loss'; readonly run: boolean }
  | { readonly kind: 'duplicate'; readonly late: boolean }
  | { readonly kind: 'drop'; readonly put?: Put }
  | { readonly kind: 'outage'; readonly site?: Site };
