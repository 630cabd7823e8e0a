// A finding in a few words: src/core/detect/verdict.ts, under the name that the recorders know.

export { verdictOf } from '../../src/core/detect/verdict';
