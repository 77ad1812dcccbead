/** All kinds of change by the alphabet. Generated from the files of this folder by `npm run generate`. */
import type { ChangeKind } from '../change.ts';
import { change as calls } from './calls.ts';
import { change as consumers } from './consumers.ts';
import { change as deadLetters } from './dead-letters.ts';
import { change as duplicates } from './duplicates.ts';
import { change as effects } from './effects.ts';
import { change as elements } from './elements.ts';
import { change as faults } from './faults.ts';
import { change as flows } from './flows.ts';
import { change as guarantees } from './guarantees.ts';
import { change as loss } from './loss.ts';
import { change as messages } from './messages.ts';
import { change as order } from './order.ts';
import { change as settings } from './settings.ts';
import { change as state } from './state.ts';
import { change as stores } from './stores.ts';
import { change as workflows } from './workflows.ts';

export const changes: readonly ChangeKind[] = [
  calls,
  consumers,
  deadLetters,
  duplicates,
  effects,
  elements,
  faults,
  flows,
  guarantees,
  loss,
  messages,
  order,
  settings,
  state,
  stores,
  workflows,
];
