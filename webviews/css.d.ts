/** Stylesheets are imported for the bundler, which collects them beside the script. */
declare module '*.css';
