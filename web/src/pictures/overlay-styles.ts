// How dialogs look that fill the screen.
import { css } from "lit";

export const overlayStyles = css`
  dialog {
    width: 100vw;
    height: 100dvh;
    max-width: none;
    max-height: none;
    padding: 0;
    border: 0;
    border-radius: 0;
    overflow: hidden;
  }
  .overlay {
    display: grid;
    grid-template: "head actions" auto "body body" minmax(0, 1fr) / minmax(0, 1fr) auto;
    height: 100%;
  }
  .head,
  .actions {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 56px;
    padding: 6px 12px;
    border-bottom: 1px solid var(--line);
  }
  .head {
    grid-area: head;
  }
  .head h2 {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .position {
    white-space: nowrap;
  }
  .actions {
    grid-area: actions;
  }
  .actions button {
    white-space: nowrap;
  }
  .body {
    grid-area: body;
    display: grid;
    min-height: 0;
  }
  @media (max-width: 700px) {
    .overlay {
      grid-template: "head" auto "body" minmax(0, 1fr) "actions" auto / minmax(0, 1fr);
    }
    .actions {
      gap: 6px;
      justify-content: space-around;
      padding-bottom: calc(6px + env(safe-area-inset-bottom));
      border-top: 1px solid var(--line);
      border-bottom: 0;
    }
    .actions button {
      padding: 0 10px;
    }
  }
`;
