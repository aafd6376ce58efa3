// SPDX-License-Identifier: Apache-2.0
// Interface and initcode of a contract that a package ships compiled, as JSON.
import path from "node:path";
import { pathToFileURL } from "node:url";

const [modules, entry, name] = process.argv.slice(2);
const { abi, bytecode } = (await import(pathToFileURL(path.join(modules, entry))))[name];
process.stdout.write(JSON.stringify({ abi, bytecode }));
