declare module '*.css' {
  /** The sheet's text; the bundler puts it in. */
  const text: string;
  // eslint-disable-next-line no-restricted-syntax -- how the bundler hands a text over
  export default text;
}
