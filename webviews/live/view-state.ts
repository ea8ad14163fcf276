/** What the reader has chosen to see, which a reload of the window must not lose. */
export interface ViewState {
  /** Initializations whose curves are switched off. */
  readonly hidden: readonly string[];
  /** Headings of the rows that are folded away. */
  readonly folded: readonly string[];
}

const EVERYTHING: ViewState = { hidden: [], folded: [] };

/** What was kept, or everything shown where that is damaged or of another version. */
export function parseViewState(value: unknown): ViewState {
  if (typeof value !== 'object' || value === null) return EVERYTHING;
  const { hidden, folded } = value as Record<string, unknown>;
  return { hidden: strings(hidden), folded: strings(folded) };
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
