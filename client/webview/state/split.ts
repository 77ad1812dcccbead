/** How the picture and what a mode puts beside it share the room. */

/** Where a mode's part of the page stands: to the right of the picture, or below it in a narrow preview. */
export type Arrangement = 'beside' | 'stacked';

/** Of each arrangement, the picture's share that the user has chosen, between 0 and 1; `null`: what the page takes by itself. */
export type Split = Readonly<Record<Arrangement, number | null>>;

export const usualSplit: Split = { beside: null, stacked: null };

/** What either side keeps, in pixels, and as a share of little room. */
const least = { pixels: 160, share: 0.15 } as const;
/** How far one press of a key moves the divider. */
const steps = { small: 0.02, large: 0.1 } as const;

/**
 * @param length of the room that is shared, in pixels
 * @returns the smallest and the largest share of the picture that leave both sides of use
 */
export function sharesIn(length: number): { readonly least: number; readonly most: number } {
  const share = Math.min(0.5, Math.max(least.share, length > 0 ? least.pixels / length : 0.5));
  return { least: share, most: 1 - share };
}

/** @returns the share nearest to the one wanted that leaves both sides of use. */
export function shareWithin(wanted: number, length: number): number {
  const shares = sharesIn(length);
  return Math.min(shares.most, Math.max(shares.least, wanted));
}

/**
 * What a key does to the divider.
 *
 * @param share of the picture as it is
 * @param length of the room that is shared, in pixels
 * @returns the share after it, `null` for what the page takes by itself, `undefined` if the key is none of the divider's
 */
export function shareAfter(key: string, arrangement: Arrangement, share: number, length: number): number | null | undefined {
  const [less, more] = arrangement === 'beside' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  const { least: smallest, most } = sharesIn(length);
  switch (key) {
    case less:
      return shareWithin(share - steps.small, length);
    case more:
      return shareWithin(share + steps.small, length);
    case 'PageUp':
      return shareWithin(share - steps.large, length);
    case 'PageDown':
      return shareWithin(share + steps.large, length);
    case 'Home':
      return smallest;
    case 'End':
      return most;
    case 'Enter':
      return null;
    default:
      return undefined;
  }
}
