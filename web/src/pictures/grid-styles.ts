// How the grid looks.
import { css } from "lit";

export const gridStyles = css`
  :host {
    min-height: 0;
  }
  .scroller {
    height: 100%;
    padding: 0 16px 16px;
    overflow-y: auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
    scrollbar-gutter: stable;
  }
  .canvas {
    position: relative;
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: none;
  }
  .line {
    position: absolute;
    inset: 0 0 auto;
    display: grid;
    grid-template: minmax(0, 1fr) / repeat(var(--columns), minmax(0, 1fr));
    gap: 8px;
    contain: layout style;
  }
  .day {
    grid-column: 1 / -1;
    align-self: center;
    font-size: 0.9rem;
    font-weight: 600;
    color: var(--muted);
  }
  .tile {
    position: relative;
    display: grid;
    grid-template-rows: minmax(0, 1fr) 26px;
    cursor: pointer;
    border-radius: 4px;
  }
  .frame {
    display: grid;
    place-items: center;
    min-height: 0;
    overflow: hidden;
    border-radius: 4px;
    background: var(--sunken);
  }
  img {
    width: 100%;
    height: 100%;
    min-height: 0;
    object-fit: contain;
  }
  .tile:focus-visible {
    outline-offset: 0;
  }
  .tile[aria-selected="true"] .frame {
    outline: 3px solid var(--accent);
    outline-offset: -3px;
  }
  .tile[aria-selected="true"] img {
    padding: 10px;
  }
  .none {
    display: grid;
    justify-items: center;
    gap: 6px;
    color: var(--muted);
    font-size: 0.82rem;
  }
  .none rc-icon {
    width: 28px;
    height: 28px;
  }
  .check {
    position: absolute;
    top: 6px;
    left: 6px;
    display: grid;
    place-items: center;
    width: 24px;
    height: 24px;
    border: 2px solid #fff;
    border-radius: 50%;
    background: rgb(0 0 0 / 0.45);
    color: #fff;
    opacity: 0;
  }
  .check::after {
    content: "";
    position: absolute;
    inset: -8px;
  }
  .check rc-icon {
    width: 16px;
    height: 16px;
  }
  .tile:hover .check,
  .tile:focus-visible .check,
  .tile[aria-selected="true"] .check {
    opacity: 1;
  }
  .tile[aria-selected="true"] .check {
    background: var(--accent-ground);
  }
  .caption {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 0 2px;
    font-size: 0.8rem;
    white-space: nowrap;
    overflow: hidden;
  }
  .name {
    flex: 1 1 auto;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .types,
  .others {
    flex: none;
    color: var(--muted);
    font-size: 0.74rem;
  }
  .others {
    display: none;
  }
  @media (hover: none) {
    .tile .check {
      display: none;
    }
    .tile[aria-selected="true"] .check {
      display: grid;
    }
  }
  @media (max-width: 600px) {
    .scroller {
      padding: 0 8px 8px;
    }
    .types {
      position: absolute;
      clip-path: inset(50%);
    }
    .others {
      display: inline;
    }
  }
`;
