// The service's contract, as `rpc.discover` has it: an OpenRPC document.
import type { Scope } from "rpc-camera-client";

/** A JSON Schema, as far as the contract uses it. */
export interface Schema {
  $ref?: string;
  title?: string;
  description?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  format?: string;
  contentEncoding?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
}

export interface Param {
  name: string;
  description?: string;
  required?: boolean;
  schema: Schema;
}

export interface Example {
  name: string;
  description?: string;
  params: { name: string; value: unknown }[];
  result?: { value: unknown };
}

export interface ErrorExample {
  name: string;
  params: Record<string, unknown>;
  error: unknown;
}

export interface Method {
  name: string;
  summary?: string;
  description?: string;
  tags?: { name: string }[];
  params: Param[];
  result?: { description?: string; schema: Schema };
  errors?: { code: number; message: string }[];
  examples?: Example[];
  "x-safe"?: boolean;
  /** What a token has to be good for. */
  "x-scope"?: Scope;
  "x-error-examples"?: ErrorExample[];
}

export interface NotificationKind {
  name: string;
  summary?: string;
  description?: string;
  params: Schema;
  examples?: { name: string; params: unknown }[];
}

/** An error of the catalogue; those of plain JSON-RPC may lack what `data` has. */
export interface CatalogueError {
  code: number;
  message: string;
  data?: { name: string; retryable: boolean; remedy: string };
}

interface OpenRpc {
  info: { title: string; version: string; description?: string };
  servers?: { name: string; url: string }[];
  methods: Method[];
  components?: { schemas?: Record<string, Schema>; errors?: Record<string, CatalogueError> };
  "x-service-discovery"?: Method;
  "x-notifications"?: NotificationKind[];
}

/** All that the document says, to look things up in. */
export class Contract {
  readonly info: OpenRpc["info"];
  readonly servers: { name: string; url: string }[];
  readonly methods: readonly Method[];
  readonly notifications: readonly NotificationKind[];
  /** The methods by their first tag. */
  readonly groups: ReadonlyMap<string, readonly Method[]>;
  /** The names that a connection can subscribe to: what the params of `subscribe` take. */
  readonly subscribable: ReadonlySet<unknown>;
  private readonly schemas: Record<string, Schema>;
  private readonly errors: Map<number, CatalogueError>;

  constructor(document: unknown) {
    const found = document as OpenRpc;
    const discovery = found["x-service-discovery"];
    this.info = found.info;
    this.servers = found.servers ?? [];
    this.methods = discovery === undefined ? found.methods : [...found.methods, discovery];
    this.notifications = found["x-notifications"] ?? [];
    this.groups = byTag(this.methods);
    this.schemas = found.components?.schemas ?? {};
    const events = this.method("subscribe")?.params[0]?.schema.items;
    this.subscribable = new Set(events && this.resolve(events).enum);
    this.errors = new Map(Object.values(found.components?.errors ?? {}).map((error) => [error.code, error]));
  }

  method(name: string | undefined): Method | undefined {
    return this.methods.find((method) => method.name === name);
  }

  notification(name: string | undefined): NotificationKind | undefined {
    return this.notifications.find((kind) => kind.name === name);
  }

  /** Return what a schema refers to, with the name that it has there. */
  resolve(schema: Schema): Schema {
    const name = schema.$ref?.split("/").pop();
    return name === undefined ? schema : (this.schemas[name] ?? {});
  }

  /** Return the errors that a method can be refused with, as the catalogue has them. */
  errorsOf({ errors = [] }: Method): CatalogueError[] {
    return errors.map((error) => this.errors.get(error.code) ?? error);
  }
}

/** Return the types that JSON has for a value of a schema that is resolved; none for any. */
export function typesOf({ type }: Schema): string[] {
  return type === undefined ? [] : [type].flat();
}

function byTag(methods: readonly Method[]): Map<string, Method[]> {
  const groups = new Map<string, Method[]>();
  for (const method of methods) {
    const tag = method.tags?.[0]?.name ?? "";
    groups.set(tag, [...(groups.get(tag) ?? []), method]);
  }
  return new Map([...groups].sort(([one], [other]) => one.localeCompare(other)));
}
