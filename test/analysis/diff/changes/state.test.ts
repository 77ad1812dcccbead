/** State that services and workflows keep, and where it lives now. */
import { change } from '../../../../analysis/diff/changes/state.ts';
import { describeChanges } from '../../../support/changes.ts';

const cart = (...kept: readonly string[]): string => `service Cart { ${kept.join('  ')} }\nstore Baskets\nstore Prices`;

describeChanges(change, [
  {
    name: 'new in memory, where it dies with the instance',
    before: cart(),
    after: cart('keeps Basket in memory'),
    says: ['- Cart keeps Basket in memory now.'],
    at: ['after: keeps Basket in memory'],
  },
  {
    name: 'new on disk, where it dies with the instance',
    before: cart(),
    after: cart('keeps Basket on disk'),
    says: ['- Cart keeps Basket on disk now.'],
  },
  { name: 'new in a store', before: cart(), after: cart('keeps Basket in Baskets'), says: ['~ Cart keeps Basket in Baskets now.'] },
  {
    name: 'new in a store that is not declared',
    before: cart(),
    after: cart('keeps Basket in Nowhere'),
    says: ['~ Cart keeps Basket in a store now.'],
  },
  {
    name: 'new, and only a copy',
    before: cart(),
    after: cart('keeps Rates in memory rebuilt from Prices'),
    says: ['~ Cart keeps Rates in memory, rebuilt from Prices, now.'],
  },
  {
    name: 'kept no longer: where it was',
    before: cart('keeps Basket in memory'),
    after: cart(),
    says: ['+ Cart no longer keeps Basket.'],
    at: ['before: keeps Basket in memory'],
  },
  { name: 'kept in a store no longer', before: cart('keeps Basket in Baskets'), after: cart(), says: ['~ Cart no longer keeps Basket.'] },
  {
    name: 'a copy that may be older',
    before: cart('keeps Rates in memory rebuilt from Prices'),
    after: cart('keeps Rates in memory rebuilt from Prices within 5s'),
    says: ['~ Cart keeps Rates in memory, rebuilt from Prices within 5s, now; it was in memory, rebuilt from Prices.'],
  },
  {
    name: 'to a store',
    before: cart('keeps Basket in memory'),
    after: cart('keeps Basket in Baskets'),
    says: ['+ Cart keeps Basket in Baskets now; it was in memory.'],
    at: ['after: keeps Basket in Baskets'],
  },
  {
    name: 'out of a store',
    before: cart('keeps Basket in Baskets'),
    after: cart('keeps Basket on disk'),
    says: ['- Cart keeps Basket on disk now; it was in Baskets.'],
  },
  {
    name: 'to another store',
    before: cart('keeps Basket in Baskets'),
    after: cart('keeps Basket in Prices'),
    says: ['~ Cart keeps Basket in Prices now; it was in Baskets.'],
  },
  {
    name: 'from disk to memory',
    before: cart('keeps Basket on disk'),
    after: cart('keeps Basket in memory'),
    says: ['~ Cart keeps Basket in memory now; it was on disk.'],
  },
  {
    name: 'a copy now',
    before: cart('keeps Rates in memory'),
    after: cart('keeps Rates in memory rebuilt from Prices'),
    says: ['+ Cart keeps Rates in memory, rebuilt from Prices, now; it was in memory.'],
  },
  {
    name: 'a copy no longer',
    before: cart('keeps Rates in memory rebuilt from Prices'),
    after: cart('keeps Rates in memory'),
    says: ['- Cart keeps Rates in memory now; it was in memory, rebuilt from Prices.'],
  },
  {
    name: 'nothing where it stays',
    before: cart('keeps Basket in memory', 'keeps Rates on disk'),
    after: cart('keeps Rates on disk', 'keeps Basket in memory'),
    says: [],
  },
  {
    name: 'a workflow’s',
    before: 'orchestrator Run { step One calls A.go }\nservice A { serves go }',
    after: 'orchestrator Run { keeps Place in memory  step One calls A.go }\nservice A { serves go }',
    says: ['- Run keeps Place in memory now.'],
  },
  {
    name: 'of one name in two services',
    before: 'service A { keeps X in memory }\nservice B',
    after: 'service A\nservice B { keeps X in memory }',
    says: ['+ A no longer keeps X.', '- B keeps X in memory now.'],
  },
]);
