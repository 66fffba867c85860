// The files that were saved last, as the service's event log has them.
import type { FileSavedParams, Session } from "rpc-camera-client";

const PAGE = 1_000; // events

/** Return the last `count` files that were saved, the newest first; fewer where the log does not go so far back. */
export async function lastSaved(session: Session, count: number): Promise<FileSavedParams[]> {
  const found: FileSavedParams[] = [];
  const { last_seq, oldest_seq, log_id } = await session.getEvents({ since: 0, limit: 1 });
  for (let end = last_seq; oldest_seq !== null && end >= oldest_seq && found.length < count; end -= PAGE) {
    const since = Math.max(0, end - PAGE);
    const { events } = await session.getEvents({ since, limit: PAGE, log_id });
    const saved = events.filter(({ seq, event }) => seq <= end && event === "file_saved");
    found.push(...saved.reverse().map(({ params }) => params as unknown as FileSavedParams));
  }
  return found.slice(0, count);
}
