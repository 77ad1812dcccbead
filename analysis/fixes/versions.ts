/** Making writes stand messages that come out of order. */
import type { Activity, Design, StoreEffect } from '../../language/model/design.ts';
import { isStoreEffect } from '../../language/model/lookups.ts';
import type { Fix, TextEdit } from '../../language/model/source.ts';
import { listed } from '../names.ts';
import { insertAt, textOf } from './text.ts';

/** The verb and the store of a write. */
const writing = /^\w+\s+[^\s{}]+/;

/** A write that replaces what was there can compare versions; one that adds to it cannot. */
function isReplacing({ kind, condition }: StoreEffect): boolean {
  return (kind === 'puts' || kind === 'deletes') && condition === undefined;
}

/** @returns the edit that lets a write go through only if its message is newer than what is stored, or none if it says another condition. */
export function onlyIfNewer(design: Design, effect: StoreEffect): readonly TextEdit[] {
  const { source } = effect.syntax;
  const length = writing.exec(textOf(design, source))?.[0].length;
  return length === undefined || effect.condition !== undefined ? [] : [insertAt(source.uri, source.offset + length, ' if newer')];
}

/** @returns the fix that lets every write of these handlers compare versions; none where one of their writes cannot, or there is none. */
export function compareVersions(design: Design, handlers: readonly Activity[]): readonly Fix[] {
  const writesOf = (handler: Activity): readonly StoreEffect[] =>
    handler.effects.filter(isStoreEffect).filter(({ kind }) => kind !== 'reads');
  const able = handlers.every((handler) => {
    const open = writesOf(handler).filter(({ condition }) => condition !== 'newer');
    return writesOf(handler).length > 0 && open.every(isReplacing);
  });
  const edits = handlers.flatMap((handler) => writesOf(handler).flatMap((effect) => onlyIfNewer(design, effect)));
  const names = [...new Set(handlers.map(({ label }) => label))];
  const title = `Let ${listed(names)} compare versions before ${names.length > 1 ? 'they write' : 'it writes'}`;
  return able && edits.length > 0 ? [{ title, safe: false, edits }] : [];
}
