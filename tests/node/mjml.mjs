// What the reference compiler of MJML makes of each source: a list of MJML as JSON comes in, a list of HTML goes out.
import { readFileSync } from "node:fs";
import mjml2html from "mjml";

const options = { fonts: {}, keepComments: false, validationLevel: "skip" };
const made = [];
for (const source of JSON.parse(readFileSync(0, "utf8"))) {
  made.push((await mjml2html(source, options)).html);
}
process.stdout.write(JSON.stringify(made));
