// Says of each file that is named whether it is a state machine: one line of JSON with the errors that asl-validator found.
const { readFileSync } = require('node:fs');
const validate = require('asl-validator');

for (const file of process.argv.slice(2)) {
  const { isValid, errorsText } = validate(JSON.parse(readFileSync(file, 'utf8')), { checkPaths: true, checkArn: true });
  console.log(JSON.stringify({ file, errors: isValid ? null : errorsText() }));
}
