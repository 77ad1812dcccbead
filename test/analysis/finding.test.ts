/** How much findings matter, and what they are about. */
import assert from 'node:assert/strict';
import { categories, oneBelow, severities } from '../../analysis/finding.ts';

describe('severities', () => {
  it('go from what must be mended to what may be', () => assert.deepEqual(severities, ['error', 'warning', 'info', 'hint']));

  it('have one below, but for a hint', () => assert.deepEqual(severities.map(oneBelow), ['warning', 'info', 'hint', 'hint']));
});

describe('categories', () => {
  it('are those of the catalogue, and the text', () =>
    assert.deepEqual(categories, [
      'idempotency',
      'dead-letter',
      'ordering',
      'state',
      'orchestration',
      'choreography',
      'coupling',
      'resilience',
      'capacity',
      'data',
      'observability',
      'hygiene',
      'text',
    ]));
});
