/** An operation that does not fit the document. `index` counts within the batch. */
export class OperationRefused extends Error {
  readonly code: string;
  index: number;
  constructor(code: string, message: string, index = 0) {
    super(message);
    this.code = code;
    this.index = index;
  }
}
