/** Does nothing: compiled, it shows what every command takes for its runtime alone. */
export {};
