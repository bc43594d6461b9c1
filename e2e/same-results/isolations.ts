/** The isolations that are held against plain pytest. */
export const ISOLATIONS = ['spawn', 'warm'] as const;
