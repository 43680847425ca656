export { notRecognisedYet, recognise, recogniseAll, recognisers } from "./recognise-all.ts";
export type { RecognitionReport } from "./recognise-all.ts";
export type { EvidenceItem, MissingSignal, Recogniser, Recognition } from "./recognition.ts";
