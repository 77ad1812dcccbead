/** Which technologies an unknown one may have meant: people shorten a product's name, or leave out the vendor. */
import { nearest } from './nearest.ts';

const most = 3;
/** A name of fewer letters is part of too many. */
const shortest = 3;

/**
 * Finds the known technologies that are called nearly as one that is not known: those whose product contains what was written or is contained in it
 * (`gcp.run` in `gcp.cloudrun`, `dynamodb` in `aws.dynamodb`), else those that differ in few letters.
 *
 * @param name what was written
 * @param known the names of all technologies
 * @returns up to three names, the likeliest first; of no other vendor than the one that is named
 */
export function nearestTechnologies(name: string, known: readonly string[]): readonly string[] {
  const vendors = new Set(known.filter((other) => other.includes('.')).map(vendorOf));
  const written = split(name, vendors);
  const others = known.map((other) => split(other, vendors)).filter(({ vendor }) => mayBe(written.vendor, vendor));
  const exact = others.some(({ product }) => product === written.product);
  const alike = others.filter(({ product }) => (exact ? isPart(written.product, product) : isAlike(written.product, product)));
  if (alike.length > 0) {
    const order = (a: Product, b: Product): number =>
      Number(b.vendor === written.vendor) - Number(a.vendor === written.vendor) ||
      likeness(written.product, b.product) - likeness(written.product, a.product) ||
      (a.name < b.name ? -1 : 1);
    return alike
      .sort(order)
      .slice(0, most)
      .map((product) => product.name);
  }
  const { vendor } = written;
  if (vendor === undefined) return nearest(name, known);
  const products = known.filter((other) => other.startsWith(`${vendor}.`)).map((other) => other.slice(vendor.length + 1));
  const near = nearest(name.slice(vendor.length + 1), products).map((product) => `${vendor}.${product}`);
  // What is named like a vendor can be a product with variants: `redis.pubsub` is one of `redis`.
  return near.length === 0 && known.includes(vendor) ? [vendor] : near;
}

interface Product {
  readonly name: string;
  /** Undefined where none is named, or none that is known. */
  readonly vendor: string | undefined;
  /** The rest of the name, without what people write now and then. */
  readonly product: string;
}

function split(name: string, vendors: ReadonlySet<string>): Product {
  const plain = name.toLowerCase();
  const vendor = vendorOf(plain);
  const named = plain.includes('.') && vendors.has(vendor);
  const rest = named ? plain.slice(vendor.length + 1) : plain;
  return { name, vendor: named ? vendor : undefined, product: rest.replaceAll(/[-_.]/g, '') };
}

function vendorOf(name: string): string {
  return name.split('.', 1)[0] ?? name;
}

function mayBe(written: string | undefined, vendor: string | undefined): boolean {
  return written === undefined || vendor === undefined || written === vendor;
}

function isAlike(a: string, b: string): boolean {
  return isPart(a, b) || isPart(b, a);
}

/** Whether one name is a part of another: the whole of it, or enough letters to tell. */
function isPart(part: string, whole: string): boolean {
  return part === whole || (part.length >= shortest && whole.includes(part));
}

/** How much of the longer name the shorter one is, 0 to 1. */
function likeness(a: string, b: string): number {
  return Math.min(a.length, b.length) / Math.max(a.length, b.length);
}
