"""The explorer: every method from `rpc.discover` with a form, the request and the answer, and the notifications."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest_asyncio
from playwright.async_api import expect

from tests.rigs.service import TOKEN

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page

    from tests.page.page_rig import OpenPage, PageRig
    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess


@pytest_asyncio.fixture(loop_scope="session")
async def tab(page: PageRig) -> Page:
    """The page with the explorer open."""
    await go_to(page.page, "")
    return page.page


async def go_to(page: Page, method: str) -> None:
    await page.evaluate("method => location.hash = `#/explorer/${method}`", method)
    if method:
        await expect(page.get_by_role("heading", name=method, level=1, exact=True)).to_be_visible()


def field(page: Page, name: str) -> Locator:
    return page.get_by_label(name, exact=True)


async def send(page: Page) -> None:
    await page.get_by_role("button", name="Send", exact=True).click()


async def answer(page: Page) -> Any:
    """Return what came, as the page shows it."""
    return json.loads(await page.get_by_role("region", name="Answer").inner_text())


async def picture_path(service: RunningService) -> str:
    async with service.client() as client:
        files = (await client.call("list_files", recursive=True))["files"]
    return str(files[0]["path"])


async def test_every_method_has_a_form_for_its_params_and_every_notification_a_page(
    tab: Page, service: RunningService
) -> None:
    async with service.client() as client:
        document = await client.call("rpc.discover")
    methods = [*document["methods"], document["x-service-discovery"]]
    for method in methods:
        await go_to(tab, method["name"])
        await expect(tab.locator("rc-param")).to_have_count(len(method["params"]))
        for param in method["params"]:
            await expect(tab.locator("rc-param").get_by_label(param["name"], exact=True)).to_be_enabled()
    for notification in document["x-notifications"]:
        await go_to(tab, notification["name"])
    await expect(tab.get_by_role("navigation", name="Methods and notifications").get_by_role("link")).to_have_count(
        len(methods) + len(document["x-notifications"])
    )


async def test_an_example_fills_the_form_and_its_answer_comes_from_the_camera(
    tab: Page, service: RunningService
) -> None:
    await go_to(tab, "set_config")
    await tab.get_by_role("button", name="aperture", exact=True).click()
    await expect(field(tab, "name")).to_have_value("f-number")
    await field(tab, "value").fill("f/11")

    await send(tab)

    assert (await answer(tab))["result"]["value"] == "f/11"
    async with service.client() as client:
        assert (await client.call("get_config", name="f-number"))["value"] == "f/11"


async def test_a_result_that_is_one_of_two_is_documented_as_both(tab: Page) -> None:
    await go_to(tab, "get_exposure")
    result = tab.locator("section", has=tab.get_by_role("heading", name="Result", exact=True))

    await expect(result).to_contain_text("GetExposureResult or GetExposureOfCamerasResult")
    await result.get_by_label("What it has: GetExposureOfCamerasResult").click()
    await expect(result).to_contain_text("complete")


async def test_params_of_each_kind_are_sent_as_their_types(tab: Page, service: RunningService) -> None:
    async with service.client() as client:
        camera = (await client.call("list_cameras"))["cameras"][0]["id"]
    await go_to(tab, "start_sequence")
    await tab.get_by_label("Type: frames").select_option("null")
    await field(tab, "interval_s").fill("0.5")
    await field(tab, "focus_steps").fill("-3")
    await field(tab, "steps").fill('[{"bulb_s": 1}]')
    await field(tab, "bracket").select_option("false")
    await field(tab, "name").fill('it\'s "x"')
    await field(tab, "camera").select_option(camera)

    await tab.get_by_role("button", name="As JSON").click()

    assert json.loads(await field(tab, "Params").input_value()) == {
        "frames": None,
        "interval_s": 0.5,
        "focus_steps": -3,
        "steps": [{"bulb_s": 1}],
        "bracket": False,
        "name": 'it\'s "x"',
        "camera": camera,
    }
    await go_to(tab, "start_sequence")
    await tab.get_by_role("button", name="Form", exact=True).click()
    await expect(field(tab, "interval_s")).to_have_value("0.5")
    await tab.get_by_label("What it has: steps").click()
    await expect(tab.locator("rc-param rc-schema").get_by_text("focus_steps", exact=True)).to_be_visible()
    await go_to(tab, "set_capture_settings")
    await field(tab, "quality").select_option("raw")
    await tab.get_by_role("button", name="As JSON").click()
    assert json.loads(await field(tab, "Params").input_value()) == {"quality": "raw"}


async def test_what_the_schema_forbids_is_said_at_the_field_and_not_sent(tab: Page) -> None:
    await go_to(tab, "read_file")
    await field(tab, "path").fill("no/slash")
    await field(tab, "offset").fill("-1")
    await field(tab, "length").fill("1.5")

    await send(tab)

    await expect(tab.get_by_role("alert").filter(has_text="matching ^/")).to_be_visible()
    await expect(tab.get_by_role("alert").filter(has_text="at least 0")).to_be_visible()
    await expect(tab.get_by_role("alert").filter(has_text="no whole number")).to_be_visible()
    await expect(field(tab, "path")).to_be_focused()
    await expect(tab.get_by_role("region", name="Request")).to_have_count(0)
    await field(tab, "path").fill("")
    await send(tab)
    await expect(tab.get_by_role("alert").filter(has_text="This is needed.")).to_be_visible()


async def test_what_the_service_says_of_a_param_stands_at_its_field(tab: Page) -> None:
    await go_to(tab, "set_configs")
    await field(tab, "values").fill('{"iso": []}')

    await send(tab)

    await expect(tab.locator("rc-param", has_text="values").get_by_role("alert")).to_contain_text("iso: Expected")
    await expect(field(tab, "values")).to_have_attribute("aria-invalid", "true")
    assert (await answer(tab))["error"]["code"] == -32602
    await field(tab, "values").fill('{"iso": "400"}')
    await send(tab)
    await expect(tab.get_by_role("region", name="Answer")).to_contain_text('"result"')
    await expect(field(tab, "values")).to_have_attribute("aria-invalid", "false")


async def test_params_can_be_written_as_json_also_wrong_ones(tab: Page) -> None:
    await go_to(tab, "get_config")
    await tab.get_by_role("button", name="As JSON").click()
    await field(tab, "Params").fill('{"name": "iso",')
    await send(tab)
    await expect(tab.get_by_role("alert").filter(has_text="This is no JSON")).to_be_visible()

    await field(tab, "Params").fill('{"name": 7, "nome": "iso"}')
    await send(tab)
    await expect(tab.get_by_role("alert").filter(has_text="Expected a string")).not_to_have_count(0)

    await field(tab, "Params").fill('{"name": "iso"}')
    await send(tab)
    await expect(tab.get_by_role("region", name="Answer")).to_contain_text('"choices"')


async def test_a_refusal_has_its_remedy(tab: Page) -> None:
    await go_to(tab, "get_config")
    await field(tab, "name").fill("no-such-setting")

    await send(tab)

    assert (await answer(tab))["error"]["data"]["name"] == "config_not_found"
    remedy = (await answer(tab))["error"]["data"]["remedy"]
    await expect(tab.get_by_role("alert").filter(has_text=remedy)).to_be_visible()


async def test_a_picture_is_shown_and_its_base64_is_short(tab: Page, service: RunningService) -> None:
    path = await picture_path(service)
    await go_to(tab, "get_thumbnail")
    await field(tab, "path").fill(path)
    await send(tab)

    picture = tab.get_by_role("img", name="The picture in the answer")
    await expect(picture).to_be_visible()
    assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    assert len(str(await answer(tab))) < 2000


async def test_a_binary_answer_is_a_picture_too(tab: Page, service: RunningService) -> None:
    path = await picture_path(service)
    await go_to(tab, "read_file")
    await field(tab, "path").fill(path)
    await field(tab, "offset").fill("0")
    await field(tab, "length").fill("16777216")
    await field(tab, "binary").select_option("true")
    await send(tab)

    await expect(tab.get_by_text("came beside the JSON")).to_be_visible()
    picture = tab.get_by_role("img", name="The picture in the answer")
    assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0


async def test_long_work_shows_progress_and_can_be_cancelled(tab: Page) -> None:
    await go_to(tab, "capture_image")
    await field(tab, "bulb_s").fill("60")
    await send(tab)
    await expect(tab.get_by_role("progressbar")).to_be_visible()
    await expect(tab.get_by_role("button", name="Send", exact=True)).to_be_disabled()

    await tab.get_by_role("button", name="Cancel").click()

    await expect(tab.get_by_text("The call was cancelled.")).to_be_visible()
    await expect(tab.get_by_role("button", name="Send", exact=True)).to_be_enabled()


async def test_deleting_asks_first(tab: Page, service: RunningService, camera: VirtualCameraProcess) -> None:
    path = await picture_path(service)
    count = camera.files()
    await go_to(tab, "delete_file")
    await expect(tab.get_by_text("Changes something").first).to_be_visible()
    await field(tab, "path").fill(path)
    await send(tab)
    await tab.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    await expect(tab.get_by_role("dialog")).to_have_count(0)
    assert camera.files() == count

    await send(tab)
    await tab.get_by_role("dialog").get_by_role("button", name="Delete").click()

    assert (await answer(tab))["result"]["path"] == path
    assert camera.files() == count - 1


async def test_a_file_is_chosen_for_base64(tab: Page, camera: VirtualCameraProcess) -> None:
    count = camera.files()
    await go_to(tab, "upload_file")
    await tab.get_by_role("button", name="a small").or_(tab.locator(".examples button").first).first.click()
    await field(tab, "filename").fill("CHOSEN.TXT")
    await field(tab, "data_base64").set_input_files(
        {"name": "any.txt", "mimeType": "text/plain", "buffer": b"what is within"}
    )
    await expect(tab.get_by_text("any.txt, 14 B")).to_be_visible()
    await send(tab)

    assert (await answer(tab))["result"]["size_bytes"] == 14
    assert camera.files() == count + 1


async def test_notifications_come_once_subscribed(tab: Page, service: RunningService) -> None:
    await go_to(tab, "config_changed")
    await expect(tab.get_by_text("None has come yet.")).to_be_visible()
    await tab.get_by_role("button", name="Subscribe").click()
    await expect(tab.get_by_role("button", name="Unsubscribe")).to_be_visible()

    async with service.client() as client:
        await client.call("set_config", name="iso", value="800")

    await expect(tab.locator("rc-notification .received")).to_contain_text('"800"')
    await tab.get_by_role("button", name="Unsubscribe").click()
    await expect(tab.get_by_text("Not subscribed.")).to_be_visible()


async def test_a_list_of_what_is_known_is_ticked(tab: Page) -> None:
    await go_to(tab, "subscribe")
    await tab.get_by_role("checkbox", name="file_added").check()
    await tab.get_by_role("checkbox", name="config_changed").check()
    await tab.get_by_role("checkbox", name="file_added").uncheck()
    await send(tab)

    events = (await answer(tab))["result"]["events"]
    assert set(events) - {"progress"} == {"config_changed"}  # the client has subscribed to progress by itself
    await go_to(tab, "config_changed")
    await expect(tab.get_by_role("button", name="Unsubscribe")).to_be_visible()
    await go_to(tab, "capture_group")
    await tab.get_by_role("checkbox").check()
    await send(tab)
    assert (await answer(tab))["result"]["complete"] is True


async def test_frames_of_live_view_are_notifications_with_a_picture(tab: Page) -> None:
    await go_to(tab, "start_preview")
    await field(tab, "max_fps").fill("5")
    await field(tab, "binary").select_option("true")
    await send(tab)
    assert (await answer(tab))["result"]["state"] == "running"

    await go_to(tab, "preview_frame")

    picture = tab.get_by_role("img", name="The picture in the answer")
    await expect(picture).to_be_visible()
    await expect(tab.get_by_role("button", name="Subscribe")).to_have_count(0)
    await tab.evaluate("location.hash = '#/log'")
    # Its connection ends with the explorer, and so does what that had asked for.
    await expect(tab.locator("rc-event", has_text="preview_state_changed").first).to_contain_text("stopped")


async def test_what_is_done_to_its_connection_leaves_the_page_alone(tab: Page) -> None:
    await go_to(tab, "authenticate")
    await field(tab, "token").fill("guess")
    await send(tab)
    await expect(tab.get_by_role("alert").filter(has_text="The token is wrong.")).to_be_visible()
    await expect(tab.get_by_role("region", name="The same call as code")).to_contain_text("guess")

    await go_to(tab, "list_cameras")
    await send(tab)
    await expect(tab.get_by_role("region", name="Answer")).to_contain_text('"cameras"')
    await expect(tab.get_by_text("Ready", exact=True)).to_be_visible()


async def test_the_token_is_shown_nowhere_but_where_it_was_typed(tab: Page) -> None:
    await go_to(tab, "authenticate")
    await field(tab, "token").fill(TOKEN)
    await send(tab)

    assert (await answer(tab))["result"] == {"authenticated": True}
    for name in ("Request", "The same call as code"):
        shown = tab.get_by_role("region", name=name)
        await expect(shown).to_contain_text("authenticate")
        await expect(shown).not_to_contain_text(TOKEN)


async def test_the_token_that_an_answer_has_is_not_shown(tab: Page, service: RunningService) -> None:
    async with service.client() as client:
        ticket = (await client.call("create_ticket"))["ticket"]
    await go_to(tab, "redeem_ticket")
    await field(tab, "ticket").fill(ticket)
    await send(tab)

    await expect(tab.get_by_role("region", name="Answer")).to_contain_text('"token": "TOKEN"')


async def test_search_finds_words_of_names_and_summaries(tab: Page) -> None:
    links = tab.get_by_role("navigation", name="Methods and notifications").get_by_role("link")
    await expect(links.first).to_be_visible()
    await tab.keyboard.press("/")
    await expect(tab.get_by_role("searchbox", name="Search")).to_be_focused()
    await tab.keyboard.type("delete from the camera")
    await expect(links.filter(has_text="delete_file")).to_be_visible()
    await expect(links.filter(has_text="list_cameras")).to_have_count(0)

    await tab.get_by_role("searchbox", name="Search").fill("no such words")
    await expect(tab.get_by_text("No method has these words.")).to_be_visible()


async def test_the_marks_in_the_list_have_a_legend(tab: Page) -> None:
    await expect(tab.locator("rc-method-list .legend")).to_have_text("Changes something")
    await expect(tab.locator("rc-method-list .legend .mark")).to_be_visible()


async def test_a_method_that_is_not_there_is_said(tab: Page) -> None:
    await tab.evaluate("location.hash = '#/explorer/make_coffee'")

    await expect(tab.get_by_text("The service has no method or notification make_coffee.")).to_be_visible()


async def test_a_form_keeps_what_was_typed_while_others_are_looked_at(tab: Page) -> None:
    await go_to(tab, "get_config")
    await field(tab, "name").fill("iso")
    await go_to(tab, "list_config")
    await go_to(tab, "get_config")

    await expect(field(tab, "name")).to_have_value("iso")


async def test_on_a_phone_the_list_leads_to_the_form_and_back(open_page: OpenPage, service: RunningService) -> None:
    async with open_page(service, "#/explorer", width=390, height=844) as rig:
        page = rig.page
        await page.get_by_role("link", name="get_config", exact=True).click()
        await field(page, "name").fill("iso")
        await page.keyboard.press("Control+Enter")
        await expect(page.get_by_role("region", name="Answer")).to_contain_text('"choices"')
        assert await page.evaluate("document.documentElement.scrollWidth") <= 390
        for part in await page.locator("rc-explorer-view .page, rc-method, rc-try").all():
            assert await part.evaluate(
                "it => it.scrollWidth <= it.clientWidth || getComputedStyle(it).display === 'none'"
            )
        await page.get_by_role("link", name="All methods").click()
        await expect(page.get_by_role("link", name="get_config", exact=True)).to_be_visible()
