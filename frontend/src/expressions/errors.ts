/** An expression has no value for this context. The codes are those of the server's engine. */
export class EvaluationError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.name = "EvaluationError";
    this.code = code;
  }
}
