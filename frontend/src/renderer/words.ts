import { inSentence } from "@/expressions/inSentence";

/** Words of a form as people fill it in, wherever it is drawn. */
export const words = {
  step: (index: number, count: number, title: string) =>
    title ? `Step ${index} of ${count}, ${title}` : `Step ${index} of ${count}`,
  continue: "Continue",
  back: "Back",
  send: (label: string) => `Send ${inSentence(label)}`,
  sending: "Sending",
  saveLater: "Save for later",
  saveChanges: "Save changes",
  checkTitle: "Check your answers",
  change: "Change",
  notAnswered: "Not answered",
  problemTitle: "There is a problem",
  titleError: (title: string) => `Error: ${title}`,
  shownWhen: (rule: string) => `Shown when ${rule}`,
  requiredWhen: (rule: string) => `Required when ${rule}`,
  named: (label: string, isRequired: boolean) => `${label}, ${isRequired ? "required" : "optional"}`,
  unknownPage: "This page is not part of the app.",
  unknownComponent: (component: string) => `This component is not known here: ${component}.`,
  notShown: "Nothing to fill in here.",
} as const;
