// Reads a document from standard input and writes what its JSON schema (draft 6) says against it, as a list.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const here = new URL(".", import.meta.url);
const require = createRequire(new URL("../../../node/", here));
const Ajv = require("ajv").default;
const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
ajv.addMetaSchema(require("ajv/dist/refs/json-schema-draft-06.json"));
const validate = ajv.compile(JSON.parse(readFileSync(new URL("schedule.json", here), "utf-8")));
validate(JSON.parse(readFileSync(0, "utf-8")));
process.stdout.write(JSON.stringify((validate.errors ?? []).map(error => `${error.instancePath} ${error.message}`)));
