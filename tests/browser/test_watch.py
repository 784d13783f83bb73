"""That the other tests here would see it, if a page did what it must not."""

import pytest

from tests.browser.conftest import settled, watched

WRONGS = {
    "request": "<img src='https://example.org/x.png'>",
    "request: script": "<script src='beside.js'></script>",
    "request: document": "<meta http-equiv='refresh' content='0;url=https://example.org/'>",
    "console": "<script>console.error('no')</script>",
    "console: policy": "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\"><p onclick='x()'>",
    "error": "<script>null.x</script>",
    "dialog": "<script>alert(1)</script>",
    "window": "<script>open('about:blank')</script>",
    "socket": "<script>new WebSocket('wss://example.org')</script>",
}


@pytest.mark.parametrize(("kind", "markup"), WRONGS.items(), ids=WRONGS)
def test_what_a_page_must_not_do_is_seen(chromium, tmp_path, kind, markup):
    (tmp_path / "wrong.html").write_text(f"<!doctype html><title>x</title>{markup}", encoding="utf-8")
    with watched(chromium, tmp_path) as (context, saw):
        page = context.new_page()
        page.goto((tmp_path / "wrong.html").as_uri())
        settled(page)
    assert [line for line in saw if line.startswith(kind)]


def test_a_page_of_its_own_data_is_quiet(chromium, tmp_path):
    (tmp_path / "right.html").write_text(
        "<!doctype html><img alt='' src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>"
    )
    with watched(chromium, tmp_path) as (context, saw):
        page = context.new_page()
        page.goto((tmp_path / "right.html").as_uri())
        settled(page)
    assert saw == []
