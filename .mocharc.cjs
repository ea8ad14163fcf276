// Mocha adds the files of its command line to those of its configuration; here the ones that are given stand for themselves.
const given = process.argv.slice(2).some((word) => word.startsWith('test/'));

module.exports = {
  require: ['tsx'],
  spec: given ? [] : ['test/**/*.test.ts'],
  extension: ['test.ts'],
  recursive: true,
  ignore: ['test/vscode/**'],
  timeout: 20000,
};
