/** Writes that compare versions. */
import assert from 'node:assert/strict';
import { compareVersions, onlyIfNewer } from '../../../analysis/fixes/versions.ts';
import { isStoreEffect } from '../../../language/model/lookups.ts';
import { designOf } from '../../support/design.ts';
import { assertEdits, assertOffers, type Changes } from '../../support/fixes.ts';

interface Row {
  readonly name: string;
  /** What the handlers of Moved do, each of a service of its own: Map, Log, … */
  readonly bodies: readonly string[];
  /** Absent where nothing is offered. */
  readonly becomes?: Changes;
  readonly title?: string;
}

const names = ['Map', 'Log'];
const rest = '\nevent Moved { key id  ordered by id }\nstore Places\nstore Cars';

const rows: readonly Row[] = [
  { name: 'a row that is put', bodies: ['puts Places'], becomes: { 'puts Places': 'puts Places if newer' } },
  { name: 'a row that is deleted', bodies: ['deletes Places'], becomes: { 'deletes Places': 'deletes Places if newer' } },
  {
    name: 'each of several writes, and no read',
    bodies: ['reads Places  puts Places  deletes Cars'],
    becomes: { 'puts Places': 'puts Places if newer', 'deletes Cars': 'deletes Cars if newer' },
  },
  {
    name: 'what does not yet',
    bodies: ['puts Places if newer  puts Cars'],
    becomes: { 'puts Cars': 'puts Cars if newer' },
  },
  {
    name: 'before a rate',
    bodies: ['puts Places at 5/s'],
    becomes: { 'puts Places': 'puts Places if newer' },
  },
  {
    name: 'the writes of several handlers',
    bodies: ['puts Places', 'puts Cars'],
    title: 'Let Map and Log compare versions before they write',
    becomes: { 'puts Places': 'puts Places if newer', 'puts Cars': 'puts Cars if newer' },
  },
  { name: 'nothing where all do', bodies: ['puts Places if newer'] },
  { name: 'nothing where nothing is written', bodies: ['reads Places'] },
  { name: 'nothing where one handler writes nothing', bodies: ['puts Places', 'reads Cars'] },
  { name: 'nothing where something is added', bodies: ['puts Places  appends Cars'] },
  { name: 'nothing where a row is created', bodies: ['inserts Places'] },
  { name: 'nothing where one handler adds', bodies: ['puts Places', 'increments Cars'] },
  { name: 'nothing where a write has another condition', bodies: ['puts Places if unchanged  puts Cars'] },
];

describe('writes that compare versions', () => {
  for (const { name, bodies, becomes, title = 'Let Map compare versions before it writes' } of rows)
    it(name, async () => {
      const text = bodies.map((body, index) => `service ${names[index]} { on Moved { ${body} } }`).join('\n') + rest;
      const design = await designOf(text);
      const handlers = design.activities.filter(({ kind }) => kind === 'handler');
      assert.equal(handlers.length, bodies.length);
      await assertOffers(text, compareVersions(design, handlers), becomes ? [{ title, becomes }] : []);
    });

  it('a handler named once, however often it handles', async () => {
    const text = `service Map { on Moved { puts Places }  on Parked { deletes Cars } }${rest}\nevent Parked { key id }`;
    const design = await designOf(text);
    const handlers = design.activities.filter(({ kind }) => kind === 'handler');
    await assertOffers(text, compareVersions(design, handlers), [
      {
        title: 'Let Map compare versions before it writes',
        becomes: { 'puts Places': 'puts Places if newer', 'deletes Cars': 'deletes Cars if newer' },
      },
    ]);
  });

  const single: readonly (readonly [write: string, becomes: Changes])[] = [
    ['appends Places', { 'appends Places': 'appends Places if newer' }],
    ['puts Places if newer', {}],
    ['puts Places if unchanged', {}],
  ];
  for (const [write, becomes] of single)
    it(`one write: ${write}`, async () => {
      const text = `service Map { on Moved { ${write} } }${rest}`;
      const design = await designOf(text);
      const effect = design.effects.find(isStoreEffect);
      assert.ok(effect);
      await assertEdits(text, onlyIfNewer(design, effect), becomes);
    });
});
