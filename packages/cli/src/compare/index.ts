export { compareIsolations, type IsolationComparison } from './compare-isolations.js';
export { describeDifference, type Difference } from './differences.js';
export { findSuite, installedPackage, type Suite } from './suite.js';
