// One picture in the grid.
import { html, nothing } from "lit";
import { texts } from "../texts.ts";
import { kindOf, nameOf, type Shot, typeOf, typesOf } from "./shot.ts";
import "../parts/icon.ts";

export interface TileState {
  column: number;
  /** The thumbnail's address; null: there is none; undefined: it has not come yet. */
  thumbnail: string | null | undefined;
  isSelected: boolean;
  /** Whether it is the one that the Tab key goes to. */
  isActive: boolean;
}

/** Return what is drawn of a shot; its name is what it shows. */
export function tile(shot: Shot, { column, thumbnail, isSelected, isActive }: TileState) {
  const others = shot.files.slice(1).map(typeOf);
  return html`<div class="tile" role="gridcell" data-key=${shot.key} aria-colindex=${column + 1} aria-selected=${isSelected} tabindex=${isActive ? 0 : -1}>
    <div class="frame">${picture(shot, thumbnail)}</div>
    <span class="check" title=${texts.pictures.toggle(nameOf(shot))} aria-hidden="true">${isSelected ? html`<rc-icon name="check"></rc-icon>` : nothing}</span>
    <div class="caption">
      <span class="name">${nameOf(shot)}</span><span class="types">${typesOf(shot)}</span>
      ${others.length > 0 ? html`<span class="others" aria-hidden="true">+ ${others.join(" + ")}</span>` : nothing}
    </div>
  </div>`;
}

function picture(shot: Shot, thumbnail: string | null | undefined) {
  const kind = kindOf(shot.files[0]);
  if (kind !== "other" && thumbnail !== null) {
    return thumbnail === undefined ? nothing : html`<img src=${thumbnail} alt="" draggable="false" />`;
  }
  return html`<span class="none"><rc-icon name=${kind === "video" ? "play" : "pictures"}></rc-icon>
    ${kind === "video" || kind === "other" ? typesOf(shot) : texts.pictures.noThumbnail}</span>`;
}
