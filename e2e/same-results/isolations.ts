/** The isolations that are held against plain pytest. */
export const ISOLATIONS = ['spawn', 'pytest', 'packages', 'project'] as const;
