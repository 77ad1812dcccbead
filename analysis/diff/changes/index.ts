/** All kinds of change by the alphabet. Generated from the files of this folder by `npm run generate`. */
import type { ChangeKind } from '../change.ts';
import { change as accesses } from './accesses.ts';
import { change as bodies } from './bodies.ts';
import { change as calls } from './calls.ts';
import { change as channels } from './channels.ts';
import { change as consumers } from './consumers.ts';
import { change as deadLetters } from './dead-letters.ts';
import { change as duplicates } from './duplicates.ts';
import { change as effects } from './effects.ts';
import { change as elements } from './elements.ts';
import { change as faults } from './faults.ts';
import { change as flows } from './flows.ts';
import { change as guarantees } from './guarantees.ts';
import { change as handling } from './handling.ts';
import { change as loss } from './loss.ts';
import { change as messages } from './messages.ts';
import { change as operations } from './operations.ts';
import { change as order } from './order.ts';
import { change as owners } from './owners.ts';
import { change as products } from './products.ts';
import { change as requirements } from './requirements.ts';
import { change as routes } from './routes.ts';
import { change as settings } from './settings.ts';
import { change as state } from './state.ts';
import { change as stores } from './stores.ts';
import { change as subscriptions } from './subscriptions.ts';
import { change as workflows } from './workflows.ts';

export const changes: readonly ChangeKind[] = [
  accesses,
  bodies,
  calls,
  channels,
  consumers,
  deadLetters,
  duplicates,
  effects,
  elements,
  faults,
  flows,
  guarantees,
  handling,
  loss,
  messages,
  operations,
  order,
  owners,
  products,
  requirements,
  routes,
  settings,
  state,
  stores,
  subscriptions,
  workflows,
];
