import { useMedia } from "./use-media";

/** True on devices whose main pointer is a finger. */
export const useTouch = (): boolean => useMedia("(pointer: coarse)");
