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
  camera: {
    live: {
      title: "Live view",
      off: "Live view is off.",
      none: "This camera has no live view.",
      starting: "Starting live view…",
      paused: "Live view waits.",
      retry: "Try again",
    },
    tools: {
      title: "Picture",
      live: "Live view",
      grid: "Grid",
      histogram: "Histogram",
      peaking: "Focus peaking",
      magnifier: "Magnifier",
      full: "Full screen",
    },
    fps: (count: number) => `${count.toFixed(1)} fps`,
    skipped: (count: number) => `${count} skipped`,
    skippedTitle: "Frames that the camera gave and that were not drawn here",
    kinds: { title: "What the shutter does", picture: "Picture", bulb: "Bulb" },
    shutter: {
      take: "Take a picture",
      open: "Open the shutter",
      hold: (seconds: number) => `Expose for ${seconds} s`,
      close: (open: string) => `Close the shutter · ${open}`,
      closeAny: "Close the shutter",
      cancel: "Cancel",
      taking: (stage: string | undefined) => (stage === undefined ? "Taking the picture…" : `Taking the picture: ${stage}…`),
      exposing: (done: number, total: number) => `${done.toFixed(0)} of ${total.toFixed(0)} s`,
      waits: "The camera is taking the picture.",
    },
    bulb: {
      label: "Exposure in seconds",
      title: "The shutter closes after so many seconds; left empty, when you close it, after 10 minutes at most",
      byHand: "by hand",
    },
    trigger: { label: "Trigger", title: "Fire, and do not wait for the picture" },
    timer: { label: "Self-timer", off: "Off" },
    firesIn: (seconds: number) => `Fires in ${seconds} s`,
    newPicture: (filename: string, name: string) => `New picture of ${name}: ${filename}`,
    openPicture: (filename: string) => `Pictures, the last is ${filename}`,
    magnified: "4×, drag or use the arrow keys to move",
    magnifierEnd: "End the magnifier",
    focus: {
      title: "Focus",
      autofocus: "Autofocus",
      focusing: "Focusing…",
      focused: "In focus",
      unknown: "Focused; the camera does not say whether it is sharp.",
      near: "Near",
      far: "Far",
      nearer: ["Nearer, a small step", "Nearer, a middle step", "Nearer, a large step"] as const,
      farther: ["Farther, a small step", "Farther, a middle step", "Farther, a large step"] as const,
      movedNearer: ["Moved nearer, a small step", "Moved nearer, a middle step", "Moved nearer, a large step"] as const,
      movedFarther: ["Moved farther, a small step", "Moved farther, a middle step", "Moved farther, a large step"] as const,
    },
    keys: {
      fire: "Take a picture, or close the shutter",
      cancel: "End the magnifier; cancel the self-timer or the exposure",
      live: "Live view on or off",
      grid: "Grid",
      histogram: "Histogram",
      peaking: "Focus peaking",
      magnifier: "Magnifier",
      full: "Full screen",
      autofocus: "Autofocus",
      nearer: "Focus a small step nearer",
      farther: "Focus a small step farther",
    },
  },

  // ---- several cameras
  wall: {
    title: "All cameras",
    fire: (count: number) => (count === 1 ? "Fire 1 camera" : `Fire ${count} cameras`),
    firing: "Firing…",
    none: "No camera takes part. Tick one.",
    takesPart: (name: string) => `${name} takes part`,
    fireOne: (name: string) => `Take a picture with ${name} alone`,
    live: "Live view",
    partial: "Fire the others if one cannot",
    complete: (count: number, skew: number | null) =>
      `All ${count} pictures are there${skew === null ? "" : `, fired within ${skew.toFixed(1)} ms`}.`,
    incomplete: (missing: number, count: number, skew: number | null) =>
      `${missing} of ${count} cameras have no picture${skew === null ? "" : `; the others fired within ${skew.toFixed(1)} ms`}.`,
    keys: { fire: "Fire the group", cancel: "Cancel the self-timer" },
  },

  // ---- settings
  settings: {},

  // ---- pictures
  pictures: {},

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
