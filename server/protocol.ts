/**
 * What Archlint's server and its clients say to each other beyond the Language Server Protocol. Types and names only, so that a client
 * may import it without taking any of the server along.
 */
import type { Location } from 'vscode-languageserver';

/** Request: draw a document's design. Parameters `DiagramParams`, result `Diagram`, or `null` for a document without anything to draw. */
export const diagramRequest = 'archlint/diagram';

/** Notification from the server: a picture drawn earlier no longer shows what the text says. Parameters `DiagramChangedParams`. */
export const diagramChangedNotification = 'archlint/diagramChanged';

/** Which of the palettes a picture is drawn in. */
export type DiagramTheme = 'light' | 'dark' | 'hc';

/** What to draw. */
export interface DiagramParams {
  /** The document whose design is drawn; the picture shows the systems that it adds to. */
  readonly uri: string;
  readonly theme: DiagramTheme;
  /** A view by its name; without it the picture of everything. */
  readonly view?: string;
}

/** A picture with what a client needs to make it live: where everything is, and which text it came from. */
export interface Diagram {
  readonly uri: string;
  /** The document's version that was drawn, as the client counts them; `null` for a document that is not open. */
  readonly version: number | null;
  readonly title: string;
  /**
   * A complete SVG document, without script and without references to anything outside. Each node's and each edge's group element carries the
   * attribute `data-id` with the identifier used below.
   */
  readonly svg: string;
  /** The picture's size in CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
  readonly findings: readonly DiagramFinding[];
  /** Why this picture is older than the text (the text is broken, or the layout took too long), in a sentence for the user. */
  readonly stale?: string;
}

/** An element's shape. Positions and sizes are in the picture's own coordinates. */
export interface DiagramNode {
  readonly id: string;
  readonly name: string;
  /** The keyword that declares it, as `service`, or `group`. */
  readonly kind: string;
  /** The identifier of the group around it, if any. */
  readonly group?: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** What a screen reader says of it beyond kind and name: technology, description. */
  readonly description?: string;
  /** Its declaration. */
  readonly source: Location;
}

/** A line between two shapes. */
export interface DiagramEdge {
  readonly id: string;
  /** The identifiers of the nodes it joins. */
  readonly from: string;
  readonly to: string;
  /** `call`, `message`, `subscription`, `read`, `write`, `dead-letter`. */
  readonly kind: string;
  /** The text beside the line. */
  readonly label?: string;
  /** The statements that say it, the one to go to first. */
  readonly sources: readonly Location[];
}

/** A finding as the picture shows it. */
export interface DiagramFinding {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
  readonly message: string;
  /** The node or edge that carries its badge; none for a finding without a place in the picture. */
  readonly on?: string;
  readonly source: Location;
}

/** Which document's picture has changed. */
export interface DiagramChangedParams {
  readonly uri: string;
}
