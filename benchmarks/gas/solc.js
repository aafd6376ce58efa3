// SPDX-License-Identifier: Apache-2.0
// Standard JSON in, standard JSON out: npm's solc, with imports taken from node_modules alone.
"use strict";

const fs = require("fs");
const path = require("path");

const [modules, compiler] = process.argv.slice(2);
const solc = require(path.join(modules, compiler));
const find = (name) => {
  const file = path.join(modules, name);
  return fs.existsSync(file)
    ? { contents: fs.readFileSync(file, "utf8") }
    : { error: `${name} is not in node_modules` };
};
const input = fs.readFileSync(0, "utf8");
process.stdout.write(solc.compile(input, { import: find }), () => process.exit(0));
