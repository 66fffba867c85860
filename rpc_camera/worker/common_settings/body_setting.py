"""One setting as a body has it: what its values mean, and which of them a client may mean."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from rpc_camera.contract.types import WidgetType
from rpc_camera.worker.common_settings.quantity import apart, is_same, nearest
from rpc_camera.worker.widgets import CHOICE_TYPES, GpWidget, choices_of, range_of, type_of, value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rpc_camera.worker.common_settings.carriers import Carrier, Meaning
    from rpc_camera.worker.common_settings.quantity import Value
    from rpc_camera.worker.makers.maker import Maker

_QUALITY: Final = "quality"


@dataclass(frozen=True)
class BodySetting:
    """A setting of libgphoto2, read as what `carrier` says it means.

    `maker` is that of the body. `reachable` returns those of its choices that it can have, as far as is known.
    """

    carrier: Carrier
    widget: GpWidget
    maker: Maker
    reachable: Callable[[str, Sequence[str]], list[str]]

    @property
    def name(self) -> str:
        """What libgphoto2 calls it."""
        return str(self.widget.get_name())

    @property
    def text(self) -> str:
        """Its value as libgphoto2 writes it."""
        value = value_of(self.widget)
        return "" if value is None else str(value)

    @property
    def is_read_only(self) -> bool:
        """Whether the body refuses to change it now."""
        return bool(self.widget.get_readonly())

    @cached_property
    def choices(self) -> list[str]:
        """Its values as libgphoto2 writes them; none for a range or a text."""
        return self.reachable(self.name, choices_of(self.widget)) if type_of(self.widget) in CHOICE_TYPES else []

    @cached_property
    def range(self) -> dict[str, float] | None:
        """Its `{min, max, step}`, if it has one instead of choices."""
        return range_of(self.widget) if type_of(self.widget) is WidgetType.RANGE else None

    @cached_property
    def meaning(self) -> Meaning:
        """What reads a text of this setting."""
        meaning = self.carrier.meaning(self.choices)
        return lambda text: meaning(self.maker.means.get((self.name, text), text))

    @cached_property
    def means(self) -> Mapping[str, Value]:
        """Its value, by common setting."""
        return self.meaning(self.text)

    @cached_property
    def keys(self) -> set[str]:
        """The common settings that it carries on this body."""
        return {key for text in (self.text, *self.choices) for key in self.meaning(text)}

    def allowed(self, key: str) -> list[Value]:
        """Return the values that a common setting can have: numbers from the lowest up, then words."""
        values = {value for text in self.choices if (value := self.meaning(text).get(key)) is not None}
        numbers = sorted(value for value in values if not isinstance(value, str))
        spoken = dict.fromkeys(self.meaning(text).get(key) for text in self.choices)
        return [*numbers, *(word for word in spoken if isinstance(word, str))]

    def has(self, wanted: Mapping[str, Value]) -> bool:
        """Return whether it has these values already."""
        return all(is_same(key, value, self.means.get(key)) for key, value in wanted.items())

    def find(self, wanted: Mapping[str, Value], *, take_nearest: bool) -> str | float | None:
        """Return its value that means what is wanted, and is otherwise the most like the present one; None: no value.

        `take_nearest`: a number that it does not have stands for the nearest that it has.
        """
        if self.range:
            return self._within_range(wanted, take_nearest=take_nearest)
        if take_nearest:
            wanted = {key: next(iter(nearest(key, value, self.allowed(key))), value) for key, value in wanted.items()}
        fitting = [text for text in self.choices if self._fits(text, wanted)]
        return max(fitting, key=lambda text: self._likeness(text, wanted), default=None)

    def _fits(self, text: str, wanted: Mapping[str, Value]) -> bool:
        """Return whether a text means what is wanted, with the present quality where no other is: RAW stays RAW."""
        meaning = self.meaning(text)
        has_quality = _QUALITY in wanted or meaning.get(_QUALITY) == self.means.get(_QUALITY, meaning.get(_QUALITY))
        return has_quality and all(is_same(key, value, meaning.get(key)) for key, value in wanted.items())

    def _likeness(self, text: str, wanted: Mapping[str, Value]) -> tuple[int, float, bool]:
        """Return how much is kept with a text that fits, how near its numbers are, and whether it is as it was."""
        meaning = self.meaning(text)
        kept = sum(meaning.get(key) == value for key, value in self.means.items() if key not in wanted)
        distance = sum(apart(key, value, meaning[key]) for key, value in wanted.items())
        return kept, -distance, text == self.text

    def _within_range(self, wanted: Mapping[str, Value], *, take_nearest: bool) -> float | None:
        ((_, value),) = wanted.items()
        if isinstance(value, str) or not self.range:
            return None
        low, high, step = self.range["min"], self.range["max"], self.range["step"]
        number = min(max(value, low), high) if take_nearest else value
        if step > 0 and take_nearest:
            number = min(high, low + step * round((number - low) / step))
        return number if low <= number <= high else None
