// A call as code in other languages. The token is taken from the environment, and never written.
import type { Method } from "./contract.ts";
import { go, javascript, python, quoted, shell } from "./literals.ts";

/** The languages, by what they are called. */
export const LANGUAGES = { curl, Python: pythonCode, TypeScript: typescriptCode, Go: goCode } as const;

export type Language = keyof typeof LANGUAGES;

type Params = Record<string, unknown>;

/** Return what clients call a method: with `cameras` in place of `camera`, it is another one where its result is. */
export function clientName({ name, result }: Method, params: Params): string {
  return result?.schema.oneOf !== undefined && "cameras" in params ? `${name}_of_cameras` : name;
}

function curl(url: string, method: string, params: Params): string {
  return `curl -sS ${url.replace(/^ws/, "http")} \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d ${shell({ jsonrpc: "2.0", id: 1, method, params })}
`;
}

function pythonCode(url: string, _method: string, params: Params, name: string): string {
  const given = Object.entries(params).map(([param, value]) => `${param}=${python(value)}`);
  return `import os

from rpc_camera_client.sync import Session

with Session.connect(${quoted(url)}, token=os.environ["TOKEN"]) as session:
    print(session.${name.replaceAll(".", "_")}(${given.join(", ")}))
`;
}

function typescriptCode(url: string, _method: string, params: Params, name: string): string {
  const called = name.replace(/[._](\w)/g, (_, letter: string) => letter.toUpperCase());
  const given = Object.keys(params).length === 0 ? "" : javascript(params);
  return `import { Session } from "rpc-camera-client";

const session = await Session.connect(${quoted(url)}, { token: process.env.TOKEN });
console.log(await session.${called}(${given}));
session.close();
`;
}

function goCode(url: string, method: string, params: Params): string {
  return `package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"

	"rpc-camera/rpccamera"
)

func main() {
	ctx := context.Background()
	session, err := rpccamera.Connect(ctx, ${quoted(url)}, rpccamera.Options{Token: os.Getenv("TOKEN")})
	if err != nil {
		log.Fatal(err)
	}
	defer session.Close()
	params := ${go(params)}
	var result json.RawMessage
	if err := session.Call(ctx, ${quoted(method)}, params, &result); err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(result))
}
`;
}
