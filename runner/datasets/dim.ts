/** 16 bits of which only the lower ones are used, 12 mostly: divided by 257 as others are, they would be all but black. */

/** @param greatest of the values of 16 bits */
export function isDim(greatest: number): boolean {
  return greatest > 0 && greatest < 2 ** 13;
}

/** What becomes of such images, and how a spec shows all of them. @param greatest of their values */
export function dimAdvice(greatest: number): string {
  const width = 2 ** Math.ceil(Math.log2(greatest + 1));
  return (
    'Where 16 bits are divided by 257, that is trained on as nearly black. ' +
    `For grey images, write \`window: {center: ${width / 2}, width: ${width}}\` where the spec names the dataset, which makes ${width - 1} white; ` +
    'else save them with 8 bits.'
  );
}
