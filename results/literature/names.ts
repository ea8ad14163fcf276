import { findCatalogInitialization } from '../../catalog/initializations';

/** An initialization as the paper prints it; the name itself where the catalog has none. */
export function printedName(initialization: string): string {
  return findCatalogInitialization(initialization)?.title ?? initialization;
}
