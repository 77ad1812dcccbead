/** The modes that the toolbar offers, in its order. */
import { replayMode } from '../replay/mode.ts';
import type { Mode } from './mode.ts';
import { states } from './states.ts';

/** The picture of everything, which needs nothing beside it. */
const architecture: Mode = { id: 'architecture', label: 'Architecture', open: () => ({ close() {} }) };

export const modes: readonly Mode[] = [architecture, replayMode, states];
