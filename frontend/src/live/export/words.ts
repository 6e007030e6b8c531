import { inSentence } from "@/expressions/inSentence";

const count = (value: number) => value.toLocaleString("en");

/** "1 record", "1,204 records" */
const records = (value: number) => (value === 1 ? "1 record" : `${count(value)} records`);

export const words = {
  title: (plural: string) => `Export ${inSentence(plural)}`,
  what: "Which records",
  filtered: "The list as it is filtered now",
  everything: (plural: string) => `All ${inSentence(plural)} you may see`,
  many: (value: number, exact: boolean) => (exact ? records(value) : `more than ${count(value)} records`),
  counting: "Counting",
  columns: "Which columns",
  listColumns: "The columns of this list",
  listFields: (labels: readonly string[], money: boolean) => {
    const added = money ? "the currency of each amount and the record id" : "the record id";
    return `${labels.join(", ")}; and ${added}`;
  },
  allColumns: "All fields you may see",
  allFields: (value: number) =>
    `${value === 1 ? "1 field" : `${count(value)} fields`}, and when and by whom each record was added`,
  format: "File",
  excel: "Excel workbook (.xlsx)",
  csv: "CSV text (.csv)",
  start: "Export records",
  none: "There are no records to export.",
  leave: "Go back to the list",
  safe: "The file is a copy of what you may see now. You can leave this page: it is kept for you for 24 hours. Every export is noted in the audit log.",
  failedTitle: "The export did not begin. Nothing was written.",
  region: "Your exports",
  waiting: "Waiting to begin",
  progress: (done: number, expected: number | null) =>
    expected === null ? records(done) : `${count(done)} of about ${records(expected)}`,
  writing: (name: string) => `Writing ${name}`,
  started: (name: string) => `Writing ${name} has begun.`,
  ready: (name: string) => `${name} is ready to download.`,
  download: (name: string) => `Download ${name}`,
  facts: (rows: number, size: string, until: string) => `${records(rows)}, ${size}, kept until ${until}`,
  cut: (value: number) =>
    value === 1
      ? "1 text is longer than a cell of Excel may be and was cut. CSV keeps it whole."
      : `${count(value)} texts are longer than a cell of Excel may be and were cut. CSV keeps them whole.`,
  failed: (name: string) => `${name} was not written.`,
  cancel: (name: string) => `Cancel export of ${name}`,
  cancelShort: "Cancel export",
  remove: (name: string) => `Remove file ${name}`,
  removeShort: "Remove file",
  dismiss: (name: string) => `Dismiss message about ${name}`,
  dismissShort: "Dismiss message",
  cancelled: "Export cancelled. Nothing was kept.",
  removed: "File removed.",
  dropFailed: "This did not reach the server. Try again in a moment.",
  unknown: "How far your exports are could not be asked. They go on; this asks again by itself.",
} as const;
