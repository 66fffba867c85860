// What the page says. What the camera and the service say is shown as it comes.
export const texts = {
  name: "rpc-camera",
  views: { camera: "Camera", pictures: "Pictures", series: "Series", explorer: "Explorer", log: "Log" },
  navigation: "Views",
  notices: "Notices",
  keys: { title: "Keys", show: "Show the keys", close: "Close" },
  close: "Close",
  cancel: "Cancel",
  dismiss: "Dismiss",
  signIn: {
    title: "Sign in",
    lead: "The service showed a token at its start, or was given one as API_TOKEN.",
    token: "Token",
    go: "Connect",
    out: "Sign out",
    wrongToken: "This token is wrong.",
    ended: "The service does not know this token any more: it was started again with another one.",
    checking: "Connecting…",
    empty: "Type the token.",
  },
  connection: {
    lost: "The connection is lost. Trying again…",
    back: "Connected again.",
  },
  cameras: {
    pick: "Camera",
    all: "All cameras",
    none: "No camera yet",
    noneLead: "Connect a camera by USB and switch it on: it appears here by itself.",
    noneVirtual: "To try without one, start the service with",
    states: { connecting: "Connecting", ready: "Ready", busy: "Taking a picture", lost: "Not answering", failed: "Not usable" },
    gone: (name: string) => `${name} is not connected.`,
    arrived: (name: string) => `${name} is connected.`,
    state: (name: string, state: string) => `${name}: ${state}.`,
    battery: (percent: number) => `Battery ${percent} %`,
    space: (free: string, pictures: number | undefined) => (pictures === undefined ? `${free} free` : `${pictures} pictures, ${free} free`),
  },
  // ---- the camera view
  camera: {},

  // ---- several cameras
  wall: {},

  // ---- settings
  settings: {},

  // ---- pictures
  pictures: {
    noCamera: "No camera, no pictures",
    listing: "Reading the card…",
    empty: "No pictures yet",
    emptyLead: "Take one: it appears here by itself.",
    again: "Try again",
    count: (count: number) => `${count.toLocaleString()} ${count === 1 ? "picture" : "pictures"}`,
    grid: "Pictures, the newest first",
    noDay: "No date",
    noThumbnail: "No preview",
    tile: (name: string, types: string) => `${name}, ${types}`,
    arrived: (name: string) => `New picture: ${name}.`,
    notReady: (state: string) => `The camera is not ready: ${state}`,
    select: "Select",
    selectAll: "Select all",
    selectNone: "Select none",
    selected: (count: number) => `${count.toLocaleString()} selected`,
    toggle: (name: string) => `Select ${name}`,
    actions: "What to do with the selected pictures",
    keys: { move: "Go to another picture", open: "Open the picture, close it", delete: "Delete what is selected", select: "Select the picture", none: "Select none", zoom: "In the large view: 100 %, or all of it", info: "In the large view: EXIF" },
    previous: "Newer",
    next: "Older",
    position: (index: number, total: number) => `${index.toLocaleString()} of ${total.toLocaleString()}`,
    whole: "100 %",
    info: "EXIF",
    allTags: "All tags",
    noExif: "This picture has no EXIF.",
    loading: "The picture is on its way",
    loaded: (done: string, total: string) => `${done} of ${total}`,
    cannotShow: (type: string) => `This browser cannot show ${type} files: this is the camera's preview of it.`,
    noVideo: "Films are not played here: download it to see it.",
    facts: {
      exposure: "Exposure",
      compensation: "Exposure compensation",
      focalLength: "Focal length",
      inFilm: (value: number, film: number) => `${value} mm (as ${film} mm on full frame)`,
      lens: "Lens",
      camera: "Camera",
      taken: "Taken, by the camera's clock",
      pixels: "Pixels",
      size: "Size",
      place: "Place",
      path: "On the card",
    },
    compareTitle: "Two pictures",
    downloadOne: (name: string) => `Download ${name}`,
    download: "Download",
    compare: "Compare",
    compareTwo: "Select exactly two pictures to compare them.",
    remove: "Delete",
    confirm: {
      title: (count: number) => `Delete ${count === 1 ? "this picture" : `${count.toLocaleString()} pictures`}?`,
      one: (name: string) => `${name} is deleted from the camera's card.`,
      many: (files: number) => `${files.toLocaleString()} files are deleted from the camera's card.`,
      raw: (names: string) => `The RAW goes too: ${names}.`,
      raws: (count: number) => `Among them ${count.toLocaleString()} RAW ${count === 1 ? "file" : "files"}.`,
      forever: "This cannot be undone.",
      working: (done: number, total: number) => `Deleting: ${done.toLocaleString()} of ${total.toLocaleString()}`,
      stop: "Stop",
      done: (count: number) => `${count.toLocaleString()} ${count === 1 ? "picture" : "pictures"} deleted.`,
      failed: (count: number) => `${count.toLocaleString()} ${count === 1 ? "file was" : "files were"} not deleted:`,
    },
  },

  // ---- series and tethering
  series: {},

  // ---- the explorer
  explorer: {},

  // ---- the log
  log: {},

  // ---- failures
  failures: {
    connectionLost: "The connection to the service is lost.",
    connectionLostRemedy: "The page connects again by itself. See that the service runs.",
    timedOutRemedy: "See what the camera is at, and try again.",
  },
};
