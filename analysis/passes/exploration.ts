/** Every run of a design under one fault: which flows survive it, and the shortest run that breaks each promise. */
import { defineAnalysis } from '../analyses.ts';
import { explore } from '../explorer/index.ts';

export const exploration = defineAnalysis('exploration', (design) => explore(design));
