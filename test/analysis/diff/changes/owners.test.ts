/** Whose elements are now. */
import { change } from '../../../../analysis/diff/changes/owners.ts';
import { describeChanges } from '../../../support/changes.ts';

describeChanges(change, [
  {
    name: 'an element that gets an owner',
    before: 'service A',
    after: 'service A { owner "Sales" }',
    says: ['~ A belongs to Sales now.'],
    at: ['after: service A'],
  },
  {
    name: 'an element that gets another',
    before: 'service A { owner "Ops" }',
    after: 'service A { owner "Sales" }',
    says: ['~ A belongs to Sales now; it was Ops.'],
  },
  {
    name: 'an element that has none any more',
    before: 'service A { owner "Ops" }',
    after: 'service A',
    says: ['~ Nothing says any more whose A is; it was Ops.'],
  },
  {
    name: 'a group that changes hands, once; who belongs to others stays with them',
    before: 'group G { owner "Ops"  service A  queue Q  service B { owner "Lab" } }',
    after: 'group G { owner "Sales"  service A  queue Q  service B { owner "Lab" } }',
    says: ['~ A and Q belong to Sales now; it was Ops.'],
  },
  {
    name: 'a group that is nobody’s any more',
    before: 'group G { owner "Ops"  service A  queue Q }',
    after: 'group G { service A  queue Q }',
    says: ['~ Nothing says any more whose A and Q are; it was Ops.'],
  },
  {
    name: 'an element that moves to the group of others',
    before: 'group G { owner "Ops"  service A }\ngroup H { owner "Sales" }',
    after: 'group G { owner "Ops" }\ngroup H { owner "Sales"  service A }',
    says: ['~ A belongs to Sales now; it was Ops.'],
  },
  {
    name: 'nothing where it moves to another group of the same owner',
    before: 'group G { owner "Ops"  service A }\ngroup H { owner "Ops" }',
    after: 'group G { owner "Ops" }\ngroup H { owner "Ops"  service A }',
    says: [],
  },
  {
    name: 'each change of hands by itself',
    before: 'service A { owner "a" }\nservice B { owner "a" }\nservice C { owner "a" }',
    after: 'service A { owner "b" }\nservice B { owner "c" }\nservice C { owner "b" }',
    says: ['~ A and C belong to b now; it was a.', '~ B belongs to c now; it was a.'],
  },
  { name: 'nothing of elements that are new', before: 'service A', after: 'service A\nservice B { owner "b" }', says: [] },
  { name: 'nothing of an owner of nothing', before: 'group G { owner "a" }', after: 'group G { owner "b" }', says: [] },
]);
