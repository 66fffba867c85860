// What all errors of the service have.

/** What an error says of itself; most have more. */
export interface ErrorDetails {
  name: string;
  retryable: boolean;
  remedy: string;
}

/**
 * The service refused: `message` says why, `remedy` what to do, `retryable` whether the same can succeed later.
 *
 * Each error of the catalogue has a class of its own, found by `data.name` or else by `code`; this one itself is what the
 * catalogue does not have. `data` is all that came with it; of an error without any, from a proxy say, what the catalogue knows.
 */
export class RpcCameraError extends Error {
  static readonly CODE: number = 0;
  static readonly NAME: string = "";
  static readonly RETRYABLE: boolean = false;
  static readonly REMEDY: string = "";
  readonly code: number;
  readonly data: ErrorDetails;

  constructor(message: string, code?: number, data: object = {}) {
    super(message);
    const { CODE, NAME, RETRYABLE, REMEDY } = new.target;
    this.name = new.target.name;
    this.code = code ?? CODE;
    this.data = { name: NAME, retryable: RETRYABLE, remedy: REMEDY, ...data };
  }

  /** The error's name in the catalogue; empty when it is in none. JavaScript has `name` for the class's. */
  get errorName(): string {
    return this.data.name;
  }

  /** What to do about it, in one sentence; may be empty. */
  get remedy(): string {
    return this.data.remedy;
  }

  /** Whether the same request can succeed later, with nothing changed. */
  get retryable(): boolean {
    return this.data.retryable;
  }

  /** Return the message and what to do about it. */
  override toString(): string {
    return `${this.name}: ${this.message} ${this.remedy}`.trimEnd();
  }
}
