// Which files of this computer belong on a camera's card: pictures and films.

// Raw files, and others of which browsers do not know the type.
const SUFFIXES = new Set(
  ("jpg jpeg jpe heic heif hif avif tif tiff png dng nef nrw cr2 cr3 crw arw srf sr2 srw raf orf ori rw2 rwl raw pef ptx gpr x3f 3fr fff iiq "
    + "mef mos mrw erf kdc dcr mov mp4 m4v avi mts m2ts mxf mkv crm nev braw r3d").split(" "),
);

/** Whether it is a picture or a film, by its type or its name. */
export function isUploadable({ name, type }: File): boolean {
  const suffix = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return /^(image|video)\//.test(type) || SUFFIXES.has(suffix);
}
