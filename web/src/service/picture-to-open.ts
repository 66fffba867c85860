// Which picture the pictures view is to open, as the view that leads there has it.
import { Watched } from "../core/watched.ts";

/** A file on a camera; undefined when there is none to open. Whoever opens it takes it away. */
export const pictureToOpen = new Watched<{ camera: string; path: string } | undefined>(undefined);
