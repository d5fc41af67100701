/** A wait in words: seconds below two minutes, minutes above. */
export const waitText = (seconds: number): string =>
  seconds <= 1
    ? "a second"
    : seconds < 120
      ? `${Math.ceil(seconds)} seconds`
      : `${Math.ceil(seconds / 60)} minutes`;
