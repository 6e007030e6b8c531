export { type Artefact, entityOf, fieldsOn, type PageSpec, pageOf, walk } from "./artefact";
export type { Frame, FrameInfo, Mark } from "./context";
export { FormFlow } from "./FormFlow";
export type { FormFlowProps, SendResult } from "./flow";
export { createFormStore, defaultValues, type FormStore, systemClock } from "./formStore";
export { Render, type RenderProps } from "./Render";
export { type FormRules, formRules, type Outcome } from "./rules";
export { sampleLabels, sampleRecord, sampleServices, sampleValues } from "./samples";
