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
    goneLead: "Connect it, and switch it on: it is back here by itself.",
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
  settings: {
    title: "Settings",
    loading: "Reading the settings…",
    search: "Search all settings",
    found: (count: number) => (count === 1 ? "1 setting" : `${count} settings`),
    readonly: "The camera does not let this be changed now.",
    goTo: (label: string) => `Go to ${label}; up and down change it`,
    nothing: "(none)",
    auto: "Auto",
    now: "Now",
    nowLong: "Set the clock to this computer's time",
    lower: (label: string) => `${label}: previous`,
    higher: (label: string) => `${label}: next`,
    quick: {
      mode: "Mode",
      shutter_s: "Shutter",
      aperture: "Aperture",
      iso: "ISO",
      exposure_compensation: "Compensation",
      white_balance: "White balance",
      drive: "Drive",
      quality: "Quality",
    },
    sections: {
      actions: "Actions",
      settings: "Body",
      status: "Status",
      imgsettings: "Picture",
      capturesettings: "Capture",
      other: "By PTP code",
    } as Record<string, string>,
  },

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
