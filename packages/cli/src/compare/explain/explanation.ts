import type { StateLeft } from './state-left.js';

/** Something that attempts share although their processes are apart. */
export type SharedResource = 'port' | 'database' | 'file';

/** Why the tests of a file come out differently by pytest and by Steadfast. */
export type Explanation =
  /** pytest doesn't agree with itself either. */
  | { readonly kind: 'unsteady'; readonly seen: 'alone' | 'in-company' }
  /** The file comes out differently when other files ran before it in the same process. */
  | {
      readonly kind: 'company';
      /** Whether the others break the file, or it only passes thanks to them. */
      readonly effect: 'breaks' | 'needed';
      /** The fewest files that do it, in the order of the run. */
      readonly files: readonly string[];
      /** The tests of a single such file that do it. */
      readonly tests: readonly string[];
      readonly left: readonly StateLeft[];
    }
  /** It came out so when others ran before it in the same process, and not again. */
  | { readonly kind: 'company-unknown' }
  /** It fails only while other files run at the same time. */
  | { readonly kind: 'parallel'; readonly resource: SharedResource | undefined; readonly message: string }
  /** It fails from a prepared process, and passes in a new interpreter. */
  | { readonly kind: 'prepared' }
  /** Steadfast and pytest do not even agree on the file alone. */
  | { readonly kind: 'runner' }
  /** Only one of them collects the file. */
  | { readonly kind: 'collection'; readonly by: 'pytest' | 'steadfast' }
  /** None of the above. */
  | { readonly kind: 'unexplained' }
  /** There were too many to look into each. */
  | { readonly kind: 'not-examined' };
